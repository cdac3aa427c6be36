"""The yearly file on its page, and the desk where somebody publishes it."""

from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.test import Client

from factories.accounts import insider
from factories.yearly import a_lived_year, look
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.front.opendata.queries import year_files

pytestmark = pytest.mark.django_db
DESK = "/gestion/archivo-del-ano/"


@pytest.fixture(autouse=True)
def _a_year() -> Iterator[None]:
    a_lived_year()
    with clock.travel(date(2021, 10, 15)):
        yield


@pytest.fixture
def lead(client: Client) -> Client:
    client.force_login(insider(Role.TEAM_LEAD))
    return client


def _bytes(client: Client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined] # a file is sent in pieces


def test_before_one_is_published_the_page_says_so(client: Client) -> None:
    page = client.get("/2021/archivo/")
    assert (page.status_code, "Todavía no se ha publicado" in page.content.decode()) == (200, True)
    assert [client.get(one).status_code for one in ("/2022/archivo/", "/2021/archivo/1.zip")] == [404, 404]


def test_somebody_publishes_it_and_anybody_downloads_what_holds(lead: Client) -> None:
    assert "¿Publicar el archivo de 2021?" in lead.get(f"{DESK}2021/").content.decode()
    assert year_files(2021) == ()
    answer = lead.post(f"{DESK}2021/", follow=True)
    assert "Publicado el archivo de 2021, versión 1" in answer.content.decode()
    anybody = Client()
    page = unescape(anybody.get("/2021/archivo/").content.decode())
    assert (year_files(2021)[0].file.sha256 in page, "15 de octubre de 2021" in page) == (True, True)
    file = anybody.get("/2021/archivo/1.zip")
    assert (file["Content-Type"], 'filename="archivo-2021-v1.zip"' in file["Content-Disposition"]) == (
        "application/zip",
        True,
    )
    assert anybody.get("/2021/archivo/1.zip", headers={"if-none-match": file["ETag"]}).status_code == 304
    assert look(_bytes(anybody, "/2021/archivo/1.zip")).broken == []


def test_the_ones_before_stay(lead: Client) -> None:
    for _ in range(2):
        lead.post(f"{DESK}2021/")
    page = lead.get("/2021/archivo/").content.decode()
    assert ("/2021/archivo/2.zip" in page, "Los que se publicaron antes" in page) == (True, True)
    assert (lead.get("/2021/archivo/1.zip").status_code, lead.get("/2021/archivo/3.zip").status_code) == (200, 404)
    assert "Publicar otro" in lead.get(DESK).content.decode()


def test_a_year_that_nobody_adopted_is_refused_in_words(lead: Client) -> None:
    page = lead.post(f"{DESK}2022/")
    assert (page.status_code, "No hay una estrategia adoptada para 2022" in page.content.decode()) == (404, True)


@pytest.mark.parametrize("role", Role)
def test_only_who_may_publish_opens_the_desk(client: Client, role: Role) -> None:
    client.force_login(insider(role))
    expected = 200 if Perm.PUBLISH in ROLE_CARDS[role].permissions else 403
    assert [client.get(one).status_code for one in (DESK, f"{DESK}2021/")] == [expected] * 2
    assert (client.post(f"{DESK}2021/").status_code == 403) is (expected == 403)


def test_the_catalogue_and_the_map_lead_to_it(client: Client) -> None:
    for page in ("/datos/", "/mapa-del-sitio/"):
        assert 'href="/2021/archivo/"' in client.get(page).content.decode()
