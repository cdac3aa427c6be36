"""Edit the working copy of a schedule: one edit, whatever its size, is one transaction and one undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, create_many, remove, touch
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import count, fold, join_words, sort_key, squeeze
from rendir.foundation.organization.models import Unit
from rendir.foundation.organization.queries import find_units
from rendir.plan.planning.actions.places import between, put_at_end_of_component, spread
from rendir.plan.planning.models import Activity, Responsibility, ScheduleEdit, Strategy
from rendir.plan.planning.queries import activities_of, adopted_codes
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible
from rendir.plan.planning.rules.undoing import Picture, Said
from rendir.plan.planning.states import StrategyState

NAMER = Job("unit-namer", frozenset({"organization.edit_units"}))


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to become of a schedule. `changes` are by code, with the version of the activity that the person saw
    (None: whatever it is); `additions` come at the end of their component, in order, unless `places` says where by
    code; `removals` are codes. `places` of rows that are there already move them.
    """

    changes: Mapping[str, tuple[ActivityFacts, int | None]]
    additions: Sequence[ActivityFacts] = ()
    removals: Sequence[str] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.additions or self.removals or self.places)


def add_activity(strategy: Strategy, facts: ActivityFacts, *, by: Actor) -> Activity:
    """A new activity at the end of its component."""
    with atomic():
        edit_schedule(strategy, Edits({}, additions=(facts,)), label="Agregar una actividad", by=by)
        return activities_of(strategy).latest("pk")


def edit_activity(activity: Activity, facts: ActivityFacts, *, expected: int, by: Actor) -> ScheduleEdit | None:
    """Correct one activity, as the person saw it at version `expected`. None where it already says so."""
    edits = Edits({activity.code: (facts, expected)})
    return edit_schedule(activity.strategy, edits, label=f"Corregir {activity.code}", by=by)


def move_activity(activity: Activity, *, before: Activity | None, by: Actor) -> Strategy:
    """Put an activity before another of its component, or at its end. Codes stay: addresses are for ever."""
    strategy = activity.strategy
    check(Perm.EDIT_PLAN, by=by)
    must_be_open(strategy)
    with atomic():
        lock(strategy)
        earlier = list(activities_of(strategy))
        order = [one for one in earlier if one.pk != activity.pk]
        order.insert(_place(order, activity, before), activity)
        if [one.pk for one in order] != [one.pk for one in earlier]:
            edits = Edits({}, places=_places(order, activity))
            edit_schedule(strategy, edits, label=f"Mover {activity.code}", by=by)
    return strategy


def move_up(activity: Activity, *, by: Actor) -> Strategy:
    """Before the activity that stands above it in its component. The first stays first."""
    above = _siblings(activity)[: _index(activity)]
    return move_activity(activity, before=above[-1], by=by) if above else activity.strategy


def move_down(activity: Activity, *, by: Actor) -> Strategy:
    """After the activity that stands below it in its component. The last stays last."""
    below = _siblings(activity)[_index(activity) + 1 :]
    return move_activity(activity, before=next(iter(below[1:]), None), by=by) if below else activity.strategy


def retire_activity(activity: Activity, *, reason: str, expected: int, by: Actor) -> Activity:
    """Take an activity out of the schedule, with a reason that is published. Its page and its past stay."""
    must_be_open(activity.strategy)
    reason = squeeze(reason)
    if not reason:
        message = "Falta la razón."
        raise Invalid(message, way_out="Escriba por qué se retira la actividad: la razón se publica.")
    fields = {"retired_on": clock.today(), "retired_reason": reason}
    return change(
        activity, fields, perm=Perm.EDIT_PLAN, by=by, expected=expected, verb="retire_activity", reason=reason
    )


def bring_back_activity(activity: Activity, *, expected: int, by: Actor) -> Activity:
    """Undo a retirement."""
    must_be_open(activity.strategy)
    fields = {"retired_on": None, "retired_reason": ""}
    return change(activity, fields, perm=Perm.EDIT_PLAN, by=by, expected=expected, verb="bring_back_activity")


