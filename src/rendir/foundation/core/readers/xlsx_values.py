"""What a cell of a workbook shows: numbers as dates and percentages where their format says so, colours behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import Self
from xml.etree import ElementTree as ET

from rendir.foundation.core.readers.archive import children, local

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FIRST_HALF = ("enero", "febrero", "marzo", "abril", "mayo", "junio")
_MONTHS = (*_FIRST_HALF, "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")
_NO_COLOUR = frozenset({"FFFFFF", "theme0", "indexed64", "indexed65", "indexed9", "indexed1"})
_LAST_DAY = 2_958_465


class Look(Enum):
    """How a number is shown."""

    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()
    MONTH = auto()
    MONTH_AND_YEAR = auto()


_BUILT_IN = {9: Look.PERCENT, 10: Look.PERCENT, 14: Look.DAY, 15: Look.DAY, 16: Look.DAY, 17: Look.MONTH_AND_YEAR}
_BUILT_IN |= {22: Look.DAY} | dict.fromkeys((*range(27, 37), *range(50, 59)), Look.DAY)


@dataclass(frozen=True, slots=True)
class Styles:
    """For each style of a cell, by its number: how it shows numbers, and the colour behind."""

    looks: tuple[Look, ...] = ()
    shades: tuple[str | None, ...] = ()
    since_1904: bool = False

    @classmethod
    def of(cls, tree: ET.Element | None, book: ET.Element) -> Self:
        properties = (one for one in book if local(one.tag) == "workbookPr")
        old = any(one.get("date1904") in ("1", "true") for one in properties)
        if tree is None:
            return cls(since_1904=old)
        formats = {one.get("numFmtId"): one.get("formatCode", "") for one in _items(tree, "numFmts")}
        fills = [_colour(one) for one in _items(tree, "fills")]
        cells = list(_items(tree, "cellXfs"))
        looks = tuple(_look(one.get("numFmtId", "0"), formats) for one in cells)
        return cls(looks, tuple(_at(fills, one.get("fillId", "0")) for one in cells), old)

    def look(self, style: str | None) -> Look:
        number = int(style or "0")
        return self.looks[number] if number < len(self.looks) else Look.NUMBER

    def shade(self, style: str | None) -> str | None:
        return _at(list(self.shades), style or "0")


def _items(tree: ET.Element, group: str) -> Iterator[ET.Element]:
    for one in children(tree, group):
        yield from one


def _at(values: list[str | None], place: str) -> str | None:
    return values[int(place)] if place.isdecimal() and int(place) < len(values) else None


def _colour(fill: ET.Element) -> str | None:
    """The colour of a solid fill; white is none."""
    pattern = next(children(fill, "patternFill"), None)
    if pattern is None or pattern.get("patternType") in (None, "none"):
        return None
    front = next(children(pattern, "fgColor"), None)
    if front is None:
        return None
    named = [f"{kind}{front.get(kind)}" for kind in ("theme", "indexed") if front.get(kind)]
    colour = front.get("rgb", "")[-6:].upper() or next(iter(named), "")
    return None if colour in _NO_COLOUR or not colour else colour


def _look(number: str, formats: dict[str | None, str]) -> Look:
    code = formats.get(number)
    if code is None:
        return _BUILT_IN.get(int(number), Look.NUMBER)
    letters = _LITERAL.sub("", code.split(";")[0]).lower()
    if "%" in letters:
        return Look.PERCENT
    if "d" in letters or ("y" in letters and "m" not in letters):
        return Look.DAY
    if "m" in letters and "h" not in letters and "s" not in letters:
        return Look.MONTH_AND_YEAR if "y" in letters else Look.MONTH
    return Look.NUMBER


def shown(raw: str, kind: str, look: Look, *, since_1904: bool = False) -> str:
    """A stored number as a person reads it: dates as dd/mm/aaaa, months by name, percentages with their sign."""
    if kind == "b":
        return "sí" if raw == "1" else "no"
    try:
        number = float(raw)
    except ValueError:
        return escaped(raw)
    if look is Look.PERCENT:
        return f"{_plain(number * 100)} %"
    if look is Look.NUMBER or not 1 <= number <= _LAST_DAY:
        return _plain(number)
    day = (datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)) + timedelta(days=number)  # noqa: DTZ001 - a day without a place
    return day_text(day, look)


def day_text(day: date, look: Look = Look.DAY) -> str:
    """A day as `15/03/2021`, or its month as `marzo` or `marzo 2021`."""
    month = _MONTHS[day.month - 1]
    if look is Look.MONTH:
        return month
    return f"{month} {day.year}" if look is Look.MONTH_AND_YEAR else day.strftime("%d/%m/%Y")


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.10g}"


def escaped(text: str) -> str:
    """The text with `_x000D_` read as the letter it stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
