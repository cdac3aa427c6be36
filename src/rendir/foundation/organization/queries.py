"""What is asked of the entity, its units, its calendar and its terms."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rendir.foundation.audit.held import held
from rendir.foundation.core.spanish import fold, sort_key
from rendir.foundation.core.workdays import Calendar, Span
from rendir.foundation.organization.models import (
    CalendarException,
    Entity,
    ExceptionKind,
    StageWindow,
    TermChange,
    Unit,
    UnitAlias,
    UnitDistinction,
    Zone,
    ZoneKind,
)
from rendir.foundation.organization.national_holidays import LAST_YEAR, national_holidays
from rendir.foundation.organization.terms import TERMS, Deadline, Term, TermKey, TermValue, term_of
from rendir.foundation.organization.terms.kinds import deadline_of

_KINDS_IN_ORDER = [kind.value for kind in ZoneKind]


@held("organization")
def current_entity() -> Entity | None:
    """The entity this installation serves; None before `rendir start`."""
    return Entity.objects.filter(pk=1).first()


def find_unit(name: str) -> Unit | None:
    """The unit of that name, or of which it is another spelling. Accents and capitals do not matter."""
    folded = fold(name)
    alias = UnitAlias.objects.filter(folded=folded).select_related("unit").first()
    return Unit.objects.filter(folded=folded).first() or (alias.unit if alias else None)


def find_units(names: Iterable[str]) -> dict[str, Unit]:
    """The known units among these names, by folded name, in two queries whatever their number."""
    folded = {fold(name) for name in names}
    known = {one.folded: one.unit for one in UnitAlias.objects.filter(folded__in=folded).select_related("unit")}
    return known | {unit.folded: unit for unit in Unit.objects.filter(folded__in=folded)}


def unit_names() -> list[str]:
    """Every name a unit is known by, longest first: what protects names that contain «y» when texts are split."""
    names = [*Unit.objects.values_list("name", flat=True), *UnitAlias.objects.values_list("name", flat=True)]
    return sorted(names, key=len, reverse=True)


def spellings_of(units: Iterable[Unit]) -> frozenset[str]:
    """The folded names by which these units are known, their other spellings too, in one query."""
    units = list(units)
    aliases = UnitAlias.objects.filter(unit__in=units).values_list("folded", flat=True)
    return frozenset([*(unit.folded for unit in units), *aliases]) if units else frozenset()


@dataclass(frozen=True, slots=True)
class PlacedZone:
    """A zone with where it is: those that hold it, the largest first."""

    zone: Zone
    inside: tuple[Zone, ...]

    @property
    def path(self) -> str:
        """`Corregimiento El Roble › Vereda La Palma`."""
        return " › ".join(one.label for one in (*self.inside, self.zone))


@held("organization")
def zones_in_force() -> tuple[PlacedZone, ...]:
    """The territory as a tree read downwards, each zone after the one that holds it, by kind and name; one query.

    What is inside a zone that ended stands at the top: it has to be put somewhere.
    """
    rows = sorted(Zone.objects.in_force(), key=lambda one: (_KINDS_IN_ORDER.index(one.kind), _numbers_apart(one.name)))
    known = {one.pk for one in rows}
    parts: dict[int | None, list[Zone]] = {}
    for one in rows:
        parts.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    return tuple(_downwards(parts, None, ()))


def _numbers_apart(name: str) -> str:
    """So that `Comuna 2` comes before `Comuna 10`."""
    return re.sub(r"\d+", lambda found: found[0].zfill(6), sort_key(name))


def _downwards(
    parts: Mapping[int | None, Sequence[Zone]], inside: int | None, above: tuple[Zone, ...]
) -> Iterator[PlacedZone]:
    for one in parts.get(inside, ()):
        yield PlacedZone(one, above)
        yield from _downwards(parts, one.pk, (*above, one))


def ended_zones() -> list[Zone]:
    """Those that exist no more, the last to end first."""
    return list(Zone.objects.exclude(ends_on=None).select_related("parent").order_by("-ends_on", "-pk"))


def names_kept_apart() -> frozenset[frozenset[str]]:
    """The pairs of folded names that a person said are of two."""
    rows = UnitDistinction.objects.values_list("folded", "other_folded")
    return frozenset(frozenset(pair) for pair in rows)


@held("organization")
def stage_windows(year: int) -> dict[str, StageWindow]:
    """The dates declared for the year's stages, by stage."""
    return {window.stage: window for window in StageWindow.objects.filter(year=year)}


