"""Taking a table in: all of it or nothing, and only what a person saw."""

from pathlib import Path

import pytest
from pytest_django import Settings

from factories.accounts import a_person
from factories.organization import an_entity
from factories.tables import VEREDAS, ZONE_LIST, a_corregimiento, bring
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actors import Job
from rendir.foundation.core.mapping import Mapped, read_rows
from rendir.foundation.core.refusal import Invalid, NotAllowed, NotFound, Stale
from rendir.foundation.library.models import BroughtTable, StoredFile
from rendir.foundation.library.queries import bytes_of_table
from rendir.foundation.organization.models import Zone
from rendir.front.portal import imports
from rendir.front.portal.imports import importer_of, scope_of, take_in
from rendir.plan.planning.reading.files import read_grids

pytestmark = pytest.mark.django_db
BY = Job("tests")


@pytest.fixture(autouse=True)
def _ready(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIBRARY_ROOT = tmp_path / "library"
    monkeypatch.setattr(imports, "IMPORTERS", (ZONE_LIST, VEREDAS))
    an_entity()


def _read(table: BroughtTable) -> Mapped:
    grid = read_grids(bytes_of_table(table), table.name)[0][0]
    return read_rows(grid, table.title_row, table.columns, ZONE_LIST.fields_of(None))


def test_the_importers_are_found_by_their_key_and_nothing_else_is() -> None:
    assert importer_of("lista-de-zonas") is ZONE_LIST
    with pytest.raises(NotFound):
        importer_of("otra")


def test_what_a_table_is_for_is_found_or_refused() -> None:
    corregimiento = a_corregimiento()
    assert scope_of(VEREDAS, corregimiento.public_id) == corregimiento
    assert scope_of(ZONE_LIST, "") is None
    for importer, scope in ((VEREDAS, "nada"), (ZONE_LIST, corregimiento.public_id)):
        with pytest.raises(NotFound):
            scope_of(importer, scope)


def test_a_table_is_written_whole_and_its_file_is_kept() -> None:
    table = bring("Nombre;Código\nLa Palma;01\nEl Salado;02\n")
    done = take_in(table, ZONE_LIST, None, _read(table), partly=False, expected=1, by=BY)
    assert (done.message, [one.name for one in Zone.objects.order_by("pk")]) == (
        "Se escribieron 2.",
        ["La Palma", "El Salado"],
    )
    assert BroughtTable.objects.get().file == StoredFile.objects.get()


def test_rows_that_could_not_be_read_stay_out_only_by_a_persons_word() -> None:
    table = bring("Nombre;Código\nLa Palma;01\n;02\n")
    with pytest.raises(Invalid, match="no se pudieron leer"):
        take_in(table, ZONE_LIST, None, _read(table), partly=False, expected=1, by=BY)
    take_in(table, ZONE_LIST, None, _read(table), partly=True, expected=1, by=BY)
    assert (Zone.objects.count(), BroughtTable.objects.get().left_out) == (1, 1)


def test_an_empty_table_is_not_taken_in() -> None:
    table = bring("Nombre;Código\n;02\n")
    with pytest.raises(Invalid, match="ninguna fila"):
        take_in(table, ZONE_LIST, None, _read(table), partly=True, expected=1, by=BY)


def test_what_the_app_refuses_leaves_the_table_open() -> None:
    table = bring("Nombre;Código\nLa Palma;01\nLa Palma;02\n")
    with pytest.raises(Invalid):
        take_in(table, ZONE_LIST, None, _read(table), partly=False, expected=1, by=BY)
    assert (BroughtTable.objects.get().state, Zone.objects.count(), StoredFile.objects.count()) == ("open", 0, 0)


def test_who_saw_other_columns_confirms_nothing() -> None:
    table = bring("Nombre;Código\nLa Palma;01\n")
    with pytest.raises(Stale):
        take_in(table, ZONE_LIST, None, _read(table), partly=False, expected=7, by=BY)
    assert Zone.objects.count() == 0


def test_it_takes_the_permission_of_the_app() -> None:
    table = bring("Nombre;Código\nLa Palma;01\n")
    with pytest.raises(NotAllowed):
        take_in(table, ZONE_LIST, None, _read(table), partly=False, expected=1, by=a_person("Ana", Role.UNIT_STAFF))
