"""When: months, quarters, four-month periods, halves and dates, all brought to four-month periods (1-3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from rendir.foundation.core.spanish import fold, join_words
from rendir.plan.planning.rules.facts import PERIODS, period_of

_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_MONTH = (
    r"(ene(?:ro)?|feb(?:rero)?|mar(?:zo)?|abr(?:il)?|may(?:o)?|jun(?:io)?|jul(?:io)?|ago(?:sto)?"
    r"|sep(?:t(?:iembre)?)?|set(?:iembre)?|oct(?:ubre)?|nov(?:iembre)?|dic(?:iembre)?)\b"
)
_NUMERALS = {str(number): number for number in range(1, 13)} | {
    word: number
    for number, words in enumerate(
        (
            "i primer primero primera 1er 1ro 1ra 1o 1a",
            "ii segundo segunda 2do 2da 2o 2a",
            "iii tercer tercero tercera 3er 3ro 3ra 3o 3a",
            "iv cuarto cuarta 4to 4ta 4o 4a",
            "v quinto",
            "vi sexto",
        ),
        1,
    )
    for word in words.split()
}
_ALWAYS = re.compile(
    r"\b(permanente(s|mente)?|continu[oa]|todo el ano|toda la vigencia|(durante|en) la vigencia|mensual(mente)?"
    r"|bimestral(mente)?|bimensual|trimestral(mente)?|cuatrimestral(mente)?|semanal(mente)?|quincenal(mente)?"
    r"|diari[oa](mente)?|a demanda|por demanda|(cuando|cada vez que) se (requiera|solicite|presente)"
    r"|(todos|cada) (los |el |un )?(mes|cuatrimestre|trimestre|bimestre)(e?s)?|enero a diciembre)\b"
)
_TWICE_A_YEAR = re.compile(r"\bsemestral(mente)?\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{1,2})\b")
_RANGE = re.compile(
    r"^\s*(?:\d{1,2}\s*)?(?:,?\s*(?:de(?:l)?\s+)?\d{4}\s*)?(?:a|al|hasta|y hasta|-|–|—)\s*(?:el\s+)?"
    r"(?:\d{1,2}\s+)?(?:dias\s+)?(?:de\s+)?$"
)


class Scheme(StrEnum):
    """How a file divides the year. The value is the Spanish word."""

    FOUR_MONTHS = "cuatrimestre"
    QUARTERS = "trimestre"
    HALVES = "semestre"
    TWO_MONTHS = "bimestre"
    MONTHS = "mes"
    DATES = "fecha"

    @property
    def months_each(self) -> int:
        return {"cuatrimestre": 4, "trimestre": 3, "semestre": 6, "bimestre": 2}.get(self.value, 1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of the year as a column names it: `index` counts from 1 in its scheme; `part` tells apart the columns
    of one month, such as its weeks.
    """

    scheme: Scheme
    index: int
    part: int = 0

    @property
    def periods(self) -> frozenset[int]:
        """The four-month periods that the slot touches: the second quarter touches two."""
        first = (self.index - 1) * self.scheme.months_each + 1
        return frozenset(period_of(month) for month in range(first, first + self.scheme.months_each))


@dataclass(frozen=True, slots=True)
class Timing:
    """What a text says about when: four-month periods, the scheme it uses, the years it names; the interval in words
    that a person can check, and how sure the reading is, from 0 to 1.
    """

    periods: frozenset[int]
    scheme: Scheme
    years: frozenset[int] = frozenset()
    interval: str = ""
    confidence: float = 1.0


_SCHEME_WORDS = (
    (re.compile(r"\bcuatrim(estre)?s?\b"), Scheme.FOUR_MONTHS),
    (re.compile(r"\btrim(estre)?s?\b"), Scheme.QUARTERS),
    (re.compile(r"\bsem(estre)?s?\b"), Scheme.HALVES),
    (re.compile(r"\bbim(estre)?s?\b"), Scheme.TWO_MONTHS),
    (re.compile(r"\bmes(es)?\b"), Scheme.MONTHS),
)
_LETTERS = {"c": Scheme.FOUR_MONTHS, "t": Scheme.QUARTERS, "s": Scheme.HALVES, "b": Scheme.TWO_MONTHS}


def scheme_of(text: str) -> Scheme | None:
    """The division of the year that a heading names, if it names one."""
    plain = fold(text)
    return next((scheme for word, scheme in _SCHEME_WORDS if word.search(plain)), None)


