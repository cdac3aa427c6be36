"""A file is handed over under the name that the caller gives, and a browser runs nothing of it."""

from pathlib import Path

import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from pytest_django import Settings

from factories.files import SAMPLES, a_film
from rendir.foundation.audit.actors import Job
from rendir.foundation.library.actions import store_file, store_stream
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.serving import file_response

pytestmark = pytest.mark.django_db
BY = Job("tests")
FILM = a_film()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path


def _kept(name: str) -> StoredFile:
    return store_stream([SAMPLES[name]()], name=name, by=BY)


def _asked(stored: StoredFile, *, name: str = "soporte", inline: bool = False, **headers: str) -> HttpResponseBase:
    return file_response(RequestFactory().get("/", headers=headers), stored, name=name, inline=inline)


def _body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined] # a streaming one


def test_a_file_is_handed_over_whole_and_runs_nothing() -> None:
    stored = _kept("acta.pdf")
    response = _asked(stored, name="I4-soporte.pdf")
    assert (response.status_code, _body(response)) == (200, stored.read())
    headers = {name: response[name] for name in ("Content-Type", "Content-Length", "X-Content-Type-Options")}
    size = str(stored.size)
    assert headers == {"Content-Type": "application/pdf", "Content-Length": size, "X-Content-Type-Options": "nosniff"}
    assert response["Content-Disposition"] == "attachment; filename=\"I4-soporte.pdf\"; filename*=UTF-8''I4-soporte.pdf"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert not response.has_header("Accept-Ranges")


@pytest.mark.parametrize("name", SAMPLES)
def test_only_what_is_safe_is_shown_in_the_browser(name: str) -> None:
    shown = {"acta.pdf", "foto.jpg", "foto.png", "foto.webp", "nota.txt"}
    response = _asked(_kept(name), inline=True)
    assert response["Content-Disposition"].partition(";")[0] == ("inline" if name in shown else "attachment")


def test_a_page_is_never_one() -> None:
    page = store_file(b"<html></html>", name="a.html", media_type="text/html", by=BY)
    response = _asked(page, inline=True)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("acción.pdf", "acci_n.pdf", "acci%C3%B3n.pdf"),
        ('a"b\\c\r\nd.pdf', "a_b_c__d.pdf", "a%22b%5Cc%0D%0Ad.pdf"),
    ],
)
def test_a_name_cannot_break_the_header(name: str, plain: str, whole: str) -> None:
    told = _asked(_kept("nota.txt"), name=name)["Content-Disposition"]
    assert told == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-3", 0, 3),
        ("bytes=5-", 5, len(FILM) - 1),
        ("bytes=-6", len(FILM) - 6, len(FILM) - 1),
        ("bytes=2-999999", 2, len(FILM) - 1),
        ("bytes=-999999", 0, len(FILM) - 1),
    ],
)
def test_a_player_asks_for_a_part(asked: str, first: int, last: int) -> None:
    response = _asked(_kept("video.mp4"), Range=asked)
    assert (response.status_code, response["Content-Range"]) == (206, f"bytes {first}-{last}/{len(FILM)}")
    assert (_body(response), response["Content-Length"]) == (FILM[first : last + 1], str(last + 1 - first))


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=0-1,3-4", "lines=0-3"])
def test_what_asks_for_no_part_gets_the_whole(asked: str) -> None:
    response = _asked(_kept("video.mp4"), Range=asked)
    assert (response.status_code, response["Accept-Ranges"], _body(response)) == (200, "bytes", FILM)


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=5-2"])
def test_a_part_that_is_not_there_is_refused(asked: str) -> None:
    response = _asked(_kept("video.mp4"), Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(FILM)}")


def test_a_document_is_not_asked_for_in_parts() -> None:
    assert _asked(_kept("acta.pdf"), Range="bytes=0-3").status_code == 200
