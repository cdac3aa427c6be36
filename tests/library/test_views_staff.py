"""Sending a file piece by piece over HTTP, as the page's script does."""

import base64
import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from factories.accounts import a_person, insider
from factories.files import a_jpg
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actors import PublicToken
from rendir.foundation.library import receiving, shelf
from rendir.foundation.library.actions import append_chunk, begin_upload, claim_upload, store_stream
from rendir.foundation.library.models import Upload

pytestmark = pytest.mark.django_db
DATA = a_jpg()
HALF = len(DATA) // 2


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


@pytest.fixture
def ana(client: Client) -> Person:
    person = insider()
    client.force_login(person)
    return person


def _begin(client: Client, *, name: str = "foto.jpg", size: int = len(DATA)) -> HttpResponse:
    asked = {"name": name, "size": size}
    return client.post(reverse("library_desk:upload_begin"), asked, headers={"Accept": "application/json"})


def _patch(client: Client, address: str, piece: bytes, **headers: str) -> HttpResponse:
    kind = "application/offset+octet-stream"
    return client.patch(address, piece, content_type=kind, headers={"Accept": "application/json", **headers})


def _offset(response: HttpResponse) -> str:
    return response["Upload-Offset"]


def test_a_file_is_announced_sent_in_pieces_and_finished(client: Client, ana: Person) -> None:
    begun = _begin(client)
    upload = Upload.objects.get()
    address = begun["Location"]
    assert (begun.status_code, begun.json(), _offset(begun)) == (201, {"upload": upload.public_id}, "0")
    assert address == f"/gestion/archivos/cargas/{upload.public_id}/"
    first = _patch(client, address, DATA[:HALF], **{"Upload-Offset": "0"})
    assert (first.status_code, _offset(first)) == (204, str(HALF))
    where = client.head(address)
    assert (where.status_code, _offset(where), where["Upload-Length"]) == (200, str(HALF), str(len(DATA)))
    assert "no-store" in where["Cache-Control"]
    checksum = base64.b64encode(hashlib.sha256(DATA[HALF:]).digest()).decode()
    headers = {"Upload-Offset": str(HALF), "Upload-Checksum": f"sha256 {checksum}"}
    assert _offset(_patch(client, address, DATA[HALF:], **headers)) == str(len(DATA))
    finished = client.post(address, {"sha256": hashlib.sha256(DATA).hexdigest()})
    told = {"upload": upload.public_id, "name": "foto.jpg", "size": len(DATA), "known": False}
    assert (finished.status_code, finished.json()) == (200, told)
    assert claim_upload(upload.public_id, by=ana).read() == DATA


def test_a_wrong_offset_is_answered_with_the_right_one(client: Client, ana: Person) -> None:
    address = _begin(client)["Location"]
    _patch(client, address, DATA[:HALF], **{"Upload-Offset": "0"})
    wrong = _patch(client, address, DATA[HALF:], **{"Upload-Offset": "0"})
    assert (wrong.status_code, _offset(wrong)) == (409, str(HALF))
    assert wrong.json() == {"message": f"La carga va en el byte {HALF}.", "way_out": "Siga desde ahí."}
    early = client.post(address, headers={"Accept": "application/json"})
    assert (early.status_code, _offset(early)) == (409, str(HALF))


def test_a_piece_that_breaks_off_is_kept_as_far_as_it_came(client: Client, ana: Person) -> None:
    address = _begin(client)["Location"]
    dropped = client.generic(
        "PATCH",
        address,
        DATA[:HALF],
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": "0"},
        CONTENT_LENGTH=str(len(DATA)),
        **{"wsgi.input": BytesIO(DATA[:HALF])},
    )
    assert (dropped.status_code, _offset(client.head(address))) == (400, str(HALF))


def test_what_the_library_has_already_is_said_to_people_of_the_entity(client: Client, ana: Person) -> None:
    store_stream([DATA], name="otra.jpg", by=ana)
    address = _begin(client)["Location"]
    _patch(client, address, DATA, **{"Upload-Offset": "0"})
    assert client.post(address).json()["known"] is True


@pytest.mark.parametrize("headers", [{}, {"Upload-Offset": "a"}, {"Upload-Offset": "0", "Upload-Checksum": "sha256 ñ"}])
def test_a_piece_that_does_not_say_where_it_goes_is_refused(
    client: Client, ana: Person, headers: dict[str, str]
) -> None:
    address = _begin(client)["Location"]
    refused = _patch(client, address, DATA, **headers)
    assert (refused.status_code, refused.json()["message"]) == (422, "La carga llegó incompleta.")
    assert _offset(client.head(address)) == "0"


def test_a_checksum_of_another_kind_is_not_asked_for(client: Client, ana: Person) -> None:
    address = _begin(client)["Location"]
    answer = _patch(client, address, DATA, **{"Upload-Offset": "0", "Upload-Checksum": "md5 AAAA"})
    assert answer.status_code == 204


@pytest.mark.parametrize(
    ("name", "size", "status", "message"),
    [
        ("", 5, 422, "La carga llegó incompleta."),
        ("foto.jpg", "muchos", 422, "La carga llegó incompleta."),
        ("foto.jpg", 0, 422, "El archivo está vacío."),
        ("programa.exe", 5, 422, "El archivo es un programa: no se guarda como soporte."),
        ("foto.jpg", 10**9, 422, "El archivo pesa más de 100 MB."),
    ],
)
def test_what_cannot_be_is_said_before_it_is_sent(
    client: Client, ana: Person, name: str, size: int, status: int, message: str
) -> None:
    refused = _begin(client, name=name, size=size)
    assert (refused.status_code, refused.json()["message"]) == (status, message)


def test_a_full_disk_answers_507(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_SPARE", 10**18)
    assert _begin(client).status_code == 507


def test_an_upload_is_left(client: Client, ana: Person) -> None:
    address = _begin(client)["Location"]
    assert client.delete(address).status_code == 204
    assert [client.head(address).status_code, client.delete(address).status_code] == [404, 404]


def test_an_upload_of_somebody_else_is_not_there(client: Client, ana: Person) -> None:
    address = _begin(client)["Location"]
    client.force_login(a_person("Beatriz Insider", Role.TEAM_LEAD))
    assert [client.head(address).status_code, client.post(address).status_code] == [404, 404]


def test_who_may_not_keep_files_sends_none(client: Client) -> None:
    client.force_login(a_person("Carlos Control", Role.INTERNAL_CONTROL))
    assert (_begin(client).status_code, Upload.objects.count()) == (403, 0)


def test_the_addresses_answer_only_to_what_they_are_for(client: Client, ana: Person) -> None:
    address = _begin(client)["Location"]
    assert [client.get(address).status_code, client.get("/gestion/archivos/cargas/").status_code] == [405, 405]


def test_to_strangers_it_is_not_said_what_the_library_has(ana: Person) -> None:
    """As a view of another app lets the holder of a link send a file."""
    holder = PublicToken("entrega", frozenset({Perm.FILES_ADD}))
    upload = begin_upload(name="foto.jpg", size=len(DATA), by=holder)
    append_chunk(upload, [DATA], offset=0, by=holder)
    store_stream([DATA], name="otra.jpg", by=ana)
    answer = receiving.go_on(RequestFactory().post("/"), upload.public_id, by=holder)
    assert json.loads(answer.content) == {"upload": upload.public_id, "name": "foto.jpg", "size": len(DATA)}