def edit_schedule(
    strategy: Strategy, edits: Edits, *, label: str, by: Actor, perm: Perm = Perm.EDIT_PLAN
) -> ScheduleEdit | None:
    """Do all of `edits` or nothing, and keep what undoing them needs. None where the schedule already says so.

    `Stale` where an activity changed since the person saw it; `Invalid` where a code or a component is unknown.
    """
    with atomic():
        pictures = write_edits(strategy, edits, by=by, perm=perm)
        if pictures is None:
            return None
        before, after = pictures
        edit = ScheduleEdit(strategy=strategy, label=label[:200], made_at=clock.now(), before=before, after=after)
        return create(edit, perm=perm, by=by)


def write_edits(
    strategy: Strategy, edits: Edits, *, by: Actor, perm: Perm = Perm.EDIT_PLAN
) -> tuple[Picture, Picture] | None:
    """What `edit_schedule` does to the rows; the rows touched as they were, and as they are now."""
    check(perm, by=by)
    must_be_open(strategy)
    with atomic():
        lock(strategy)
        current = {one.code: one for one in activities_of(strategy)}
        _must_be_known(current, _touched(edits))
        edits = _effective(edits, current)
        if edits.is_empty:
            return None
        before = {code: as_it_is(current[code]) for code in _touched(edits)}
        added = _write(strategy, edits, current, perm=perm, by=by)
        now = picture_of(activities_of(strategy))
        codes = [*before, *(one.code for one in added)]
        return {code: before.get(code) for code in codes}, {code: now.get(code) for code in codes}


def picture_of(activities: Iterable[Activity]) -> dict[str, Said | None]:
    """The rows by code, with all that an edit can change."""
    return {one.code: as_it_is(one) for one in activities}


def as_it_is(activity: Activity) -> Said:
    """A row with its place in the schedule and in the file."""
    return {**activity.facts().as_json(), "source": activity.source, "place": activity.position}


def must_be_open(strategy: Strategy) -> None:
    """`WrongState` where the year is closed: its schedule no longer changes."""
    if strategy.state == StrategyState.CLOSED:
        message = f"La vigencia {strategy.year} está cerrada."
        raise WrongState(message, way_out="Lo que falte pasa a la estrategia del año siguiente.")


def _write(
    strategy: Strategy, edits: Edits, current: Mapping[str, Activity], *, perm: Perm, by: Actor
) -> list[Activity]:
    """The changes, the moves, the removals, and the rows added, which it gives back."""
    units = _units_for([*(facts for facts, _ in edits.changes.values()), *edits.additions])
    for code, (facts, expected) in edits.changes.items():
        _write_change(current[code], facts, expected, units, perm=perm, by=by)
    for code, place in _moves(edits).items():
        _move(current[code], place, perm=perm, by=by)
    for code in edits.removals:
        _take_out(current[code], perm=perm, by=by)
    return _write_additions(strategy, edits, units, perm=perm, by=by)


def _effective(edits: Edits, current: Mapping[str, Activity]) -> Edits:
    """Only what would change something: saving a row as it stands is no edit, nor is a move to where it stands."""
    moves = _moves(edits)
    changes = {code: pair for code, pair in edits.changes.items() if _said(pair[0]) != _said(current[code].facts())}
    still = {code for code, place in moves.items() if current[code].position == place}
    return replace(
        edits, changes=changes, places={code: edits.places[code] for code in edits.places if code not in still}
    )


def _moves(edits: Edits) -> dict[str, int]:
    """The places that are for rows already there."""
    added = {one.code for one in edits.additions}
    return {code: place for code, place in edits.places.items() if code not in added}


def _touched(edits: Edits) -> list[str]:
    """The codes of the rows there are that an edit changes, moves or removes; each once."""
    return list(dict.fromkeys([*edits.changes, *_moves(edits), *edits.removals]))


