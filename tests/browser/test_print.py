"""The schedule on paper, straight from the browser: nothing is lost and each sheet says what its columns are."""

import io
from collections.abc import Callable

import pdfplumber
from playwright.sync_api import Page

HEADER = ("Actividad y producto", "Responsable")


def test_the_schedule_is_printed_whole_and_its_header_repeats(new_page: Callable[..., Page]) -> None:
    page = new_page({"width": 1280, "height": 800})
    page.goto("/2021/cronograma/")
    codes = page.locator("tr.activity-row .activity-code").all_inner_texts()
    printed = page.pdf(format="Letter", landscape=True, prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        sheets = [sheet.extract_text() for sheet in pdf.pages]
    words = " ".join(sheets).split()
    assert [code for code in codes if code not in words] == []
    with_rows = [sheet for sheet in sheets if set(codes) & set(sheet.split())]
    assert len(with_rows) > 1
    assert [sheet for sheet in with_rows if not all(name in sheet for name in HEADER)] == []