@lru_cache(maxsize=4096)
def slot_of(text: str, within: Scheme | None = None) -> Slot | None:
    """The part of the year that a heading names: `Marzo`, `II trimestre`, `C1`, `Ene-Abr`; `2` where the heading
    above it (`within`) says two of what.
    """
    if len(text) > _LONGEST_SLOT:
        return None
    pieces = re.split(r"[()\n:]", text) if re.search(r"[()\n:]", text.strip()) else []
    return _slot_in(text, within) or next((slot for piece in pieces if (slot := _slot_in(piece, within))), None)


def _slot_in(text: str, within: Scheme | None) -> Slot | None:
    words = [word for word in re.findall(r"[a-z0-9]+", fold(text)) if not _IS_YEAR.fullmatch(word)]
    if not words or len(words) > 5:
        return None
    compact = re.fullmatch(r"([ctsb])(\d)", "".join(words))
    if compact:
        return _slot(_LETTERS[compact[1]], int(compact[2]))
    return _month_slot(words) or _numbered_slot(words, within)


_LONGEST_SLOT = 48
_IS_YEAR = re.compile(r"20\d\d")
_WEEK = re.compile(r"(?:s|sem|semana)?\s*([1-5])")


def week_of(text: str, month: Slot) -> Slot | None:
    """The week of a month that a heading under it names: `S1`, `Semana 2`, `3`."""
    found = _WEEK.fullmatch(fold(text))
    return Slot(month.scheme, month.index, int(found[1])) if found and month.scheme is Scheme.MONTHS else None


def _slot(scheme: Scheme, index: int) -> Slot | None:
    return Slot(scheme, index) if 1 <= index <= 12 // scheme.months_each else None


