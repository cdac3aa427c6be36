"""Restore a backup: everything is made and checked aside, then takes the place of what was there in one step."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shutil import disk_usage, rmtree

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.utils.translation import gettext as _

from rendir.foundation.audit.actions import atomic, record
from rendir.foundation.audit.actors import Job
from rendir.foundation.audit.models import LedgerHead
from rendir.foundation.audit.queries import head, verify_now
from rendir.foundation.backups import archive, tables
from rendir.foundation.backups.actions.making import note_finished, our_turn
from rendir.foundation.backups.archive import Archive, DamagedError
from rendir.foundation.backups.manifest import Manifest, Member, Table
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.switching import ASIDE, PENDING, finish_switch
from rendir.foundation.core.commands import why_no_file
from rendir.foundation.core.components.wording import written_size
from rendir.foundation.core.outages import DAMAGED, FULL, outage_of
from rendir.foundation.core.refusal import Invalid, NoRoom, NotNow, Refusal
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.queries import current_entity

RESTORER = Job("restore")
_SIGHT = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What holds after a restore: what the backup said of itself, and where its ledger ended."""

    manifest: Manifest
    sequence: int
    head: str
    database: str


def restore_backup(path: Path, *, replace: bool = False) -> Restored:
    """Put a backup in the place of this installation, which is empty unless `replace` says that it may go.

    `Invalid` where the file is not what was written, where a newer Rendir made it, or where something is here already;
    `NotNow` while Rendir runs; `NoRoom` where it does not fit. Nothing of what was here changes before the last step.
    """
    if not replace and (holder := what_is_here()) is not None:
        message = _("Aquí ya hay una instalación (%(holder)s): no se reemplaza sin que usted lo diga.")
        way_out = _("Use otra RENDIR_DATA y otra base de datos, o agregue --replace.")
        raise Invalid(message % {"holder": holder}, way_out=way_out)
    with our_turn():
        try:
            with archive.opened(path) as found:
                _must_fit(found.manifest)
                return _restore(found)
        except (DamagedError, ValueError, OSError, DatabaseError) as error:
            raise _refusal(path, error) from error


def what_is_here() -> str | None:
    """What this installation holds already, in words; nothing where nothing was ever done in it."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return None
    try:
        found = set(connection.introspection.table_names())
    except DatabaseError as error:
        if outage_of(error) is not DAMAGED:
            raise
        return _("una base de datos dañada")
    if not found:
        return None
    if LedgerHead._meta.db_table not in found:
        return _("una base de datos que no es de Rendir")
    entries = head()[0]
    if not entries:
        return None
    entity = current_entity()
    name = entity.name if entity else _("sin entidad")
    return _("«%(name)s», con %(count)s asientos en su registro") % {"name": name, "count": entries}


def _restore(found: Archive) -> Restored:
    aside = _fresh_aside()
    try:
        return _into_sqlite(found, aside) if connection.vendor == "sqlite" else _into_postgresql(found, aside)
    finally:
        rmtree(aside, ignore_errors=True)
        rmtree(_library_aside(), ignore_errors=True)


def _into_sqlite(found: Archive, aside: Path) -> Restored:
    """A file of its own, renamed over the old one at the end."""
    live = connection.settings_dict["NAME"]
    connection.close()
    with _alone(Path(live)):
        connection.settings_dict["NAME"] = aside / PENDING
        try:
            restored = _build(found)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        finally:
            connection.close()
            connection.settings_dict["NAME"] = live
        _bring_files(found, aside)
        for left in ("-wal", "-shm", "-journal"):  # beside an old database that was damaged: never under a new one
            Path(f"{live}{left}").unlink(missing_ok=True)
        (aside / PENDING).replace(live)
    archive.keep_names(Path(live).parent)
    finish_switch(Path(settings.RENDIR_DATA))
    return restored


def _into_postgresql(found: Archive, aside: Path) -> Restored:
    """One transaction: until it ends, everybody else sees what was there."""
    (aside / PENDING).touch()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SIGHT)
        _must_be_alone(cursor.fetchone()[0])
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait cannot be altered
        restored = _build(found)
        _bring_files(found, aside)
    (aside / PENDING).unlink()
    finish_switch(Path(settings.RENDIR_DATA))
    return restored


def _build(found: Archive) -> Restored:
    """The database of the backup, as it was; then brought up to date; then checked and told that it was restored."""
    manifest = found.manifest
    _load(found, _as_it_was(manifest))
    call_command("migrate", verbosity=0, interactive=False)
    _must_hold(manifest)
    _tell(found)
    sequence, last = head()
    return Restored(manifest, sequence, last, connection.vendor)


def _as_it_was(manifest: Manifest) -> Apps:
    """The tables as the migrations of that day made them."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    applied = {(app, name) for app, names in manifest.migrations.items() for name in names}
    if strange := sorted(applied - set(graph.nodes)):
        message = _("La copia es de otra versión de Rendir: la hizo la %(theirs)s y esta es la %(ours)s.")
        way_out = _("Instale aquella versión o una más nueva y restáurela allí (esta no conoce %(what)s).")
        raise Invalid(
            message % {"theirs": manifest.rendir, "ours": version("rendir")},
            way_out=way_out % {"what": ".".join(strange[0])},
        )
    last = sorted(one for one in applied if not any(child in applied for child in _next_of(graph, one)))
    executor.migrate(last)
    apps: Apps = executor.loader.project_state(last).apps
    return apps


