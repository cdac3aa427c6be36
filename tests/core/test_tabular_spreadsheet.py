"""A dataset as a workbook: typed cells, nothing that runs, ready to filter and print."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.test_tabular import EMPTY, FULL, TEXTS, TRICKY, Fact, breaking, facts_table
from rendir.foundation.core.tabular import spreadsheet, write_xlsx
from rendir.foundation.core.tabular.formulas import writable


def book_of(*rows: Fact) -> Workbook:
    dataset = facts_table(*rows)
    with write_xlsx(dataset, rows) as file:
        return load_workbook(file)


def sheet_of(*rows: Fact) -> Worksheet:
    sheet = book_of(*rows)["Datos"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_each_kind_is_a_cell_of_its_own_type() -> None:
    rows = list(sheet_of(FULL, EMPTY).iter_rows(values_only=True))
    assert rows == [
        ("Código", "Nota", "Cantidad", "Costo", "Día", "Momento", "Cumplida", "Dependencias"),
        (
            "I1",
            'Dice "hola",\ny sigue',
            -3,
            1200.5,
            datetime(2021, 8, 31),  # noqa: DTZ001 - a spreadsheet knows no time zone
            datetime(2021, 8, 31, 15, 5),  # noqa: DTZ001
            "no",
            "Oficina de Comunicaciones | Secretaría General",
        ),
        ("I2", None, None, None, None, None, None, None),
    ]


def test_the_sheet_is_ready_to_filter_and_to_print() -> None:
    sheet = sheet_of(FULL, EMPTY)
    assert sheet.auto_filter.ref == "A1:H3"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_area == "'Datos'!$A$1:$H$3"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 1)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # one page wide is the default
    assert sheet.oddFooter.right.text == "Página &P de &N"


def test_the_dictionary_stands_on_the_second_sheet() -> None:
    book = book_of(FULL)
    assert book.sheetnames == ["Datos", "Diccionario"]
    rows = list(book["Diccionario"].iter_rows(values_only=True, max_col=4))
    assert rows[1] == ("codigo", "Código", "Código de la actividad.", "texto")
    assert rows[10][:2] == ("Conjunto de datos", "Hechos")


def test_a_table_without_rows_is_a_header() -> None:
    sheet = sheet_of()
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:H1")


def test_nothing_is_a_formula_nor_a_link() -> None:
    sheet = sheet_of(Fact(code="=1+1", note="http://example.org", units=("=2", "+3")))
    cells = next(sheet.iter_rows(min_row=2))
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in (cells[0], cells[1], cells[7])] == [
        ("=1+1", "s", None),
        ("http://example.org", "s", None),
        ("=2 | +3", "s", None),
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.builds(Fact, code=(TEXTS | TRICKY).filter(bool)), max_size=8))
def test_every_text_is_read_back(rows: list[Fact]) -> None:
    cells = [row[0] for row in sheet_of(*rows).iter_rows(min_row=2, values_only=True)]
    assert cells == [writable(one_line_end(row.code)) for row in rows]


def one_line_end(text: str) -> str:
    """XML knows one line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("count", "cell"),
    [(999_999_999_999_999, 999_999_999_999_999), (10**15, "1000000000000000"), (-(10**18), "-1000000000000000000")],
)
def test_a_number_that_would_be_rounded_is_a_text(count: int, cell: int | str) -> None:
    assert sheet_of(Fact(code="I1", count=count))["C2"].value == cell


def test_an_exact_decimal_that_would_be_rounded_is_a_text() -> None:
    assert sheet_of(Fact(code="I1", cost=Decimal("1234567890123456.75")))["D2"].value == "1234567890123456.75"


def test_a_day_that_spreadsheets_do_not_know_is_a_text() -> None:
    sheet = sheet_of(Fact(code="I1", day=date(1819, 8, 7), moment=datetime(1810, 7, 20, 12, tzinfo=UTC)))
    assert sheet["E2"].value == "1819-08-07"
    assert str(sheet["F2"].value).startswith("1810-07-20 07:0")


def test_a_text_that_does_not_fit_says_that_it_was_cut() -> None:
    cell = str(sheet_of(Fact(code="I1", note="a" * 40_000))["B2"].value)
    assert len(cell) == 32_767
    assert cell.endswith("a… [texto cortado: está completo en CSV y JSON]")


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        write_xlsx(facts_table(), [Fact(code="I1", cost=float("nan"))])


def test_rows_that_no_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "ROWS_OF_A_SHEET", 2)
    rows = [Fact(code=f"I{number}") for number in range(1, 6)]
    book = book_of(*rows)
    assert book.sheetnames == ["Datos", "Datos 2", "Datos 3", "Diccionario"]
    codes = [[row[0] for row in book[name].iter_rows(min_row=2, values_only=True)] for name in book.sheetnames[:3]]
    assert codes == [["I1", "I2"], ["I3", "I4"], ["I5"]]


def test_columns_are_as_wide_as_what_they_show_within_reason() -> None:
    sheet = sheet_of(Fact(code="I1", note="a" * 500))
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABC"]
    assert widths == [11, 65, 13]


def test_a_failure_leaves_no_workbook() -> None:
    with pytest.raises(ConnectionError):
        write_xlsx(facts_table(), breaking(after=300))


def test_the_workbook_carries_its_title_and_keywords() -> None:
    with write_xlsx(facts_table(FULL), [FULL]) as file, ZipFile(file) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>Hechos</dc:title>" in core
    assert "<cp:keywords>prueba</cp:keywords>" in core
