"""Asking for the daily head, confirming and leaving, as somebody without an account does."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from factories.organization import an_entity
from rendir.foundation.notices.models import Notice
from rendir.front.opendata.models import HeadSubscription
from rendir.front.opendata.subscribing import confirm_url, leave_url

pytestmark = pytest.mark.django_db
MAIL = "veeduria@barrio.example"
ASK = "/registro/recibir/"


@pytest.fixture(autouse=True)
def _with_mail(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    an_entity()


def _path(url: str) -> str:
    return url.removeprefix("http://localhost:8000")


def test_the_whole_way_from_asking_to_leaving(client: Client) -> None:
    assert "Revise su correo" in client.post(ASK, {"address": MAIL}).content.decode()
    link = re.search(r"http://\S+", Notice.objects.get().body)
    assert link
    confirm = _path(link[0])
    assert "Sí, quiero recibirla" in client.get(confirm).content.decode()
    assert HeadSubscription.objects.get().confirmed_at is None
    assert "recibirá la huella cada día" in client.post(confirm).content.decode()
    wanted = HeadSubscription.objects.get()
    assert wanted.confirmed_at is not None
    leave = _path(leave_url(wanted))
    assert "borrar mi correo" in client.get(leave).content.decode()
    assert HeadSubscription.objects.count() == 1
    for answer in (client.post(leave), client.get(leave), client.post(leave)):
        assert (answer.status_code, "Su correo no está" in answer.content.decode()) == (200, True)
    assert not HeadSubscription.objects.exists()


def test_nobody_learns_who_receives_it(client: Client) -> None:
    first = client.post(ASK, {"address": MAIL}).content
    assert client.post(ASK, {"address": MAIL}).content.split(b"<main")[1] == first.split(b"<main")[1]


@pytest.mark.parametrize("typed", ["", "nada", "a@b"])
def test_what_is_no_address_is_asked_for_again_with_what_was_typed(client: Client, typed: str) -> None:
    page = client.post(ASK, {"address": typed})
    assert (page.status_code, not typed or f'value="{typed}"' in page.content.decode()) == (422, True)
    assert not HeadSubscription.objects.exists()


def test_without_a_mail_server_the_feed_is_the_way(client: Client, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = False
    text = client.get(ASK).content.decode()
    assert ("Este sitio no envía correos" in text, "/registro/huellas.atom" in text, "<form" in text) == (
        True,
        True,
        False,
    )
    assert client.post(ASK, {"address": MAIL}).status_code == 503


def test_who_asks_many_times_is_asked_to_wait(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "ask_for_heads": "1/300s/ip"}
    assert [client.post(ASK, {"address": f"{one}@b.example"}).status_code for one in "ab"] == [200, 429]


def test_a_link_of_nobody_says_what_to_do(client: Client) -> None:
    page = client.get(f"{ASK}nada/")
    assert (page.status_code, "Este enlace ya no sirve" in page.content.decode()) == (404, True)
    assert client.get("/registro/dejar/nada/").status_code == 200


def test_the_address_of_a_link_is_told_to_no_other_page(client: Client) -> None:
    client.post(ASK, {"address": MAIL})
    asked = HeadSubscription.objects.get()
    for url in (confirm_url(asked), leave_url(asked)):
        page = client.get(_path(url))
        assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("same-origin", True)


def test_a_form_without_its_token_is_refused() -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(ASK, {"address": MAIL}).status_code == 403
