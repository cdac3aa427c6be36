"""What a document may hold, and what it refuses when it is declared."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from factories.documents import DOCUMENT, HEADER, SPANNED, SVG, TABLE, anything, bare
from rendir.foundation.core.documents import (
    Cell,
    Column,
    Figure,
    Group,
    Heading,
    Orientation,
    Paper,
    Signature,
    Span,
    Table,
    frame,
    layout,
    words,
)
from rendir.foundation.core.documents.model import plain
from rendir.foundation.core.documents.text import clean, one_line, safe_address


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\x00b\x07c\x9fd", "abcd"),
        ("uno\r\ndos\rtres\u2028cuatro\x85cinco", "uno\ndos\ntres\ncuatro\ncinco"),
        ("a\tb", "a b"),
        ("a\ud800b\ufffec\U0001fffed", "abcd"),
        ("pago\u202e001", "pago001"),
        ("niña 👩‍👧 ÑÁ", "niña 👩‍👧 ÑÁ"),
    ],
)
def test_text_is_kept_without_what_no_format_may_carry(written: str, kept: str) -> None:
    assert clean(written) == kept


@given(anything)
def test_clean_text_is_clean_and_can_be_written(written: str) -> None:
    assert clean(clean(written)) == clean(written)
    assert clean(written).encode().decode() == clean(written)
    assert one_line(written) == " ".join(one_line(written).split())


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://a.gov.co/rendición?q=1&r=2#x", "https://a.gov.co/rendici%C3%B3n?q=1&r=2#x"),
        (" HTTP://a.gov.co ", "HTTP://a.gov.co"),
        ("mailto:ana@a.gov.co", "mailto:ana@a.gov.co"),
        ("https://a.gov.co/%C3%B3", "https://a.gov.co/%C3%B3"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.gov.co", ""),
        ("/2021/", ""),
        ("https:", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_addresses_lead_to_the_web_a_mailbox_or_a_telephone(written: str, kept: str) -> None:
    assert safe_address(written) == kept


def test_words_drop_what_is_empty() -> None:
    assert words("", "a", Span("\x00"), Span("b", strong=True)) == (Span("a"), Span("b", strong=True))
    assert plain(words("a", Span("b"))) == "ab"


@pytest.mark.parametrize(
    "svg",
    [
        "no",
        "<p/>",
        '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><rect href="https://a.gov.co"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image/></svg>',
        '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
)
def test_a_drawing_runs_and_fetches_nothing(svg: str) -> None:
    with pytest.raises(ValueError, match="drawing"):
        Figure(svg, "Algo")


def test_a_figure_says_what_it_shows_and_has_a_width() -> None:
    with pytest.raises(ValueError, match="in words"):
        Figure(SVG, " \x00 ")
    with pytest.raises(ValueError, match="width"):
        Figure(SVG, "Algo", width=0)


@pytest.mark.parametrize(
    "header",
    [
        ((Cell(),),),
        ((Cell(), Cell(), Cell()),),
        ((Cell(columns=0), Cell(columns=2)),),
        ((Cell(rows=2), Cell()),),
        ((Cell(columns=3),),),
        ((Cell(), Cell(rows=2)), (Cell(columns=2),)),
        ((Cell(rows=0), Cell(), Cell()),),
    ],
)
def test_the_cells_of_a_table_fill_its_rows_exactly(header: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="exactly"):
        Table("", (Column(), Column()), header, ())


def test_cells_that_add_up_but_do_not_fit_are_refused() -> None:
    middle = (Cell(), Cell(rows=2), Cell())
    with pytest.raises(ValueError, match="exactly"):
        Table("", (Column(), Column(), Column()), (middle, (Cell(columns=2),)), ())


def test_a_table_has_columns_with_a_width_and_a_header() -> None:
    with pytest.raises(ValueError, match="header row"):
        Table("", (Column(),), (), ())
    with pytest.raises(ValueError, match="header row"):
        Table("", (), ((),), ())
    with pytest.raises(ValueError, match="width"):
        Table("", (Column(0),), ((Cell(),),), ())


@pytest.mark.parametrize("colour", ["red", "#FFF", "#12345G", "#ABCDEF", "#123456;x"])
def test_a_colour_is_six_small_hexadecimal_digits(colour: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        Group((), "x", colour)


def test_a_document_has_a_title() -> None:
    with pytest.raises(ValueError, match="title"):
        replace(DOCUMENT, title=" \x00\n")


def test_papers_are_those_of_the_public_office() -> None:
    assert {paper.label: paper.size for paper in Paper} == {
        "Carta": (216, 279),
        "Oficio": (216, 330),
        "Legal": (216, 356),
        "A4": (210, 297),
    }


def test_a_page_lies_as_it_is_told() -> None:
    assert layout.page_size(bare(paper=Paper.LEGAL)) == (216, 356)
    assert layout.page_size(bare(paper=Paper.LEGAL, orientation=Orientation.LANDSCAPE)) == (356, 216)


def test_widths_are_shares_of_the_whole() -> None:
    assert layout.column_widths(TABLE, 120) == [80, 20, 20]


def test_each_square_of_the_grid_knows_its_cell() -> None:
    squares = [
        [(plain(slot.cell.words), slot.starts_column, slot.starts_row) for slot in line]
        for line in layout.slots(SPANNED.groups[0].rows, 3)
    ]
    assert squares == [
        [("dos filas", True, True), ("uno", True, True), ("dos", True, True)],
        [("dos filas", True, False), ("dos columnas", True, True), ("dos columnas", False, True)],
    ]


def test_own_cells_know_their_column() -> None:
    placed = [[column for column, _ in line] for line in layout.placed(HEADER, 3)]
    assert placed == [[0, 1], [1, 2]]


def test_climbing_text_makes_room_for_its_longer_line() -> None:
    assert layout.turned_height(SPANNED) == 0
    short = Table("", (Column(),), ((Cell(words("Seguimiento"), turned=True),),), ())
    broken = Table("", (Column(),), ((Cell(words("Seguimiento y evaluación"), turned=True),),), ())
    endless = Table("", (Column(),), ((Cell(words("x" * 90), turned=True),),), ())
    assert 0 < layout.turned_height(short) < layout.turned_height(broken) < layout.turned_height(endless) == 34


def test_a_row_too_tall_for_half_a_page_may_break() -> None:
    widths = layout.column_widths(TABLE, 180)
    assert layout.stays_whole([(0, Cell(words("breve")))], widths, TABLE, 200) is True
    assert layout.stays_whole([(0, Cell(words("palabra " * 900)))], widths, TABLE, 200) is False


def test_the_frame_says_code_version_and_date() -> None:
    assert frame.reference(DOCUMENT) == ("Código DE-F-014 · Versión 3", "5 de octubre de 2021")
    assert frame.reference(bare()) == ("", "2 de enero de 2021")
    assert frame.foot_lines(DOCUMENT) == ("https://ejemplo.gov.co/2021/gastos/", "Sello a3f9 51c0 7be2")
    assert frame.foot_lines(bare()) == ()
    assert frame.long_date(date(2024, 12, 31)) == "31 de diciembre de 2024"


def test_a_bare_document_has_nothing_of_the_frame() -> None:
    assert frame.whole(bare()) == ()


def test_signatures_come_after_the_sections_even_if_only_one_is_known() -> None:
    (table,) = frame.whole(bare(reviewed_by=Signature(role="Planeación"), approved_by=Signature("Ana", "Alcaldesa")))
    assert isinstance(table, Table)
    assert [plain(cell.words) for cell in table.header[0]] == ["Elaboró", "Revisó", "Aprobó"]
    room = "\u00a0\n" * 4 + "_" * 32
    assert [plain(cell.words) for cell in table.groups[0].rows[0]] == [
        f"{room}\nNombre:\nCargo:",
        f"{room}\nNombre:\nPlaneación",
        f"{room}\nAna\nAlcaldesa",
    ]


def test_the_address_closes_the_document_as_text_and_as_a_code() -> None:
    *_, paragraph, code = frame.whole(DOCUMENT)
    assert isinstance(code, Figure)
    assert code.alt == "Código QR que lleva a https://ejemplo.gov.co/2021/gastos/"
    assert getattr(paragraph, "words", ())[1] == Span(DOCUMENT.address, link=DOCUMENT.address)


def test_an_address_too_long_for_a_code_stays_text() -> None:
    long = bare(address="https://ejemplo.gov.co/" + "a" * 700)
    assert [type(section).__name__ for section in frame.whole(long)] == ["Heading", "Paragraph"]


def test_heading_levels_leave_no_gap() -> None:
    headings = tuple(Heading("x", level) for level in (3, 3, 9, -1, 2))
    assert [section.level for section in frame.whole(bare(sections=headings)) if isinstance(section, Heading)] == [
        1,
        2,
        3,
        1,
        2,
    ]


def _beside(*lengths: int, text: str = "uno") -> Table:
    """Groups of so many rows, each with a name that climbs beside them."""
    groups = []
    for number, length in enumerate(lengths):
        name = Cell(words(f"GRUPO {number}"), rows=length, turned=True)
        first, *others = [(Cell(words(text)),)] * length
        groups.append(Group(((name, *first), *others), colour="#0b6b4f"))
    return Table("", (Column(0.2, names_row=True), Column()), ((Cell(), Cell(words("Qué"))),), tuple(groups))


def _names(table: Table) -> list[list[int]]:
    return [[row[0].rows for row in group.rows if row[0].turned] for group in table.groups]


def test_a_name_beside_its_rows_is_told_again_where_a_page_begins() -> None:
    assert _names(layout.told_on_each_page(_beside(5, 3), {2, 4})) == [[2, 2, 1], [3]]
    assert _names(layout.told_on_each_page(_beside(5, 3), {5})) == [[5], [3]]
    assert _names(layout.told_on_each_page(_beside(2, 3), {3})) == [[2], [1, 2]]
    assert layout.told_on_each_page(TABLE, {1, 2}) == TABLE


def test_below_the_header_only_the_first_cell_of_a_row_climbs() -> None:
    with pytest.raises(ValueError, match="only the first cell"):
        Group(((Cell(), Cell(words("X"), turned=True)),))


def test_a_row_alone_at_the_foot_of_a_page_goes_along_with_the_rest() -> None:
    table, pages = _beside(3, 4), [1, 1, 1, 1, 2, 2, 2]
    assert layout.page_starts(table, pages, bare()) == {3}


def test_a_row_alone_on_the_last_page_takes_others_along() -> None:
    starts = layout.page_starts(_beside(9), [1] * 8 + [2], bare())
    assert len(starts) == 1
    assert starts < {1, 2, 3, 4, 5, 6, 7}


def test_rows_that_hold_the_name_stay_where_the_page_puts_them() -> None:
    tall = _beside(6, text="uno\ndos\ntres\ncuatro\ncinco\nseis")
    assert layout.page_starts(tall, [1, 1, 1, 2, 2, 2], bare()) == {3}
    assert layout.page_starts(TABLE, [1, 2, 2], bare()) == {1}


def test_a_name_is_smaller_beside_few_rows() -> None:
    table = _beside(1, 30)
    widths = layout.column_widths(table, 180)
    few, many = (layout.climbing_points(one.rows[0][0], one.rows, table, widths) for one in table.groups)
    assert few < many == layout.points(table) + 1
