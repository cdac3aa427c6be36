"""What a cell of an open data set says: a text, pesos, a day. The usual ways of the portals first: rows are many."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum

from rendir.foundation.core import values
from rendir.foundation.core.spanish import fold, squeeze

_BLANK = frozenset({"", "no definido", "no definida", "no d", "null", "none", "nan", "sin descripcion", "n/d", "na"})
_PLAIN = re.compile(r"-?\d+(?:\.\d{1,2}0*)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
_SCIENTIFIC = re.compile(r"-?\d+(?:\.\d+)?[eE]\+?\d{1,2}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
_PERIOD = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})?(?:T.*)?")
_MOST_PESOS = Decimal(10) ** 15
_CENT = Decimal("0.01")


class DayOrder(Enum):
    """How a table writes `03/04/2021`: the portal's CSV with the month first, people with the day first."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


def order_of(written: Iterable[str]) -> DayOrder:
    """What the days of a table tell of their order; with nothing told, the day first, as is usual here."""
    for one in written:
        found = _SLASHED.fullmatch(one.strip())
        if found and int(found[1]) > 12:
            return DayOrder.DAY_FIRST
        if found and (int(found[2]) > 12 or one.rstrip().endswith((" AM", " PM"))):
            return DayOrder.MONTH_FIRST
    return DayOrder.DAY_FIRST


def said(written: str, most: int) -> str:
    """A text of at most that many letters; empty where the portal says that it has none."""
    text = squeeze(written.replace("\0", ""))
    if len(text) < 16 and fold(text) in _BLANK:
        return ""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def pesos(written: str) -> Decimal | None:
    """Pesos with their cents; None where nothing is said, which is not zero."""
    text = said(written, 60).removeprefix("$").strip()
    if not text or fold(text) == "no aplica":
        return None
    if _PLAIN.fullmatch(text):
        found = Decimal(text)
    elif _GROUPED.fullmatch(text):
        found = Decimal(text.replace(",", ""))
    elif _SCIENTIFIC.fullmatch(text):
        found = Decimal(text)
    else:
        found = values.money(text)
    if abs(found) >= _MOST_PESOS:
        raise ValueError(f"«{text}» es más de lo que un presupuesto puede decir.")
    try:
        return found.quantize(_CENT)
    except InvalidOperation as error:  # pragma: no cover - bounded above
        raise ValueError(f"«{text}» no es una cifra en pesos.") from error


def day(written: str, order: DayOrder) -> date | None:
    """A day, or None where nothing is said."""
    text = said(written, 40)
    if not text:
        return None
    if text[4:5] == "-":
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return values.day(text)
    found = _SLASHED.fullmatch(text)
    if found and order is DayOrder.MONTH_FIRST:
        return values.day(f"{found[2]}/{found[1]}/{found[3]}")
    return values.day(text)


def cut_of_period(written: str, order: DayOrder) -> date | None:
    """The last day that a period of CUIPO covers: `20210901` is the quarter that ends on 30 September. Another day of a
    month is the cut itself.
    """
    text = said(written, 40)
    if not text:
        return None
    found = _PERIOD.fullmatch(text)
    if not found:
        return day(text, order)
    year, month, number = int(found[1]), int(found[2]), int(found[3] or 1)
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise ValueError(f"«{text}» no es un periodo. Escríbalo como 20210901.")
    if number > 1:
        return day(f"{year}-{month:02}-{number:02}", order)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
