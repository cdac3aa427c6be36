"""Make a backup: whole, of one moment, one at a time, noted down, and never half."""

import errno
import hashlib
import multiprocessing
import os
import signal
import stat
from collections import namedtuple
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connections

from factories.accounts import colleague, fresh
from factories.organization import BY, a_unit
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.backups import archive
from rendir.foundation.backups.actions import making
from rendir.foundation.backups.actions.making import (
    MAKER,
    carry_on,
    make_backup,
    our_turn,
    settle_interrupted,
    start_backup,
)
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.queries import is_being_made, standing
from rendir.foundation.backups.rules import Light
from rendir.foundation.backups.states import BackupState
from rendir.foundation.core.refusal import Invalid, NoRoom, NotAllowed, NotNow
from rendir.foundation.library.models import StoredFile

pytestmark = pytest.mark.usefixtures("installation")
FORK = multiprocessing.get_context("fork")


def _verbs() -> list[str]:
    return list(LedgerEntry.objects.filter(kind="backup").order_by("sequence").values_list("verb", flat=True))


def _files() -> list[str]:
    return sorted(one.name for one in Path(settings.BACKUPS_ROOT).iterdir() if one.name != ".turn")


def _lead() -> Person:
    return fresh(Person.objects.get(name="Ana Insider"))


def test_a_backup_holds_everything_and_says_so() -> None:
    backup = make_backup(by=_lead())
    assert backup.path is not None
    manifest = archive.check(backup.path).manifest
    kept = Backup.objects.get()
    assert (kept.state, kept.is_here, _files()) == (BackupState.DONE, True, [kept.filename])
    assert (kept.size, kept.sha256) == (
        backup.path.stat().st_size,
        hashlib.sha256(backup.path.read_bytes()).hexdigest(),
    )
    assert (kept.sequence, kept.head) == (manifest.sequence, manifest.head)
    assert LedgerEntry.objects.get(sequence=manifest.sequence).hash == manifest.head
    assert (kept.rows, kept.files, kept.faults, kept.failure) == (manifest.rows, 3, 0, "")
    assert (manifest.entity, manifest.database) == ("Municipio de Alsabana", os.environ["RENDIR_TEST_DATABASE"])
    assert [one.name for one in manifest.keys] == ["keys/secret.key"]
    assert {table.name: table.rows for table in manifest.tables}["organization_unit"] == 3
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert (_verbs(), queries.verify_now()) == (["create_backup", "finish_backup"], [])
    assert str(kept).endswith("(Hecha)")


def test_a_backup_is_made_where_nothing_was_ever_done(empty_installation: Callable[..., Any]) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - only this test needs it

    with empty_installation().entered():
        call_command("migrate", verbosity=0)
        backup = make_backup(by=BY)
        manifest = archive.check(backup.path or Path()).manifest
        assert (manifest.entity, manifest.sequence, manifest.keys, manifest.files) == ("", 1, (), ())


def test_a_backup_may_stand_elsewhere(tmp_path: Path) -> None:
    output = tmp_path / "copia.zip"
    backup = make_backup(output=output, by=BY)
    assert (backup.filename, backup.path, backup.is_here, _files()) == ("", None, False, [])
    assert archive.check(output).manifest.backup == backup.public_id
    assert standing().light is Light.FRESH


def test_a_place_that_cannot_be_is_refused_before_anything_begins(tmp_path: Path) -> None:
    (tmp_path / "otra.zip").write_text("otra")
    with pytest.raises(Invalid, match="una copia no reemplaza a otra"):
        make_backup(output=tmp_path / "otra.zip", by=BY)
    with pytest.raises(Invalid, match="no existe"):
        make_backup(output=tmp_path / "nada" / "copia.zip", by=BY)
    assert (Backup.objects.count(), (tmp_path / "otra.zip").read_text()) == (0, "otra")


def test_who_may_not_makes_none() -> None:
    with pytest.raises(NotAllowed):
        make_backup(by=colleague())
    assert (Backup.objects.count(), is_being_made()) == (0, False)