def days_noted_in(year: int) -> list[CalendarException]:
    """What the entity noted of a year, by date, and what it withdrew of it."""
    return list(CalendarException.objects.touching(date(year, 1, 1), date(year, 12, 31)))


def working_calendar(first: date, last: date) -> Calendar:
    """The entity's calendar from `first` to `last`, and a year beyond for the terms that begin among them: whole years,
    so that whoever asks for about the same days shares one. Two statements, held. `ValueError` for years of which
    nobody knows the holidays.
    """
    return _calendar_of(first.year, min(last.year + 1, LAST_YEAR))


@held("organization")
def _calendar_of(first_year: int, last_year: int) -> Calendar:
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    rows = CalendarException.objects.in_force().touching(first, last)
    spans = {kind: [row.span() for row in rows if row.kind == kind] for kind in ExceptionKind}
    saturdays = [*_saturdays(first, last), *spans[ExceptionKind.OPENED]]
    return Calendar(
        first=first,
        last=last,
        holidays=tuple(span for year in range(first_year, last_year + 1) for span in national_holidays(year)),
        working_saturdays=tuple(saturdays),
        closures=tuple(spans[ExceptionKind.CLOSED]),
        suspensions=tuple(spans[ExceptionKind.SUSPENDED]),
    )


def _saturdays(first: date, last: date) -> list[Span]:
    """The runs in which the entity's Saturdays count."""
    periods = _periods(term_of(TermKey.SATURDAYS_COUNT))
    return [
        Span(max(one.starts_on or first, first), min(one.ends_on or last, last), "", one.norm)
        for one in periods
        if one.value and (one.starts_on or first) <= last and (one.ends_on or last) >= first
    ]


@held("organization")
def term_changes() -> Mapping[str, tuple[TermValue, ...]]:
    """What the entity changed, by term."""
    rows = TermChange.objects.in_force()
    return {key: tuple(row.as_value() for row in group) for key, group in groupby(rows, lambda row: row.key)}


def term(key: str, on: date) -> int:
    """The value of a term on a day; `KeyError` where there is no such term."""
    return term_on(key, on).value


def term_on(key: str, on: date) -> TermValue:
    """The value of a term on a day, with its norm, how well it is known and between which days it is in force."""
    return term_of(key).on(on, term_changes().get(key, ()))


def terms_on(day: date) -> tuple[tuple[Term, TermValue], ...]:
    """Every term with what is in force on that day, in the order of the catalogue."""
    changes = term_changes()
    return tuple((one, one.on(day, changes.get(one.key, ()))) for one in TERMS)


def term_changes_of(key: str) -> list[TermChange]:
    """What the entity noted of a term, newest first, and what it withdrew of it."""
    return list(TermChange.objects.filter(key=key).order_by("-starts_on", "-pk"))


def term_periods(key: str) -> tuple[TermValue, ...]:
    """What was, is and will be in force of a term, oldest first."""
    return _periods(term_of(key))


def deadline(key: str, start: date) -> Deadline:
    """The last day of a term that begins with what happened on `start`, by the value in force on that day.

    A term that looks back (`DAYS_BEFORE`) begins with what is going to happen. `ValueError` where the term is no time.
    """
    calendar = working_calendar(start, start)
    return deadline_of(term_of(key), term_on(key, start), start=start, calendar=calendar)


def _periods(term: Term) -> tuple[TermValue, ...]:
    return term.periods(term_changes().get(term.key, ()))
