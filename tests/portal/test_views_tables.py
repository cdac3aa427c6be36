"""Bring a table on the desk: give it, choose its columns, see what it does, confirm or leave it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from factories.accounts import a_person, insider
from factories.held import forget
from factories.organization import an_entity
from factories.tables import VEREDAS, ZONE_LIST, a_corregimiento, a_workbook, bring
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.library.models import BroughtTable, StoredFile
from rendir.foundation.organization.models import Zone
from rendir.front.portal import imports

pytestmark = pytest.mark.django_db
TEXT = "Lista de veredas\nNombre;Código\nLa Palma;01\nEl Salado;02\n;03\n"


@pytest.fixture(autouse=True)
def _ready(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIBRARY_ROOT = tmp_path / "library"
    monkeypatch.setattr(imports, "IMPORTERS", (ZONE_LIST, VEREDAS))
    an_entity()


@pytest.fixture
def ana() -> Person:
    return insider()


@pytest.fixture
def desk(ana: Person) -> Client:
    return _as(ana)


def _as(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
    return client


def _at(name: str, *parts: str) -> str:
    return reverse(f"portal_desk:{name}", args=parts)


def _text(page: HttpResponse) -> str:
    return " ".join(page.content.decode().split())


def _given(desk: Client, text: str = TEXT, *, key: str = "lista-de-zonas") -> BroughtTable:
    page = desk.post(_at("table_import", key), {"text": text})
    assert page.status_code == 302
    return BroughtTable.objects.latest("pk")


def test_the_page_says_which_columns_are_read_and_that_nothing_is_written_yet(desk: Client) -> None:
    page = desk.get(_at("table_import", "lista-de-zonas"))
    assert [one.label for one in page.context["wanted"]] == ["Nombre", "Código"]
    assert "nada se escribe hasta que usted confirme" in _text(page)
    assert "El archivo no se guarda" not in _text(page)


def test_where_the_file_is_not_kept_the_page_says_so(desk: Client) -> None:
    page = desk.get(_at("table_import", "veredas", a_corregimiento().public_id))
    assert "no queda copia de la lista de personas" in _text(page)


def test_a_table_is_given_seen_and_taken_in(desk: Client) -> None:
    table = _given(desk)
    page = desk.get(_at("table", table.public_id))
    assert (table.title_row, table.columns) == (1, {"name": 0, "code": 1})
    assert page.context["summary"] == ["Se agregan 2 zonas."]
    assert page.context["lines"] == [(3, ["La Palma", "01"]), (4, ["El Salado", "02"])]
    assert page.context["findings"] == [("línea 5, columna 1", "Nombre: la celda está vacía.")]
    assert "Las zonas no se borran." in _text(page)
    said = {"traer-expected": table.version, "traer-partly": "on"}
    page = desk.post(_at("table_take_in", table.public_id), said, follow=True)
    assert "Se escribieron 2." in _text(page)
    assert [one.name for one in Zone.objects.order_by("pk")] == ["La Palma", "El Salado"]
    closed = _text(desk.get(_at("table", table.public_id)))
    assert "Se trajeron 2 filas." in closed
    assert "1 quedó fuera" in closed
    assert StoredFile.objects.get().sha256 in closed
    assert "2 filas traídas" in _text(desk.get(_at("table_import", "lista-de-zonas")))


def test_a_file_is_given_as_well(desk: Client) -> None:
    file = SimpleUploadedFile("zonas.csv", TEXT.encode())
    assert desk.post(_at("table_import", "lista-de-zonas"), {"file": file}).status_code == 302


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"text": ""}, "Elija un archivo o pegue las celdas."),
        ({"text": ";;\n;;"}, "La tabla está vacía."),
    ],
)
def test_what_cannot_be_read_is_told_beside_what_was_typed(desk: Client, said: dict[str, str], told: str) -> None:
    page = desk.post(_at("table_import", "lista-de-zonas"), said)
    assert (page.status_code, BroughtTable.objects.count()) == (422, 0)
    assert told in _text(page)


def test_a_damaged_file_says_what_to_do(desk: Client) -> None:
    file = SimpleUploadedFile("zonas.xlsx", b"PK\x03\x04 roto")
    page = desk.post(_at("table_import", "lista-de-zonas"), {"file": file})
    assert page.status_code == 422
    assert "guárdelo de nuevo" in _text(page)


def test_rows_that_could_not_be_read_are_not_left_out_in_silence(desk: Client) -> None:
    table = _given(desk)
    page = desk.post(_at("table_take_in", table.public_id), {"traer-expected": table.version})
    assert (page.status_code, Zone.objects.count()) == (422, 0)
    assert "Diga que se dejan fuera" in _text(page)


def test_what_the_app_refuses_is_told_and_the_table_waits(desk: Client) -> None:
    table = _given(desk, "Nombre\nLa Palma\nLa Palma\n")
    page = desk.post(_at("table_take_in", table.public_id), {"traer-expected": table.version})
    assert (page.status_code, Zone.objects.count(), BroughtTable.objects.get().state) == (422, 0, "open")


def test_another_row_of_titles_proposes_the_columns_anew(desk: Client) -> None:
    table = _given(desk)
    said = {"expected": table.version, "sheet": 0, "title_row": 0}
    assert desk.post(_at("table_sheet", table.public_id), said).status_code == 302
    page = desk.get(_at("table", table.public_id))
    assert (page.context["opened"].missing, page.context["lines"]) == (["Nombre"], [])
    assert "Falta decir qué columna es" in _text(page)
    stale = desk.post(_at("table_sheet", table.public_id), said)
    assert stale.status_code == 422
    assert "Otra persona cambió esto" in _text(stale)


def test_a_person_says_which_column_is_which(desk: Client) -> None:
    table = _given(desk, "Sitio;Número\nLa Palma;01\nEl Salado;02\n")
    assert table.columns == {}
    said = {"columna-expected": table.version, "columna-name": "0", "columna-code": ""}
    assert desk.post(_at("table_columns", table.public_id), said).status_code == 302
    page = desk.get(_at("table", table.public_id))
    assert page.context["lines"] == [(2, ["La Palma"]), (3, ["El Salado"])]


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [("0", "0", "ya se escogió para «Nombre»"), ("", "1", "Escoja la columna que dice «Nombre».")],
)
def test_a_choice_that_cannot_be_is_told_in_its_field(desk: Client, name: str, code: str, told: str) -> None:
    table = _given(desk)
    said = {"columna-expected": table.version, "columna-name": name, "columna-code": code}
    page = desk.post(_at("table_columns", table.public_id), said)
    assert page.status_code == 422
    assert told in _text(page)
    assert BroughtTable.objects.get().columns == {"name": 0, "code": 1}


def test_a_workbook_offers_its_sheets(desk: Client) -> None:
    file = SimpleUploadedFile("zonas.xlsx", a_workbook({"Portada": [["Zonas"]], "Datos": [["Nombre"], ["La Palma"]]}))
    desk.post(_at("table_import", "lista-de-zonas"), {"file": file})
    table = BroughtTable.objects.get()
    said = {"expected": table.version, "sheet": 1, "title_row": 0}
    assert desk.post(_at("table_sheet", table.public_id), said).status_code == 302
    page = desk.get(_at("table", table.public_id))
    assert (page.context["lines"], "Datos" in _text(page)) == ([(2, ["La Palma"])], True)


def test_many_findings_are_shown_in_part_and_counted(desk: Client) -> None:
    table = _given(desk, "Nombre;Código\n" + ";1\n" * 60 + "La Palma;1\n")
    page = desk.get(_at("table", table.public_id))
    assert (len(page.context["findings"]), page.context["more_findings"]) == (50, 10)


def test_a_table_is_left_and_nothing_came_of_it(desk: Client) -> None:
    table = _given(desk)
    page = desk.post(_at("table_discard", table.public_id), follow=True)
    assert "No se trajo nada de ella." in _text(page)
    assert "Se descartó" in _text(desk.get(_at("table", table.public_id)))
    assert page.context["tables"].count() == 0


def test_a_table_for_one_thing_goes_into_it(desk: Client) -> None:
    roble = a_corregimiento()
    desk.post(_at("table_import", "veredas", roble.public_id), {"text": "Vereda\nLa Palma\n"})
    table = BroughtTable.objects.get()
    page = desk.post(_at("table_take_in", table.public_id), {"traer-expected": table.version})
    assert page.status_code == 302
    assert Zone.objects.get(name="La Palma").parent == roble
    assert "El archivo no se guardó." in _text(desk.get(_at("table", table.public_id)))
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("role", list(Role))
def test_every_door_opens_to_who_may_bring_such_a_table(role: Role, ana: Person) -> None:
    table, client = bring("Nombre\nLa Palma\n", by=ana), _as(a_person("Beto", role))
    allowed = {Perm.EDIT_ZONES, Perm.FILES_ADD} <= ROLE_CARDS[role].permissions
    looks = Perm.EDIT_ZONES in ROLE_CARDS[role].permissions
    assert client.get(_at("table_import", "lista-de-zonas")).status_code == (200 if looks else 403)
    assert client.get(_at("table", table.public_id)).status_code == (200 if looks else 403)
    said = {"traer-expected": table.version}
    done = client.post(_at("table_take_in", table.public_id), said).status_code
    assert (done, Zone.objects.count()) == ((302, 1) if allowed else (422 if looks else 403, 0))


def test_what_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get(_at("table_import", "otra")).status_code == 404
    assert desk.get(_at("table_import", "lista-de-zonas", "nada")).status_code == 404
    assert desk.get(_at("table", "nada")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_the_same_of_one_row_and_of_three(desk: Client, rows: int, django_assert_num_queries) -> None:
    text = "Nombre;Código\n" + "".join(f"Vereda {number};{number}\n" for number in range(rows))
    tables = [_given(desk, text) for _ in range(rows)]
    forget()
    with django_assert_num_queries(8):
        assert desk.get(_at("table", tables[0].public_id)).status_code == 200
    with django_assert_num_queries(5):
        assert desk.get(_at("table_import", "lista-de-zonas")).status_code == 200
