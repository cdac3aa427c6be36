"""Bring a table: its bytes wait while its columns are chosen, and go when it is taken in or discarded.

A table may be a register of people. So its bytes are among the uploads, which no copy of the installation carries, and
only whoever takes it in says that the file is to be kept.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, create, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.readers.kinds import kind_of
from rendir.foundation.core.refusal import Stale, WrongState
from rendir.foundation.library import shelf
from rendir.foundation.library.actions.files import plain_name, store_file
from rendir.foundation.library.actions.uploads import forget_once_written
from rendir.foundation.library.models import BroughtTable, StoredFile
from rendir.foundation.library.queries import bytes_of_table
from rendir.foundation.library.states import TABLE_FLOW, TableState


def bring_table(
    data: bytes, *, name: str, importer: str, scope: str = "", title_row: int, columns: Mapping[str, int], by: Actor
) -> BroughtTable:
    """Keep the bytes of a table until somebody confirms or discards it. `NoRoom` where the disk would not hold them."""
    table = BroughtTable(
        importer=importer,
        scope=scope,
        name=plain_name(name),
        title_row=title_row,
        columns=dict(columns),
        owner=by.actor_id,
        begun_at=clock.now(),
    )
    with atomic():
        create(table, perm=Perm.FILES_ADD, by=by)
        shelf.begin_part(table.public_id, len(data))
        shelf.append_to_part(table.public_id, [data], offset=0, most=len(data))
    return table


def choose_columns(
    table: BroughtTable, *, sheet: int, title_row: int, columns: Mapping[str, int], expected: int, by: Actor
) -> BroughtTable:
    """Which sheet, which row has the titles and which column says each field."""
    said = {"sheet": sheet, "title_row": title_row, "columns": dict(columns)}
    return take(table, TABLE_FLOW, "choose_columns", said, expected=expected, by=by)


def confirm_table(
    table: BroughtTable, *, rows: int, left_out: int, keep: bool, expected: int | None = None, by: Actor
) -> StoredFile | None:
    """Close a table that is being taken in, and give its file where it is kept. The caller writes the rows in the same
    transaction.
    """
    with atomic():
        stored = _kept(table, by) if keep else None
        counted = {"rows": rows, "left_out": left_out, "file": stored}
        take(table, TABLE_FLOW, "confirm_table", counted, expected=expected, by=by)
        forget_once_written(table.public_id)
    return stored


def discard_table(table: BroughtTable, *, by: Actor) -> BroughtTable:
    """Leave a table; its bytes go."""
    with atomic():
        take(table, TABLE_FLOW, "discard_table", by=by)
        forget_once_written(table.public_id)
    return table


def discard_old_tables(*, by: Actor) -> int:
    """Discard what nobody confirmed for the days that an upload may wait. Gives how many."""
    limit = clock.now() - timedelta(days=settings.UPLOAD_DAYS)
    old = BroughtTable.objects.filter(state=TableState.OPEN, begun_at__lt=limit).order_by("pk")
    return [_discarded(table, by) for table in old].count(True)


def _discarded(table: BroughtTable, by: Actor) -> bool:
    """False where its owner was faster."""
    try:
        discard_table(table, by=by)
    except (Stale, WrongState):
        return False
    return True


def _kept(table: BroughtTable, by: Actor) -> StoredFile:
    data = bytes_of_table(table)
    return store_file(data, name=table.name, media_type=kind_of(data, table.name).media_type, by=by)