def _next_of(graph: MigrationGraph, node: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The migrations of the same app that follow this one."""
    return (child.key for child in graph.node_map[node].children if child.key[0] == node[0])


def _load(found: Archive, apps: Apps) -> None:
    """Fill every table, then tell each again: the same lines must come out."""
    known = {one._meta.db_table: one for one in tables.models_of(apps)}
    told = {table.name: table for table in found.manifest.tables}
    if known.keys() != told.keys():
        message = f"sus tablas no son las de su versión: {', '.join(sorted(known.keys() ^ told.keys()))}"
        raise DamagedError(message)
    members = {one.name: one for one in found.manifest.members}
    with transaction.atomic():
        _defer()
        tables.empty(list(known.values()))
        for name, table in told.items():
            tables.fill(known[name], table, found.lines(members[table.member]))
        tables.count_on(list(known.values()))
    _defer(immediate=True)
    for name, table in told.items():
        _must_be_the_same(known[name], table, members[table.member])


def _defer(*, immediate: bool = False) -> None:
    """Tables are filled by name, not by who points to whom. SQLite looks at the end of a transaction by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {'IMMEDIATE' if immediate else 'DEFERRED'}")


def _must_be_the_same(model: tables.Model, table: Table, member: Member) -> None:
    digest = sha256()
    for line in tables.lines_of(model, table.columns):
        digest.update(line)
    if digest.hexdigest() != member.sha256:
        message = f"la tabla «{table.name}» no quedó como la copia dice"
        raise DamagedError(message)


def _must_hold(manifest: Manifest) -> None:
    """The ledger of what was restored holds, and ends where the backup says."""
    breaks = verify_now()
    if breaks or head() != (manifest.sequence, manifest.head):
        where = f": asiento {breaks[0].sequence}, {breaks[0].reason}" if breaks else ": no termina donde la copia dice"
        raise DamagedError(_("su registro no se sostiene") + where)


def _tell(found: Archive) -> None:
    """The ledger goes on with what happened: this backup was finished, and everything was restored from it."""
    manifest = found.manifest
    backup = Backup.objects.filter(public_id=manifest.backup).first()
    if backup is None:
        message = "su registro no la conoce"
        raise DamagedError(message)
    with atomic():
        note_finished(backup, found, by=RESTORER)
        told = {"made_at": manifest.made_at, "sequence": manifest.sequence, "head": manifest.head}
        record(backup, verb="restore_backup", by=RESTORER, public={**told, "rendir": manifest.rendir})


def _bring_files(found: Archive, aside: Path) -> None:
    """The library's files, each into its place: they never change, so that what is there already stays whole whether
    or not the switch comes. Then the keys, beside the new database.
    """
    waiting = [(_staged(found, one), StoredFile(sha256=one.sha256).path) for one in found.manifest.files]
    for staged, place in waiting:
        place.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(place)
    for key in found.manifest.keys:
        _write(aside / Path(key.name).name, found.chunks(key))
    os.sync()  # one for all: a library may hold tens of thousands


def _staged(found: Archive, member: Member) -> Path:
    staged = _library_aside() / member.sha256
    _write(staged, found.chunks(member))
    return staged


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        target.writelines(chunks)


def _fresh_aside() -> Path:
    """Empty folders aside: what a killed restore left is nobody's."""
    aside = Path(settings.RENDIR_DATA) / ASIDE
    finish_switch(Path(settings.RENDIR_DATA))
    for folder in (aside, _library_aside()):
        rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
    return aside


def _library_aside() -> Path:
    """Inside the library, which may be a disk of its own: a rename never leaves its disk."""
    return Path(settings.LIBRARY_ROOT) / ASIDE


def _must_fit(manifest: Manifest) -> None:
    free = disk_usage(settings.RENDIR_DATA).free
    if free < manifest.size:
        message = _("La copia no cabe: abierta ocupa %(needed)s y en el disco quedan %(free)s.")
        said = {"needed": written_size(manifest.size), "free": written_size(free)}
        raise NoRoom(message % said, way_out=_("Libere espacio y repita la orden."))


@contextmanager
def _alone(live: Path) -> Iterator[None]:
    """Inside, nobody else has the old database open. `NotNow` where somebody does."""
    if not live.exists():
        yield
        return
    with closing(sqlite3.connect(live, timeout=1, isolation_level=None)) as old:
        try:
            # Leaving the write-ahead log takes its file away, and needs that nobody else is there.
            old.execute("PRAGMA journal_mode=DELETE")
            old.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise _running() from error
        except sqlite3.DatabaseError:  # damaged: that is why it is replaced
            pass
        yield


def _must_be_alone(others: int) -> None:
    if others:
        raise _running()


def _running() -> NotNow:
    message = _("Rendir está en marcha, u otro programa tiene abierta su base de datos.")
    return NotNow(message, way_out=_("Deténgalo y repita la orden."))


def _refusal(path: Path, error: Exception) -> Refusal:
    outage = outage_of(error)
    if outage is not None:
        kind = NoRoom if outage is FULL else NotNow
        return kind(_("No se restauró nada: %(why)s") % {"why": outage.command})
    message = _("«%(name)s» no se restauró: %(why)s.") % {"name": path.name, "why": _why(error)}
    return Invalid(message, way_out=_("Nada cambió en esta instalación. Pruebe con otra copia."))


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return why_no_file(error)
    return _("sus tablas no concuerdan entre sí") if isinstance(error, IntegrityError) else str(error)
