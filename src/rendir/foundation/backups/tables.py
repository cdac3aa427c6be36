"""The database as plain lines, and back: each table in the order of its key, each row a JSON list. The same lines come
out of SQLite and of PostgreSQL, so that a backup of one can be restored on the other, and so that what was restored
can be compared with what was kept, digest with digest.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models.functions import Collate
from django.utils.duration import duration_iso_string

from rendir.foundation.backups.manifest import Table

LEFT_OUT = frozenset({"accounts.opensession", "accounts.sharedcount"})
"""Whoever restores an installation asks everybody to sign in again, and counts their attempts from the start."""

AT_ONCE = 1000
"""Rows read or written together."""

_PARSED = (models.BinaryField, models.DurationField)
"""Fields that do not take the text in which JSON tells them."""

Model = type[models.Model]


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, the database reads as it was at one moment, whatever others write. Nobody waits for it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # Django's own begins by asking for the right to write
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def models_of(registry: Apps) -> list[Model]:
    """Every table of the installation, by name; those that join two others too."""
    found = registry.get_models(include_auto_created=True)
    kept = [one for one in found if one._meta.managed and not one._meta.proxy and one._meta.label_lower not in LEFT_OUT]
    return sorted(kept, key=lambda one: one._meta.db_table)


def columns_of(model: Model) -> tuple[str, ...]:
    """The names of a table's columns, in the order in which a row tells them."""
    return tuple(_by_column(model))


def lines_of(model: Model, columns: Sequence[str]) -> Iterator[bytes]:
    """The rows of a table, each a line with its end: its columns as named, in the order of the key."""
    fields = [_by_column(model)[name] for name in columns]
    prepare = [one.get_prep_value for one in fields]  # as the field would give it to any database
    rows = model._base_manager.order_by(_key(model)).values_list(*(one.attname for one in fields))
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield _JSON.encode([as_it_is(value) for as_it_is, value in zip(prepare, row, strict=True)]).encode() + b"\n"


def fill(model: Model, table: Table, lines: Iterable[bytes]) -> None:
    """Write the rows that these lines tell. `ValueError` where they are not those of this table."""
    fields = _by_column(model)
    if fields.keys() != set(table.columns):
        message = f"la tabla «{table.name}» tiene otras columnas"
        raise ValueError(message)
    readers = [_reader(fields[name]) for name in table.columns]
    insert, rest = _insert(table), iter(lines)
    with connection.cursor() as cursor:
        while batch := list(islice(rest, AT_ONCE)):
            cursor.executemany(insert, [_values(table, readers, line) for line in batch])


def empty(found: Sequence[Model]) -> None:
    """Delete what migrations wrote by themselves: the backup tells it too."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), [one._meta.db_table for one in found]):
            cursor.execute(statement)


def count_on(found: Sequence[Model]) -> None:
    """Let the numbers of new rows follow those that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _by_column(model: Model) -> dict[str, "models.Field[Any, Any]"]:
    """What is kept of a table; what the database computes from it by itself is not."""
    return {str(one.column): one for one in model._meta.local_concrete_fields if not getattr(one, "generated", False)}


def _key(model: Model) -> Any:  # noqa: ANN401 - a name or an expression, as `order_by` takes it
    """Texts are ordered by their bytes on both databases, whatever the collation of the server."""
    is_text = isinstance(model._meta.pk, models.CharField | models.TextField)
    return Collate("pk", "C") if is_text and connection.vendor == "postgresql" else "pk"


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """How a value enters this database."""
    if isinstance(field, models.JSONField) and not field.null:
        return lambda value: connection.ops.adapt_json_value(value, field.encoder)  # JSON's own null included
    if isinstance(field, _PARSED):
        return lambda value: field.get_db_prep_save(field.to_python(value), connection)
    return lambda value: field.get_db_prep_save(value, connection)


def _insert(table: Table) -> str:
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(name) for name in table.columns)
    places = ", ".join(["%s"] * len(table.columns))
    return f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({places})"  # noqa: S608 - names of our own tables


def _values(table: Table, readers: Sequence[Callable[[Any], Any]], line: bytes) -> list[Any]:
    try:
        return [reader(value) for reader, value in zip(readers, json.loads(line), strict=True)]
    except (ValueError, TypeError, ValidationError) as error:
        message = f"la tabla «{table.name}» tiene una fila que no se entiende"
        raise ValueError(message) from error


def _told(value: object) -> object:
    """A value that JSON has no word for."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case _:
            message = f"{type(value).__name__} has no place in a backup"
            raise TypeError(message)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_told)
