"""Make a backup: in this process, or in one of its own while the page answers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from shutil import disk_usage
from threading import Thread

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Sum
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import create, take
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.audit.queries import head
from rendir.foundation.backups import archive, rules, tables
from rendir.foundation.backups.archive import Archive, DamagedError, Writer
from rendir.foundation.backups.manifest import Manifest, Table
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.states import BACKUP_FLOW, BackupState
from rendir.foundation.backups.turns import turn
from rendir.foundation.core import clock
from rendir.foundation.core.commands import why_no_file
from rendir.foundation.core.components.wording import written_size
from rendir.foundation.core.outages import FULL, outage_of
from rendir.foundation.core.refusal import Invalid, NoRoom, NotNow, Refusal
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.queries import current_entity

MAKER = Job("backup")
COMMAND = (sys.executable, "-m", "django", "backup", "--begun")


def make_backup(*, output: Path | None = None, by: Actor) -> Backup:
    """A backup made here and now: in the folder of backups, or where `output` says.

    `NotNow` while another one is being made; `NoRoom` or `Invalid` where it cannot be written.
    """
    if output is not None:
        _must_be_free(output)
    with our_turn():
        return carry_on(_begin(output, by), output)


def start_backup(*, by: Actor) -> Backup:
    """A backup that a process of its own makes while the page answers; it goes on when this one ends."""
    with our_turn() as handle:
        backup = _begin(None, by)
        child = subprocess.Popen(  # noqa: S603 - our own command
            [*COMMAND, backup.public_id],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "rendir.settings"},
            pass_fds=(handle,),  # with it the child has the turn
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    Thread(target=child.wait, daemon=True).start()  # so that it does not stay as a zombie
    return backup


def carry_on(backup: Backup, output: Path | None = None) -> Backup:
    """Write the file of a backup that was begun, read it again whole, note it down, and let the eldest go."""
    path = output or _place_of(backup)
    try:
        found = _made(backup, path)
    except (Refusal, DamagedError, OSError, DatabaseError) as error:
        refusal = _refusal(error)
        _note_failure(backup, refusal)
        raise refusal from error
    note_finished(backup, found, by=MAKER)
    _drop_the_eldest()
    return backup


def settle_interrupted() -> None:
    """Backups that say they are being made, by a process that is no longer there. Only in our turn.

    A file under its final name is whole: where there is one, only the noting down was missing.
    """
    for one in Backup.objects.filter(state=BackupState.RUNNING):
        try:
            note_finished(one, archive.check(_place_of(one)), by=MAKER)
        except (DamagedError, OSError):
            _fail(one, _("Se interrumpió: el proceso que la hacía terminó antes."))


@contextmanager
def our_turn() -> Iterator[int]:
    """Inside, nobody else makes or restores a backup. `NotNow` where somebody does."""
    with turn(settings.BACKUPS_ROOT) as handle:
        if handle is None:
            raise _busy()
        yield handle


def _busy() -> NotNow:
    message = _("Ya se está haciendo una copia.")
    return NotNow(message, way_out=_("Espere a que termine; después podrá hacer otra."))


def _must_be_free(output: Path) -> None:
    if not output.parent.is_dir():
        message = _("La carpeta «%(folder)s» no existe.") % {"folder": output.parent}
        raise Invalid(message, way_out=_("Escriba una que exista."))
    if output.exists():
        message = _("Ya hay un archivo «%(name)s»: una copia no reemplaza a otra.") % {"name": output}
        raise Invalid(message, way_out=_("Escriba otro nombre."))


def _begin(output: Path | None, by: Actor) -> Backup:
    settle_interrupted()
    backup = Backup(started_at=clock.now())
    if output is None:
        backup.filename = f"rendir-{backup.started_at:%Y-%m-%d-%H%M}-{backup.public_id}.zip"
    try:
        return create(backup, perm=Perm.MAKE_BACKUPS, by=by)
    except IntegrityError as error:  # another machine shares this database and has a folder of its own
        raise _busy() from error


def _place_of(backup: Backup) -> Path:
    return Path(settings.BACKUPS_ROOT) / (backup.filename or f"{backup.public_id}.zip")


def _made(backup: Backup, path: Path) -> Archive:
    """Written, and read again."""
    _sweep()
    _must_fit(path.parent)
    archive.write(path, lambda writer: _fill(writer, backup), moment=backup.started_at)
    return archive.check(path)


def note_finished(backup: Backup, found: Archive, *, by: Actor) -> None:
    """The backup is done: what its file says of itself."""
    told = found.manifest
    fields = {
        "finished_at": clock.now(),
        "size": found.sealed.size,
        "sha256": found.sealed.sha256,
        "sequence": told.sequence,
        "head": told.head,
        "rows": told.rows,
        "files": len(told.files),
        "faults": len(told.faults),
    }
    take(backup, BACKUP_FLOW, "finish_backup", fields, by=by)


def _fail(backup: Backup, why: str) -> None:
    take(backup, BACKUP_FLOW, "fail_backup", {"finished_at": clock.now(), "failure": why[:300]}, by=MAKER)


def _fill(writer: Writer, backup: Backup) -> None:
    """The database as it is at one moment; then the files that it names, which never change; then the keys."""
    entity = current_entity()
    with tables.snapshot():
        sequence, last = head()
        applied = _migrations()
        kept = tuple(_table(writer, model) for model in tables.models_of(apps))
        named = list(StoredFile.objects.order_by("sha256").values_list("sha256", flat=True))
    faults = tuple(sha256 for sha256 in named if not _copied(writer, sha256))
    for key in sorted(Path(settings.RENDIR_DATA).glob("*.key")):
        writer.add(f"keys/{key.name}", [key.read_bytes()], packed=False)
    writer.finish(
        Manifest(
            rendir=version("rendir"),
            made_at=backup.started_at.isoformat(timespec="seconds"),
            backup=backup.public_id,
            entity=entity.name if entity else "",
            database=connection.vendor,
            sequence=sequence,
            head=last,
            migrations=applied,
            tables=kept,
            members=tuple(writer.members),
            faults=faults,
        )
    )


def _table(writer: Writer, model: tables.Model) -> Table:
    name, columns, rows = model._meta.db_table, tables.columns_of(model), 0

    def counted() -> Iterator[bytes]:
        nonlocal rows
        lines = tables.lines_of(model, columns)
        while some := list(islice(lines, tables.AT_ONCE)):
            rows += len(some)
            yield b"".join(some)

    writer.add(f"tables/{name}.jsonl", counted(), packed=True)
    return Table(name, columns, rows)


def _migrations() -> dict[str, tuple[str, ...]]:
    """What was applied to this database, by app."""
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return {app: tuple(names) for app, names in applied.items()}


def _copied(writer: Writer, sha256: str) -> bool:
    """Whether the file of the library is there and is what it was. A damaged one is kept too: it may be all we have."""
    try:
        with StoredFile(sha256=sha256).path.open("rb") as source:
            member = writer.add(f"library/{sha256}", archive.chunks_of(source), packed=False)
    except FileNotFoundError:
        return False
    return member.sha256 == sha256


def _must_fit(folder: Path) -> None:
    """Refuse at once what cannot fit; a disk that fills up meanwhile is refused then."""
    needed = StoredFile.objects.aggregate(total=Sum("size"))["total"] or 0
    free = disk_usage(folder).free
    if free < needed:
        message = _("La copia no cabe: solo los archivos ocupan %(needed)s y en el disco quedan %(free)s.")
        raise NoRoom(
            message % {"needed": written_size(needed), "free": written_size(free)},
            way_out=_("Libere espacio, o escriba la copia en otro disco con «rendir backup --output»."),
        )


def _sweep() -> None:
    """What backups that were killed left behind. In our turn nobody else writes here."""
    for left in Path(settings.BACKUPS_ROOT).glob(f".*{archive.PART}"):
        left.unlink(missing_ok=True)


def _note_failure(backup: Backup, refusal: Refusal) -> None:
    """Where not even that can be written, the turn that nobody has says that it was interrupted."""
    with suppress(DatabaseError, Refusal):
        _fail(backup, refusal.message)


def _refusal(error: Exception) -> Refusal:
    """Why there is no backup, in words."""
    if isinstance(error, Refusal):
        return error
    outage = outage_of(error)
    if outage is not None:
        kind = NoRoom if outage is FULL else NotNow
        return kind(_("La copia no se hizo: %(why)s") % {"why": outage.command})
    why = why_no_file(error) if isinstance(error, OSError) else str(error)
    return Invalid(_("La copia no se hizo: %(why)s.") % {"why": why})


def _drop_the_eldest() -> None:
    """Keep the last ones only. The file goes first: a kill in between leaves no file that nobody knows of."""
    done = Backup.objects.filter(state=BackupState.DONE).exclude(filename="").order_by("-started_at", "-pk")
    for one in rules.too_many(list(done), kept=settings.BACKUPS_KEPT):
        _place_of(one).unlink(missing_ok=True)
        take(one, BACKUP_FLOW, "drop_backup", by=MAKER)
