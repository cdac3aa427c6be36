"""The schedule on paper, straight from the browser: nothing is lost and each sheet says what its columns are."""

import io
from collections.abc import Callable

import pdfplumber
import pytest
from playwright.sync_api import Page

HEADER = ("Actividad y producto", "Responsable")
MOST_SHEETS = 5
PUBLIC = {"/": 2, "/2021/": 4, "/2021/cronograma/?vista=linea": 3, "/2021/actividades/D7/": 3, "/accesibilidad/": 2}


@pytest.mark.parametrize("landscape", [True, False], ids=["lying", "upright"])
def test_the_schedule_is_printed_whole_on_few_sheets_and_its_header_repeats(
    new_page: Callable[..., Page], landscape: bool
) -> None:
    page = new_page({"width": 1280, "height": 800})
    page.goto("/2021/cronograma/")
    codes = page.locator("tr.activity-row .activity-code").all_inner_texts()
    printed = page.pdf(format="Letter", landscape=landscape, prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        sheets = [sheet.extract_text() for sheet in pdf.pages]
    words = " ".join(sheets).split()
    assert [code for code in codes if code not in words] == []
    with_rows = [sheet for sheet in sheets if set(codes) & set(sheet.split())]
    assert 1 < len(with_rows) <= MOST_SHEETS
    assert [sheet for sheet in with_rows if not all(name in sheet for name in HEADER)] == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_is_printed_on_few_sheets_and_says_where_it_is_published(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page({"width": 1280, "height": 800})
    page.goto(address)
    printed = page.pdf(format="Letter", prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        sheets = [sheet.extract_text() for sheet in pdf.pages]
    assert len(sheets) <= PUBLIC[address]
    assert f"Esta página está en http://localhost:8000{address}" in sheets[-1]