def _said(facts: ActivityFacts) -> tuple[object, ...]:
    """All that an edit writes. What kind a responsible is belongs to its unit, not to the row."""
    names = tuple(squeeze(one.name) for one in facts.responsibles)
    return facts.component, facts.name, facts.product, facts.stages, facts.periods, facts.action_type, names


def lock(strategy: Strategy) -> None:
    """Edits of one schedule follow one another."""
    Strategy.objects.select_for_update().get(pk=strategy.pk)


def _must_be_known(current: Mapping[str, Activity], codes: Iterable[str]) -> None:
    unknown = [code for code in codes if code not in current]
    if unknown:
        message = f"No hay en el cronograma: {join_words(unknown)}."
        raise Invalid(message, way_out="Vuelva a abrir el cronograma: alguien las retiró o las quitó.")


def _units_for(activities: Iterable[ActivityFacts]) -> dict[str, Unit]:
    """The units that these activities name, by folded name; the unknown ones are written down as named."""
    named = {fold(one.name): one for facts in activities for one in facts.responsibles}
    units = find_units(one.name for one in named.values())
    missing = [_new_unit(one) for folded, one in named.items() if folded not in units]
    create_many(missing, perm="organization.edit_units", by=NAMER, verb="add_units_of_schedule")
    return units | {unit.folded: unit for unit in missing}


def _new_unit(responsible: Responsible) -> Unit:
    name = squeeze(responsible.name)
    return Unit(name=name, folded=fold(name), sort_key=sort_key(name), kind=responsible.kind)


def _write_change(
    activity: Activity, facts: ActivityFacts, expected: int | None, units: Mapping[str, Unit], *, perm: Perm, by: Actor
) -> None:
    _must_keep_code(activity, facts)
    version = activity.version if expected is None else expected
    earlier = activity.facts()
    fields = {
        "name": _required_name(facts),
        "product": facts.product,
        "stages": facts.stages,
        "periods": facts.periods,
        "action_type": facts.action_type or "",
    }
    change(activity, fields, perm=perm, by=by, expected=version, verb="edit_activity")
    if [one.name for one in earlier.responsibles] != [one.name for one in facts.responsibles]:
        _write_responsibles(activity, facts.responsibles, units, perm=perm, by=by)


def _must_keep_code(activity: Activity, facts: ActivityFacts) -> None:
    if facts.component != activity.component:
        message = f"{activity.code} no puede pasar a otro componente: su código y su dirección son para siempre."
        raise Invalid(message, way_out="Retírela con una razón y agregue una actividad nueva en el otro componente.")


def _required_name(facts: ActivityFacts) -> str:
    if not facts.name.strip():
        message = f"A la actividad {facts.code} le falta el nombre."
        raise Invalid(message, way_out="Escriba qué se va a hacer.")
    return facts.name


def _write_responsibles(
    activity: Activity, responsibles: Sequence[Responsible], units: Mapping[str, Unit], *, perm: Perm, by: Actor
) -> None:
    """The links are rewritten; the activity gets the entry, with the names before and after."""
    before = [one.name for one in activity.responsibilities.all()]
    public = {"responsibles": [before, [one.name for one in responsibles]]}
    touch(activity, perm=perm, by=by, expected=activity.version, verb="edit_responsibles", public=public)
    for one in activity.responsibilities.all():
        remove(one, perm=perm, by=by)
    links = _links(activity, responsibles, units)
    create_many(links, perm=perm, by=by, verb="name_responsibles")
    activity.refresh_from_db(fields=["version"])


def _links(activity: Activity, responsibles: Sequence[Responsible], units: Mapping[str, Unit]) -> list[Responsibility]:
    return [
        Responsibility(activity=activity, unit=units[fold(one.name)], position=position, name=squeeze(one.name))
        for position, one in enumerate(responsibles, start=1)
    ]