def test_while_one_is_made_another_is_refused() -> None:
    with our_turn():
        with pytest.raises(NotNow, match="Ya se está haciendo una copia") as refused:
            make_backup(by=BY)
        with pytest.raises(NotNow):
            start_backup(by=BY)
    assert (refused.value.status, Backup.objects.count()) == (503, 0)
    make_backup(by=BY)


def test_another_machine_on_the_same_database_waits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder has a turn of its own: the database says that one is being made."""
    monkeypatch.setattr(making, "settle_interrupted", lambda: None)
    Backup.objects.create(started_at=making.clock.now(), filename="la-de-alli.zip")
    with pytest.raises(NotNow):
        make_backup(by=BY)
    assert Backup.objects.count() == 1


def test_what_the_library_lacks_is_told_and_the_rest_is_kept() -> None:
    lost, spoiled, _ = StoredFile.objects.order_by("pk")
    lost.path.unlink()
    spoiled.path.write_bytes(b"otra cosa")
    backup = make_backup(by=BY)
    manifest = archive.check(backup.path or Path()).manifest
    assert (backup.files, backup.faults) == (1, 2)
    assert sorted(manifest.faults) == sorted([lost.sha256, spoiled.sha256])


def test_a_disk_that_fills_up_is_told_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "_copied", full)
    with pytest.raises(NoRoom, match="no hay espacio en el disco") as refused:
        make_backup(by=BY)
    kept = Backup.objects.get()
    assert (refused.value.status, kept.state, _files()) == (507, BackupState.FAILED, [])
    assert kept.failure.startswith("La copia no se hizo: no hay espacio en el disco.")
    assert (_verbs(), queries.verify_now()) == (["create_backup", "fail_backup"], [])


def test_what_cannot_fit_is_refused_before_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(making, "disk_usage", lambda _: usage(100, 60, 40))
    with pytest.raises(NoRoom, match="La copia no cabe: solo los archivos ocupan 45 KB y en el disco quedan 40 B"):
        make_backup(by=BY)
    assert (Backup.objects.get().state, _files()) == (BackupState.FAILED, [])


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), Invalid, "no hay permiso"),
        (archive.DamagedError("no es lo que se guardó"), Invalid, "no es lo que se guardó"),
        (OperationalError("gone"), NotNow, "la base de datos no responde"),
        (DatabaseError("otra cosa"), Invalid, "otra cosa"),
    ],
    ids=["forbidden", "read otherwise than written", "database away", "unknown"],
)
def test_any_other_failure_is_told_in_words(
    error: Exception, kind: type[Exception], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(archive, "check", fail)
    with pytest.raises(kind, match=said):
        make_backup(by=BY)
    assert said in Backup.objects.get().failure


def test_where_not_even_the_failure_can_be_noted_the_row_says_it_was_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(making, "_copied", full)
    monkeypatch.setattr(making, "take", full)
    with pytest.raises(NotNow):
        make_backup(by=BY)
    assert (Backup.objects.get().state, is_being_made()) == (BackupState.RUNNING, False)


def test_the_last_ones_are_kept(settings: Any) -> None:
    settings.BACKUPS_KEPT = 2
    made = [make_backup(by=BY) for _ in range(4)]
    states = [Backup.objects.get(pk=one.pk).state for one in made]
    assert states == [BackupState.DROPPED, BackupState.DROPPED, BackupState.DONE, BackupState.DONE]
    assert _files() == sorted(one.filename for one in made[2:])
    assert queries.verify_now() == []


def test_one_written_elsewhere_is_never_dropped(settings: Any, tmp_path: Path) -> None:
    settings.BACKUPS_KEPT = 1
    outside = make_backup(output=tmp_path / "copia.zip", by=BY)
    make_backup(by=BY)
    make_backup(by=BY)
    assert Backup.objects.get(pk=outside.pk).state == BackupState.DONE
    assert (tmp_path / "copia.zip").exists()


# --- while others write, and killed ----------------------------------------------------------------------------------


def _in_a_process(act: Callable[[Connection], None]) -> tuple[Any, Connection]:
    ours, theirs = FORK.Pipe()
    connections.close_all()  # a child must not speak over its parent's
    child = FORK.Process(target=act, args=(theirs,))
    child.start()
    return child, ours


def _writes(pipe: Connection) -> None:
    number = 0
    while not pipe.poll():
        number += 1
        a_unit(f"Oficina {number}")
        if number == 3:
            pipe.send("writing")
    pipe.send(number)
    connections.close_all()


def test_a_backup_is_of_one_moment_while_another_process_writes() -> None:
    child, pipe = _in_a_process(_writes)
    assert pipe.recv() == "writing"
    manifests = [archive.check(make_backup(by=BY).path or Path()).manifest for _ in range(3)]
    pipe.send("stop")
    written = pipe.recv()
    child.join(30)
    rows = [{table.name: table.rows for table in one.tables} for one in manifests]
    for manifest, told in zip(manifests, rows, strict=True):
        assert told["audit_ledgerentry"] == manifest.sequence
        units = LedgerEntry.objects.filter(sequence__lte=manifest.sequence, verb="create_unit").count()
        assert told["organization_unit"] == units
    assert rows[0]["organization_unit"] <= rows[1]["organization_unit"] <= rows[2]["organization_unit"] <= written + 3
    assert (child.exitcode, queries.verify_now()) == (0, [])


def test_two_processes_at_once_make_one_backup() -> None:
    def make(pipe: Connection) -> None:
        real = making._fill

        def slowly(*args: Any) -> None:
            pipe.send("in the middle")
            pipe.recv()
            real(*args)

        making._fill = slowly
        make_backup(by=BY)
        connections.close_all()

    child, pipe = _in_a_process(make)
    assert pipe.recv() == "in the middle"
    with pytest.raises(NotNow):
        make_backup(by=BY)
    assert is_being_made()
    pipe.send("go on")
    child.join(60)
    assert (child.exitcode, [one.state for one in Backup.objects.all()]) == (0, [BackupState.DONE])


def _killed(patched: str) -> None:
    """A process makes a backup and dies where it would go on with `patched`."""

    def make(pipe: Connection) -> None:
        def wait(*_: Any, **__: Any) -> None:
            pipe.send("here")
            signal.pause()

        setattr(making, patched, wait)
        make_backup(by=BY)

    child, pipe = _in_a_process(make)
    assert pipe.recv() == "here"
    child.kill()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


def test_killed_while_it_writes_leaves_no_file_and_the_next_one_cleans_up() -> None:
    _killed("_copied")
    assert [name for name in _files() if name.endswith(".zip")] == []
    assert len(_files()) == 1  # what was written so far, under a name that nobody takes for a backup
    assert (Backup.objects.get().state, is_being_made(), standing().light) == ("running", False, Light.MISSING)
    made = make_backup(by=BY)
    assert _files() == [made.filename]
    assert [one.state for one in Backup.objects.order_by("pk")] == [BackupState.FAILED, BackupState.DONE]
    assert Backup.objects.order_by("pk")[0].failure.startswith("Se interrumpió")
    assert queries.verify_now() == []


def test_killed_before_it_was_noted_down_loses_nothing() -> None:
    """The file stood under its name already, so it is whole."""
    _killed("note_finished")
    with our_turn():
        settle_interrupted()
    kept = Backup.objects.get()
    assert (kept.state, kept.is_here, kept.files) == (BackupState.DONE, True, 3)


# --- a process of its own --------------------------------------------------------------------------------------------


def test_a_page_leaves_the_work_to_a_process_of_its_own() -> None:
    backup = start_backup(by=_lead())
    assert backup.state == BackupState.RUNNING
    assert is_being_made()
    with pytest.raises(NotNow):
        make_backup(by=BY)
    _wait_for_the_turn()
    kept = Backup.objects.get()
    assert (kept.state, kept.is_here, kept.failure) == (BackupState.DONE, True, "")
    actors = LedgerEntry.objects.filter(kind="backup").order_by("sequence").values_list("verb", "actor")
    assert list(actors) == [("create_backup", _lead().public_id), ("finish_backup", MAKER.actor_id)]


def _wait_for_the_turn() -> None:
    import fcntl  # noqa: PLC0415 - only here does somebody wait

    with (Path(settings.BACKUPS_ROOT) / ".turn").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def test_what_a_page_began_goes_on_where_it_stands() -> None:
    with our_turn():
        backup = making._begin(None, BY)
        assert carry_on(backup).state == BackupState.DONE
