"""«Verificar» as a stranger uses it: no session, no script, plain words, and what was typed survives."""

import os
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from factories.deliveries import at
from factories.yearly import a_lived_year, exported
from rendir.foundation.audit import queries
from rendir.foundation.core import clock

pytestmark = pytest.mark.django_db
HEAD = "ab" * 8


@pytest.fixture
def stranger() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def _temporary(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[None]:
    """Where files of strangers land; nothing of them stays."""
    folder = tmp_path_factory.mktemp("uploads")
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    yield
    assert list(folder.iterdir()) == []


def _send(client: Client, data: bytes, head: str = "", name: str = "2021.zip") -> HttpResponse:
    return client.post("/verificar/", {"file": SimpleUploadedFile(name, data), "head": head})


def _text(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_the_page_asks_and_sets_no_cookie(stranger: Client) -> None:
    page = stranger.get("/verificar/")
    assert (page.status_code, page.cookies, page["Cache-Control"].count("no-store")) == (200, {}, 1)
    assert "<script" not in page.content.decode().partition("<main")[2]


def test_a_file_that_holds_is_told_so_with_the_head_that_was_met(stranger: Client, tmp_path: Path) -> None:
    a_lived_year()
    with at(10, 15):
        data, held = exported(tmp_path / "2021.zip")
    before = queries.head()
    text = _text(_send(stranger, data, f" {held[:16].upper()}\n"))
    assert "Se sostiene" in text
    assert "la huella que usted tiene está en su registro: nadie lo reescribió desde entonces" in text
    assert f'value="{held[:16]}"' in text
    assert "las cifras del año salen de las 9 entregas" in text
    assert "Alcaldía de Villa Clara, 2021" in text
    assert queries.head() == before


def test_a_head_that_is_not_there_says_what_may_have_happened(stranger: Client, tmp_path: Path) -> None:
    a_lived_year()
    data, _ = exported(tmp_path / "2021.zip")
    text = _text(_send(stranger, data, HEAD))
    assert ("Su huella no está en este archivo" in text, "No se sostiene" in text) == (True, False)


def test_a_file_that_does_not_hold_says_where(stranger: Client, tmp_path: Path) -> None:
    a_lived_year()
    data, _ = exported(tmp_path / "2021.zip")
    text = _text(_send(stranger, b"x" + data, HEAD, name="otro <b>.zip"))
    assert "No se sostiene" in text
    assert "el ZIP trae algo que no es ninguno de sus archivos" in text
    assert "la huella que usted tiene no está en este registro" in text
    assert "Resultado de «otro &lt;b&gt;.zip»" in _send(stranger, data, name="otro <b>.zip").content.decode()


@pytest.mark.parametrize("data", [b"no es un zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_of_no_use_is_told_kindly(stranger: Client, data: bytes) -> None:
    page = _send(stranger, data)
    assert (page.status_code, "No se pudo comprobar" in _text(page)) == (200, True)


@pytest.mark.parametrize("head", ["abc", "z" * 64, "ab" * 40])
def test_what_was_typed_survives_a_hash_that_is_none(stranger: Client, head: str) -> None:
    page = _send(stranger, b"x", head)
    assert (page.status_code, f'value="{head}"' in page.content.decode()) == (422, True)
    assert "64 signos, o los primeros 16" in _text(page)


def test_without_a_file_it_is_asked_for(stranger: Client) -> None:
    page = stranger.post("/verificar/", {"head": HEAD})
    assert (page.status_code, f'value="{HEAD}"' in page.content.decode()) == (422, True)


def test_a_file_that_is_too_large_is_not_kept_and_the_hash_survives(stranger: Client, settings: Settings) -> None:
    settings.MOST_VERIFIED_BYTES = 1000
    page = _send(stranger, os.urandom(3000), HEAD)
    assert (page.status_code, f'value="{HEAD}"' in page.content.decode()) == (422, True)
    assert "Pesa más de 1 KB" in _text(page)


def test_a_request_that_is_much_too_large_is_not_even_read(stranger: Client, settings: Settings) -> None:
    settings.MOST_VERIFIED_BYTES = 1000
    page = _send(stranger, os.urandom(9000))
    assert (page.status_code, "Pesa más de 1 KB" in _text(page)) == (422, True)


def test_who_sends_many_in_a_short_time_is_asked_to_wait(stranger: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify_file": "1/300s/ip"}
    with clock.travel(date(2021, 10, 15)):
        assert _send(stranger, b"x").status_code == 200
        page = _send(stranger, b"x")
    assert (page.status_code, "verify.py" in _text(page)) == (429, True)
