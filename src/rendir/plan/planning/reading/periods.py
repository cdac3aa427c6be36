"""When: months, quarters, four-month periods, halves and dates, all brought to four-month periods (1-3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from rendir.foundation.core.spanish import fold
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
            "i primer primero 1er 1o",
            "ii segundo 2do 2o",
            "iii tercer tercero 3er 3o",
            "iv cuarto 4to 4o",
            "v quinto",
            "vi sexto",
        ),
        1,
    )
    for word in words.split()
}
_ALWAYS = re.compile(
    r"\b(permanente(mente)?|continu[oa]|todo el ano|toda la vigencia|durante la vigencia|mensual(mente)?|bimestral"
    r"|trimestral(mente)?|cuatrimestral(mente)?|(todos|cada) (los |el )?(mes|cuatrimestre|trimestre)(e?s)?)\b"
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_RANGE = re.compile(r"^\s*(?:de(?:l)?\s+\d{4}\s*)?(?:a|al|hasta|-|–|—)\s*(?:el\s+)?(?:\d{1,2}\s+de\s+)?$")


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
    """One part of the year as a column names it: `index` counts from 1 in its scheme."""

    scheme: Scheme
    index: int

    @property
    def periods(self) -> frozenset[int]:
        """The four-month periods that the slot touches: the second quarter touches two."""
        first = (self.index - 1) * self.scheme.months_each + 1
        return frozenset(period_of(month) for month in range(first, first + self.scheme.months_each))


@dataclass(frozen=True, slots=True)
class Timing:
    """What a text says about when: four-month periods, the scheme it uses, the years it names."""

    periods: frozenset[int]
    scheme: Scheme
    years: frozenset[int] = frozenset()


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
    words = re.findall(r"[a-z0-9]+", fold(text))
    if not words or len(words) > 5:
        return None
    compact = re.fullmatch(r"([ctsb])(\d)", "".join(words))
    if compact:
        return _slot(_LETTERS[compact[1]], int(compact[2]))
    return _month_slot(words) or _numbered_slot(words, within)


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
    numbers = [_NUMERALS[word] for word in words if word in _NUMERALS]
    scheme = scheme_of(" ".join(words)) or within
    # One word for the number, one for the scheme; anything more is a sentence and not a heading.
    if scheme is None or len(numbers) != 1 or len(words) > 2:
        return None
    return _slot(scheme, numbers[0])


def timing_of(text: str, within: Scheme | None = None) -> Timing | None:
    """What a cell says about when: `I y II cuatrimestre`, `marzo a junio`, `15/03/2021`; None if not understood."""
    plain = fold(text)
    return _dates(plain) or _months(plain) or _numbered(plain, within) or _always(plain)


def timing_between(start: Timing, end: Timing) -> Timing:
    """From the first period of one to the last of the other."""
    periods = range(min(start.periods), max(end.periods) + 1)
    return Timing(frozenset(periods) or start.periods | end.periods, start.scheme, start.years | end.years)


def _dates(plain: str) -> Timing | None:
    found = sorted(
        [(one.span(), int(one[2]), int(one[3])) for one in _DAY_FIRST.finditer(plain)]
        + [(one.span(), int(one[2]), int(one[1])) for one in _YEAR_FIRST.finditer(plain)]
    )
    months = [(span, month) for span, month, _ in found]
    if not found or any(not 1 <= month <= 12 for _, month in months):
        return None
    years = frozenset(year if year > 99 else 2000 + year for _, _, year in found)
    return Timing(_spread(plain, months), Scheme.DATES, years)


def _months(plain: str) -> Timing | None:
    found = [
        (one.span(), _MONTHS.index(_short(one[1])) + 1)
        for one in re.finditer(rf"\b{_MONTH}", plain)
        if one[1] not in _ALSO_OTHER_WORDS or len(plain) < 16
    ]
    years = frozenset(int(year) for year in re.findall(r"\b20\d\d\b", plain))
    return Timing(_spread(plain, found), Scheme.MONTHS, years) if found else None


_ALSO_OTHER_WORDS = frozenset({"mar", "set"})


def _spread(plain: str, found: list[tuple[tuple[int, int], int]]) -> frozenset[int]:
    """The periods of months at their places in a text, filled up where two stand as a range."""
    months = {month for _, month in found}
    for (before, first), (after, last) in pairwise(found):
        if _RANGE.match(plain[before[1] : after[0]]) and first <= last:
            months |= set(range(first, last + 1))
    return frozenset(period_of(month) for month in months)


def _numbered(plain: str, within: Scheme | None) -> Timing | None:
    scheme = scheme_of(plain) or within
    words = re.findall(r"[a-z0-9]+", plain)
    numbers = [_NUMERALS[word] for word in words if word in _NUMERALS]
    others = [word for word in words if word not in _NUMERALS and word not in _JOINING and not scheme_of(word)]
    if scheme is None or not numbers or others:
        return None
    if re.search(r"\d\s*(?:a|-|–|al)\s*\d|\bi+\s*(?:a|-|–|al)\s*i+", plain) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    return _timing_of_slots(scheme, numbers)


_JOINING = frozenset({"y", "e", "a", "al", "de", "del", "el", "los", "hasta"})


def _timing_of_slots(scheme: Scheme, numbers: Iterable[int]) -> Timing | None:
    slots = [_slot(scheme, number) for number in numbers]
    known = [slot for slot in slots if slot]
    if not known or len(known) < len(slots):
        return None
    return Timing(frozenset[int]().union(*(slot.periods for slot in known)), scheme)


def _always(plain: str) -> Timing | None:
    return Timing(frozenset(PERIODS), scheme_of(plain) or Scheme.FOUR_MONTHS) if _ALWAYS.search(plain) else None
