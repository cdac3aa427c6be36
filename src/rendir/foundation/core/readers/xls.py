"""Excel workbooks of before 2007 (BIFF), read with calamine."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from rendir.foundation.core.importing import Grid, Unreadable
from rendir.foundation.core.readers.archive import damaged
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.kinds import WITHOUT_PASSWORD
from rendir.foundation.core.readers.limits import MOST_ROWS, too_large
from rendir.foundation.core.readers.xlsx_values import day_text

_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def read(path: Path) -> tuple[Grid, ...]:
    """The worksheets in their order, hidden ones too. Raises `Unreadable`."""
    if _MACROS in path.read_bytes():
        message = "El libro de Excel trae macros. Por seguridad no se lee."
        raise Unreadable(message, way_out="Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)», sin macros.")
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        return tuple(_sheet(book, one) for one in book.sheets_metadata if one.typ is calamine.SheetTypeEnum.WorkSheet)
    except calamine.PasswordError as error:
        raise Unreadable("El archivo está protegido con contraseña.", way_out=WITHOUT_PASSWORD) from error
    except calamine.CalamineError as error:
        raise damaged() from error


def _sheet(book: calamine.CalamineWorkbook, about: calamine.SheetMetadata) -> Grid:
    sheet = book.get_sheet_by_name(about.name)
    board = Board(about.name, about.name, about.visible is not calamine.SheetVisibleEnum.Visible)
    if sheet.total_height > MOST_ROWS:
        raise too_large(f"la hoja «{about.name}» tiene {sheet.total_height} filas")
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            if text := _shown(value):
                board.put(row, column, text)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        board.merge(top + 1, left + 1, bottom + 1, right + 1)
    return board.grid()


def _shown(value: float | str | bool | date | datetime | time | timedelta) -> str:
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return day_text(value) if isinstance(value, date) else str(value)
