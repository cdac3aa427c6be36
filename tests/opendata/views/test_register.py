"""«El registro»: heads for eyes, for readers of feeds and for programs; always the newest."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from factories.organization import a_unit, an_entity
from rendir.foundation.audit import queries
from rendir.foundation.core import clock

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = ["/registro/", "/registro/huellas.atom", "/registro/huellas.json"]


def _two_days() -> list[str]:
    heads = []
    for day in (date(2021, 10, 14), date(2021, 10, 15)):
        with clock.travel(day):
            a_unit(f"Unidad {day}")
        heads.append(queries.head()[1])
    return heads


def test_before_anything_was_done_the_page_says_so(client: Client) -> None:
    page = client.get("/registro/")
    assert (page.status_code, "Todavía no se ha anotado nada" in page.content.decode()) == (200, True)
    assert [client.get(one).status_code for one in PAGES] == [200, 200, 200]


def test_the_page_shows_the_last_head_whole_and_that_of_each_day(client: Client) -> None:
    older, newer = _two_days()
    text = client.get("/registro/").content.decode()
    assert (text.count(newer), text.count(older), 'id="d2021-10-14"' in text) == (2, 1, True)
    assert "El falsificador solo queda en evidencia frente a una huella que otra persona tiene" in text


def test_the_feed_has_one_entry_a_day_with_an_identity_that_stays(client: Client) -> None:
    an_entity()
    older, newer = _two_days()
    answer = client.get("/registro/huellas.atom")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    told = [(one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}summary")) for one in feed.iter(f"{ATOM}entry")]
    page = "http://localhost:8000/registro/"
    assert told[:2] == [
        (f"{page}#d2021-10-15", f"{newer} (asiento 3)"),
        (f"{page}#d2021-10-14", f"{older} (asiento 2)"),
    ]
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    with clock.travel(date(2021, 10, 15)):
        a_unit("Otra")
    again = ET.fromstring(client.get("/registro/huellas.atom").content)  # noqa: S314 - our own
    first = next(again.iter(f"{ATOM}entry"))
    assert (first.findtext(f"{ATOM}id"), first.findtext(f"{ATOM}summary")) == (
        f"{page}#d2021-10-15",
        f"{queries.head()[1]} (asiento 4)",
    )


def test_programs_read_json_from_anywhere(client: Client) -> None:
    older, newer = _two_days()
    answer = client.get("/registro/huellas.json")
    assert answer.json()["heads"] == [
        {"day": "2021-10-15", "sequence": 2, "hash": newer},
        {"day": "2021-10-14", "sequence": 1, "hash": older},
    ]
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", PAGES)
def test_it_is_fresh_after_anything_that_is_done_and_304_otherwise(client: Client, address: str) -> None:
    _two_days()
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    a_unit("Otra")
    fresh = client.get(address, headers={"if-none-match": tag})
    assert (fresh.status_code, queries.head()[1] in fresh.content.decode()) == (200, True)


def test_the_seal_of_every_page_leads_to_the_register(client: Client) -> None:
    a_unit()
    assert '<a href="/registro/">Sello de hoy</a>' in client.get("/").content.decode()
