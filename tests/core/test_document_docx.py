"""The DOCX reading, opened by other people's programs: python-docx and pandoc."""

import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import pypandoc
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from factories.documents import DOCUMENT, LOGO, SPANNED, TABLE, bare, documents
from rendir.foundation.core.documents import Document, Orientation, Paper, to_docx


def opened(document: Document = DOCUMENT) -> "docx.document.Document":
    return docx.Document(io.BytesIO(to_docx(document)))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_docx(DOCUMENT) == to_docx(DOCUMENT)


def test_its_particulars_are_the_documents() -> None:
    said = opened().core_properties
    assert (said.title, said.author, said.subject, said.keywords, said.version, said.language) == (
        DOCUMENT.title,
        DOCUMENT.entity,
        "DE-F-014",
        "a3f9 51c0 7be2",
        "3",
        "es-CO",
    )
    assert said.created is not None
    assert said.created.date() == DOCUMENT.date
    assert said.modified == said.created


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("orientation", Orientation)
def test_it_is_on_its_paper(paper: Paper, orientation: Orientation) -> None:
    (section,) = opened(bare(paper=paper, orientation=orientation)).sections
    width, height = paper.size if orientation is Orientation.PORTRAIT else reversed(paper.size)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (width, height)
    lies = WD_ORIENT.LANDSCAPE if orientation is Orientation.LANDSCAPE else WD_ORIENT.PORTRAIT
    assert section.orientation == lies


def test_it_is_in_colombian_spanish() -> None:
    defaults = opened().styles.element.find(qn("w:docDefaults"))
    assert [lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))] == ["es-CO"]


def test_each_page_has_its_head_and_foot() -> None:
    (section,) = opened().sections
    assert [paragraph.text for paragraph in section.header.paragraphs] == [
        "Alcaldía de Ejemplo\tCódigo DE-F-014 · Versión 3",
        f"{DOCUMENT.title}\t5 de octubre de 2021",
    ]
    first, second = section.footer.paragraphs
    assert (first.text, second.text) == ("https://ejemplo.gov.co/2021/gastos/\tPágina  de ", "Sello a3f9 51c0 7be2")
    fields = [field.get(qn("w:instr")) for field in first._p.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_headings_have_real_styles() -> None:
    headings = [(p.style.name, p.text) for p in opened().paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", DOCUMENT.title),
        ("Heading 2", "Primera parte"),
        ("Heading 3", "Un nivel saltado"),
        ("Heading 2", "Dónde comprobar este documento"),
    ]


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    table = opened().tables[0]._tbl
    rows = [(row.find(".//" + qn("w:tblHeader")) is not None, row.find(".//" + qn("w:cantSplit")) is not None)
            for row in table.iter(qn("w:tr"))]  # fmt: skip
    assert rows == [(True, True)] * 2 + [(False, True)] * 5


def test_columns_have_their_widths_and_cells_their_spans() -> None:
    table = opened(bare(sections=(TABLE,))).tables[0]
    widths = [round(column.width.mm) for column in table.columns]
    assert widths == [123, 31, 31]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table._tbl.find(".//" + qn("w:textDirection")).get(qn("w:val")) == "btLr"
    assert table._tbl.find(".//" + qn("w:tblCaption")).get(qn("w:val")) == "Gastos por etapa"


def test_body_cells_over_two_rows_are_one_cell() -> None:
    table = opened(bare(sections=(SPANNED,))).tables[0]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert [table.cell(2, column).text for column in range(3)] == ["dos filas", "dos columnas", "dos columnas"]


def test_pictures_say_what_they_show_and_keep_their_shape() -> None:
    pictures = opened().inline_shapes
    assert [picture._inline.docPr.get("descr") for picture in pictures] == [
        "Veintiocho de treinta y seis",
        "Código QR que lleva a https://ejemplo.gov.co/2021/gastos/",
    ]
    assert [(round(picture.width.mm), round(picture.height.mm)) for picture in pictures] == [(80, 40), (26, 26)]


def test_pandoc_reads_the_same_words_links_and_emphasis() -> None:
    said = pypandoc.convert_text(to_docx(DOCUMENT), "html", format="docx", extra_args=["--wrap=none"])
    assert "<strong>palabra fuerte</strong>, <em>otra</em>" in said
    assert '<a href="https://ejemplo.gov.co/norma?a=1&amp;b=2">una norma</a>' in said
    assert "Tinta y «más» &lt;b&gt;" in said
    assert said.count("<thead>") == 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_text_opens(document: Document) -> None:
    written = to_docx(document)
    assert docx.Document(io.BytesIO(written)).core_properties.title == document.title
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        for name in parts:
            ET.fromstring(archive.read(name))  # noqa: S314 - our own file
    assert len(parts) == 11


def test_the_logo_stands_before_the_entity_s_name_as_an_ornament() -> None:
    (section,) = opened(bare(logo=LOGO, entity="Alcaldía de Ejemplo")).sections
    first = section.header.paragraphs[0]
    assert first.text.strip().startswith("Alcaldía de Ejemplo")
    (drawn,) = first._p.iter(qn("wp:inline"))
    (size,) = drawn.iter(qn("wp:extent"))
    assert [round(int(size.get(side)) / 36000) for side in ("cx", "cy")] == [18, 9]
    assert [one.get("val") for one in drawn.iter() if one.tag.endswith("}decorative")] == ["1"]
    (blip,) = drawn.iter(qn("a:blip"))
    assert section.header.part.related_parts[blip.get(qn("r:embed"))].blob == LOGO.png


def test_without_a_logo_the_head_has_no_picture() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(bare()))) as package:
        assert [name for name in package.namelist() if "media" in name or "header1.xml.rels" in name] == []
