"""How one value becomes a cell of a workbook: typed, so that it sorts and adds, and never run. Pure."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rendir.foundation.core.tabular.declaration import LIST_SEPARATOR, Column, Kind, Row
from rendir.foundation.core.tabular.formulas import writable
from rendir.foundation.core.zone import BOGOTA

_LINE_ENDS = re.compile(r"\r\n?")  # XML keeps only line feeds
_LONGEST_TEXT = 32_767
_CUT = "… [texto cortado: está completo en CSV y JSON]"
_EXACT_WHOLE = 10**15  # a spreadsheet keeps 15 digits of a number
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was

Writer = Callable[[int, int, Any], object]


def cell_text(text: str) -> str:
    """The text as a cell of a workbook can hold it; one that is too long says that it was cut."""
    if not text.isprintable():
        text = _LINE_ENDS.sub("\n", writable(text))
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - len(_CUT)] + _CUT


def writers(book: Workbook, sheet: Worksheet, columns: Sequence[Column[Row]]) -> list[tuple[Column[Row], Writer]]:
    """Each column with what writes its values: kinds that look alike share one format."""
    top = book.add_format({"valign": "top"})
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
    moment = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
    text, prose = _text_writer(sheet, top), _text_writer(sheet, wrapped)
    writers: dict[Kind, Writer] = {
        Kind.TEXT: text,
        Kind.PROSE: prose,
        Kind.ADDRESS: text,
        Kind.LIST: lambda row, place, value: prose(row, place, LIST_SEPARATOR.join(value)),
        Kind.FLAG: lambda row, place, value: text(row, place, "sí" if value else "no"),
        Kind.WHOLE: _number_writer(sheet, top, text),
        Kind.DECIMAL: _number_writer(sheet, top, text),
        Kind.DATE: _day_writer(sheet, day, text),
        Kind.MOMENT: _moment_writer(sheet, moment, text),
    }
    return [(column, writers[column.kind]) for column in columns]


def _text_writer(sheet: Worksheet, style: Format) -> Writer:
    put = sheet.write_string

    def write(row: int, place: int, value: str) -> None:
        put(row, place, cell_text(value), style)

    return write


def _number_writer(sheet: Worksheet, style: Format, text: Writer) -> Writer:
    """Numbers that a spreadsheet would round (identifiers, mostly) are written as texts. `ValueError` for what is no
    number.
    """
    put = sheet.write_number

    def write(row: int, place: int, value: Decimal | float) -> None:
        if -_EXACT_WHOLE < value < _EXACT_WHOLE:
            put(row, place, value, style)
        elif isfinite(value):
            text(row, place, f"{value:f}" if isinstance(value, Decimal) else str(value))
        else:
            message = f"{value} is no number that a spreadsheet can hold"
            raise ValueError(message)

    return write


def _day_writer(sheet: Worksheet, style: Format, text: Writer) -> Writer:
    put = sheet.write_datetime

    def write(row: int, place: int, value: date) -> None:
        if value >= _FIRST_DAY:
            put(row, place, value, style)
        else:
            text(row, place, value.isoformat())

    return write


def _moment_writer(sheet: Worksheet, style: Format, text: Writer) -> Writer:
    """Spreadsheets know no time zones: the hour is Bogotá's."""
    put = sheet.write_datetime

    def write(row: int, place: int, value: datetime) -> None:
        local = value.astimezone(BOGOTA).replace(tzinfo=None)
        if local.date() >= _FIRST_DAY:
            put(row, place, local, style)
        else:
            text(row, place, local.isoformat(sep=" ", timespec="minutes"))

    return write