def _take_out(activity: Activity, *, perm: Perm, by: Actor) -> None:
    """Only what no version ever showed may disappear; the rest is retired with a reason."""
    if activity.code in adopted_codes(activity.strategy):
        message = f"{activity.code} está en una versión adoptada y no se puede borrar."
        raise Invalid(message, way_out="Retírela con una razón: la razón se publica y su página se conserva.")
    for one in activity.responsibilities.all():
        remove(one, perm=perm, by=by)
    remove(activity, perm=perm, by=by, verb="remove_activity")


def _write_additions(
    strategy: Strategy, edits: Edits, units: Mapping[str, Unit], *, perm: Perm, by: Actor
) -> list[Activity]:
    activities = _numbered(strategy, edits)
    create_many(activities, perm=perm, by=by, verb="add_activities")
    links = [
        link
        for activity, facts in zip(activities, edits.additions, strict=True)
        for link in _links(activity, facts.responsibles, units)
    ]
    create_many(links, perm=perm, by=by, verb="name_responsibles")
    return activities


def _numbered(strategy: Strategy, edits: Edits) -> list[Activity]:
    """New rows in their places, with the next numbers of their components (or their own, where it is free)."""
    known = list(Activity.objects.filter(strategy=strategy).order_by("position", "pk"))
    taken = {(one.component, one.number) for one in known}
    rows: list[Activity] = []
    for facts in edits.additions:
        component = _required_component(facts)
        number = facts.number if facts.number >= 1 and (component, facts.number) not in taken else None
        number = number or 1 + max((one for of, one in taken if of == component), default=0)
        taken.add((component, number))
        rows.append(_row(strategy, replace(facts, number=number), edits.places.get(facts.code, 0)))
    put_at_end_of_component(known, [row for row in rows if not row.position])
    return rows


def _row(strategy: Strategy, facts: ActivityFacts, position: int) -> Activity:
    return Activity(
        strategy=strategy,
        component=_required_component(facts).value,
        number=facts.number,
        position=position,
        name=_required_name(facts),
        product=facts.product,
        stages=facts.stages,
        periods=facts.periods,
        action_type=facts.action_type or "",
        source=facts.source.as_json() if facts.source else None,
        carried_over=[one.as_json() for one in facts.carried_over],
    )


def _required_component(facts: ActivityFacts) -> Component:
    if facts.component is None:
        message = f"No se sabe de qué componente es «{facts.name[:80]}»."
        raise Invalid(message, way_out="Elija Información, Diálogo o Responsabilidad antes de confirmar.")
    return facts.component


def _place(order: list[Activity], activity: Activity, before: Activity | None) -> int:
    if before is not None:
        return next(index for index, one in enumerate(order) if one.pk == before.pk)
    ends = [index for index, one in enumerate(order, start=1) if one.component == activity.component]
    return max(ends, default=len(order))


def _siblings(activity: Activity) -> list[Activity]:
    return [one for one in activities_of(activity.strategy) if one.component == activity.component]


def _index(activity: Activity) -> int:
    return [one.pk for one in _siblings(activity)].index(activity.pk)


def _places(order: Sequence[Activity], moved: Activity) -> dict[str, int]:
    """One row moves where there is room; else all are given room again."""
    position = between(order, moved)
    return {moved.code: position} if position else {one.code: spread(order)[one.pk] for one in order}


def _move(activity: Activity, place: int, *, perm: Perm, by: Actor) -> None:
    change(activity, {"position": place}, perm=perm, by=by, expected=activity.version, verb="move_activity")


def describe(edits: Edits) -> str:
    """`3 actividades corregidas, 1 agregada`: what an edit did, for its label."""
    parts = (
        (len(edits.changes), "actividad corregida", "actividades corregidas"),
        (len(edits.additions), "actividad agregada", "actividades agregadas"),
        (len(edits.removals), "actividad quitada", "actividades quitadas"),
    )
    return join_words([count(number, one, many) for number, one, many in parts if number]) or "sin cambios"
