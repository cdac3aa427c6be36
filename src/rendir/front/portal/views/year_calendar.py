"""What the calendar says of a year, prepared: its months day by day, and what the entity noted of its own."""

from calendar import Calendar as Weeks
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Tone
from rendir.foundation.core.components.wording import MONTHS, WEEKDAYS, written_day
from rendir.foundation.core.spanish import count
from rendir.foundation.core.workdays import Calendar, DayKind, DayVerdict, Span
from rendir.foundation.organization.models import CalendarException, ExceptionKind
from rendir.foundation.organization.national_holidays import HOLIDAYS_LAW

HEADINGS = tuple((name[0].upper(), name) for name in WEEKDAYS)
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class DayCell:
    """One square of a month: its number, what the day is, and (where it is not as the others) its letter and words."""

    number: int
    kind: DayKind
    letter: str
    said: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of seven squares, empty before its first day and after its last."""

    name: str
    working: str
    weeks: tuple[tuple[DayCell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of day is told: its word, its letter in the months, its tone and its shape."""

    word: str
    letter: str
    tone: Tone
    shape: Literal["circle", "square", "triangle", "diamond"]
    kind: DayKind


@dataclass(frozen=True, slots=True)
class NotedDays:
    """One line of what the entity noted: when, what kind of day it makes, how much it moves, and the row behind it."""

    when: str
    mark: Mark
    effect: str
    row: CalendarException


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A holiday: its name, when it is in the year, and its norm where it is not that of nearly all of them."""

    name: str
    when: str
    norm: str


def marks() -> dict[DayKind, Mark]:
    """The kinds of day that stand out, in the order of the legend."""
    told: tuple[Mark, ...] = (
        Mark(_("Festivo nacional"), "F", "info", "circle", DayKind.HOLIDAY),
        Mark(_("Día no hábil local"), "L", "due", "triangle", DayKind.CLOSED),
        Mark(_("Suspensión de términos"), "S", "bad", "square", DayKind.SUSPENDED),
        Mark(_("Sábado hábil"), "H", "ok", "diamond", DayKind.WORKING_SATURDAY),
    )
    return {one.kind: one for one in told}


def months_of(year: int, calendar: Calendar, today: date) -> tuple[Month, ...]:
    """The twelve months."""
    letters = {kind: mark.letter for kind, mark in marks().items()}
    return tuple(_month(year, month, calendar, letters, today) for month in range(1, _DECEMBER + 1))


def holidays_of(year: int, calendar: Calendar) -> list[HolidayLine]:
    """The holidays of the year, by date."""
    return [_holiday(span) for span in calendar.holidays if span.first.year == year]


def noted_days(year: int, calendar: Calendar, rows: Iterable[CalendarException]) -> list[NotedDays]:
    """What the entity noted, and how much it moves in the year."""
    first, last, known = date(year, 1, 1), date(year, 12, 31), marks()
    return [
        NotedDays(
            written_span(row.starts_on, row.ends_on),
            known[kind_of(row)],
            written_effect(moved_days(row, first, last, calendar), row.kind),
            row,
        )
        for row in rows
    ]


def written_span(first: date, last: date) -> str:
    """`viernes 16 de julio de 2021`, `20 dic 2021 a 7 ene 2022`."""
    if first == last:
        return written_day(first, "weekday")
    return _("%(first)s a %(last)s") % {"first": written_day(first, "short"), "last": written_day(last, "short")}


_KINDS = {
    ExceptionKind.CLOSED: DayKind.CLOSED,
    ExceptionKind.SUSPENDED: DayKind.SUSPENDED,
    ExceptionKind.OPENED: DayKind.WORKING_SATURDAY,
}


def kind_of(row: CalendarException) -> DayKind:
    """What a noted day is in the calendar."""
    return _KINDS[ExceptionKind(row.kind)]


def moved_days(row: CalendarException, first: date, last: date, calendar: Calendar) -> int:
    """How many days between the two count otherwise because of what was noted: the others did not count anyway."""
    days = calendar.verdicts(max(row.starts_on, first), min(row.ends_on, last))
    return sum(one.kind == kind_of(row) for one in days)


def written_effect(moved: int, kind: str) -> str:
    """What the noted days change, in words."""
    if not moved:
        return _("No cambia ningún día.")
    days = count(moved, _("día hábil"), _("días hábiles"))
    more = kind == ExceptionKind.OPENED
    return (_("Suma %(days)s.") if more else _("Quita %(days)s.")) % {"days": days}


def _month(year: int, month: int, calendar: Calendar, letters: dict[DayKind, str], today: date) -> Month:
    weeks = [
        [calendar.reason(day) if day.month == month else None for day in week]
        for week in Weeks().monthdatescalendar(year, month)
    ]
    working = sum(one.counts for week in weeks for one in week if one)
    cells = tuple(tuple(_cell(one, letters, today) if one else None for one in week) for week in weeks)
    return Month(MONTHS[month - 1].capitalize(), count(working, _("hábil"), _("hábiles")), cells)


def _cell(verdict: DayVerdict, letters: dict[DayKind, str], today: date) -> DayCell:
    letter = letters.get(verdict.kind, "")
    said = verdict.reason if letter else ""
    return DayCell(verdict.day.day, verdict.kind, letter, said, verdict.day == today)


def _holiday(span: Span) -> HolidayLine:
    when = f"{WEEKDAYS[span.first.weekday()]} {written_day(span.first, 'month')}"
    return HolidayLine(span.reason, when, "" if span.norm == HOLIDAYS_LAW else span.norm)
