"""A table that somebody brings: its bytes wait, and go with the last word about it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from factories.accounts import a_person, insider
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NoRoom, NotAllowed, NotFound, Stale, WrongState
from rendir.foundation.library import shelf
from rendir.foundation.library.actions import (
    bring_table,
    choose_columns,
    clean_uploads,
    confirm_table,
    discard_old_tables,
    discard_table,
)
from rendir.foundation.library.actions import tables as actions
from rendir.foundation.library.models import BroughtTable, StoredFile
from rendir.foundation.library.queries import bytes_of_table, tables_of
from rendir.foundation.library.states import TABLE_FLOW, TableState

pytestmark = pytest.mark.django_db
BY = Job("tests")
DATA = "Código;Meta\n1;Mejorar vías\n".encode()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty library."""
    settings.LIBRARY_ROOT = tmp_path / "library"
    return tmp_path / "library"


def _brought(*, scope: str = "", by: Actor = BY) -> BroughtTable:
    return bring_table(
        DATA, name="Metas de Ana.csv", importer="metas", scope=scope, title_row=0, columns={"code": 0}, by=by
    )


def _part(table: BroughtTable) -> bool:
    return shelf.part_of(table.public_id).exists()


def test_the_bytes_wait_and_the_ledger_does_not_tell_the_name_of_the_file() -> None:
    table = _brought()
    assert (bytes_of_table(table), table.state, table.owner) == (DATA, TableState.OPEN, "job:tests")
    told = LedgerEntry.objects.get(verb="create_broughttable").payloads.get(reserved=False).body
    assert (told["importer"], told["columns"], "name" in told) == ("metas", {"code": 0}, False)


def test_the_tables_of_an_importer_are_told_apart_by_what_they_are_for() -> None:
    first, second = _brought(scope="abc"), _brought(scope="abc")
    _brought()
    assert list(tables_of("metas", "abc")) == [second, first]


def test_columns_are_chosen_by_whoever_saw_the_last_choice() -> None:
    table = _brought()
    choose_columns(table, sheet=1, title_row=2, columns={"code": 1}, expected=1, by=BY)
    with pytest.raises(Stale):
        choose_columns(table, sheet=0, title_row=0, columns={}, expected=1, by=BY)
    table.refresh_from_db()
    assert (table.sheet, table.title_row, table.columns, table.version) == (1, 2, {"code": 1}, 2)


def test_a_table_taken_in_keeps_its_file_where_that_is_said(django_capture_on_commit_callbacks: Callable) -> None:
    kept, left = _brought(), _brought()
    with django_capture_on_commit_callbacks(execute=True):
        stored = confirm_table(kept, rows=1, left_out=0, keep=True, by=BY)
        assert confirm_table(left, rows=1, left_out=2, keep=False, by=BY) is None
    assert stored is not None
    assert (stored.path.read_bytes(), stored.media_type, StoredFile.objects.count()) == (DATA, "text/plain", 1)
    assert (_part(kept), _part(left)) == (False, False)
    assert [(one.state, one.rows, one.left_out) for one in (kept, left)] == [("confirmed", 1, 0), ("confirmed", 1, 2)]
    with pytest.raises(NotFound, match="ya no está en el servidor"):
        bytes_of_table(kept)


def test_what_is_undone_finds_its_bytes_again() -> None:
    table = _brought()

    def undone() -> None:
        with atomic():
            confirm_table(table, rows=1, left_out=0, keep=True, by=BY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    table.refresh_from_db()
    assert (bytes_of_table(table), table.state) == (DATA, "open")


def test_two_who_confirm_at_once_write_once() -> None:
    table = _brought()
    twin = BroughtTable.objects.get()
    confirm_table(table, rows=1, left_out=0, keep=False, by=BY)
    with pytest.raises(Stale):
        confirm_table(twin, rows=1, left_out=0, keep=False, by=BY)


def test_a_full_disk_keeps_nothing_by_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(public_id: str, size: int) -> None:
        raise NoRoom("No hay espacio.")

    monkeypatch.setattr(shelf, "begin_part", full)
    with pytest.raises(NoRoom):
        _brought()
    assert BroughtTable.objects.count() == 0


def test_who_keeps_no_files_brings_no_table() -> None:
    stranger = a_person("Olga Ajena")
    with pytest.raises(NotAllowed):
        _brought(by=stranger)


@pytest.mark.parametrize("state", list(TableState))
@pytest.mark.parametrize("step", [step.name for step in TABLE_FLOW])
def test_every_step_from_every_state(step: str, state: TableState) -> None:
    table = _brought()
    BroughtTable.objects.update(state=state)
    table.refresh_from_db()
    if TABLE_FLOW.allows(step, state):
        _take(step, table, BY)
        assert BroughtTable.objects.get().state == TABLE_FLOW.step(step).target
        return
    with pytest.raises((WrongState, NotFound)):
        _take(step, table, BY)
    assert BroughtTable.objects.get().state == state


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("step", [step.name for step in TABLE_FLOW])
def test_every_step_by_every_role(step: str, role: Role) -> None:
    table, person = _brought(), a_person("Ana", role)
    if Perm.FILES_ADD in ROLE_CARDS[role].permissions:
        _take(step, table, person)
        return
    with pytest.raises(NotAllowed):
        _take(step, table, person)


def _take(step: str, table: BroughtTable, by: Actor) -> None:
    steps: dict[str, Callable[[], object]] = {
        "choose_columns": lambda: choose_columns(
            table, sheet=0, title_row=0, columns={}, expected=table.version, by=by
        ),
        "confirm_table": lambda: confirm_table(table, rows=1, left_out=0, keep=False, by=by),
        "discard_table": lambda: discard_table(table, by=by),
    }
    steps[step]()


def test_what_nobody_confirmed_is_discarded_after_some_days_and_not_swept_before(
    settings: Settings, django_capture_on_commit_callbacks: Callable
) -> None:
    settings.UPLOAD_DAYS = 3
    table = _brought(by=insider())
    with clock.travel(clock.today() + timedelta(days=2)):
        clean_uploads(by=BY)
        assert (discard_old_tables(by=BY), _part(table)) == (0, True)
    with clock.travel(clock.today() + timedelta(days=4)), django_capture_on_commit_callbacks(execute=True):
        assert (discard_old_tables(by=BY), discard_old_tables(by=BY)) == (1, 0)
    assert (_part(table), BroughtTable.objects.get().state) == (False, "discarded")


def test_an_owner_who_was_faster_wins(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UPLOAD_DAYS = 3
    _brought()
    real = actions.discard_table

    def late(table: BroughtTable, *, by: Actor) -> BroughtTable:
        confirm_table(BroughtTable.objects.get(), rows=1, left_out=0, keep=False, by=BY)
        return real(table, by=by)

    monkeypatch.setattr(actions, "discard_table", late)
    with clock.travel(clock.today() + timedelta(days=4)):
        assert discard_old_tables(by=BY) == 0
    assert BroughtTable.objects.get().state == "confirmed"
