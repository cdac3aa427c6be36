"""A newcomer, with a phone or at a desk, finds the plan, one activity and its download, without help."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PUBLIC = ["/", "/2021/", "/2021/cronograma/", "/2021/actividades/I4/", "/datos/", "/datos/actividades/"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_for_everybody(
    page_phone: Page, page_desk: Page, address: str, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    for page in (page_phone, page_desk):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        fits(page)
        axe(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_for_everybody_in_the_dark(
    new_page: Callable[..., Page], address: str, axe: Callable[[Page], None]
) -> None:
    page = new_page({"width": 360, "height": 740}, color_scheme="dark")
    page.goto(address)
    axe(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page_desk: Page, address: str) -> None:
    page_desk.goto(address)
    page_desk.keyboard.press("Tab")
    target = page_desk.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page_desk.locator(target).count() == 1


def test_the_plan_is_found_from_home_and_downloaded_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page({"width": 360, "height": 740}, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Cronograma", exact=True).first.click()
    page.wait_for_url("**/2021/cronograma/")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 29
