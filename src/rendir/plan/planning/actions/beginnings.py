"""The first activities of a year: its file, the strategy of an earlier year copied, or the model of the method."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, record
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid, Stale
from rendir.foundation.core.spanish import join_words
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.actions.places import ROOM
from rendir.plan.planning.actions.schedule import Edits, edit_schedule, must_be_open
from rendir.plan.planning.actions.strategies import open_strategy
from rendir.plan.planning.models import ScheduleEdit, Strategy
from rendir.plan.planning.queries import activities_of, digest_of, facts_in_force, facts_of, year_shifts_of
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts, CarriedOver, Responsible


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a person brings along of one activity that was not finished: its deliveries, and whether the first period
    of the new year owes it too.
    """

    deliveries: tuple[CarriedOver, ...]
    in_first_period: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A kind of activity taken from the model: the periods and the responsible only where a person said them."""

    key: str
    periods: frozenset[int] = frozenset()
    responsible: Responsible | None = None


def draft_of(year: int, *, by: Actor) -> Strategy:
    """The year's strategy, opened where there is none. `WrongState` where it is closed."""
    check(Perm.IMPORT_PLAN, by=by)
    known = Strategy.objects.filter(year=year).first()
    if known is None:
        return open_strategy(year, by=by)
    must_be_open(known)
    return known


def copy_strategy(year: int, from_year: int, *, carried: Mapping[str, Unfinished] | None = None, by: Actor) -> Strategy:
    """The activities in force of an earlier year as the draft of `year`, with their codes, order and texts.

    `carried` is what a person chose of what was not finished, by code: the copy is marked with it. Nothing is carried
    over by itself. `Invalid` where `from_year` is not earlier or has nothing, or where `year` already has activities:
    nothing that is there is overwritten.
    """
    check(Perm.IMPORT_PLAN, by=by)
    origin = Strategy.objects.filter(year=from_year).first()
    copied = facts_in_force(origin) if origin else ()
    if origin is None or not copied or from_year >= year:
        message = _("No hay una estrategia anterior a %(year)s con actividades en %(from_year)s.")
        raise Invalid(
            message % {"year": year, "from_year": from_year}, way_out=_("Escoja otro año, o empiece de otra manera.")
        )
    carried = carried or {}
    _must_be_copied(carried, copied)
    with atomic():
        strategy = draft_of(year, by=by)
        _must_be_empty(strategy)
        change(
            strategy,
            {"copied_from": origin},
            perm=Perm.IMPORT_PLAN,
            by=by,
            expected=strategy.version,
            verb="copy_strategy",
        )
        label = _("Copiar la estrategia %(year)s") % {"year": from_year}
        edit_schedule(strategy, _copies(copied, carried), label=label, by=by, perm=Perm.IMPORT_PLAN)
        if carried:
            record(strategy, verb="carry_over", by=by, public=_told(carried))
    return strategy


def shift_years(strategy: Strategy, codes: Collection[str], *, seen: str, by: Actor) -> ScheduleEdit | None:
    """Move the years that the copied texts of these activities name. None where there is nothing to move.

    `seen` is the digest of the schedule that the person read: `Stale` where it is another by now.
    """
    if seen != digest_of(facts_of(strategy)):
        message = _("Alguien cambió el cronograma mientras usted lo revisaba.")
        raise Stale(message, way_out=_("Abra de nuevo la página: los textos ya están al día."))
    edits = Edits({one.code: (one.after, None) for one in year_shifts_of(strategy) if one.code in codes})
    return edit_schedule(strategy, edits, label=_("Pasar los años al nuevo"), by=by, perm=Perm.IMPORT_PLAN)


def begin_with_model(year: int, chosen: Sequence[Chosen], *, by: Actor) -> Strategy:
    """Add the kinds chosen to the year's schedule, opened where it is not yet. Those already there stay as they are.

    `Invalid` where none of them is new.
    """
    with atomic():
        strategy = draft_of(year, by=by)
        there = {one.action_type for one in activities_of(strategy)}
        rows = [_from_model(one) for one in chosen if one.key not in there]
        if not rows:
            message = _("Las actividades que usted marcó ya están en el cronograma.")
            raise Invalid(message, way_out=_("Abra la cuadrícula: allí las ve y las corrige."))
        edit_schedule(strategy, Edits({}, rows), label=_("Empezar con el modelo"), by=by, perm=Perm.IMPORT_PLAN)
    return strategy


def _must_be_empty(strategy: Strategy) -> None:
    if strategy.activities.exists():
        message = _("La estrategia %(year)s ya tiene actividades.") % {"year": strategy.year}
        raise Invalid(message, way_out=_("Siga con ellas en la cuadrícula, o deshaga lo que las trajo y copie luego."))


def _must_be_copied(carried: Collection[str], copied: Sequence[ActivityFacts]) -> None:
    known = {one.code for one in copied}
    if unknown := [code for code in carried if code not in known]:
        message = _("No se copia, así que nada trae de antes: %(codes)s.") % {"codes": join_words(unknown)}
        raise Invalid(message, way_out=_("Abra de nuevo la página: alguien publicó un cambio de la estrategia."))


def _copies(copied: Sequence[ActivityFacts], carried: Mapping[str, Unfinished]) -> Edits:
    """Each in its own place."""
    places = {one.code: index * ROOM for index, one in enumerate(copied, start=1)}
    return Edits({}, [_copy(one, carried.get(one.code, Unfinished(()))) for one in copied], places=places)


def _copy(origin: ActivityFacts, unfinished: Unfinished) -> ActivityFacts:
    """The cell where the original was read belongs to the original; so does what the original brought along."""
    periods = origin.periods | {PERIODS[0]} if unfinished.in_first_period else origin.periods
    return replace(origin, source=None, periods=periods, carried_over=unfinished.deliveries)


def _told(carried: Mapping[str, Unfinished]) -> dict[str, object]:
    """What was brought along, for the ledger."""
    deliveries = [one.as_json() for unfinished in carried.values() for one in unfinished.deliveries]
    return {"deliveries": deliveries, "in_first_period": [code for code, one in carried.items() if one.in_first_period]}


def _from_model(chosen: Chosen) -> ActivityFacts:
    """The activity in plain words. `Invalid` where nobody knows the kind."""
    kind = by_key(chosen.key)
    if kind is None:
        message = _("El modelo no tiene «%(key)s».") % {"key": chosen.key}
        raise Invalid(message, way_out=_("Abra de nuevo el modelo y marque lo que aplica."))
    return ActivityFacts(
        component=kind.component,
        number=0,
        name=kind.label,
        stages=kind.stages,
        periods=chosen.periods,
        product=kind.product,
        responsibles=(chosen.responsible,) if chosen.responsible else (),
        action_type=kind.key,
    )
