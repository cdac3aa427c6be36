"""«Copias»: the light, the list, the button, and a copy that somebody takes away."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from factories.accounts import a_person, fresh
from factories.organization import BY
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.backups.actions.making import make_backup, our_turn
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.states import BackupState
from rendir.foundation.backups.views import staff
from rendir.foundation.core import clock

pytestmark = pytest.mark.usefixtures("installation")
LIST = "/gestion/copias/"


def _client(person: Person | None = None) -> Client:
    client = Client()
    somebody = person or fresh(Person.objects.get(name="Ana Insider"))
    client.force_login(somebody, backend="rendir.foundation.accounts.access.RoleBackend")
    return client


def _words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _row(state: str, **fields: Any) -> Backup:
    ended = None if state == BackupState.RUNNING else clock.now()
    return Backup.objects.create(started_at=clock.now(), finished_at=ended, state=state, **fields)


DONE = {"size": 5, "sha256": "a" * 64, "head": "b" * 64, "sequence": 3, "rows": 9, "files": 1}


def test_before_the_first_one_the_page_says_what_to_do() -> None:
    words = _words(_client().get(LIST))
    assert "No hay ninguna copia" in words
    assert "Todavía no hay copias" in words
    assert "Hacer una copia ahora" in words


def test_the_list_says_when_how_large_and_up_to_where() -> None:
    backup = make_backup(by=BY)
    words = _words(_client().get(LIST))
    assert "Última copia: hoy" in words
    assert "Hecha y comprobada" in words
    assert backup.head[:12] in words


@pytest.mark.parametrize(
    ("state", "fields", "word"),
    [
        (BackupState.RUNNING, {"filename": "x.zip"}, "Se interrumpió"),
        (BackupState.FAILED, {"filename": "x.zip", "failure": "no hay espacio"}, "No se pudo"),
        (BackupState.DROPPED, {"filename": "x.zip"}, "Ya no se conserva"),
        (BackupState.DONE, {"filename": "x.zip", **DONE}, "El archivo no está"),
        (BackupState.DONE, DONE, "Guardada en otra parte"),
        (BackupState.DONE, {**DONE, "faults": 2}, "Hecha; ya faltaban archivos"),
    ],
)
def test_each_says_in_a_word_how_it_stands(state: str, fields: dict[str, Any], word: str) -> None:
    backup = _row(state, **fields)
    detail = _client().get(reverse("backups_desk:backup", args=[backup.public_id]))
    assert word in _words(_client().get(LIST))
    assert word in _words(detail)
    assert fields.get("failure", "") in _words(detail)
    assert "Descargar la copia" not in _words(detail)


def test_while_one_is_made_the_list_says_how_much_is_written() -> None:
    with our_turn():
        backup = _row(BackupState.RUNNING, filename="x.zip")
        assert "Se está haciendo" in _words(_client().get(LIST))
        (backup.path or Path()).with_name(".x.zip.abc.part").write_bytes(b"x" * 2000)
        words = _words(_client().get(LIST))
    assert "Se está haciendo: van 2 KB" in words
    assert "Hacer una copia ahora" not in words


def test_the_button_leaves_the_work_to_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(staff, "start_backup", lambda *, by: begun.append(by))
    response = _client().post(reverse("backups_desk:make"), follow=True)
    assert [str(one) for one in begun] == ["Ana Insider"]
    assert "La copia se está haciendo." in _words(response)


def test_pressed_while_one_is_made_it_says_so() -> None:
    with our_turn():
        response = _client().post(reverse("backups_desk:make"))
    assert response.status_code == 503
    assert "Ya se está haciendo una copia." in _words(response)


def test_a_copy_is_taken_away_by_a_form_and_written_down() -> None:
    backup, client = make_backup(by=BY), _client()
    url = reverse("backups_desk:take_away", args=[backup.public_id])
    assert client.get(url).status_code == 405
    assert "Descargar la copia" in _words(client.get(reverse("backups_desk:backup", args=[backup.public_id])))
    taken = client.post(url)
    body = b"".join(taken.streaming_content)  # type: ignore[attr-defined] # a file's answer
    assert (taken.status_code, body) == (200, (backup.path or Path()).read_bytes())
    assert taken["Content-Disposition"] == f'attachment; filename="{backup.filename}"'
    assert "no-store" in taken["Cache-Control"]
    assert LedgerEntry.objects.latest("sequence").verb == "hand_over_backup"
    assert "nadie todavía" not in _words(client.get(reverse("backups_desk:backup", args=[backup.public_id])))


@pytest.mark.parametrize("role", [one for one in Role if one not in {Role.TEAM_LEAD, Role.IT}])
def test_others_see_and_take_nothing(role: Role) -> None:
    backup = make_backup(by=BY)
    client = _client(a_person("Olga Ajena", role))
    asked: list[HttpResponse] = [
        client.get(LIST),
        client.get(reverse("backups_desk:backup", args=[backup.public_id])),
        client.post(reverse("backups_desk:make")),
        client.post(reverse("backups_desk:take_away", args=[backup.public_id])),
    ]
    assert [one.status_code for one in asked] == [403] * 4
    assert "Copias de seguridad" not in _words(client.get("/gestion/"))


def test_who_runs_the_service_sees_the_light_on_the_desk() -> None:
    client = _client(a_person("Camilo Sistemas", Role.IT))
    assert "No hay ninguna copia" in _words(client.get("/gestion/"))
    make_backup(by=BY)
    assert "Última copia: hoy" in _words(client.get("/gestion/"))


def test_pages_by_identity() -> None:
    rows = [_row(BackupState.FAILED, filename=f"{number}.zip") for number in range(31)]
    client = _client()
    first = client.get(LIST)
    second = client.get(LIST, {"antes": first.context["next"]})
    nonsense = client.get(LIST, {"antes": "x"})
    assert [line.backup.pk for line in second.context["lines"]] == [rows[0].pk]
    assert (second.context["next"], len(nonsense.context["lines"])) == (None, 30)


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_questions_whatever_the_size(rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        _row(BackupState.FAILED, filename=f"{number}.zip")
    client = _client()
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
