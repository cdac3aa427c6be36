"""Parts of the year by their title: months, quarters, four-month periods, halves. `timings` reads what cells say."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.reading.cut_words import mended
from rendir.plan.planning.rules.facts import period_of

MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
MONTH = (
    r"(ene(?:ro)?|feb(?:r(?:ero)?)?|mar(?:zo)?|abr(?:il)?|may(?:o)?|jun(?:io)?|jul(?:io)?|ag(?:o(?:sto)?|to)"
    r"|sep(?:t(?:iembre)?|bre)?|set(?:iembre|bre)?|oct(?:ubre|bre)?|nov(?:iembre|bre)?|dic(?:iembre|bre)?)\b"
)
"""A month, whole or short, in folded text."""
NUMERALS = {f"{number:0{width}}": number for width in (1, 2) for number in range(1, 13)} | {
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


_SCHEME_WORDS = (
    (re.compile(r"\bcuat(r(i(m(estre)?)?)?)?s?\b"), Scheme.FOUR_MONTHS),
    (re.compile(r"\btri(m(estre)?)?s?\b"), Scheme.QUARTERS),
    (re.compile(r"\bsem(estre)?s?\b"), Scheme.HALVES),
    (re.compile(r"\bbim(estre)?s?\b"), Scheme.TWO_MONTHS),
    (re.compile(r"\bmes(es)?\b"), Scheme.MONTHS),
)
LETTERS = {
    "c": Scheme.FOUR_MONTHS,
    "t": Scheme.QUARTERS,
    "q": Scheme.QUARTERS,
    "s": Scheme.HALVES,
    "b": Scheme.TWO_MONTHS,
}
_COMPACT = re.compile(r"([ctqsb])(\d)|(\d)([ctqsb])")
_ROMAN = re.compile(r"([ctqb])[ .-]*(i{1,3}|iv|vi?)|s[ .-]+(i{1,2})")
_YEAR_AND_MONTH = re.compile(r"20\d\d\s*[-/]\s*(\d{1,2})|(\d{1,2})\s*[-/]\s*20\d\d")
_AROUND = frozenset(
    {"ano", "vigencia", "la", "en", "durante", "no", "n", "numero", "nro", "del", "de", "el", "er", "do"}
)
_AROUND |= {"to", "ro"}
_WHOLE_WORDS = frozenset({*MONTHS, "cuatrimestre", "cuatrimestres", "trimestre", "trimestres", "semestre", "bimestre"})
_LONGEST_SLOT = 60
IS_YEAR = re.compile(r"20\d\d")
_SHORT_YEAR = re.compile(r"[12]\d")
_WEEK = re.compile(r"(?:s|sem|semana)?\s*([1-5])")


def scheme_of(text: str) -> Scheme | None:
    """The division of the year that a heading names, if it names one."""
    plain = fold(text)
    return next((scheme for word, scheme in _SCHEME_WORDS if word.search(plain)), None)


@lru_cache(maxsize=4096)
def slot_of(text: str, within: Scheme | None = None) -> Slot | None:
    """The part of the year that a heading names: `Marzo`, `II trimestre`, `C1`, `1T`, `Ene-Abr`; `2` where the heading
    above it (`within`) says two of what.
    """
    if len(text) > _LONGEST_SLOT:
        return None
    pieces = re.split(r"[()\n:]", text) if re.search(r"[()\n:]", text.strip()) else []
    return _slot_in(text, within) or next((slot for piece in pieces if (slot := _slot_in(piece, within))), None)


def _slot_in(text: str, within: Scheme | None) -> Slot | None:
    plain = fold(text)
    if roman := _ROMAN.fullmatch(plain):
        return slot_at(LETTERS[roman[1] or "s"], NUMERALS[roman[2] or roman[3]])
    if month := _YEAR_AND_MONTH.fullmatch(plain):
        return slot_at(Scheme.MONTHS, int(month[1] or month[2]))
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if not IS_YEAR.fullmatch(word)]
    words = mended(words, _WHOLE_WORDS)
    if not 0 < len(words) <= 7:
        return None
    if compact := _COMPACT.fullmatch("".join(words)):
        letter, number = compact[1] or compact[4], compact[2] or compact[3]
        return slot_at(LETTERS[letter], int(number))
    without_months = [word for word in words if not re.fullmatch(MONTH, word) and word != "a"]
    return _month_slot(words) or _numbered_slot(words, within) or _numbered_slot(without_months, None)


def week_of(text: str, month: Slot) -> Slot | None:
    """The week of a month that a heading under it names: `S1`, `Semana 2`, `3`."""
    found = _WEEK.fullmatch(fold(text))
    return Slot(month.scheme, month.index, int(found[1])) if found and month.scheme is Scheme.MONTHS else None


def slot_at(scheme: Scheme, index: int) -> Slot | None:
    """The part of that number; None where the year has no such part."""
    return Slot(scheme, index) if 1 <= index <= 12 // scheme.months_each else None


def _month_slot(words: list[str]) -> Slot | None:
    months = [month_of(word) for word in words if re.fullmatch(MONTH, word)]
    if len(months) == 1 and (len(words) == 1 or (len(words) == 2 and _SHORT_YEAR.fullmatch(words[1]))):
        return Slot(Scheme.MONTHS, months[0])
    if len(months) < 2 or len([word for word in words if word not in ("a", "y", "al")]) > len(months):
        return None
    if len(months) > 2 and months != list(range(months[0], months[-1] + 1)):
        return None
    first, length = months[0], months[-1] - months[0] + 1
    whole = (scheme for scheme in Scheme if scheme.months_each == length and (first - 1) % length == 0)
    return next((Slot(scheme, (first - 1) // length + 1) for scheme in whole), None)


def month_of(word: str) -> int:
    """The number of a month by its name, whole or short, folded."""
    short = "sep" if word.startswith("set") else "ago" if word.startswith("ag") else word[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(short))


def _numbered_slot(words: list[str], within: Scheme | None) -> Slot | None:
    words = [word for word in words if word not in _AROUND]
    numbers = [NUMERALS[word] for word in words if word in NUMERALS]
    scheme = scheme_of(" ".join(words)) or within
    # One word for the number, one for the scheme; anything more is a sentence and not a heading.
    if scheme is None or len(numbers) != 1 or len(words) > 2:
        return None
    return slot_at(scheme, numbers[0])
