"""What a term is: its unit, how well it is known, its values by date, and the day it leads to. No data here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rendir.foundation.core.spanish import count
from rendir.foundation.core.workdays import Calendar, DayVerdict

_DAY = timedelta(days=1)


class TermUnit(StrEnum):
    """How a term is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    DAYS_BEFORE = "days_before"
    MONTHS = "months"
    DAY_OF_JANUARY = "day_of_january"
    NUMBER = "number"
    PERCENT = "percent"
    YES_NO = "yes_no"

    @property
    def label(self) -> str:
        """What a person writes the number of."""
        return {
            "working_days": "Días hábiles",
            "calendar_days": "Días calendario",
            "days_before": "Días calendario antes",
            "months": "Meses",
            "day_of_january": "Día de enero",
            "number": "Número",
            "percent": "Por ciento",
            "yes_no": "Sí o no",
        }[self]

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most that makes sense."""
        return {
            "working_days": (1, 250),
            "calendar_days": (1, 366),
            "days_before": (1, 366),
            "months": (1, 24),
            "day_of_january": (1, 31),
            "number": (1, 1000),
            "percent": (0, 100),
            "yes_no": (0, 1),
        }[self]

    @property
    def leads_to_a_day(self) -> bool:
        """Whether it says until when, and not how many or whether."""
        return self not in {TermUnit.NUMBER, TermUnit.PERCENT, TermUnit.YES_NO}

    def written(self, value: int) -> str:
        """`10 días hábiles`, `1 mes`, `31 de enero`, `Sí`."""
        return {
            "working_days": count(value, "día hábil", "días hábiles"),
            "calendar_days": count(value, "día calendario", "días calendario"),
            "days_before": count(value, "día calendario antes", "días calendario antes"),
            "months": count(value, "mes", "meses"),
            "day_of_january": f"{value} de enero",
            "number": str(value),
            "percent": f"{value} %",
            "yes_no": "Sí" if value else "No",
        }[self]


class Mark(StrEnum):
    """How well a value is known."""

    VERIFIED = "verified"
    CITED = "cited"
    PRACTICE = "practice"
    TO_CONFIRM = "to_confirm"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        return {
            "verified": "Leído en la norma",
            "cited": "Citado por otras fuentes",
            "practice": "Práctica de otras entidades",
            "to_confirm": "Por confirmar con su oficina jurídica",
            "decided": "Decidido por la entidad",
        }[self]


class TermGroup(StrEnum):
    """Where a term stands in the list."""

    FOLLOW_UP = "follow_up"
    PUBLICATION = "publication"
    ANSWERS = "answers"
    PERSONAL_DATA = "personal_data"
    CALENDAR = "calendar"

    @property
    def label(self) -> str:
        return {
            "follow_up": "Entregas y Control Interno",
            "publication": "Informes y convocatorias",
            "answers": "Respuestas a la ciudadanía",
            "personal_data": "Datos personales",
            "calendar": "Cómo se cuentan los días",
        }[self]


@dataclass(frozen=True, slots=True)
class TermValue:
    """A value while it was, is or will be in force; without a day, since always or until further notice."""

    value: int
    norm: str
    mark: Mark
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `counts` says from when it runs or what it decides; `values` are those of the catalogue, by start."""

    key: str
    group: TermGroup
    title: str
    unit: TermUnit
    counts: str
    values: tuple[TermValue, ...]

    def periods(self, changes: Iterable[TermValue] = ()) -> tuple[TermValue, ...]:
        """What was, is and will be in force, oldest first and without gaps; `changes` are the entity's own."""
        rows = (*self.values, *changes)
        edges = {row.starts_on or date.min for row in rows} | {row.ends_on + _DAY for row in rows if row.ends_on}
        starts = sorted(edges)
        ends = [*(start - _DAY for start in starts[1:]), None]
        return tuple(
            replace(_latest(rows, start), starts_on=None if start == date.min else start, ends_on=end)
            for start, end in zip(starts, ends, strict=True)
        )

    def on(self, day: date, changes: Iterable[TermValue] = ()) -> TermValue:
        """What is in force on that day, with the days between which it is."""
        return next(one for one in reversed(self.periods(changes)) if one.starts_on is None or one.starts_on <= day)


def _latest(rows: tuple[TermValue, ...], day: date) -> TermValue:
    """Of those in force on that day, the one that began last; the entity's own, which come last, at the same start."""
    begun = [one for one in rows if (one.starts_on or date.min) <= day and (one.ends_on is None or day <= one.ends_on)]
    return max(reversed(begun), key=lambda one: one.starts_on or date.min)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term, with all that explains it: it can be frozen as it is and shown again as it was.

    `days` are those from the day after `start` until `day` (none for a term that looks back);
    `calendar_version` is that of the days of the term (`Calendar.version_between`).
    """

    key: str
    start: date
    day: date
    value: int
    unit: TermUnit
    norm: str
    mark: Mark
    calendar_version: str
    days: tuple[DayVerdict, ...]


def last_day(unit: TermUnit, value: int, *, start: date, calendar: Calendar) -> date:
    """The day that so much leads to from `start`. Only working days and months look at the calendar: what the entity
    must do some days before, or by a day of January, is not put off by a holiday. `ValueError` where it leads to none.
    """
    match unit:
        case TermUnit.WORKING_DAYS:
            return calendar.add_working_days(start, value)
        case TermUnit.CALENDAR_DAYS:
            return start + timedelta(days=value)
        case TermUnit.DAYS_BEFORE:
            return start - timedelta(days=value)
        case TermUnit.MONTHS:
            return calendar.add_months(start, value)
        case TermUnit.DAY_OF_JANUARY:
            return date(start.year + 1, 1, value)
        case _:
            message = f"{unit} leads to no day"
            raise ValueError(message)


def deadline_of(term: Term, value: TermValue, *, start: date, calendar: Calendar) -> Deadline:
    """The deadline that a term with that value sets from `start`."""
    day = last_day(term.unit, value.value, start=start, calendar=calendar)
    return Deadline(
        key=term.key,
        start=start,
        day=day,
        value=value.value,
        unit=term.unit,
        norm=value.norm,
        mark=value.mark,
        calendar_version=calendar.version_between(start, day),
        days=calendar.verdicts(start + _DAY, day),
    )
