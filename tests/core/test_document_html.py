"""The HTML reading, parsed as a browser would."""

import re
from xml.etree import ElementTree as ET

import lxml.html
from hypothesis import HealthCheck, given, settings

from factories.documents import DOCUMENT, bare, documents
from rendir.foundation.core.documents import Document, Paragraph, Span, to_fragment, to_html, words


def test_the_page_is_whole_and_self_contained() -> None:
    page = lxml.html.document_fromstring(to_html(DOCUMENT))
    assert page.get("lang") == "es-CO"
    assert page.findtext("head/title") == "Gastos de la Niñez & otros <temas>"
    assert page.xpath("//script | //link | //*[@style] | //*[@src]") == []
    assert "size: 330mm 216mm" in page.findtext("head/style", "")


def test_headings_follow_each_other_without_a_gap() -> None:
    page = lxml.html.document_fromstring(to_html(DOCUMENT))
    found = [(element.tag, element.text) for element in page.iter("h1", "h2", "h3", "h4")]
    assert found == [
        ("h1", "Gastos de la Niñez & otros <temas>"),
        ("h2", "Primera parte"),
        ("h3", "Un nivel saltado"),
        ("h2", "Dónde comprobar este documento"),
    ]


def test_a_table_names_its_rows_columns_and_groups() -> None:
    table = lxml.html.document_fromstring(to_html(DOCUMENT)).xpath("//table")[0]
    assert table.findtext("caption") == "Gastos por etapa"
    heads = [
        (cell.text_content(), cell.get("scope"), cell.get("colspan"), cell.get("rowspan")) for cell in table.iter("th")
    ]
    assert heads == [
        ("Gasto", "col", None, "2"),
        ("Etapas", "colgroup", "2", None),
        ("Diseño", "col", None, None),
        ("Ejecución", "col", None, None),
        ("Información · 2 gastos", "rowgroup", "3", None),
        ("Papel", "row", None, None),
        ("Tinta y «más» <b>", "row", None, None),
        ("Diálogo · 1 gasto", "rowgroup", "3", None),
        ("Sonido", "row", None, None),
    ]


def test_pictures_say_what_they_show() -> None:
    page = lxml.html.document_fromstring(to_html(DOCUMENT))
    assert page.xpath("//*[@role='img']/@aria-label") == [
        "Veintiocho de treinta y seis",
        "Código QR que lleva a https://ejemplo.gov.co/2021/gastos/",
    ]


def test_words_keep_their_emphasis_links_and_line_ends() -> None:
    fragment = to_fragment(
        bare(sections=(Paragraph(words(Span("a\n<b>", strong=True, emphasis=True, link="https://x.co/?a=1&b"))),))
    )
    assert '<p><a href="https://x.co/?a=1&amp;b"><strong><em>a<br>&lt;b&gt;</em></strong></a></p>' in fragment


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_text_gives_a_well_formed_fragment(document: Document) -> None:
    closed = re.sub(r"<(br|col)(| [^>]*)>", r"<\1\2/>", to_fragment(document))
    assert ET.fromstring(closed).get("class") == "document"  # noqa: S314 - our own fragment
