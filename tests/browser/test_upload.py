"""A large file on a bad line, as a person sends it: it goes on by itself, and where it was left it goes on later."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, StorageState, expect

from factories.files import a_film
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.library.actions import claim_upload
from rendir.foundation.library.models import Upload
from rendir.foundation.library.states import UploadState
from rendir.front.portal.demo.cast import PLAYERS, email_of

PAGE = "/gestion/componentes/#film"
PIECES = "**/gestion/archivos/cargas/*/"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Three megabytes that no two runs share."""
    path = tmp_path / "reunion.mp4"
    path.write_bytes(a_film() + os.urandom(3 * 1024 * 1024))
    return path


def _hidden(page: Page) -> str:
    return page.locator("#film input[type=hidden][name$=upload]").input_value()


def _sent(page: Page) -> Upload:
    return Upload.objects.get(public_id=_hidden(page))


def _told(page: Page, words: str) -> None:
    expect(page.locator("#film [role=status]")).to_contain_text(words, timeout=60_000)


def _lead() -> Person:
    player = next(one for one in PLAYERS if one.role == Role.TEAM_LEAD)
    return Person.objects.get(email=email_of(player))


def test_a_file_is_sent_though_the_line_drops(at_desk: Callable[..., Page], film: Path, axe, fits) -> None:
    page = at_desk(Role.TEAM_LEAD)
    page.goto(PAGE)
    count: list[str] = []

    def bad_line(route: Route) -> None:
        if route.request.method == "PATCH":
            count.append("piece")
            if len(count) == 2:  # it never left
                return route.abort("aborted")
            if len(count) == 4:  # it arrived, and the answer did not come back
                route.fetch()
                return route.abort("aborted")
        return route.continue_()

    page.route(PIECES, bad_line)
    page.get_by_label("Grabación de la reunión").set_input_files(film)
    _told(page, "Cargado: reunion.mp4, 3,1 MB.")
    upload = _sent(page)
    assert (upload.state, upload.sha256) == (UploadState.FINISHED, hashlib.sha256(film.read_bytes()).hexdigest())
    assert (len(count) >= 5, page.get_by_label("Grabación de la reunión").is_visible()) == (True, False)
    axe(page)
    fits(page)
    assert claim_upload(upload.public_id, by=_lead()).read() == film.read_bytes()
    page.get_by_role("button", name="Cambiar el archivo").click()
    assert (_hidden(page), page.get_by_label("Grabación de la reunión").is_visible()) == ("", True)


def test_a_file_goes_on_where_it_was_left(at_desk: Callable[..., Page], film: Path, axe) -> None:
    page = at_desk(Role.TEAM_LEAD, PHONE, has_touch=True, is_mobile=True, color_scheme="dark")
    page.goto(PAGE)
    seen: list[int] = []

    def two_pieces(route: Route) -> None:
        if route.request.method == "PATCH" and len(seen) >= 2:
            return route.abort("aborted")
        if route.request.method == "PATCH":
            seen.append(int(route.request.headers["upload-offset"]))
        elif len(seen) >= 2:
            return route.abort("aborted")
        return route.continue_()

    page.route(PIECES, two_pieces)
    page.get_by_label("Grabación de la reunión").set_input_files(film)
    _told(page, "Se cayó la línea.")
    axe(page)
    page.unroute(PIECES)
    page.goto("/gestion/")
    page.goto(PAGE)
    first: list[int] = []
    page.on("request", lambda asked: asked.method == "PATCH" and first.append(int(asked.headers["upload-offset"])))
    page.get_by_label("Grabación de la reunión").set_input_files(film)
    _told(page, "Cargado: reunion.mp4, 3,1 MB.")
    assert (seen[0], first[0] > seen[1] > 0) == (0, True)
    assert _sent(page).sha256 == hashlib.sha256(film.read_bytes()).hexdigest()


def test_what_is_refused_says_why_and_what_to_do(
    chromium: Browser, demo_site: str, session_of: Callable[[Role], StorageState], tmp_path: Path
) -> None:
    """In a window of its own: here an answer of 422 is what is wanted, elsewhere it is a trouble."""
    context = chromium.new_context(base_url=demo_site, storage_state=session_of(Role.TEAM_LEAD))
    page = context.new_page()
    page.goto(PAGE)
    trick = tmp_path / "acta.pdf"
    trick.write_bytes(b"MZ" + bytes(200))
    page.get_by_label("Grabación de la reunión").set_input_files(trick)
    _told(page, "El archivo es un programa: no se guarda como soporte. Se guardan PDF")
    assert (_hidden(page), page.get_by_label("Grabación de la reunión").input_value()) == ("", "")
    page.get_by_label("Grabación de la reunión").set_input_files(_named(trick, "acta.exe"))
    _told(page, "El archivo es un programa: no se guarda como soporte. Se guardan PDF")
    context.close()


def _named(path: Path, name: str) -> Path:
    return path.rename(path.with_name(name))


def test_a_form_sent_in_the_middle_waits_for_its_file(at_desk: Callable[..., Page], film: Path) -> None:
    page = at_desk(Role.TEAM_LEAD)
    page.goto(PAGE)
    held: list[Route] = []
    page.route(
        PIECES, lambda route: held.append(route) if route.request.method == "PATCH" and not held else route.continue_()
    )
    with page.expect_request(lambda asked: asked.method == "PATCH"):
        page.get_by_label("Grabación de la reunión").set_input_files(film)
    _told(page, "Cargando reunion.mp4.")
    page.evaluate("document.getElementById('film').requestSubmit()")
    _told(page, "El formulario se enviará cuando termine la carga.")
    with page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith("/componentes/")) as sent:
        held[0].continue_()
    assert "film-upload" in (sent.value.post_data or "")


def test_an_upload_is_left(at_desk: Callable[..., Page], film: Path) -> None:
    page = at_desk(Role.TEAM_LEAD)
    page.goto(PAGE)
    held: list[Route] = []
    page.route(PIECES, lambda route: held.append(route) if route.request.method == "PATCH" else route.continue_())
    with page.expect_request(lambda asked: asked.method == "PATCH"):
        page.get_by_label("Grabación de la reunión").set_input_files(film)
    _told(page, "Cargando reunion.mp4.")
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as left:
        page.get_by_role("button", name="Cancelar la carga").click()
    assert (left.value.status, _hidden(page)) == (204, "")
    public_id = left.value.url.rstrip("/").rpartition("/")[2]
    assert Upload.objects.get(public_id=public_id).state == UploadState.ABANDONED


def test_without_javascript_the_form_carries_the_file(at_desk: Callable[..., Page]) -> None:
    page = at_desk(Role.TEAM_LEAD, java_script_enabled=False)
    page.goto(PAGE)
    assert page.locator("#film").get_attribute("enctype") == "multipart/form-data"
    assert page.get_by_label("Grabación de la reunión").is_visible()
    assert not page.get_by_role("button", name="Cancelar la carga").is_visible()
