"""Every page there is, as each hat sees it: links lead somewhere, and the page is whole, accessible and fits."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect

from rendir.foundation.accounts.roles import Role

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
HREF = re.compile(r'<a [^>]*?href="([/?][^"]*)"')
TOLD_APART = {"ver", "vista"}
"""What of a question makes another page; the rest only fills the same one, and journeys look at that."""

OUTSIDE_ANY_LINK = ["/accesibilidad/", "/gestion/cuenta/login/", "/gestion/cuenta/password/reset/", "/nada/de/esto/"]
BESIDE_THE_FIRST_LINK = ["/2021/actividades/D5/", "/2021/cortes/1/1/"]
"""Pages that have what others of their kind have not (published evidence), or that only a corrected cut links to."""
TO_PUBLISH = "/gestion/entregas/2021/I10-2/"
"""An accepted delivery whose evidence nobody published yet."""
PUBLIC_PAGES = {
    "archive:archive",
    "archive:document",
    "audiences:characterisation",
    "audiences:comparison",
    "audiences:group",
    "audiences:groups",
    "audiences:versions",
    "compliance:activity",
    "compliance:control_report",
    "compliance:cut",
    "compliance:deliveries",
    "compliance:evidence",
    "compliance:follow_up",
    "goals:alignment",
    "goals:coverage",
    "goals:goal",
    "goals:goals",
    "goals:rights",
    "goals:sdgs",
    "opendata:ask_for_heads",
    "opendata:catalog",
    "opendata:dataset",
    "opendata:register",
    "opendata:verify",
    "opendata:year_file",
    "portal:territory",
    "surveys:results",
    "surveys:surveys",
}
DESK_PAGES = {
    Role.TEAM_LEAD: {
        "archive_desk:archive",
        "archive_desk:document",
        "archive_desk:import",
        "archive_desk:import_new",
        "archive_desk:publish",
        "audiences_desk:audience",
        "audiences_desk:audience_add",
        "audiences_desk:audience_edit",
        "audiences_desk:audience_retire",
        "audiences_desk:audiences",
        "audiences_desk:channels",
        "audiences_desk:need_add",
        "audiences_desk:need_edit",
        "audiences_desk:need_remove",
        "audiences_desk:segment_add",
        "audiences_desk:source",
        "audiences_desk:source_add",
        "audiences_desk:source_edit",
        "audiences_desk:source_erase",
        "audiences_desk:table_add",
        "audiences_desk:table_edit",
        "audiences_desk:table_remove",
        "audiences_desk:versions",
        "compliance_desk:act",
        "compliance_desk:calendars",
        "compliance_desk:cut",
        "compliance_desk:cuts",
        "compliance_desk:dead_links",
        "compliance_desk:deliveries",
        "compliance_desk:delivery",
        "compliance_desk:drops",
        "compliance_desk:evidence",
        "compliance_desk:folder",
        "compliance_desk:inbox",
        "compliance_desk:publish",
        "compliance_desk:radar",
        "compliance_desk:reminders",
        "compliance_desk:review",
        "goals_desk:alignment",
        "goals_desk:goal",
        "goals_desk:goal_new",
        "goals_desk:indicator",
        "goals_desk:plan",
        "goals_desk:plans",
        "goals_desk:progress",
        "goals_desk:rights",
        "goals_desk:suggestions",
        "opendata_desk:publish_year_file",
        "opendata_desk:year_files",
        "portal_desk:zone_add",
        "portal_desk:zone_edit",
        "portal_desk:zone_end",
        "portal_desk:zones",
        "portal_desk:zones_paste",
        "surveys_desk:question",
        "surveys_desk:question_new",
        "surveys_desk:survey",
        "surveys_desk:survey_edit",
        "surveys_desk:survey_new",
        "surveys_desk:surveys",
    },
    Role.INTERNAL_CONTROL: {"compliance_desk:round", "compliance_desk:rounds", "compliance_desk:verify"},
    Role.UNIT_STAFF: {"compliance_desk:act", "compliance_desk:delivery", "compliance_desk:drops"},
}
"""What the walk must reach: a page that no link leads to any more would be looked at by nobody."""
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


def _walk(page: Page, start: str, *others: str) -> tuple[dict[str, str], list[str]]:
    """Each kind of page below `start` that links lead to, with one address; and the links that led nowhere.

    `others` are walked too, each for itself whatever its kind.
    """
    waiting, pages, vain = [start, *others], {}, []
    known = {_kind(start)}
    while waiting:
        address = waiting.pop(0)
        answer = page.context.request.get(address)
        if answer.status >= 400:
            vain.append(f"{address}: {answer.status}")
        elif answer.headers["content-type"].startswith("text/html"):
            pages[address if address in others else _kind(address)] = address
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
    pages, vain = _walk(page_desk, "/", *BESIDE_THE_FIRST_LINK)
    assert vain == []
    assert PUBLIC_PAGES - pages.keys() == set()
    for kind, address in pages.items():
        page_desk.goto(address)
        look(page_desk, kind)
    for address in OUTSIDE_ANY_LINK:
        page_desk.goto(address)
        look(page_desk, address)


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.INTERNAL_CONTROL, Role.UNIT_STAFF])
def test_every_page_of_the_desk(at_desk: Callable[..., Page], role: Role, look: Callable[[Page, str], None]) -> None:
    page = at_desk(role)
    pages, vain = _walk(page, "/gestion/", *([TO_PUBLISH] if role == Role.TEAM_LEAD else []))
    assert vain == []
    assert DESK_PAGES[role] - pages.keys() == set()
    for kind, address in pages.items():
        page.goto(address)
        look(page, kind)


def test_the_pages_of_a_link_that_takes_files(
    at_desk: Callable[..., Page], page_desk: Page, look: Callable[[Page, str], None]
) -> None:
    """Its address is told one time, and no link leads there."""
    lead = at_desk(Role.TEAM_LEAD)
    lead.goto("/gestion/entregas/2021/I1-3/enlaces/")
    lead.get_by_label("Para quién o para qué").fill("Fotos del encuentro en la vereda El Roble")
    lead.get_by_role("button", name="Hacer el enlace").click()
    address = urlsplit(lead.locator(".secret-address").inner_text()).path
    look(lead, "the sheet of a link that takes files")
    page_desk.goto(address)
    look(page_desk, _kind(address))
    lead.once("dialog", lambda question: question.accept())
    lead.get_by_role("button", name="Anular").click()
    expect(lead.get_by_role("button", name="Anular")).to_have_count(0)


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.TEAM_LEAD, Role.UNIT_STAFF)])
def test_no_link_of_the_desk_leads_to_a_refusal(at_desk: Callable[..., Page], role: Role) -> None:
    pages, vain = _walk(at_desk(role), "/gestion/")
    assert vain == []
    assert len(pages) > 10
