"""The PDF reading: what its tags say to who hears it, what its pages show to who sees it."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pdfplumber
import pypdfium2
import pytest
import typst
from hypothesis import HealthCheck, given, settings

from factories.documents import DOCUMENT, LOGO, SPANNED, TABLE, bare, documents, row
from factories.files import a_logo
from rendir.foundation.core.documents import (
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Logo,
    Paragraph,
    Span,
    Table,
    to_pdf,
    words,
)
from rendir.foundation.core.documents.fonts import drawable
from rendir.foundation.core.documents.headers import by_scope

row_of_one = (Cell(words("uno")),)


@pytest.fixture(scope="module")
def pdf() -> Iterator[pdfplumber.PDF]:
    with pdfplumber.open(io.BytesIO(to_pdf(DOCUMENT))) as opened:
        yield opened


def walk(elements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for element in elements:
        yield element
        yield from walk(element.get("children", []))


def types(pdf: pdfplumber.PDF, *wanted: str) -> list[str]:
    return [element["type"] for element in walk(pdf.structure_tree) if element["type"] in wanted]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_pdf(DOCUMENT) == to_pdf(DOCUMENT)


def test_it_declares_both_norms() -> None:
    written = to_pdf(DOCUMENT)
    declared = {name: re.search(rf"<{name}>(.+?)</{name}>".encode(), written) for name in (
        "pdfuaid:part", "pdfaid:part", "pdfaid:conformance")}  # fmt: skip
    assert {name: found and found[1] for name, found in declared.items()} == {
        "pdfuaid:part": b"1",
        "pdfaid:part": b"2",
        "pdfaid:conformance": b"A",
    }


def test_it_says_its_language_and_shows_its_title(pdf: pdfplumber.PDF) -> None:
    catalog = pdf.doc.catalog
    assert catalog["Lang"] == b"es-CO"
    assert catalog["MarkInfo"]["Marked"] is True
    assert catalog["ViewerPreferences"]["DisplayDocTitle"] is True
    assert pdf.metadata["Title"] == DOCUMENT.title
    assert pdf.metadata["Author"] == DOCUMENT.entity
    assert pdf.metadata["Keywords"] == "DE-F-014, a3f9 51c0 7be2"


def test_its_date_is_the_documents() -> None:
    written = to_pdf(DOCUMENT)
    opened = pypdfium2.PdfDocument(written)
    assert opened.get_metadata_value("CreationDate") == "D:20211005120000Z"
    assert datetime(2021, 10, 5, 12, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M").encode() in written


def test_headings_are_tagged_level_by_level(pdf: pdfplumber.PDF) -> None:
    assert types(pdf, "H1", "H2", "H3", "H4", "H5", "H6") == ["H1", "H2", "H3", "H2"]


def test_pictures_say_what_they_show(pdf: pdfplumber.PDF) -> None:
    figures = [element["alt_text"] for element in walk(pdf.structure_tree) if element["type"] == "Figure"]
    assert [alt for alt in figures if alt] == [
        "Veintiocho de treinta y seis",
        "Código QR que lleva a https://ejemplo.gov.co/2021/gastos/",
    ]


def test_lists_and_links_are_tagged(pdf: pdfplumber.PDF) -> None:
    assert types(pdf, "L", "LI", "Link") == ["Link", "L", "LI", "LI", "Link"]


def test_tables_are_told_by_scope_and_rows_have_names() -> None:
    with pdfplumber.open(io.BytesIO(to_pdf(bare(sections=(TABLE,))))) as opened:
        cells = [element for element in walk(opened.structure_tree) if element["type"] == "TH"]
    scopes = [(str(cell["attributes"].get("Scope")), cell["attributes"].get("ColSpan")) for cell in cells]
    assert scopes == [
        ("Column", None),
        ("Column", 2),
        ("Column", None),
        ("Column", None),
        ("Column", 3),
        ("Row", None),
        ("Row", None),
        ("Column", 3),
        ("Row", None),
    ]
    assert [cell["attributes"].get("Headers") for cell in cells] == [None] * 9


def test_a_table_holds_its_caption_head_and_bodies() -> None:
    with pdfplumber.open(io.BytesIO(to_pdf(bare(sections=(TABLE,))))) as opened:
        (table,) = [element for element in walk(opened.structure_tree) if element["type"] == "Table"]
    assert [child["type"] for child in table["children"]] == ["Caption", "THead", "TBody", "TBody", "TBody"]


def test_cells_over_two_rows_are_one_cell() -> None:
    written = to_pdf(bare(sections=(SPANNED,)))
    assert len(re.findall(rb"/S/TD/", written)) == 4
    assert len(re.findall(rb"/RowSpan 2", written)) == 1


def test_another_tree_than_the_documents_is_refused() -> None:
    with pytest.raises(ValueError, match="table cells"):
        by_scope(to_pdf(bare(sections=(SPANNED,))), [TABLE])


def test_text_that_looks_like_a_tag_stays_text() -> None:
    heading = Heading("obj <</Type/StructElem/S/TD/Headers[(a)]>>")
    with pdfplumber.open(io.BytesIO(to_pdf(bare(sections=(heading, TABLE))))) as opened:
        assert heading.text in opened.pages[0].extract_text()


def test_every_page_has_its_head_foot_and_header_rows() -> None:
    rows = tuple(row(f"Gasto {number} " + "con mucho detalle " * 9) for number in range(60))
    long = Table("Gastos", TABLE.columns, TABLE.header, (Group(rows, "Información · 60 gastos"),))
    document = bare(sections=(long,), code="F-1", version="2", entity="Alcaldía", seal="abc", address="https://a.co/")
    opened = pypdfium2.PdfDocument(to_pdf(document))
    texts = [page.get_textpage().get_text_range() for page in opened][:-1]
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"Página {number} de {len(opened)}" in text
        for said in (
            "Alcaldía",
            "Título",
            "Código F-1 · Versión 2",
            "2 de enero de 2021",
            "https://a.co/",
            "Sello abc",
        ):
            assert said in text
        assert text.count("Gasto\r\n") == 1
        assert text.count("Información · 60 gastos") == 1


def test_rows_are_not_cut_in_two() -> None:
    rows = tuple(row(f"principio{number} " + "medio " * 60 + f"final{number}") for number in range(30))
    table = Table("", TABLE.columns, TABLE.header, (Group(rows),))
    opened = pypdfium2.PdfDocument(to_pdf(bare(sections=(table,))))
    texts = [page.get_textpage().get_text_range() for page in opened]
    assert [re.findall(r"principio(\d+)", text) for text in texts] == [
        re.findall(r"final(\d+)", text) for text in texts
    ]


def test_a_row_taller_than_the_page_goes_on_on_the_next() -> None:
    table = Table("", (Column(),), ((Cell(words("A")),),), (Group(((Cell(words("palabra " * 3000 + "última")),),)),))
    opened = pypdfium2.PdfDocument(to_pdf(bare(sections=(table,))))
    assert "última" in opened[len(opened) - 1].get_textpage().get_text_range()


def test_a_long_address_breaks_inside_its_column() -> None:
    address = "https://ejemplo.gov.co/" + "x" * 200
    table = Table("", (Column(1), Column(5)), ((Cell(), Cell()),), (Group(((Cell(words(address)), Cell()),)),))
    page = pypdfium2.PdfDocument(to_pdf(bare(sections=(table,))))[0]
    places = page.get_textpage()
    (first_right, last_right) = (max(places.get_charbox(at)[2] for at in range(places.count_chars())), page.get_width())
    assert first_right < last_right - 40


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Ñandú: ¿qué «cómo» — 3.º ≥ 5 %?", "Ñandú: ¿qué «cómo» — 3.º ≥ 5 %?"),
        ("n\u0303", "ñ"),
        ("bien 👍🏽", "bien ☐☐"),
        ("Ａ ①", "A 1"),
        ("✔ ● ↩", "✓ • ←"),
        ("uno\ndos", "uno\ndos"),
        ("a\u200d\ufe0fb\u00ad", "ab"),
        ("漢", "☐"),
        ("\ue000", "☐"),
    ],
)
def test_what_the_letters_cannot_draw_is_shown_as_missing(written: str, drawn: str) -> None:
    assert drawable(written) == drawn


def test_letters_that_do_not_slant_stand_upright() -> None:
    document = bare(sections=(Paragraph(words(Span("Ж", emphasis=True), Span(" ya", emphasis=True))),))
    with pdfplumber.open(io.BytesIO(to_pdf(document))) as opened:
        faces = {letter["text"]: letter["fontname"].split("-")[-1] for letter in opened.pages[0].chars}
    assert (faces["Ж"], faces["y"]) == ("Regular", "It")


def test_only_the_packaged_letters_are_embedded(pdf: pdfplumber.PDF) -> None:
    fonts = {character["fontname"].split("+")[1] for page in pdf.pages for character in page.chars}
    assert {name.split("-")[0] for name in fonts} == {"SourceSansPro"}


def test_a_name_that_climbs_beside_its_rows_is_told_on_every_page() -> None:
    first, *others = [(Cell(words(f"fila {at}\n" + "línea\n" * 12)),) for at in range(12)]
    name = Cell(words("NOMBRE"), rows=12, turned=True)
    header = ((Cell(), Cell(words("Qué"))),)
    beside = Group(((name, *first), *others), colour="#0b6b4f")
    plain = Table("", (Column(),), ((Cell(words("Otra")),),), (Group((row_of_one,) * 3),))
    table = Table("", (Column(0.1, names_row=True), Column()), header, (beside,))
    with pdfplumber.open(io.BytesIO(to_pdf(bare(sections=(plain, table))))) as pages:
        assert len(pages.pages) > 2
        for page in pages.pages:
            assert "".join(one["text"] for one in page.chars if one["matrix"][1] > 0.5) == "NOMBRE"


def test_code_in_a_text_is_only_text() -> None:
    dangerous = '#panic("x") $x$ *a* _b_ `c` \\ "d" #read("template.typ")'
    opened = pypdfium2.PdfDocument(to_pdf(bare(title=dangerous, sections=(Paragraph(words(dangerous)),))))
    assert opened.get_metadata_value("Title") == dangerous
    assert opened[0].get_textpage().get_text_range().count(dangerous) == 3


def test_the_template_imports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: dict[str, Any] = {}
    real = typst.compile
    monkeypatch.setattr(
        typst, "compile", lambda source, **said: compiled.update(source=source, **said) or real(source, **said)
    )
    to_pdf(bare())
    template = compiled["source"].read_text("utf-8")
    assert re.findall(r"#?\b(import|include|read|eval|plugin)\b", template) == []
    assert compiled["root"] == compiled["source"].parent


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_text_meets_both_norms(document: Document) -> None:
    assert to_pdf(document).startswith(b"%PDF-1.7")


def test_the_logo_stands_in_the_head_of_every_page_and_is_told_to_nobody() -> None:
    rows = tuple(Paragraph(words(f"Párrafo {one}. " * 60)) for one in range(12))
    with pdfplumber.open(io.BytesIO(to_pdf(bare(logo=LOGO, entity="Alcaldía de Ejemplo", sections=rows)))) as opened:
        pictures = [[(round(one["width"]), round(one["top"])) for one in page.images] for page in opened.pages]
        told = [element["type"] for element in walk(opened.structure_tree)]
        names = [page.search("Alcaldía de Ejemplo")[0]["top"] for page in opened.pages]
    assert len(pictures) > 1
    assert pictures == [[(51, pictures[0][0][1])]] * len(pictures)
    assert "Figure" not in told
    assert all(top < 60 for top in names)


def test_a_wide_logo_leaves_room_for_the_words() -> None:
    wide = Logo(a_logo(800, 100), 800, 100)
    with pdfplumber.open(io.BytesIO(to_pdf(bare(logo=wide)))) as opened:
        (picture,) = opened.pages[0].images
    assert (round(picture["width"] / 72 * 25.4), round(picture["height"] / 72 * 25.4)) == (40, 5)
