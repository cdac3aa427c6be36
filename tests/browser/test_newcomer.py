"""A newcomer, with a phone or at a desk, finds the plan, one activity and its download, without help."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 360, "height": 740}
PUBLIC = ["/", "/2021/", "/2021/cronograma/", "/2021/actividades/I4/", "/datos/", "/datos/actividades/"]
MOST_STOPS = 80
RING = "(() => { const told = getComputedStyle(document.activeElement); return told.outlineStyle + told.boxShadow; })()"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_for_everybody_in_the_dark(
    new_page: Callable[..., Page], address: str, axe: Callable[[Page], None]
) -> None:
    page = new_page(PHONE, color_scheme="dark")
    page.goto(address)
    axe(page)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page_desk: Page, address: str) -> None:
    page_desk.goto(address)
    page_desk.keyboard.press("Tab")
    target = page_desk.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert page_desk.locator(target).count() == 1


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the keyboard is there; at each stop one sees where it is."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(RING) != "nonenone", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_an_activity_is_found_and_taken_away_with_the_keyboard_alone(
    new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = new_page(viewport)
    page.goto("/")
    _tab_to(page, "#buscar")
    page.keyboard.type("encuestas")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cronograma/?q=encuestas")
    _tab_to(page, ".activity-title a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actividades/*/")
    _tab_to(page, ".activity-side .download-list a")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".ics")


def test_the_plan_is_found_from_home_and_downloaded_without_javascript(
    new_page: Callable[..., Page], picture: Callable[..., object]
) -> None:
    page = new_page(PHONE, java_script_enabled=False)
    page.goto("/")
    page.get_by_text("Menú", exact=True).click()
    page.get_by_role("navigation", name="Principal").get_by_role("link", name="Cronograma", exact=True).click()
    page.wait_for_url("**/2021/cronograma/")
    picture(page, "cronograma-telefono")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 29


def test_the_schedule_is_a_table_at_a_desk(page_desk: Page, picture: Callable[..., object]) -> None:
    page_desk.goto("/2021/cronograma/")
    expect(page_desk.get_by_role("table", name="Actividades del cronograma 2021")).to_be_visible()
    picture(page_desk, "cronograma", height=960)
