"""Journeys in Debian's own Chromium, on the demo's year: a phone, a desk, and axe's verdict on each page.

The year is lived once and served for the whole run: journeys find each other's traces, as people do. One that changes
something undoes it or changes what it made itself. Therefore these tests run apart from the rest (`-m browser`).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, StorageState, sync_playwright
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
AXE = f"""async (rules) => {{
  if (!window.axe) {{ {AXE_SCRIPT} }}
  const found = await axe.run({{ runOnly: {{ type: "tag", values: rules }}, resultTypes: ["violations"] }});
  return found.violations.flatMap((one) => one.nodes.map((node) => `${{one.id}}: ${{node.target}} ${{node.html}}`));
}}"""
STICKING_OUT = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
  .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))"""
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
KEPT = Path(__file__).resolve().parents[2] / "docs" / "img"
MOST_COLOURS = 128
MARGIN = 16

# Playwright's synchronous interface keeps an event loop in this thread, and Django then takes every query for an
# asynchronous one. There is one thread and it waits for each answer.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--keep-pictures` (`make pictures`): the pictures of the README and of the manual are taken anew."""
    parser.addoption("--keep-pictures", action="store_true", help="take the pictures of docs/img anew")


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
    """`new_page(DESK)`, `new_page(PHONE, color_scheme="dark")`: a window on the running site, or on that of `base_url`.

    Addresses are relative (`page.goto("/2021/")`). The test fails at its end where a page raised an error, was
    refused something by the content security policy, asked another host, or asked for something that is not there.
    """
    contexts, troubles = [], []

    def open_page(viewport: dict[str, int], base_url: str = demo_site, **options: object) -> Page:
        context = chromium.new_context(
            base_url=base_url,
            viewport=viewport,
            locale="es-CO",
            timezone_id="America/Bogota",
            accept_downloads=True,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: troubles.append(f"error in the page: {error}"))
        page.on("console", lambda told: _note_message(told, troubles))
        page.on("request", lambda asked: _note_stranger(asked, base_url, troubles))
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


def _note_stranger(asked: Request, site: str, troubles: list[str]) -> None:
    if not asked.url.startswith((f"{site}/", "data:", "blob:")):
        troubles.append(f"another host: {asked.url}")


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
        page.get_by_label("Correo electrónico").fill(email_of(player))
        page.get_by_label("Contraseña").fill(PASSWORD)
        page.get_by_role("button", name="Entrar", exact=True).click()
        page.wait_for_url("**/gestion/")

    return enter


@pytest.fixture(scope="session")
def session_of(
    chromium: Browser, demo_site: str, sign_in: Callable[[Page, Role], None]
) -> Callable[[Role], StorageState]:
    """The cookies of the demo's person with that hat, who signs in once for the whole run."""
    kept: dict[Role, StorageState] = {}

    def cookies(role: Role) -> StorageState:
        if role not in kept:
            context = chromium.new_context(base_url=demo_site)
            sign_in(context.new_page(), role)
            kept[role] = context.storage_state()
            context.close()
        return kept[role]

    return cookies


@pytest.fixture
def at_desk(new_page: Callable[..., Page], session_of: Callable[[Role], StorageState]) -> Callable[..., Page]:
    """`at_desk(Role.PLANNING)`, `at_desk(Role.PLANNING, PHONE)`: a window of somebody who has signed in already."""

    def open_page(role: Role, viewport: dict[str, int] = DESK, **options: object) -> Page:
        return new_page(viewport, storage_state=session_of(role), **options)

    return open_page


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails, naming rule and element, where the page breaks WCAG 2.2 AA. It needs JavaScript."""

    def inspect(page: Page) -> None:
        assert [f"{page.url} {told[:300]}" for told in page.evaluate(AXE, ACCESSIBILITY_RULES)] == []

    return inspect


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """`fits(page)` fails where the page is wider than its window (WCAG 1.4.10)."""

    def measure(page: Page) -> None:
        width = page.evaluate("document.documentElement.scrollWidth")
        told = f"{page.url} is {width} px wide: {page.evaluate(STICKING_OUT)}"
        assert width <= page.viewport_size["width"], told

    return measure


@pytest.fixture(scope="session")
def picture(pytestconfig: pytest.Config) -> Callable[..., Path]:
    """`picture(page, "manual/importar")` keeps `.test/pictures/manual/importar.png`, to be looked at; `make pictures`
    keeps it in `docs/img`. As wide as the window, from the element `top` down, `height` px (the window's by default).
    """
    folder = KEPT if pytestconfig.getoption("keep_pictures", default=False) else Path(".test/pictures")

    def take(page: Page, name: str, *, top: str = "body", height: int = 0) -> Path:
        window, place = page.viewport_size, page.locator(top).first.bounding_box()
        scrolled = page.evaluate("window.scrollY")
        first = max(place["y"] + scrolled - MARGIN, 0)
        page.evaluate("top => window.scrollTo(0, top)", first)  # what stays in sight stands beside what is shown
        path = folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        clip = {"x": 0, "y": first, "width": window["width"], "height": height or window["height"]}
        page.screenshot(path=path, full_page=True, clip=clip)
        _shrink(path)
        return path

    return take


def _shrink(path: Path) -> None:
    """Fewer colours: a page has few, and a small file travels better."""
    with Image.open(path) as taken:
        small = taken.convert("RGB").quantize(MOST_COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a browser's journey, marked or not."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")
