"""Which days count in a legal term, which do not, and why. Pure: no Django, no clock; the calendar is passed in.

Ley 4 de 1913: a term ends at midnight of its last day (arts. 59 and 60); terms in days leave out holidays and days off,
terms in months follow the calendar and roll to the first working day (art. 62). The day of the event is day zero: the
first one that may count is the day after it.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

DAYS_OFF = "Ley 4 de 1913, art. 62"

_SATURDAY, _SUNDAY = 5, 6
_DAY = timedelta(days=1)


class OutsideCalendar(ValueError):  # noqa: N818 - it says where the day is, not that somebody failed
    """A day of which this calendar knows nothing. A guess would be a wrong due date."""


class DayKind(StrEnum):
    """What a day is for a term."""

    WORKING = "working"
    WORKING_SATURDAY = "working_saturday"
    HOLIDAY = "holiday"
    SUNDAY = "sunday"
    SATURDAY = "saturday"
    CLOSED = "closed"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days, both ends included, with what it is and the norm or act that says so."""

    first: date
    last: date
    reason: str
    norm: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            message = f"a span that ends on {self.last}, before it begins on {self.first}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class DayVerdict:
    """Whether a day counts, in words anybody understands, and by which norm or act."""

    day: date
    counts: bool
    reason: str
    norm: str
    kind: DayKind


@dataclass(frozen=True)
class Calendar:
    """What counts from `first` to `last`, both included; outside it every question is `OutsideCalendar`.

    `working_saturdays` are the runs inside which Saturdays count. Where a day is off for several reasons, the one that
    lasts longest is told: a holiday or a Sunday stays off when a suspension of terms is lifted.
    """

    first: date
    last: date
    holidays: tuple[Span, ...] = ()
    working_saturdays: tuple[Span, ...] = ()
    closures: tuple[Span, ...] = ()
    suspensions: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            message = f"a calendar that ends on {self.last}, before it begins on {self.first}"
            raise ValueError(message)

    def reason(self, day: date) -> DayVerdict:
        """Whether the day counts and why."""
        self._must_know(day)
        kind, span = self._kind_of(day)
        counts = kind in {DayKind.WORKING, DayKind.WORKING_SATURDAY}
        return DayVerdict(day, counts, _in_words(kind, span), _norm_of(kind, span), kind)

    def is_working(self, day: date) -> bool:
        """Whether the day counts."""
        return self.reason(day).counts

    def add_working_days(self, day: date, n: int) -> date:
        """The last day of a term of `n` working days: counting begins the day after `day`, which is day zero."""
        _must_run(n)
        self._must_know(day)
        return self._working_day_at(bisect_right(self._working_days, day) + n - 1, after=day)

    def add_months(self, day: date, n: int) -> date:
        """The last day of a term of `n` months: the same number of the month, or the month's last day where it has no
        such number (Código Civil, art. 67), and the first working day from there (Ley 4 de 1913, art. 62).
        """
        _must_run(n)
        years, month = divmod(day.month - 1 + n, 12)
        year, month = day.year + years, month + 1
        return self.next_working_day(date(year, month, min(day.day, monthrange(year, month)[1])))

    def next_working_day(self, day: date) -> date:
        """The day itself where it counts; otherwise the first one after it that does."""
        self._must_know(day)
        return self._working_day_at(bisect_left(self._working_days, day), after=day)

    def working_days_between(self, a: date, b: date) -> int:
        """The working days after `a` up to `b`: what `add_working_days` adds. Negative where `b` comes first."""
        self._must_know(a)
        self._must_know(b)
        return bisect_right(self._working_days, b) - bisect_right(self._working_days, a)

    def explain(self, start: date, n: int) -> tuple[DayVerdict, ...]:
        """Every day of a term of `n` working days, from the day after `start` until the last one."""
        return self.verdicts(start + _DAY, self.add_working_days(start, n))

    def verdicts(self, first: date, last: date) -> tuple[DayVerdict, ...]:
        """Every day from `first` to `last`, both included; none where `last` comes first."""
        return tuple(self.reason(day) for day in _each_day(first, last))

    @cached_property
    def version(self) -> str:
        """A digest of everything the calendar says, words and norms included."""
        return _digest(astuple(self))

    def version_between(self, a: date, b: date) -> str:
        """A digest of which days count after `a` up to `b`. A due date keeps it: while it is the same, nothing that
        changed in the calendar touches the term, whatever the calendar's reach and however a reason is worded.
        """
        return _digest([one.day for one in self.verdicts(a + _DAY, b) if one.counts])

    @cached_property
    def _working_days(self) -> tuple[date, ...]:
        return tuple(one.day for one in self.verdicts(self.first, self.last) if one.counts)

    @cached_property
    def _spans(self) -> tuple[dict[date, Span], ...]:
        """By day: holidays, Saturdays that count, closures, suspensions."""
        kinds = (self.holidays, self.working_saturdays, self.closures, self.suspensions)
        return tuple(dict(self._days_of(spans)) for spans in kinds)

    def _days_of(self, spans: Iterable[Span]) -> Iterator[tuple[date, Span]]:
        for span in spans:
            for day in _each_day(max(span.first, self.first), min(span.last, self.last)):
                yield day, span

    def _kind_of(self, day: date) -> tuple[DayKind, Span | None]:
        holidays, saturdays, *_ = self._spans
        if day in holidays:
            return DayKind.HOLIDAY, holidays[day]
        if day.weekday() == _SUNDAY:
            return DayKind.SUNDAY, None
        if day.weekday() == _SATURDAY and day not in saturdays:
            return DayKind.SATURDAY, None
        return self._local_kind_of(day)

    def _local_kind_of(self, day: date) -> tuple[DayKind, Span | None]:
        """Of a day that counts in the rest of the country, or of a Saturday that counts here."""
        _, saturdays, closures, suspensions = self._spans
        for kind, spans in ((DayKind.CLOSED, closures), (DayKind.SUSPENDED, suspensions)):
            if day in spans:
                return kind, spans[day]
        if day.weekday() == _SATURDAY:
            return DayKind.WORKING_SATURDAY, saturdays[day]
        return DayKind.WORKING, None

    def _working_day_at(self, index: int, *, after: date) -> date:
        if index >= len(self._working_days):
            message = f"the term that begins on {after} runs beyond {self.last}, where this calendar ends"
            raise OutsideCalendar(message)
        return self._working_days[index]

    def _must_know(self, day: date) -> None:
        if not self.first <= day <= self.last:
            message = f"{day} is outside the calendar, which goes from {self.first} to {self.last}"
            raise OutsideCalendar(message)


_WORDS = {
    DayKind.WORKING: "Día hábil",
    DayKind.WORKING_SATURDAY: "Sábado hábil",
    DayKind.HOLIDAY: "Festivo",
    DayKind.SUNDAY: "Domingo",
    DayKind.SATURDAY: "Sábado",
    DayKind.CLOSED: "Día no hábil local",
    DayKind.SUSPENDED: "Suspensión de términos",
}


def _in_words(kind: DayKind, span: Span | None) -> str:
    return f"{_WORDS[kind]}: {span.reason}" if span and span.reason else _WORDS[kind]


def _norm_of(kind: DayKind, span: Span | None) -> str:
    if span:
        return span.norm
    return "" if kind == DayKind.WORKING else DAYS_OFF


def _each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _must_run(n: int) -> None:
    if n < 1:
        message = f"a term runs for one or more, not for {n}"
        raise ValueError(message)


def _digest(told: object) -> str:
    text = json.dumps(told, default=date.isoformat, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
