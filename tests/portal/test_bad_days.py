"""On a bad day the page says what happens and what to do, what was typed is not lost, and nothing is half done."""

import errno
import html
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, close_old_connections, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from factories.accounts import fresh, insider, with_password
from factories.organization import an_entity
from rendir import urls
from rendir.foundation.accounts.access import public, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit import queries
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.models import Entity, Unit
from rendir.urls import urlpatterns as house

ON_SQLITE = pytest.mark.skipif(os.environ["RENDIR_TEST_DATABASE"] != "sqlite", reason="about SQLite's own lock")
ON_POSTGRESQL = pytest.mark.skipif(os.environ["RENDIR_TEST_DATABASE"] == "sqlite", reason="needs PostgreSQL")
TYPED = "Feria de servicios\nen la vereda «La Ñapa» <b>hoy</b>"


@requires(Perm.ENTER_DESK)
def _keep(request: HttpRequest) -> HttpResponse:
    from rendir.foundation.accounts.access import actor  # noqa: PLC0415 - of this page only

    store_file(request.POST["text"].encode(), name="acta.txt", media_type="text/plain", by=actor(request))
    return HttpResponse("guardado")


@public
def _fail(request: HttpRequest) -> HttpResponse:
    raise {"away": OperationalError, "fault": ZeroDivisionError}[request.GET["how"]]


handler500 = urls.handler500
urlpatterns = [path("prueba/guardar/", _keep), path("prueba/falla/", _fail), path("api/prueba/", _fail), *house]


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    one = Client(raise_request_exception=False, enforce_csrf_checks=True)
    one.force_login(insider(), backend="rendir.foundation.accounts.access.RoleBackend")
    return one


