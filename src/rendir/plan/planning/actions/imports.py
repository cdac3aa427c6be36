"""Read a file as a schedule, correct and decide row by row, confirm it all at once, undo it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.importing import Finding
from rendir.foundation.core.readers.kinds import kind_of
from rendir.foundation.core.refusal import Invalid, Stale, WrongState
from rendir.foundation.core.spanish import fold, join_words, squeeze
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.queries import find_units, names_kept_apart, unit_names
from rendir.plan.planning.actions.memory import decisions_again, rows_as_decided
from rendir.plan.planning.actions.schedule import Edits, describe, edit_schedule, must_be_open
from rendir.plan.planning.models import PlanImport, Strategy
from rendir.plan.planning.queries import adopted_codes, digest_of, facts_of
from rendir.plan.planning.reading.apart import read_schedule_apart
from rendir.plan.planning.reading.schedule import Reading
from rendir.plan.planning.rules.comparison import Comparison, compare_schedules, match_activities
from rendir.plan.planning.rules.facts import ActivityFacts, Responsible, ResponsibleKind
from rendir.plan.planning.rules.proposals import apply_proposal, can_apply
from rendir.plan.planning.states import IMPORT_FLOW, ImportState


@dataclass(frozen=True, slots=True)
class Outcome:
    """What confirming an import would do: `edits` as they would be written, `comparison` as people read it, and the
    codes of the `missing` activities: in the schedule, not in the file. `seen` is the digest of the schedule compared.
    """

    edits: Edits
    comparison: Comparison
    missing: tuple[str, ...]
    seen: str


def read_file(strategy: Strategy, data: bytes, *, filename: str, by: Actor) -> PlanImport:
    """Keep the file and show what it says; nothing of the schedule changes. `Unreadable` where it is no schedule.

    Rows that say what they said in the last file confirmed come with the corrections and decisions of that time.
    """
    check(Perm.IMPORT_PLAN, by=by)
    must_be_open(strategy)
    reading = read_schedule_apart(
        data, filename=filename, year=strategy.year, known_units=unit_names(), apart=names_kept_apart()
    )
    with atomic():
        stored = store_file(data, name=filename, media_type=kind_of(data, filename).media_type, by=by)
        return create(_preview(strategy, stored, filename, reading), perm=Perm.IMPORT_PLAN, by=by)


def correct_row(plan_import: PlanImport, index: int, facts: ActivityFacts, *, expected: int, by: Actor) -> PlanImport:
    """Put what a person wrote in place of what was read, in row `index` (from 0)."""
    _must_be_open(plan_import)
    rows = list(plan_import.rows())
    _put(rows, index, replace(facts, source=rows[index].source))
    return _write_rows(plan_import, rows, {}, expected=expected, by=by, verb="correct_import_row")


def decide(plan_import: PlanImport, indexes: Iterable[int], *, accept: bool, expected: int, by: Actor) -> PlanImport:
    """Accept or leave the proposals of these findings (indexes from 0). The decision is kept with who and when."""
    _must_be_open(plan_import)
    taken = plan_import.decided()
    wanted = [index for index in indexes if index not in taken]
    rows = list(plan_import.rows())
    for index in wanted:
        row, proposed = _proposed(plan_import, rows, index)
        if accept:
            _put(rows, row, proposed)
    made = [_decision(index, accept=accept, by=by) for index in wanted]
    decisions = {"decisions": [*plan_import.decisions, *made]}
    return _write_rows(plan_import, rows, decisions, expected=expected, by=by, verb="decide_proposals")


def confirm_import(
    plan_import: PlanImport,
    *,
    remove_missing: bool = False,
    expected: int | None = None,
    seen: str | None = None,
    by: Actor,
) -> PlanImport:
    """Write the rows into the schedule, all or none. The same file again changes nothing.

    `remove_missing` takes out activities that the file no longer has; those already adopted are never taken out here.
    `seen` is the digest of the schedule that the person compared with: `Stale` where it is another by now.
    """
    with atomic():
        outcome = outcome_of(plan_import, remove_missing=remove_missing)
        _must_be_seen(seen, outcome.seen)
        label = f"Importar {plan_import.filename}: {describe(outcome.edits)}"
        edit = edit_schedule(plan_import.strategy, outcome.edits, label=label, by=by, perm=Perm.IMPORT_PLAN)
        return take(plan_import, IMPORT_FLOW, "confirm_import", {"edit": edit}, by=by, expected=expected)


def discard_import(plan_import: PlanImport, *, expected: int | None = None, by: Actor) -> PlanImport:
    """Leave a file unconfirmed for good."""
    return take(plan_import, IMPORT_FLOW, "discard_import", by=by, expected=expected)


def outcome_of(plan_import: PlanImport, *, remove_missing: bool = False) -> Outcome:
    """What confirming would do to the schedule now: the comparison shown before the confirmation."""
    current, incoming = facts_of(plan_import.strategy), _as_known(plan_import.rows())
    pairs = match_activities(current, incoming)
    merged = {old: _merged(current[old], incoming[new]) for old, new in pairs}
    paired = {new for _, new in pairs}
    missing = [facts.code for index, facts in enumerate(current) if index not in merged]
    kept = adopted_codes(plan_import.strategy) if remove_missing else frozenset(missing)
    edits = Edits(
        changes={current[old].code: (facts, None) for old, facts in merged.items() if facts != current[old]},
        additions=[facts for index, facts in enumerate(incoming) if index not in paired],
        removals=[code for code in missing if code not in kept],
    )
    return Outcome(edits, _comparison(current, edits), tuple(missing), digest_of(current))


def _comparison(current: Sequence[ActivityFacts], edits: Edits) -> Comparison:
    after = [
        edits.changes[one.code][0] if one.code in edits.changes else one
        for one in current
        if one.code not in edits.removals
    ]
    kept = [index for index, one in enumerate(current) if one.code not in edits.removals]
    pairs = tuple((old, new) for new, old in enumerate(kept))
    return compare_schedules(current, [*after, *edits.additions], pairs=pairs)


def _preview(strategy: Strategy, stored: StoredFile, filename: str, reading: Reading) -> PlanImport:
    rows, findings = _rows_of(reading), [one.as_kept() for one in reading.findings]
    last = strategy.imports.filter(state=ImportState.CONFIRMED).order_by("-read_at", "-pk").first()
    return PlanImport(
        strategy=strategy,
        file=stored,
        filename=filename[:250],
        read_at=clock.now(),
        activities=rows_as_decided(rows, last) if last else rows,
        findings=findings,
        decisions=decisions_again(rows, findings, last) if last else [],
    )


def _rows_of(reading: Reading) -> list[dict[str, Any]]:
    """The rows as read. A suggested action type stays a proposal until a person accepts it."""
    suggested = {one.target for one in reading.findings if one.proposal and one.proposal.field == "action_type"}
    rows = [replace(one, action_type=None) if one.code in suggested else one for one in reading.activities]
    return [{**one.as_json(), "read": one.as_json()} for one in rows]


def _as_known(rows: Sequence[ActivityFacts]) -> list[ActivityFacts]:
    """The rows with each responsible as its unit is known: what a unit is does not depend on the file."""
    units = find_units(one.name for row in rows for one in row.responsibles)
    kinds = {folded: ResponsibleKind(unit.kind) for folded, unit in units.items()}
    return [
        replace(row, responsibles=tuple(_known(one, kinds.get(fold(one.name), one.kind)) for one in row.responsibles))
        for row in rows
    ]


def _known(responsible: Responsible, kind: ResponsibleKind) -> Responsible:
    return Responsible(squeeze(responsible.name), kind)


def _merged(current: ActivityFacts, incoming: ActivityFacts) -> ActivityFacts:
    """What the file says, under the code that the activity already has. What the file leaves blank stays as it is:
    a file that says less erases nothing that a person decided.
    """
    return replace(
        incoming,
        component=current.component,
        number=current.number,
        stages=incoming.stages or current.stages,
        periods=incoming.periods or current.periods,
        product=current.product if incoming.product is None else incoming.product,
        responsibles=incoming.responsibles or current.responsibles,
        action_type=incoming.action_type or current.action_type,
    )


def _must_be_seen(seen: str | None, now: str) -> None:
    if seen is not None and seen != now:
        message = "Alguien cambió el cronograma mientras usted revisaba la importación."
        raise Stale(message, way_out="Abra de nuevo la importación: la comparación ya muestra ese cambio.")


def _proposed(plan_import: PlanImport, rows: Sequence[ActivityFacts], index: int) -> tuple[int, ActivityFacts]:
    """The row that a proposal is about, and what accepting makes of it. `Invalid` where nothing can be accepted."""
    findings, codes = plan_import.findings, [one.code for one in plan_import.rows_as_read()]
    finding = Finding.from_json(findings[index]) if 0 <= index < len(findings) else None
    proposal = finding.proposal if finding else None
    if finding is None or proposal is None or not can_apply(proposal.field) or finding.target not in codes:
        message = "Este hallazgo no propone nada que se pueda aceptar."
        raise Invalid(message, way_out="Corrija la fila a mano.")
    row = codes.index(finding.target)
    return row, apply_proposal(rows[row], proposal.field, proposal.value)


def _put(rows: list[ActivityFacts], index: int, facts: ActivityFacts) -> None:
    """A row that goes to another component takes its next number there: no two rows have one code."""
    if facts.component != rows[index].component:
        numbers = [one.number for one in rows if one.component == facts.component]
        facts = replace(facts, number=1 + max(numbers, default=0))
    rows[index] = facts


def _decision(index: int, *, accept: bool, by: Actor) -> dict[str, object]:
    moment = clock.now().isoformat(timespec="seconds")
    return {"finding": index, "accepted": accept, "by": by.actor_id, "role": by.actor_role, "at": moment}


def _write_rows(
    plan_import: PlanImport,
    rows: Sequence[ActivityFacts],
    others: Mapping[str, object],
    *,
    expected: int,
    by: Actor,
    verb: str,
) -> PlanImport:
    kept = [one["read"] for one in plan_import.activities]
    written = [{**one.as_json(), "read": read} for one, read in zip(rows, kept, strict=True)]
    fields = {"activities": written, **others}
    return change(plan_import, fields, perm=Perm.IMPORT_PLAN, by=by, expected=expected, verb=verb)


def _must_be_open(plan_import: PlanImport) -> None:
    if plan_import.state != ImportState.PREVIEWED:
        labels = join_words([step.label for step in IMPORT_FLOW.open_steps(plan_import.state)]) or "ninguno"
        message = f"Esta importación ya está {plan_import.get_state_display().lower()}."
        raise WrongState(message, way_out=f"Pasos posibles ahora: {labels}.")
