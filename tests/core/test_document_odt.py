"""The ODT reading: its parts as the norm says, and the words as pandoc reads them."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pypandoc
import pytest
from hypothesis import HealthCheck, given, settings

from factories.documents import DOCUMENT, LOGO, SPANNED, TABLE, bare, documents
from rendir.foundation.core.documents import Document, Heading, Orientation, Paper, Paragraph, to_odt, words

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {
    "table": f"{_OASIS}:table:1.0",
    "text": f"{_OASIS}:text:1.0",
    "style": f"{_OASIS}:style:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def part(name: str, document: Document = DOCUMENT) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(to_odt(document))) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - our own file


def named(prefix: str, name: str) -> str:
    return f"{{{NAMES[prefix]}}}{name}"


def test_a_heading_may_begin_a_page() -> None:
    document = bare(sections=(Heading("Hoja 1"), Heading("Hoja 2", new_page=True)))
    styles = [one.get(named("text", "style-name")) for one in part("content.xml", document).iter(named("text", "h"))]
    assert styles[1:] == ["Heading_20_2", "Heading_20_2_20_Page"]
    looks = part("styles.xml").iter(named("style", "paragraph-properties"))
    assert [one.get(named("fo", "break-before")) for one in looks].count("page") == 5


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_odt(DOCUMENT) == to_odt(DOCUMENT)


def test_the_kind_of_file_comes_first_and_uncompressed() -> None:
    with zipfile.ZipFile(io.BytesIO(to_odt(DOCUMENT))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_the_manifest_lists_every_part() -> None:
    listed = {entry.get(f"{{{_OASIS}:manifest:1.0}}full-path") for entry in part("META-INF/manifest.xml")}
    with zipfile.ZipFile(io.BytesIO(to_odt(DOCUMENT))) as archive:
        assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_its_particulars_are_the_documents() -> None:
    meta = part("meta.xml")
    said = [meta.findtext(f".//{name}", namespaces=NAMES) for name in (
        "dc:title", "dc:subject", "dc:creator", "dc:language", "dc:date", "meta:keyword")]  # fmt: skip
    assert said == [DOCUMENT.title, "DE-F-014", DOCUMENT.entity, "es-CO", "2021-10-05T12:00:00", "a3f9 51c0 7be2"]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("orientation", Orientation)
def test_it_is_on_its_paper(paper: Paper, orientation: Orientation) -> None:
    page = part("styles.xml", bare(paper=paper, orientation=orientation)).find(".//style:page-layout-properties", NAMES)
    assert page is not None
    width, height = paper.size if orientation is Orientation.PORTRAIT else reversed(paper.size)
    assert [page.get(named("fo", side)) for side in ("page-width", "page-height")] == [f"{width}mm", f"{height}mm"]
    assert page.get(named("style", "print-orientation")) == orientation.value


def test_it_is_in_colombian_spanish() -> None:
    letters = part("styles.xml").find(".//style:default-style/style:text-properties", NAMES)
    assert letters is not None
    assert [letters.get(named("fo", name)) for name in ("language", "country")] == ["es", "CO"]


def test_each_page_has_its_head_and_foot() -> None:
    styles = part("styles.xml")
    head = ["".join(line.itertext()) for line in styles.findall(".//style:header/text:p", NAMES)]
    foot = ["".join(line.itertext()) for line in styles.findall(".//style:footer/text:p", NAMES)]
    assert head == ["Alcaldía de EjemploCódigo DE-F-014 · Versión 3", f"{DOCUMENT.title}5 de octubre de 2021"]
    assert foot == ["https://ejemplo.gov.co/2021/gastos/Página 1 de 1", "Sello a3f9 51c0 7be2"]
    assert len(styles.findall(".//style:footer//text:page-number", NAMES)) == 1
    assert len(styles.findall(".//style:footer//text:page-count", NAMES)) == 1


def test_headings_have_their_levels() -> None:
    levels = [heading.get(named("text", "outline-level")) for heading in part("content.xml").iter(named("text", "h"))]
    assert levels == ["1", "2", "3", "2"]


def test_header_rows_repeat() -> None:
    first, *_ = part("content.xml").iter(named("table", "table"))
    assert len(first.findall("table:table-header-rows/table:table-row", NAMES)) == 2
    assert len(first.findall("table:table-row", NAMES)) == 5


def test_every_row_has_all_its_squares() -> None:
    for table in part("content.xml", bare(sections=(TABLE, SPANNED))).iter(named("table", "table")):
        squares = {len(row) for row in table.iter(named("table", "table-row"))}
        assert squares == {3}


def test_columns_have_their_widths() -> None:
    content = part("content.xml", bare(sections=(TABLE,)))
    widths = {
        style.get(named("style", "name")): style[0].get(named("style", "column-width"))
        for style in content.iter(named("style", "style"))
        if style.get(named("style", "family")) == "table-column"
    }
    columns = content.iter(named("table", "table-column"))
    assert [widths[column.get(named("table", "style-name"))] for column in columns] == [
        "122.67mm",
        "30.67mm",
        "30.67mm",
    ]


def test_pictures_say_what_they_show() -> None:
    content = part("content.xml")
    assert [frame.findtext("svg:title", namespaces=NAMES) for frame in content.iter(named("draw", "frame"))] == [
        "Veintiocho de treinta y seis",
        "Código QR que lleva a https://ejemplo.gov.co/2021/gastos/",
    ]


def test_runs_of_spaces_and_line_ends_are_kept() -> None:
    content = part("content.xml", bare(sections=(Paragraph(words("a   b\nc")),)))
    (_, paragraph) = [child for child in content.iter() if child.tag in {named("text", "h"), named("text", "p")}][:2]
    assert [(child.tag, child.get(named("text", "c"))) for child in paragraph] == [
        (named("text", "s"), "2"),
        (named("text", "line-break"), None),
    ]


def test_pandoc_reads_the_same_words_links_and_emphasis() -> None:
    said = pypandoc.convert_text(to_odt(DOCUMENT), "html", format="odt", extra_args=["--wrap=none"])
    assert "<strong>palabra fuerte</strong>, <em>otra</em>" in said
    assert '<a href="https://ejemplo.gov.co/norma?a=1&amp;b=2">una norma</a>' in said
    assert "Tinta y «más» &lt;b&gt;" in said


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_text_is_well_formed(document: Document) -> None:
    assert part("meta.xml", document).findtext(".//dc:title", namespaces=NAMES) == document.title
    shown = {"".join(heading.itertext()) for heading in part("content.xml", document).iter(named("text", "h"))}
    assert document.title in shown
    assert part("styles.xml", document).find(".//style:master-page", NAMES) is not None


def test_the_logo_stands_before_the_entity_s_name_as_an_ornament() -> None:
    document = bare(logo=LOGO, entity="Alcaldía de Ejemplo")
    (head,) = part("styles.xml", document).iter(named("style", "header"))
    first = head[0]
    (frame,) = first.iter(named("draw", "frame"))
    assert list(first).index(frame) == 0
    assert (frame.get(named("svg", "width")), frame.get(named("svg", "height"))) == ("18.00mm", "9.00mm")
    assert frame.find(named("svg", "title")) is None
    with zipfile.ZipFile(io.BytesIO(to_odt(document))) as archive:
        assert archive.read("Pictures/logo.png") == LOGO.png
        assert b'full-path="Pictures/logo.png" manifest:media-type="image/png"' in archive.read("META-INF/manifest.xml")