def _token(client: Client) -> str:
    page = client.get("/gestion/entidad/").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _hidden(response: Any) -> dict[str, str]:
    """The form that the page offers to send again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', response.content.decode())
    return {name: html.unescape(value) for name, value in found}


@pytest.mark.django_db
def test_a_full_disk_is_told_and_what_was_typed_comes_back(
    client: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    an_entity()
    settings.LIBRARY_ROOT = tmp_path
    before, said = queries.head(), {"text": TYPED, "csrfmiddlewaretoken": _token(client)}
    monkeypatch.setattr(os, "fsync", full)
    answer = client.post("/prueba/guardar/?a=1", said)
    monkeypatch.undo()
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (507, "30", "no-store")
    assert "<h1>No hay espacio en el disco del sitio</h1>" in page
    assert "no se guardó, ni entero ni a medias" in page
    assert (_hidden(answer), 'action="/prueba/guardar/?a=1"' in page) == (said, True)
    assert "&lt;b&gt;hoy&lt;/b&gt;" in page
    assert (queries.head(), StoredFile.objects.count()) == (before, 0)
    assert [one for one in Path(settings.LIBRARY_ROOT).rglob("*") if one.is_file()] == []
    again = client.post("/prueba/guardar/", _hidden(answer))
    assert (again.content, StoredFile.objects.get().read().decode()) == (b"guardado", TYPED)


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_a_database_that_somebody_holds_is_told_and_nothing_is_half_done(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    entity = an_entity()
    said = {
        "name": "Otro nombre",
        "short_name": "Otro",
        "reminder_hour": "7",
        "version": "1",
        "csrfmiddlewaretoken": _token(client),
    }
    connection.close()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = client.post("/gestion/entidad/", said)
        read = client.get("/gestion/entidad/")
        other.execute("ROLLBACK")
    assert (answer.status_code, read.status_code) == (503, 200)  # who only reads is not kept waiting
    assert "<h1>El sitio está ocupado</h1>" in answer.content.decode()
    assert Entity.objects.get().name == entity.name
    again = client.post("/gestion/entidad/", _hidden(answer))
    assert (again.status_code, Entity.objects.get().name, queries.verify_now()) == (302, "Otro nombre", [])
    connection.close()


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_a_database_that_went_away_is_told_and_is_back_with_the_next_request(client: Client) -> None:
    an_entity()
    token = _token(client)
    _cut_off()
    answer = client.post("/gestion/entidad/", {"name": "Otro nombre", "csrfmiddlewaretoken": token})
    assert answer.status_code == 503
    assert "<h1>El sitio no alcanza sus datos</h1>" in answer.content.decode()
    assert "mire si quedó" in answer.content.decode()
    close_old_connections()  # as Django does after each request; its test client does not
    assert client.get("/gestion/entidad/").status_code == 200


def _cut_off() -> None:
    """The server ends our connection, as when it is started again."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    told = connection.settings_dict
    with psycopg.connect(dbname=told["NAME"], host=told["HOST"], user=told["USER"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [number])


@pytest.fixture
def _no_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever asks the database is told that nobody answers."""

    def away(*_: object, **__: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", away)
    yield
    monkeypatch.undo()


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_database")
@pytest.mark.parametrize("where", ["/", "/2021/", "/datos/", "/gestion/", "/gestion/cuenta/login/", "/mapa-del-sitio/"])
def test_every_page_says_the_same_without_a_database(where: str, settings: Settings) -> None:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    answer = client.get(where, headers={"if-none-match": 'W/"x"'})
    page = answer.content.decode()
    assert (answer.status_code, "<h1>El sitio no alcanza sus datos</h1>" in page) == (503, True)
    assert "Lo que usted envió" not in page


@pytest.mark.django_db
def test_the_api_says_it_as_a_problem(client: Client) -> None:
    answer = client.get("/api/prueba/", {"how": "away"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["detail"].startswith("El sitio no alcanza sus datos. La base de datos no responde.")


@pytest.mark.django_db
def test_a_fault_of_ours_is_still_told_as_ours(client: Client) -> None:
    answer = client.get("/prueba/falla/", {"how": "fault"})
    assert (answer.status_code, "La falla es nuestra" in answer.content.decode()) == (500, True)


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["/gestion/cuenta/login/", "/prueba/falla/?how=away"])
def test_a_password_never_comes_back(where: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = __name__
    person, client = with_password(insider()), Client(raise_request_exception=False)
    client.get("/gestion/cuenta/login/")
    monkeypatch.setattr("allauth.account.auth_backends.AuthenticationBackend.authenticate", _raise_away)
    answer = client.post(where, {"login": person.email, "password": "muy secreta", "password1": "muy secreta"})
    page = answer.content.decode()
    assert (answer.status_code, "muy secreta" in page, _hidden(answer)) == (503, False, {})
    assert "Vuelva atrás en su navegador y envíelo otra vez." in page


def _raise_away(*_: object, **__: object) -> None:
    raise OperationalError


@pytest.mark.django_db
def test_a_form_that_did_not_prove_to_be_ours_is_not_repeated(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's page could make a visitor's browser send it."""
    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware.process_view", _raise_away)
    answer = client.post("/gestion/entidad/", {"name": "<script>"})
    assert (answer.status_code, _hidden(answer), "script" in answer.content.decode()) == (503, {}, False)


@pytest.mark.django_db
def test_files_must_be_chosen_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - of this test only

    an_entity()
    token = _token(client)
    said = {"text": "un acta", "csrfmiddlewaretoken": token, "support": SimpleUploadedFile("a.txt", b"x")}
    monkeypatch.setattr(f"{__name__}.store_file", _raise_away)
    answer = client.post("/prueba/guardar/", said)
    assert "Los archivos, escójalos otra vez." in answer.content.decode()
    assert _hidden(answer) == {"text": "un acta", "csrfmiddlewaretoken": token}


@pytest.mark.django_db
def test_a_mail_server_that_is_down_is_told_with_another_way(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    an_entity()
    person = with_password(insider())
    answer = Client().post(reverse("account_reset_password"), {"email": person.email})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "<h1>El correo no salió: el servidor de correo no responde.</h1>" in page
    assert "pida un enlace a quien administra las cuentas" in page
    assert fresh(person).has_usable_password()
    assert Unit.objects.count() == 0
