"""Journeys in Debian's own Chromium, on the demo's year: a phone, a desk, and axe's verdict on each page.

The year is lived once and served for the whole run: journeys find each other's traces, as people do. One that changes
something changes what it made itself. Therefore these tests run apart from the rest (`-m browser`).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from rendir.cli import DEMO_TODAY
from rendir.foundation.accounts.roles import Role
from rendir.front.portal.demo.cast import PASSWORD, PLAYERS, email_of
from rendir.front.portal.demo.year import live_the_year

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
# What WCAG 2.2 AA asks, by axe's names for it.
ACCESSIBILITY_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # Chromium's sandbox refuses root, and root is who runs the tests in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks anything of another server fails here as it would behind a closed firewall.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

# Playwright's synchronous interface keeps an event loop in this thread, and Django then takes every query for an
# asynchronous one. There is one thread and it waits for each answer.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; each test gets a fresh window without cookies."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_site(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the demo's municipality on 15 October 2021, served for the whole run."""
    with django_db_blocker.unblock(), override_settings(RENDIR_TODAY=date.fromisoformat(DEMO_TODAY)):
        databases = setup_databases(verbosity=0, interactive=False)
        live_the_year()
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        teardown_databases(databases, verbosity=0)


@pytest.fixture
def new_page(chromium: Browser, demo_site: str) -> Iterator[Callable[..., Page]]:
    """`new_page(DESK)`, `new_page(PHONE, color_scheme="dark")`: a window on the running site.

    Addresses are relative (`page.goto("/2021/")`). The test fails at its end where a page raised an error, was
    refused something by the content security policy, or asked for something that is not there.
    """
    contexts, troubles = [], []

    def open_page(viewport: dict[str, int], **options: object) -> Page:
        context = chromium.new_context(
            base_url=demo_site,
            viewport=viewport,
            locale="es-CO",
            timezone_id="America/Bogota",
            accept_downloads=True,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(f"error in the page: {error}"))
        page.on("console", lambda told: _note_message(told, troubles))
        page.on("response", lambda answer: _note_answer(answer, troubles))
        page.on("requestfailed", lambda asked: _note_failure(asked, troubles))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _note_message(told: ConsoleMessage, troubles: list[str]) -> None:
    # A missing resource is told better by `_note_answer`, which knows whether it was the page asked for.
    if told.type == "error" and not told.text.startswith("Failed to load resource"):
        troubles.append(told.text)


def _note_answer(answer: Response, troubles: list[str]) -> None:
    if answer.status >= 400 and answer.request.resource_type != "document":
        troubles.append(f"{answer.url}: {answer.status}")


def _note_failure(asked: Request, troubles: list[str]) -> None:
    if asked.failure != "net::ERR_ABORTED":  # a download, or a page left in the middle, aborts its own request
        troubles.append(f"{asked.url}: {asked.failure}")


@pytest.fixture
def page_phone(new_page: Callable[..., Page]) -> Page:
    """A window of 360 × 740, a small phone."""
    return new_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def page_desk(new_page: Callable[..., Page]) -> Page:
    """A window of 1280 × 800, an office screen."""
    return new_page(DESK)


@pytest.fixture(scope="session")
def sign_in() -> Callable[[Page, Role], None]:
    """`sign_in(page, Role.PLANNING)`: as the demo's person with that hat, through the page that people use."""

    def enter(page: Page, role: Role) -> None:
        player = next(one for one in PLAYERS if one.role == role)
        page.goto("/gestion/cuenta/login/")
        page.fill("input[name=login]", email_of(player))
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/gestion/")

    return enter


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails, naming rule and element, where the page breaks WCAG 2.2 AA."""
    inspector = Axe()

    def inspect(page: Page) -> None:
        options = {"runOnly": {"type": "tag", "values": ACCESSIBILITY_RULES}, "resultTypes": ["violations"]}
        found = inspector.run(page, options=options).response["violations"]
        assert [f"{one['id']}: {node['target']} {node['html'][:200]}" for one in found for node in one["nodes"]] == []

    return inspect


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """`fits(page)` fails where the page is wider than its window (WCAG 1.4.10)."""

    def measure(page: Page) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"the page is {width} px wide"

    return measure


@pytest.fixture(scope="session")
def picture() -> Callable[[Page, str], Path]:
    """`picture(page, "plan-phone")` keeps the whole page as `.test/pictures/plan-phone.png`, to be looked at."""
    folder = Path(".test/pictures")
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a browser's journey, marked or not."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")
