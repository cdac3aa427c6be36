"""Restore: all of it or nothing, checked before anything of what was there changes, on either database."""

import errno
import json
import multiprocessing
import signal
import sqlite3
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from factories.organization import BY, a_unit
from rendir.foundation.accounts.models import OpenSession
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerHead, LedgerPayload
from rendir.foundation.backups import archive, tables
from rendir.foundation.backups.actions import making, restoring
from rendir.foundation.backups.actions.making import make_backup, our_turn
from rendir.foundation.backups.actions.restoring import restore_backup, what_is_here
from rendir.foundation.backups.archive import Writer
from rendir.foundation.backups.manifest import Manifest
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.switching import ASIDE, finish_switch
from rendir.foundation.core.refusal import Invalid, NoRoom, NotNow
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.models import Unit

FORK = multiprocessing.get_context("fork")
ON_SQLITE = pytest.mark.skipif("os.environ['RENDIR_TEST_DATABASE'] != 'sqlite'", reason="about SQLite's own file")
ON_POSTGRESQL = pytest.mark.skipif("os.environ['RENDIR_TEST_DATABASE'] == 'sqlite'", reason="needs PostgreSQL")


@pytest.fixture
def backup(installation: Any, tmp_path: Path) -> Path:
    """A backup of an installation that somebody has worked in."""
    path = tmp_path / "copia.zip"
    make_backup(output=path, by=BY)
    connections.close_all()
    return path


@pytest.fixture
def elsewhere(backup: Path, empty_installation: Callable[..., Any]) -> Any:
    """Where nothing is yet. This process works there."""
    one = empty_installation()
    with one.entered():
        yield one


def _contents() -> dict[str, list[bytes]]:
    """Everything that the database says."""
    return {one._meta.db_table: list(tables.lines_of(one, tables.columns_of(one))) for one in tables.models_of(apps)}


def _told(path: Path) -> Manifest:
    return archive.check(path).manifest


def _library() -> list[str]:
    return sorted(one.name for one in Path(settings.LIBRARY_ROOT).rglob("*") if one.is_file())


def _key() -> str:
    return (Path(settings.RENDIR_DATA) / "secret.key").read_text()


# --- where nothing was -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("elsewhere")
def test_everything_is_there_again(backup: Path) -> None:
    manifest = _told(backup)
    restored = restore_backup(backup)
    assert (restored.manifest, restored.database) == (manifest, connection.vendor)
    assert queries.verify_now(held=manifest.head) == []
    assert (restored.sequence, restored.head) == queries.head()
    assert sorted(Unit.objects.values_list("name", flat=True)) == ["Hacienda", "Salud", "Ñame y cía."]
    assert [one.read()[:7] for one in StoredFile.objects.order_by("pk")] == [b"un acta", b"otra ac", b"una fot"]
    assert _key() == "una-clave-de-prueba"
    assert a_unit("Cultura").pk > 3
    assert not (Path(settings.RENDIR_DATA) / ASIDE).exists()
    assert not (Path(settings.LIBRARY_ROOT) / ASIDE).exists()


@pytest.mark.usefixtures("elsewhere")
def test_the_ledger_goes_on_and_says_that_it_was_restored(backup: Path) -> None:
    manifest = _told(backup)
    restore_backup(backup)
    after = LedgerEntry.objects.filter(sequence__gt=manifest.sequence).order_by("sequence")
    assert [(one.verb, one.actor, one.object) for one in after] == [
        ("finish_backup", "job:restore", manifest.backup),
        ("restore_backup", "job:restore", manifest.backup),
    ]
    said = LedgerPayload.objects.get(entry=after[1], reserved=False).body
    assert said == {
        "made_at": manifest.made_at,
        "sequence": manifest.sequence,
        "head": manifest.head,
        "rendir": manifest.rendir,
    }
    kept = Backup.objects.get(public_id=manifest.backup)
    assert (kept.state, kept.size, kept.files) == ("done", backup.stat().st_size, 3)


def test_everybody_enters_again(installation: Any, tmp_path: Path, empty_installation: Callable[..., Any]) -> None:
    OpenSession.objects.create(session_key="x", session_data="y", expire_date=making.clock.now())
    make_backup(output=tmp_path / "copia.zip", by=BY)
    with empty_installation().entered():
        restore_backup(tmp_path / "copia.zip")
        assert OpenSession.objects.count() == 0


def test_where_only_the_tables_are_nothing_is_lost(backup: Path, elsewhere: Any) -> None:
    """`rendir runserver` makes them by itself."""
    call_command("migrate", verbosity=0)
    assert what_is_here() is None
    restore_backup(backup)
    assert queries.verify_now() == []


