"""The logo on the desk and on every page: beside the name, at an address that never changes what it says."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from factories.accounts import a_person, insider
from factories.files import a_logo
from factories.organization import an_entity
from rendir.foundation.accounts.roles import Role
from rendir.foundation.organization.models import Entity

pytestmark = pytest.mark.django_db
SET, REMOVE = "portal_desk:logo_set", "portal_desk:logo_remove"


@pytest.fixture(autouse=True)
def entity(settings: Settings, tmp_path: Path) -> Entity:
    """An entity without logo, and an empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return an_entity()


@pytest.fixture
def desk(client: Client) -> Client:
    """The desk of who leads the team."""
    client.force_login(insider())
    return client


def _send(
    client: Client, data: bytes | None = None, name: str = "escudo.png", *, expected: int | None = None
) -> object:
    file = SimpleUploadedFile(name, a_logo() if data is None else data)
    version = Entity.objects.get().version if expected is None else expected
    return client.post(reverse(SET), {"file": file, "expected": version})


def _logos(client: Client, path: str) -> list[tuple[str, str]]:
    html = client.get(path).content.decode()
    return re.findall(r'<img class="identity-logo" src="([^"]+)" alt="([^"]*)"', html)


def test_it_stands_beside_the_name_on_every_page_and_says_nothing_itself(desk: Client) -> None:
    assert _logos(Client(), "/") == []
    assert _send(desk)["Location"] == reverse("portal_desk:entity")  # type: ignore[index] # an answer
    address = f"/logotipo/{Entity.objects.get().logo}.png"
    assert set(_logos(Client(), "/")) == {(address, "")}
    assert set(_logos(desk, reverse("portal_desk:desk"))) == {(address, "")}
    assert "Municipio de Alsabana" in Client().get("/").content.decode()


def test_a_page_held_by_a_browser_is_not_the_same_any_more(desk: Client) -> None:
    held = Client().get("/")["ETag"]
    _send(desk)
    assert Client().get("/", headers={"If-None-Match": held}).status_code == 200


def test_a_browser_keeps_it_for_a_year(desk: Client) -> None:
    _send(desk)
    answer = Client().get(f"/logotipo/{Entity.objects.get().logo}.png")
    assert b"".join(answer).startswith(b"\x89PNG")  # type: ignore[arg-type] # a file, piece by piece
    told = {one.strip() for one in answer["Cache-Control"].split(",")}
    assert told == {"public", "max-age=31536000", "immutable"}
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")


def test_only_the_logo_of_today_is_served(desk: Client) -> None:
    assert Client().get(f"/logotipo/{'0' * 64}.png").status_code == 404
    _send(desk)
    first = Entity.objects.get().logo
    _send(desk, a_logo(300, 300))
    assert Client().get(f"/logotipo/{first}.png").status_code == 404


def test_what_is_refused_is_told_in_the_form(desk: Client) -> None:
    page = _send(desk, b"<svg/>", "escudo.svg")
    assert page.status_code == 422  # type: ignore[attr-defined] # an answer
    assert "Un logotipo en SVG no se recibe" in page.content.decode()  # type: ignore[attr-defined]
    empty = desk.post(reverse(SET), {"expected": Entity.objects.get().version})
    assert (empty.status_code, empty.context["logo_form"].errors["file"]) == (422, ["Elija la imagen."])
    stale = _send(desk, expected=99)
    assert (stale.status_code, Entity.objects.get().logo) == (422, "")  # type: ignore[attr-defined]


def test_it_is_removed_from_the_page_that_was_seen_and_from_no_other(desk: Client) -> None:
    _send(desk)
    assert desk.post(reverse(REMOVE), {"expected": 1}).status_code == 409
    page = desk.get(reverse("portal_desk:entity")).content.decode()
    expected = re.findall(r'name="expected" value="(\d+)"', page)[-1]
    assert desk.post(reverse(REMOVE), {"expected": expected}).status_code == 302
    assert _logos(Client(), "/") == []
    _send(desk)
    assert desk.post(reverse(REMOVE)).status_code == 302


@pytest.mark.parametrize("name", [SET, REMOVE])
def test_it_is_of_who_corrects_the_entity(client: Client, name: str) -> None:
    client.force_login(a_person("Ana", Role.UNIT_STAFF))
    assert client.post(reverse(name)).status_code == 403
    client.force_login(insider())
    assert client.get(reverse(name)).status_code == 405
