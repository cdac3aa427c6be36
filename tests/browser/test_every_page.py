"""Every page there is, as each hat sees it: links lead somewhere, and the page is whole, accessible and fits."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from rendir.foundation.accounts.roles import Role

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
HREF = re.compile(r'<a [^>]*?href="([/?][^"]*)"')
TOLD_APART = {"ver", "vista"}
"""What of a question makes another page; the rest only fills the same one, and journeys look at that."""

OUTSIDE_ANY_LINK = ["/accesibilidad/", "/gestion/cuenta/login/", "/gestion/cuenta/password/reset/", "/nada/de/esto/"]
STRUCTURE = "[...new Set([...document.querySelectorAll('*')].map((one) => `${one.tagName}.${one.className}`))]"
WHOLE = """() => ({
  headings: document.querySelectorAll("h1").length,
  language: document.documentElement.lang,
  title: document.title.split(" · ")[0] !== "",
  styled: getComputedStyle(document.body).margin === "0px",
})"""


def _kind(address: str) -> str:
    """Which page an address is, whatever thing it is about."""
    parts = urlsplit(address)
    extension = parts.path.rpartition(".")[2] if "." in parts.path else ""
    asked = [f"{key}={value}" for key, value in parse_qsl(parts.query) if key in TOLD_APART]
    return " ".join([resolve(parts.path).view_name, extension, *asked]).strip()


def _links(html: str, at: str) -> Iterator[str]:
    for found in HREF.findall(html):
        href = urldefrag(found.replace("&amp;", "&")).url
        yield f"{urlsplit(at).path}{href}" if href.startswith("?") else href or at


def _walk(page: Page, start: str) -> tuple[dict[str, str], list[str]]:
    """Each kind of page below `start` that links lead to, with one address; and the links that led nowhere."""
    waiting, pages, vain = [start], {}, []
    known = {_kind(start)}
    while waiting:
        address = waiting.pop(0)
        answer = page.context.request.get(address)
        if answer.status >= 400:
            vain.append(f"{address}: {answer.status}")
        elif answer.headers["content-type"].startswith("text/html"):
            pages[_kind(address)] = address
            for link in _links(answer.text(), address):
                if link.startswith(start) and (kind := _kind(link)) not in known:
                    known.add(kind)
                    waiting.append(link)
    return pages, vain


@pytest.fixture(scope="module")
def seen() -> dict[str, set[str]]:
    """By kind of page, the elements looked at so far: the same page with less in it is not looked at twice."""
    return {}


@pytest.fixture
def look(
    axe: Callable[[Page], None], fits: Callable[[Page], None], seen: dict[str, set[str]]
) -> Callable[[Page, str], None]:
    """`look(page, kind)` at what the window shows, at both widths."""

    def inspect(page: Page, kind: str) -> None:
        assert page.evaluate(WHOLE) == {"headings": 1, "language": "es-CO", "title": True, "styled": True}, page.url
        elements = set(page.evaluate(STRUCTURE))
        new = elements - seen.get(kind, set())
        seen.setdefault(kind, set()).update(elements)
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)
            fits(page)
            if new:
                axe(page)
        page.set_viewport_size(DESK)

    return inspect


def test_every_public_page(page_desk: Page, look: Callable[[Page, str], None]) -> None:
    pages, vain = _walk(page_desk, "/")
    assert vain == []
    for kind, address in pages.items():
        page_desk.goto(address)
        look(page_desk, kind)
    for address in OUTSIDE_ANY_LINK:
        page_desk.goto(address)
        look(page_desk, address)


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.INTERNAL_CONTROL, Role.UNIT_STAFF])
def test_every_page_of_the_desk(at_desk: Callable[..., Page], role: Role, look: Callable[[Page, str], None]) -> None:
    page = at_desk(role)
    pages, vain = _walk(page, "/gestion/")
    assert vain == []
    for kind, address in pages.items():
        page.goto(address)
        look(page, kind)


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.TEAM_LEAD, Role.UNIT_STAFF)])
def test_no_link_of_the_desk_leads_to_a_refusal(at_desk: Callable[..., Page], role: Role) -> None:
    pages, vain = _walk(at_desk(role), "/gestion/")
    assert vain == []
    assert len(pages) > 10