def test_what_was_restored_can_be_kept_and_restored_again(
    backup: Path, elsewhere: Any, empty_installation: Callable[..., Any], tmp_path: Path
) -> None:
    restore_backup(backup)
    before = _contents()
    again = make_backup(output=tmp_path / "otra.zip", by=BY)
    with empty_installation().entered():
        restore_backup(tmp_path / "otra.zip")
        after = _contents()
        assert Backup.objects.get(public_id=again.public_id).state == "done"
    changing = {"backups_backup", "audit_ledgerentry", "audit_ledgerpayload", "audit_ledgerhead", "audit_topiccounter"}
    assert {name for name in before if before[name] != after[name]} <= changing


@ON_POSTGRESQL
@pytest.mark.parametrize(("kind", "other"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_one_database_takes_the_backup_of_the_other(
    kind: str, other: str, empty_installation: Callable[..., Any]
) -> None:
    """With the command, as whoever outgrows SQLite does."""
    first, second = empty_installation(kind), empty_installation(other)
    words = ("start", "--entity", "Alcaldía de Ñuño", "--short-name", "Ñuño", "--name", "Ana")
    started = first.rendir(*words, "--email", "ana@prueba.example", "--password-stdin", stdin="una frase bien larga\n")
    kept = first.rendir("backup", "--output", first.data / "copia.zip")
    restored = second.rendir("restore", first.data / "copia.zip")
    verified = second.rendir("verify", "--format", "json")
    assert [one.returncode for one in (started, kept, restored, verified)] == [0, 0, 0, 0], restored.stderr
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    assert f"La copia venía de {names[kind]}; ahora está en {names[other]}" in restored.stdout
    assert json.loads(verified.stdout)["breaks"] == []


# --- where something is ----------------------------------------------------------------------------------------------


def test_what_is_here_is_never_replaced_unsaid(backup: Path, installation: Any) -> None:
    before = _contents()
    with pytest.raises(Invalid, match=r"Municipio de Alsabana.*no se reemplaza sin que usted lo diga"):
        restore_backup(backup)
    assert _contents() == before


def test_what_is_here_is_replaced_where_that_is_said(backup: Path, installation: Any) -> None:
    kept = _told(backup)
    a_unit("Cultura")
    (Path(settings.RENDIR_DATA) / "secret.key").write_text("otra")
    later = StoredFile.objects.count()
    restore_backup(backup, replace=True)
    assert (Unit.objects.filter(name="Cultura").count(), _key()) == (0, "una-clave-de-prueba")
    assert (StoredFile.objects.count(), len(_library())) == (later, 3)
    assert queries.verify_now(held=kept.head) == []


def test_a_file_of_the_library_that_was_damaged_is_whole_again(backup: Path, installation: Any) -> None:
    spoiled = StoredFile.objects.order_by("pk")[0]
    spoiled.path.write_bytes(b"otra cosa")
    restore_backup(backup, replace=True)
    assert spoiled.path.read_bytes() == b"un acta"


def test_files_that_came_after_the_backup_stay(backup: Path, installation: Any) -> None:
    """They never change and may be all there is of something."""
    later = Path(settings.LIBRARY_ROOT) / "ab" / "cd" / ("abcd" + "0" * 60)
    later.parent.mkdir(parents=True)
    later.write_bytes(b"evidencia")
    restore_backup(backup, replace=True)
    assert later.read_bytes() == b"evidencia"


@ON_SQLITE
def test_while_rendir_runs_nothing_is_replaced(backup: Path, installation: Any) -> None:
    with closing(sqlite3.connect(installation.database)) as running:
        running.execute("PRAGMA journal_mode=WAL")
        running.execute("SELECT count(*) FROM organization_unit").fetchall()
        with pytest.raises(NotNow, match="Rendir está en marcha"):
            restore_backup(backup, replace=True)
    assert queries.verify_now() == []
    restore_backup(backup, replace=True)


@ON_POSTGRESQL
def test_while_rendir_runs_nothing_is_replaced_on_postgresql(backup: Path, installation: Any) -> None:
    with psycopg.connect(installation.environment["DATABASE_URL"]):
        with pytest.raises(NotNow, match="Rendir está en marcha"):
            restore_backup(backup, replace=True)
        assert queries.verify_now() == []


def test_while_a_backup_is_made_nothing_is_restored(backup: Path, elsewhere: Any) -> None:
    with our_turn(), pytest.raises(NotNow):
        restore_backup(backup)


@ON_SQLITE
def test_a_damaged_database_is_told_so_and_replaced(backup: Path, installation: Any) -> None:
    connections.close_all()
    installation.database.write_bytes(b"no es una base de datos" * 500)
    installation.database.with_name("db.sqlite3-wal").write_bytes(b"algo que quedaba")
    assert what_is_here() == "una base de datos dañada"
    connections.close_all()
    with pytest.raises(Invalid, match="una base de datos dañada"):
        restore_backup(backup)
    restore_backup(backup, replace=True)
    assert queries.verify_now() == []


def test_a_database_of_something_else_is_told_so(backup: Path, elsewhere: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE nomina (id integer)")
    assert what_is_here() == "una base de datos que no es de Rendir"
    with pytest.raises(Invalid, match="no es de Rendir"):
        restore_backup(backup)


def test_a_database_that_is_away_is_not_taken_for_an_empty_one(elsewhere: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise OperationalError

    call_command("migrate", verbosity=0)
    monkeypatch.setattr(connection.introspection, "table_names", away)
    with pytest.raises(OperationalError):
        what_is_here()


def test_where_nothing_is_nothing_is_here(elsewhere: Any) -> None:
    assert what_is_here() is None
    with connection.cursor() as cursor:  # on SQLite the file is there from now on
        cursor.execute("SELECT 1")
    assert what_is_here() is None


# --- what cannot be restored -----------------------------------------------------------------------------------------


def test_an_altered_byte_and_a_missing_end_are_refused_in_a_clear_line(backup: Path, installation: Any) -> None:
    before, library = _contents(), _library()
    whole = backup.read_bytes()
    middle = len(whole) // 2
    for altered in (whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], whole[:-1], whole[:middle]):
        backup.write_bytes(altered)
        with pytest.raises(
            Invalid, match=r"«copia\.zip» no se restauró: está incompleta o alguien la alteró"
        ) as refused:
            restore_backup(backup, replace=True)
        assert refused.value.way_out == "Nada cambió en esta instalación. Pruebe con otra copia."
    backup.write_text("Estimado señor alcalde")
    with pytest.raises(Invalid, match="no es una copia hecha con «rendir backup»"):
        restore_backup(backup, replace=True)
    assert (_contents(), _library()) == (before, library)


Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def _forged(backup: Path, change: Change) -> Path:
    """The same backup after somebody who knows how it is made changed it and sealed it anew."""
    with archive.opened(backup) as found:
        told = json.loads(archive.manifests.written(found.manifest))
        bodies = {one.name: b"".join(found.chunks(one)) for one in found.manifest.members}
    change(bodies, told)

    def fill(writer: Writer) -> None:
        members = tuple(writer.add(name, [body], packed=False) for name, body in bodies.items())
        told["members"] = [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in members]
        writer.finish(archive.manifests.read(json.dumps(told).encode()))

    forged = backup.with_name("falsa.zip")
    archive.write(forged, fill, moment=making.clock.now())
    return forged


def _rename_a_unit(bodies: dict[str, bytes], _: dict[str, Any]) -> None:
    name = "tables/audit_ledgerpayload.jsonl"
    bodies[name] = bodies[name].replace(b"Hacienda", b"Haciendo")


def _cut_the_ledger(bodies: dict[str, bytes], _: dict[str, Any]) -> None:
    """The last entry, with both its payloads."""
    for name, lines in (("tables/audit_ledgerpayload.jsonl", 2), ("tables/audit_ledgerentry.jsonl", 1)):
        bodies[name] = b"".join(bodies[name].splitlines(keepends=True)[:-lines])


def _another_head(_: dict[str, bytes], told: dict[str, Any]) -> None:
    told["head"] = "f" * 64


def _forget_the_backup(bodies: dict[str, bytes], told: dict[str, Any]) -> None:
    told["backup"] = "nadie"


def _lose_a_table(bodies: dict[str, bytes], told: dict[str, Any]) -> None:
    del bodies["tables/notices_notice.jsonl"]
    told["tables"] = [one for one in told["tables"] if one["name"] != "notices_notice"]


def _another_column(_: dict[str, bytes], told: dict[str, Any]) -> None:
    next(one for one in told["tables"] if one["name"] == "organization_unit")["columns"][1] = "apodo"


def _nonsense(bodies: dict[str, bytes], _: dict[str, Any]) -> None:
    bodies["tables/organization_unit.jsonl"] = b"no es una fila\n"


def _no_date(bodies: dict[str, bytes], told: dict[str, Any]) -> None:
    columns = next(one for one in told["tables"] if one["name"] == "organization_unit")["columns"]
    row = json.loads(bodies["tables/organization_unit.jsonl"].splitlines()[0])
    row[columns.index("ends_on")] = "el martes"
    bodies["tables/organization_unit.jsonl"] = json.dumps(row).encode() + b"\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_rename_a_unit, "su registro no se sostiene"),
        (_cut_the_ledger, "su registro no se sostiene"),
        (_another_head, "su registro no se sostiene: no termina donde la copia dice"),
        (_forget_the_backup, "su registro no la conoce"),
        (_lose_a_table, "sus tablas no son las de su versión: notices_notice"),
        (_another_column, "la tabla «organization_unit» tiene otras columnas"),
        (_nonsense, "la tabla «organization_unit» tiene una fila que no se entiende"),
        (_no_date, "la tabla «organization_unit» tiene una fila que no se entiende"),
    ],
)
def test_what_was_changed_under_a_new_seal_is_found(change: Change, said: str, backup: Path, elsewhere: Any) -> None:
    with pytest.raises(Invalid, match=said):
        restore_backup(_forged(backup, change))
    assert what_is_here() is None
    assert not (Path(settings.RENDIR_DATA) / "secret.key").exists()
    restore_backup(backup)


def test_rows_that_point_to_nowhere_are_refused(backup: Path, elsewhere: Any) -> None:
    columns = [one.column for one in apps.get_model("organization", "UnitAlias")._meta.concrete_fields]

    def change(bodies: dict[str, bytes], _: dict[str, Any]) -> None:
        values = {"id": 1, "public_id": "x", "version": 1, "name": "Hda", "folded": "hda", "unit_id": 99}
        row = [values.get(name, "2021-01-01") for name in columns]
        bodies["tables/organization_unitalias.jsonl"] = json.dumps(row).encode() + b"\n"

    with pytest.raises(Invalid, match=r"«falsa\.zip» no se restauró: sus tablas no concuerdan entre sí"):
        restore_backup(_forged(backup, change))
    assert what_is_here() is None


def test_a_table_that_does_not_say_the_same_afterwards_is_refused(
    backup: Path, elsewhere: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the reason: what counts is that the same lines come out."""
    real = tables.fill

    def lose_a_row(model: Any, table: Any, lines: Any) -> None:
        kept = list(lines)
        real(model, table, kept[1:] if table.name == "organization_unit" else kept)

    monkeypatch.setattr(tables, "fill", lose_a_row)
    with pytest.raises(Invalid, match="la tabla «organization_unit» no quedó como la copia dice"):
        restore_backup(backup)
    assert what_is_here() is None


def test_a_backup_of_a_newer_rendir_says_which_one_it_needs(backup: Path, elsewhere: Any) -> None:
    def change(_: dict[str, bytes], told: dict[str, Any]) -> None:
        told["rendir"] = "7.0.0"
        told["migrations"]["audit"].append("0999_of_tomorrow")

    with pytest.raises(Invalid, match=r"la hizo la 7\.0\.0 y esta es la") as refused:
        restore_backup(_forged(backup, change))
    assert "(esta no conoce audit.0999_of_tomorrow)" in refused.value.way_out
    assert what_is_here() is None


def test_a_backup_of_an_older_rendir_is_brought_up_to_date(
    empty_installation: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made with the tables of a former version: `organization` knew no signing roles."""
    older = ("organization", "0001_initial")
    with empty_installation().entered():
        call_command("migrate", verbosity=0)
        old = _apps_before(older)
        monkeypatch.setattr(making, "apps", old)
        old.get_model("organization", "Entity").objects.create(pk=1, name="Alcaldía", short_name="A")
        monkeypatch.setattr(making, "current_entity", lambda: None)
        make_backup(output=tmp_path / "vieja.zip", by=BY)
    told = {one.name: one for one in _told(tmp_path / "vieja.zip").tables}
    assert "prepared_by" not in told["organization_entity"].columns
    monkeypatch.undo()
    with empty_installation().entered():
        restore_backup(tmp_path / "vieja.zip")
        entity = apps.get_model("organization", "Entity").objects.get()
        assert (entity.name, entity.prepared_by) == ("Alcaldía", "")
        assert (
            MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes()) == []
        )
        assert queries.verify_now() == []


def _apps_before(node: tuple[str, str]) -> Any:
    """Go back to a former version, and the models of then."""
    executor = MigrationExecutor(connection)
    executor.migrate([node])
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    last = [
        one for one in applied if not any(child in applied for child in restoring._next_of(executor.loader.graph, one))
    ]
    return executor.loader.project_state(last).apps


def test_what_does_not_fit_is_refused_before_it_begins(
    backup: Path, elsewhere: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(restoring, "disk_usage", lambda _: usage(100, 60, 40))
    with pytest.raises(NoRoom, match="en el disco quedan 40 B"):
        restore_backup(backup)
    assert what_is_here() is None


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), NoRoom, "No se restauró nada: no hay espacio"),
        (OperationalError("gone"), NotNow, "No se restauró nada: la base de datos no responde"),
        (DatabaseError("otra cosa"), Invalid, "«copia.zip» no se restauró: otra cosa"),
        (PermissionError(errno.EACCES, "Permission denied"), Invalid, "«copia.zip» no se restauró: no hay permiso"),
    ],
    ids=["full", "away", "unknown", "forbidden"],
)
def test_a_bad_day_in_the_middle_changes_nothing(
    error: Exception, kind: type[Exception], said: str, backup: Path, installation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, key = _contents(), _key()

    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(restoring, "_bring_files", fail)
    with pytest.raises(kind, match=said):
        restore_backup(backup, replace=True)
    assert (_contents(), _key(), queries.verify_now()) == (before, key, [])
    assert not (Path(settings.RENDIR_DATA) / ASIDE).exists()


# --- killed ----------------------------------------------------------------------------------------------------------


def _killed(where: str, module: Any, backup: Path) -> None:
    """A process restores over what is here and dies where it would go on with `where`."""
    ours, theirs = FORK.Pipe()

    def restore(pipe: Connection) -> None:
        def wait(*_: Any, **__: Any) -> None:
            pipe.send("here")
            signal.pause()

        setattr(module, where, wait)
        restore_backup(backup, replace=True)

    connections.close_all()
    child = FORK.Process(target=restore, args=(theirs,))
    child.start()
    assert ours.recv() == "here"
    child.kill()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("where", ["_load", "_must_hold", "_tell", "_bring_files"])
def test_killed_before_the_last_step_leaves_what_was_there(where: str, backup: Path, installation: Any) -> None:
    a_unit("Cultura")
    (Path(settings.RENDIR_DATA) / "secret.key").write_text("otra")
    before, library = _contents(), _library()
    _killed(where, restoring, backup)
    finish_switch(Path(settings.RENDIR_DATA))  # as the next start of any command does
    assert (_contents(), _library(), _key(), queries.verify_now()) == (before, library, "otra", [])
    connections.close_all()
    restore_backup(backup, replace=True)
    assert (Unit.objects.filter(name="Cultura").count(), queries.verify_now()) == (0, [])


@ON_SQLITE
def test_killed_between_the_database_and_its_key_the_next_start_finishes(backup: Path, installation: Any) -> None:
    (Path(settings.RENDIR_DATA) / "secret.key").write_text("otra")
    a_unit("Cultura")
    _killed("keep_names", archive, backup)
    assert (Unit.objects.filter(name="Cultura").count(), _key()) == (0, "otra")
    assert installation.rendir("verify").returncode == 0
    assert (_key(), queries.verify_now()) == ("una-clave-de-prueba", [])


@ON_SQLITE
def test_what_a_killed_restore_left_is_nobodys(backup: Path, elsewhere: Any) -> None:
    aside = Path(settings.RENDIR_DATA) / ASIDE
    aside.mkdir()
    (aside / "database").write_bytes(b"medio")
    (aside / "secret.key").write_text("de nadie")
    restore_backup(backup)
    assert _key() == "una-clave-de-prueba"


# --- while others write ----------------------------------------------------------------------------------------------


def test_a_backup_made_while_others_write_restores_to_one_moment(
    installation: Any, tmp_path: Path, empty_installation: Callable[..., Any]
) -> None:
    ours, theirs = FORK.Pipe()

    def write(pipe: Connection) -> None:
        number = 0
        while not pipe.poll():
            number += 1
            a_unit(f"Oficina {number}")
            if number == 3:
                pipe.send("writing")
        connections.close_all()

    connections.close_all()
    child = FORK.Process(target=write, args=(theirs,))
    child.start()
    assert ours.recv() == "writing"
    make_backup(output=tmp_path / "copia.zip", by=BY)
    ours.send("stop")
    child.join(30)
    manifest = _told(tmp_path / "copia.zip")
    with empty_installation().entered():
        restore_backup(tmp_path / "copia.zip")
        assert queries.verify_now(held=manifest.head) == []
        assert Unit.objects.count() == LedgerEntry.objects.filter(verb="create_unit").count()
        assert Unit.objects.count() >= 6
        assert LedgerHead.objects.get().sequence == manifest.sequence + 2
