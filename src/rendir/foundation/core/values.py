"""What a cell says, as people write it in Colombia: numbers, money, percentages, days, yes and no. Pure: no Django.

Each reader takes the text of a cell that is not empty and gives a value, or raises `ValueError` with a sentence in
Spanish for the person who brought the table.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from rendir.foundation.core.spanish import fold, join_words, squeeze

Reader = Callable[[str], object]

_FIRST_HALF = {"ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6}
_MONTHS = {**_FIRST_HALF, "jul": 7, "ago": 8, "sep": 9, "set": 9, "oct": 10, "nov": 11, "dic": 12}
_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f']")
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)*")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t\s].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.\s](\d{1,2})[-/.\s](\d{4})(?:[t\s,].*)?")
_IN_WORDS = re.compile(r"(\d{1,2})[ºo°]?\s*(?:de\s+)?([a-z]+)\.?\s*(?:de[l]?\s+)?(\d{4})")
_YES = frozenset({"si", "s", "x", "1", "verdadero", "true", "yes"})
_NO = frozenset({"no", "n", "0", "falso", "false"})
_UNKNOWN = frozenset({"", "nd", "na", "sd", "sindato", "noaplica", "nodisponible", "sininformacion"})
_LETTERS, _DIGIT = re.compile(r"[^a-z]"), re.compile(r"\d")
_MOST_NAMED = 8
_GROUP = 3


def text(written: str) -> str:
    """The text with its blanks in order."""
    return squeeze(written)


def decimal_number(written: str) -> Decimal:
    """`1.234,56`, `1234.56`, `0.5`; a lone dot before three digits groups thousands (`1.234`), as is usual here."""
    cleaned = _BLANKS.sub("", written).replace("−", "-")
    if not _NUMBER.fullmatch(cleaned):
        raise ValueError(f"«{_short(written)}» no es un número.")
    mark = _mark_of(cleaned)
    grouping = "." if mark == "," else ","
    whole, _, part = cleaned.replace(grouping, "").partition(mark)
    if cleaned.count(mark) > 1 or not _grouped_well(cleaned.partition(mark)[0], grouping):
        raise ValueError(f"«{_short(written)}» tiene los puntos y las comas en desorden.")
    return Decimal(f"{whole}.{part}" if part else whole)


def whole_number(written: str) -> int:
    """`1.234` or `1234`: nothing after the comma but zeros."""
    found = decimal_number(written)
    if found != found.to_integral_value():
        raise ValueError(f"«{_short(written)}» no es un número entero.")
    return int(found)


def money(written: str) -> Decimal:
    """Colombian pesos: `$ 1.200.000`, `1200000 COP`, `(500)` below zero as accountants write it."""
    cleaned = re.sub(r"(?i)\bcop\b|pesos|\$", "", written).strip()
    below = re.fullmatch(r"\((.*)\)", cleaned)
    try:
        found = decimal_number(below[1] if below else cleaned)
    except ValueError as error:
        raise ValueError(f"«{_short(written)}» no es una cifra en pesos.") from error
    return -found if below else found


def known_number(written: str) -> Decimal | None:
    """A number, or None where it is written that nobody knows it: `ND`, `N/A`, `sin dato`, a dash."""
    return (
        None if _LETTERS.sub("", fold(written)) in _UNKNOWN and not _DIGIT.search(written) else decimal_number(written)
    )


def percentage(written: str) -> Decimal:
    """`45 %`, `45,5`: what stands before the sign."""
    try:
        return decimal_number(written.replace("%", ""))
    except ValueError as error:
        raise ValueError(f"«{_short(written)}» no es un porcentaje.") from error


NUMBERS: frozenset[Reader] = frozenset({decimal_number, known_number, whole_number, money, percentage})
"""The readers to which it matters how the rest of the column writes its decimals."""


def day(written: str) -> date:
    """`15/03/2021`, `2021-03-15`, `15 de marzo de 2021`; what a form adds of the hour is left."""
    folded = fold(written)
    if found := _ISO.fullmatch(folded):
        year, month, number = (int(one) for one in found.groups())
    elif found := _DAY_FIRST.fullmatch(folded):
        number, month, year = (int(one) for one in found.groups())
    elif (found := _IN_WORDS.fullmatch(folded)) and (named := _MONTHS.get(found[2][:3])):
        number, month, year = int(found[1]), named, int(found[3])
    else:
        raise ValueError(f"«{_short(written)}» no es una fecha. Escríbala como 15/03/2021.")
    try:
        return date(year, month, number)
    except ValueError as error:
        raise ValueError(f"«{_short(written)}» no es un día que exista. Se lee día/mes/año.") from error


def yes_no(written: str) -> bool:
    """`Sí`, `x`, `1`; `No`, `0`."""
    folded = fold(written)
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise ValueError(f"«{_short(written)}» no es «sí» ni «no».")


def one_of(choices: Mapping[str, str]) -> Reader:
    """A reader of a word from a list, by its key or by what a person calls it, whatever its accents and capitals."""
    known = {fold(name): key for key, label in choices.items() for name in (key, label)}

    def read(written: str) -> str:
        found = known.get(fold(written))
        if found is None:
            labels = list(choices.values())
            more = "" if len(labels) <= _MOST_NAMED else ", entre otros"
            named = join_words([f"«{one}»" for one in labels[:_MOST_NAMED]])
            raise ValueError(f"«{_short(written)}» no está en la lista: {named}{more}.")
        return found

    return read


def with_decimals_told(written: Iterable[str], *, computed: bool) -> Callable[[str], str]:
    """How to rewrite the cells of a column so that `decimal_number` reads each as the column means it.

    `1.234` alone may be a thousand or one and some: the rest of the column tells (`1.5`, `1.234.567`), else whether a
    program wrote it (`computed`: a workbook stores numbers with a decimal dot).
    """
    marks = {mark for one in written if (mark := _told_mark(_BLANKS.sub("", one).strip("$%")))}
    if marks == {"."} or (not marks and computed):
        return _dot_is_decimal
    return lambda one: one


def _dot_is_decimal(written: str) -> str:
    """`1.234` as `1,234`, which `decimal_number` reads as one and some; what groups with commas stays."""
    return written.replace(".", ",") if written.count(".") == 1 and "," not in written else written


def _told_mark(cleaned: str) -> str:
    """The decimal mark that a number can only have; empty where it could have either."""
    if not _NUMBER.fullmatch(cleaned) or not {".", ","} & set(cleaned):
        return ""
    if "." in cleaned and "," in cleaned:
        return max(".,", key=cleaned.rfind)
    one = "." if "." in cleaned else ","
    head, _, tail = cleaned.rpartition(one)
    if one in head:
        return "," if one == "." else "."
    return one if len(tail) != _GROUP or head.strip("+-") in {"", "0"} else ""


def _mark_of(cleaned: str) -> str:
    """Where nothing tells, a comma is decimal and a dot groups."""
    return _told_mark(cleaned) or ","


def _grouped_well(whole: str, grouping: str) -> bool:
    groups = whole.lstrip("+-").split(grouping)
    return len(groups) == 1 or all(len(one) == _GROUP for one in groups[1:])


def _short(written: str) -> str:
    squeezed = squeeze(written)
    return squeezed if len(squeezed) <= 40 else f"{squeezed[:39]}…"