def _month_slot(words: list[str]) -> Slot | None:
    months = [_MONTHS.index(_short(word)) + 1 for word in words if re.fullmatch(_MONTH, word)]
    if len(months) == 1 and len(words) == 1:
        return Slot(Scheme.MONTHS, months[0])
    if len(months) != 2 or len(words) > 3:
        return None
    first, length = months[0], months[1] - months[0] + 1
    whole = (scheme for scheme in Scheme if scheme.months_each == length and (first - 1) % length == 0)
    return next((Slot(scheme, (first - 1) // length + 1) for scheme in whole), None)


def _short(month: str) -> str:
    return "sep" if month.startswith("set") else month[:3]


def _numbered_slot(words: list[str], within: Scheme | None) -> Slot | None:
    words = [word for word in words if word not in _AROUND_YEAR]
    numbers = [_NUMERALS[word] for word in words if word in _NUMERALS]
    scheme = scheme_of(" ".join(words)) or within
    # One word for the number, one for the scheme; anything more is a sentence and not a heading.
    if scheme is None or len(numbers) != 1 or len(words) > 2:
        return None
    return _slot(scheme, numbers[0])


def timing_of(text: str, within: Scheme | None = None) -> Timing | None:
    """What a cell says about when: `I y II cuatrimestre`, `marzo a junio`, `15/03/2021`; None if not understood."""
    plain = fold(text)
    return _dates(plain) or _always_first(plain) or _months(plain) or _numbered(plain, within) or _always(plain)


def _always_first(plain: str) -> Timing | None:
    """All the year, where the words for it are the whole text."""
    return _always(plain) if _ALWAYS.fullmatch(plain.strip(" .")) else None


def timing_between(start: Timing, end: Timing) -> Timing:
    """From the first period of one to the last of the other."""
    periods = range(min(start.periods), max(end.periods) + 1)
    interval = " a ".join(one.interval for one in (start, end) if one.interval)
    confidence = min(start.confidence, end.confidence)
    years = start.years | end.years
    return Timing(frozenset(periods) or start.periods | end.periods, start.scheme, years, interval, confidence)


def _dates(plain: str) -> Timing | None:
    found = _written_dates(plain)
    if not found:
        return None
    # 03/25/2021 is no day of the calendar here: somebody wrote the month first.
    swapped = [one.month > 12 >= one.day for one in found]
    dates = [
        replace(one, day=one.month, month=one.day) if swap else one for one, swap in zip(found, swapped, strict=True)
    ]
    if any(not (1 <= one.month <= 12 and 1 <= one.day <= 31) for one in dates):
        return None
    interval = " a ".join(dict.fromkeys(f"{one.day:02}/{one.month:02}/{one.year}" for one in (dates[0], dates[-1])))
    periods = _spread(plain, [(one.span, one.month) for one in dates])
    return Timing(periods, Scheme.DATES, frozenset(one.year for one in dates), interval, 0.6 if any(swapped) else 1.0)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as written, and where in the text it stands."""

    span: tuple[int, int]
    year: int
    month: int
    day: int


def _written_dates(plain: str) -> list[_Date]:
    day_first = [_Date(one.span(), _year(one[3]), int(one[2]), int(one[1])) for one in _DAY_FIRST.finditer(plain)]
    year_first = [_Date(one.span(), _year(one[1]), int(one[3]), int(one[4])) for one in _YEAR_FIRST.finditer(plain)]
    taken = [one.span for one in year_first]
    free = [one for one in day_first if not any(start <= one.span[0] < end for start, end in taken)]
    return sorted([*free, *year_first], key=lambda one: one.span)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _months(plain: str) -> Timing | None:
    found = [
        (one.span(), _MONTHS.index(_short(one[1])) + 1)
        for one in re.finditer(rf"\b{_MONTH}", plain)
        if one[1] not in _ALSO_OTHER_WORDS or len(plain) < 16
    ]
    if not found:
        return None
    years = _years_in(plain)
    return Timing(_spread(plain, found), Scheme.MONTHS, years, _interval(plain, found, years), 0.9)


def _years_in(plain: str) -> frozenset[int]:
    return frozenset(int(year) for year in re.findall(r"\b20\d\d\b", plain))


def _interval(plain: str, found: list[tuple[tuple[int, int], int]], years: frozenset[int]) -> str:
    """`22 a 28 de abril de 2021`, `marzo a diciembre de 2021`: days only where all months have the same."""
    first, last = found[0][1], found[-1][1]
    # `28-nov-21`: what follows the month with a hyphen is its year.
    days = re.findall(r"(?<![a-z]-)\b(\d{1,2})\b", plain) if first == last else []
    named = _NAMES[first - 1] if first == last else f"{_NAMES[first - 1]} a {_NAMES[last - 1]}"
    on_days = f"{' a '.join(dict.fromkeys((days[0], days[-1])))} de {named}" if days else named
    return f"{on_days} de {min(years)}" if len(years) == 1 else on_days


_NAMES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"]
_NAMES += ["noviembre", "diciembre"]


_ALSO_OTHER_WORDS = frozenset({"mar", "set"})


def _spread(plain: str, found: list[tuple[tuple[int, int], int]]) -> frozenset[int]:
    """The periods of months at their places in a text, filled up where two stand as a range."""
    months = {month for _, month in found}
    for (before, first), (after, last) in pairwise(found):
        between = plain[before[1] : after[0]]
        from_to = plain[: before[0]].rstrip().endswith("entre") and between.strip() == "y"
        if (from_to or _RANGE.match(between)) and first <= last:
            months |= set(range(first, last + 1))
    return frozenset(period_of(month) for month in months)


def _numbered(plain: str, within: Scheme | None) -> Timing | None:
    scheme = scheme_of(plain) or within
    years = _years_in(plain)
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if not _IS_YEAR.fullmatch(word)]
    words = [_last(word, scheme) for word in words if word not in _AROUND_YEAR]
    numbers = [_NUMERALS[word] for word in words if word in _NUMERALS]
    others = [word for word in words if word not in _NUMERALS and word not in _JOINING and not scheme_of(word)]
    if scheme is None or not numbers or others:
        return None
    if re.search(r"\d\s*(?:a|-|–|al)\s*\d|\bi+\s*(?:a|-|–|al)\s*i+", plain) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    timing = _timing_of_slots(scheme, numbers)
    return timing and replace(timing, years=years)


def _last(word: str, scheme: Scheme | None) -> str:
    """`último` as the number it stands for."""
    return str(12 // scheme.months_each) if scheme and word in ("ultimo", "ultima") else word


_AROUND_YEAR = frozenset({"ano", "vigencia", "la", "en", "durante"})
_JOINING = frozenset({"y", "e", "a", "al", "de", "del", "el", "los", "hasta"})


def _timing_of_slots(scheme: Scheme, numbers: Iterable[int]) -> Timing | None:
    slots = [_slot(scheme, number) for number in numbers]
    known = [slot for slot in slots if slot]
    if not known or len(known) < len(slots):
        return None
    periods = frozenset[int]().union(*(slot.periods for slot in known))
    listed = join_words([str(slot.index) for slot in known])
    return Timing(periods, scheme, interval=f"{scheme} {listed}")


def _always(plain: str) -> Timing | None:
    years = _years_in(plain)
    if _TWICE_A_YEAR.search(plain):
        return Timing(frozenset({2, 3}), Scheme.HALVES, years, "junio y diciembre", 0.6)
    if not _ALWAYS.search(plain):
        return None
    return Timing(frozenset(PERIODS), scheme_of(plain) or Scheme.FOUR_MONTHS, years, "todo el año", 0.8)
