"""Datasets as an XLSX workbook ready to filter, read and print, with its dictionary on a second sheet. Pure.

Rows are written as they come and forgotten (XlsxWriter's constant memory); the workbook is handed over only once it
is whole. Texts are written as texts: nothing in a cell is ever run.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rendir.foundation.core.tabular.declaration import Column, Dataset, Kind, Row
from rendir.foundation.core.tabular.dictionary import DICTIONARY_COLUMNS, facts
from rendir.foundation.core.tabular.formulas import writable
from rendir.foundation.core.tabular.spreadsheet_cells import writers

ROWS_OF_A_SHEET = 1_048_575  # below the header
_SAMPLE = 200
_ACCENT = "#2F5FC4"
_LETTER_PAPER = 1  # ECMA-376, pageSetup/@paperSize
_WIDTHS = {Kind.TEXT: (8, 42), Kind.PROSE: (24, 64), Kind.LIST: (12, 42), Kind.ADDRESS: (12, 48)}
_OTHER_WIDTHS = (8, 20)


def write_xlsx(dataset: Dataset[Row], rows: Iterable[Row]) -> IO[bytes]:
    """A temporary file, open at its start, with the workbook: the rows under a frozen header with filters, and the
    dictionary. Rows that no sheet can hold go on in the next one. Whoever receives the file closes it.
    """
    file = TemporaryFile()  # noqa: SIM115 - handed over open
    book = Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties(
        {"title": dataset.title, "comments": dataset.description, "keywords": ", ".join(dataset.keywords)}
    )
    for number, part in enumerate(_parts(rows), start=1):
        sheet = book.add_worksheet("Datos" if number == 1 else f"Datos {number}")
        _fill(book, sheet, dataset.columns, part)
        _prepare_print(sheet, dataset.title)
    _add_dictionary(book, dataset)
    book.close()
    file.seek(0)
    return file


def _parts(rows: Iterable[Row]) -> Iterator[Iterator[Row]]:
    """The rows of each sheet; one empty part where there is no row. Each part is used up before the next."""
    waiting = iter(rows)
    yield islice(waiting, ROWS_OF_A_SHEET)
    for first in waiting:
        yield chain((first,), islice(waiting, ROWS_OF_A_SHEET - 1))


def _fill(book: Workbook, sheet: Worksheet, columns: Sequence[Column[Row]], rows: Iterator[Row]) -> None:
    sample = list(islice(rows, _SAMPLE))
    _write_header(book, sheet, columns, sample)
    cells = [(place, column.value, write) for place, (column, write) in enumerate(writers(book, sheet, columns))]
    last = 0
    for last, row in enumerate(chain(sample, rows), start=1):
        for place, take, write in cells:
            value = take(row)
            if value is not None:
                write(last, place, value)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.print_area(0, 0, last, len(columns) - 1)


def _write_header(book: Workbook, sheet: Worksheet, columns: Sequence[Column[Row]], sample: list[Row]) -> None:
    style = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "bottom": 2,
            "bottom_color": "#2F5FC4",
            "border_color": "#2F5FC4",
        }
    )
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _width(column, sample))
        sheet.write_string(0, place, column.title, style)
    sheet.freeze_panes(1, 0)


def _width(column: Column[Row], sample: list[Row]) -> int:
    """Characters that hold most of the sample, within the limits of its kind, and the arrow of the filter."""
    least, most = _WIDTHS.get(column.kind, _OTHER_WIDTHS)
    longest = max((len(str(column.value(row) or "")) for row in sample), default=0)
    return min(most, max(least, longest + 2, len(column.title) + 4))


def _prepare_print(sheet: Worksheet, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_LETTER_PAPER)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    sheet.set_header(f"&L{title.replace('&', '&&')}")
    sheet.set_footer("&LImpreso el &D&RPágina &P de &N")


def _add_dictionary(book: Workbook, dataset: Dataset[Row]) -> None:
    sheet = book.add_worksheet("Diccionario")
    _fill(book, sheet, DICTIONARY_COLUMNS, iter(dataset.columns))
    _prepare_print(sheet, f"Diccionario: {dataset.title}")
    label, text = book.add_format({"bold": True, "valign": "top"}), book.add_format({"valign": "top"})
    for row, (name, value) in enumerate(facts(dataset), start=len(dataset.columns) + 2):
        sheet.write_string(row, 0, name, label)
        sheet.write_string(row, 1, writable(value), text)
