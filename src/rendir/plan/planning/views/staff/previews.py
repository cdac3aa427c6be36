"""A file as read, beside the file as written: what the preview of an import shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.importing import Finding, Severity, Source
from rendir.foundation.core.spanish import join_words
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.models import PlanImport
from rendir.plan.planning.reading.files import read_grids
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.rules.facts import PERIOD_SHORT_LABELS, ActivityFacts
from rendir.plan.planning.rules.proposals import can_apply, in_words
from rendir.plan.planning.rules.titles import shortened


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """One cell of the file that says something, as written. `column` counts from 1."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal: about which activity, what it would put, why, how sure it is (`confidence`, in hundredths), and what
    became of it (`decided`: None while it waits). `is_long`: the value is a text rather than a name.
    """

    index: int
    code: str
    target: str
    subject: str
    is_long: bool
    place: str
    value: str
    reason: str
    confidence: int
    decided: bool | None


@dataclass(frozen=True, slots=True)
class Told:
    """A reading applied, or something to know: nothing to decide."""

    target: str
    message: str
    place: str
    severity: str


@dataclass(slots=True)
class Group:
    """What was found of one kind. `waiting` counts proposals that nobody decided about; `note` says once what is the
    same of all of them.
    """

    code: str
    title: str
    severity: Severity
    suggestions: list[Suggestion] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    @property
    def note(self) -> str:
        return str(_NOTES.get(self.code, ""))

    @property
    def waiting(self) -> int:
        return len(self.undecided)

    @property
    def undecided(self) -> list[Suggestion]:
        return [one for one in self.suggestions if one.decided is None]

    @property
    def decided(self) -> list[Suggestion]:
        return [one for one in self.suggestions if one.decided is not None]


_NOTES = {
    FindingCode.ACTION_TYPE_SUGGESTED.value: _(
        "Por las palabras de cada actividad. La confianza dice cuánto se parecen a las de ese tipo."
    )
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One activity: its cells in the file and how they are read. `doubts` are what a person should look at."""

    index: int
    facts: ActivityFacts
    title: str
    url: str
    line: int | None
    cells: list[WrittenCell]
    stages: str
    periods: str
    kind: str
    suggestions: list[Suggestion]
    told: list[Told]
    doubts: list[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """All that the preview shows. Proposals and applied readings are never in one list."""

    rows: list[PreviewRow]
    proposals: list[Group]
    readings: list[Group]
    without_component: int

    @property
    def doubtful(self) -> list[PreviewRow]:
        """The rows with something to look at."""
        return [row for row in self.rows if row.doubts]

    @property
    def waiting(self) -> int:
        """Proposals that nobody decided about."""
        return sum(group.waiting for group in self.proposals)


def waiting_of(plan_import: PlanImport) -> list[tuple[int, str]]:
    """The proposals that nobody decided about: place of the finding and its code."""
    decided = plan_import.decided()
    found = [Finding.from_json(one) for one in plan_import.findings]
    return [(index, one.code) for index, one in enumerate(found) if _is_proposal(one) and index not in decided]


def preview_of(plan_import: PlanImport) -> Preview:
    """The import as a person decides about it."""
    findings = [Finding.from_json(one) for one in plan_import.findings]
    decided = plan_import.decided()
    subjects = {row.code: row.name for row in plan_import.rows_as_read()}
    suggestions = [
        _suggestion(index, one, decided.get(index), subjects.get(one.target or "", ""))
        for index, one in enumerate(findings)
        if _is_proposal(one)
    ]
    told = [(one.code, _told(one)) for one in findings if not _is_proposal(one)]
    rows = _rows(plan_import, suggestions, [one for _code, one in told], _open_doubts(findings, decided))
    return Preview(
        rows=rows,
        proposals=sorted(_grouped([(one.code, one) for one in suggestions], "suggestions"), key=_urgency),
        readings=_grouped(told, "told"),
        without_component=sum(row.facts.component is None for row in rows),
    )


def _open_doubts(findings: Sequence[Finding], decided: Mapping[int, bool]) -> dict[str, list[str]]:
    """By activity, what was found to review and nobody decided about yet, each kind once."""
    doubts: dict[str, list[str]] = {}
    for index, one in enumerate(findings):
        if one.target and one.severity is not Severity.INFO and not one.applied and index not in decided:
            doubts.setdefault(one.target, []).append(FindingCode(one.code).description.rstrip("."))
    return {target: list(dict.fromkeys(texts)) for target, texts in doubts.items()}


def _is_proposal(finding: Finding) -> bool:
    return finding.proposal is not None and not finding.applied and can_apply(finding.proposal.field)


def _rows(
    plan_import: PlanImport, suggestions: Sequence[Suggestion], told: Sequence[Told], doubts: Mapping[str, list[str]]
) -> list[PreviewRow]:
    written = _written(plan_import)
    codes = [one.code for one in plan_import.rows_as_read()]
    return [
        PreviewRow(
            index=index,
            facts=facts,
            title=shortened(facts.name),
            url=reverse("planning_desk:import_row", args=[plan_import.public_id, index]),
            line=facts.source.line if facts.source else None,
            cells=written.get(_row_of(facts.source), []) if facts.source else [],
            stages=join_words([stage.label for stage in facts.ordered_stages]),
            periods=join_words([PERIOD_SHORT_LABELS[one] for one in facts.ordered_periods]),
            kind=_kind(facts),
            suggestions=[one for one in suggestions if one.target == codes[index]],
            told=[one for one in told if one.target == codes[index]],
            doubts=doubts.get(codes[index], []),
        )
        for index, facts in enumerate(plan_import.rows())
    ]


def _row_of(source: Source) -> Source:
    """Where a row stands, whichever its cell."""
    return replace(source, column=None, text=None)


def _written(plan_import: PlanImport) -> dict[Source, list[WrittenCell]]:
    """The cells of the file that say something, by row."""
    grids, _ = read_grids(plan_import.file.read(), plan_import.filename)
    return {
        _row_of(row[0].source): [
            WrittenCell(cell.source.column or column, cell.text.strip())
            for column, cell in enumerate(row, start=1)
            if cell.text.strip()
        ]
        for grid in grids
        for row in grid
        if row
    }


def _urgency(group: Group) -> tuple[bool, int]:
    """What is to be reviewed before what is only to be known; the few before the many."""
    return group.severity is Severity.INFO, len(group.suggestions)


def _suggestion(index: int, finding: Finding, decided: bool | None, subject: str) -> Suggestion:
    assert finding.proposal  # noqa: S101 - narrows for the type checker: only proposals come here
    return Suggestion(
        index=index,
        code=finding.code,
        target=finding.target or "",
        subject=subject,
        is_long=finding.proposal.field in {"name", "product"},
        place=_place(finding.source),
        value=in_words(finding.proposal.field, finding.proposal.value),
        reason="" if finding.code in _NOTES else finding.proposal.reason,
        confidence=round(finding.proposal.confidence * 100),
        decided=decided,
    )


def _told(finding: Finding) -> Told:
    return Told(finding.target or "", finding.message, _place(finding.source), finding.severity.value)


def _place(source: Source | None) -> str:
    return source.place if source else ""


def _kind(facts: ActivityFacts) -> str:
    known = by_key(facts.action_type) if facts.action_type else None
    return known.label if known else ""


def _grouped(found: Sequence[tuple[str, Suggestion | Told]], into: str) -> list[Group]:
    groups: dict[str, Group] = {}
    for code, one in found:
        group = groups.setdefault(code, Group(code, FindingCode(code).description, FindingCode(code).severity))
        getattr(group, into).append(one)
    return list(groups.values())
