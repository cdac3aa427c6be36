"""What each reader makes of the particulars of its format: merged, hidden, calculated, painted, repeated."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from corpus.model import C, Sheet, Table
from corpus.writers import WRITERS
from rendir.foundation.core.importing import Cell, Grid, Source
from rendir.foundation.core.readers import exchange, html, odf, xls, xlsx
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.child import read_apart
from rendir.foundation.core.readers.kinds import Kind
from rendir.foundation.core.readers.xlsx_values import Look, shown

MERGED = [[C("a", rows=2), C("b", columns=2)], ["c", "d"]]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "docx", "odt", "html", "pdf"])
def test_a_merged_cell_is_at_all_its_places_and_tells_where_it_is_written(kind: str) -> None:
    (grid,) = read_apart(WRITERS[kind]([Sheet([Table(MERGED)], "Uno")]), Kind(kind))
    rows = [row for row in grid.rows if not row[0].loose]
    assert [[cell.text for cell in row] for row in rows] == [["a", "b", "b"], ["a", "c", "d"]]
    origins = [[cell.merged_from and (cell.merged_from.line, cell.merged_from.column) for cell in row] for row in rows]
    assert origins == [[None, None, (1, 2)], [(1, 1), None, None]]


def workbook() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    sheet.append(["Actividad", "Cuándo", "Avance", "Oculta", "Cálculo"])
    sheet.append(["Informar", date(2021, 3, 15), 0.333, "sí", "=1+1"])
    sheet.append(["Escondida", datetime(2021, 4, 1), 1, "x", "=ROWS(A1:A3)"])  # noqa: DTZ001 - a day of a sheet
    sheet["B3"].number_format = "mmm\\-yy"
    sheet["C2"].number_format = "0.0%"
    sheet["A2"].fill = PatternFill("solid", fgColor="FF92D050")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Otra").sheet_state = "veryHidden"
    return book


def test_a_workbook_as_a_person_sees_it_and_what_it_hides() -> None:
    file = BytesIO()
    workbook().save(file)
    plan, other = xlsx.read(file)
    assert texts(plan) == [
        ["Actividad", "Cuándo", "Avance", "Oculta", "Cálculo"],
        ["Informar", "15/03/2021", "33.3 %", "sí"],
        ["Escondida", "abril 2021", "1", "x"],
    ]
    assert (plan.name, plan.hidden_lines, plan.hidden_columns) == ("Plan", {3}, {4})
    assert [(one.line, one.column) for one in plan.stale] == [(2, 5), (3, 5)]
    assert [cell.shaded for cell in plan.rows[1]] == ["92D050", None, None, None]
    assert (other.name, other.hidden, other.rows) == ("Otra", True, ())


@pytest.mark.parametrize(
    ("raw", "kind", "look", "text"),
    [
        ("1", "b", Look.NUMBER, "sí"),
        ("0", "b", Look.NUMBER, "no"),
        ("12", "n", Look.NUMBER, "12"),
        ("1.1", "n", Look.NUMBER, "1.1"),
        ("0.5", "n", Look.PERCENT, "50 %"),
        ("44270", "n", Look.DAY, "15/03/2021"),
        ("44270", "n", Look.MONTH, "marzo"),
        ("-3", "n", Look.DAY, "-3"),
        ("mal", "n", Look.NUMBER, "mal"),
    ],
)
def test_stored_numbers_are_read_as_they_are_shown(raw: str, kind: str, look: Look, text: str) -> None:
    assert shown(raw, kind, look) == text


def test_the_other_calendar_of_old_workbooks() -> None:
    assert shown("42808", "n", Look.DAY, since_1904=True) == "15/03/2021"


def test_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    sheet.write(1, 1, date(2021, 3, 15), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    sheet.write(1, 2, True)
    sheet.write(1, 3, 1.5)
    sheet.write(1, 4, 3)
    book.add_sheet("Otra").visibility = 1
    path = tmp_path / "a.xls"
    book.save(str(path))
    plan, other = xls.read(path)
    assert texts(plan) == [["", "15/03/2021", "sí", "1.5", "3"]]
    assert (plan.rows[0][1].source, other.hidden) == (Source(2, 2, "Plan"), True)


def test_repeated_rows_and_columns_are_bounded() -> None:
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - only here

    space = 'xmlns:t="urn:tables" xmlns:x="urn:texts"'
    cell = '<t:table-cell t:number-columns-repeated="90000"><x:p>a</x:p></t:table-cell>'
    table = f'<t:table {space}><t:table-row t:number-rows-repeated="3">{cell}</t:table-row></t:table>'
    grid = odf.TableReader(Board()).read(ET.fromstring(table))  # noqa: S314 - written here
    assert [len(row) for row in grid.rows] == [100, 100, 100]


def test_a_page_as_a_browser_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = "<title>no</title><script>no()</script><h1>Plan\n de a&ntilde;o</h1><ul><li>uno<li>dos</ul>"
    path.write_text(page + "<table><tr><td>a<br>b<td><input type=checkbox checked></table>fin", "utf-8")
    (grid,) = html.read(path)
    assert texts(grid) == [["Plan de año"], ["• uno"], ["• dos"], ["a\nb", "☒"], ["fin"]]
    assert [row[0].loose for row in grid.rows] == [True, True, True, False, True]


def test_a_page_in_the_alphabet_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<p>Rendición de cuentas, año 2021, información y diálogo</p>".encode("cp1252"))
    assert texts(html.read(path)[0]) == [["Rendición de cuentas, año 2021, información y diálogo"]]


def test_grids_pass_between_processes_unchanged() -> None:
    cell = Cell("a\n«b»", Source(1, 2, "Hoja", page=3, table=4), Source(1, 1), loose=True, shaded="FF0000")
    grid = Grid(((cell,), ()), "Hoja", True, frozenset({3}), frozenset({4}), (Source(5, 6),))
    assert exchange.read(exchange.write([grid])) == (grid,)


def test_places_as_a_person_looks_for_them() -> None:
    assert Source(3, 2).place == "línea 3, columna 2"
    assert Source(3, 2, "Plan").place == "hoja «Plan», fila 3, columna 2"
    assert Source(3, None, page=2, table=1).place == "página 2, tabla 1, fila 3"
