"""Which bad day an error tells of: asked of real errors of both databases and of the disk."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.utils import DatabaseErrorWrapper

from rendir.foundation.core.outages import AWAY, BUSY, DAMAGED, FULL, Outage, outage_of

ON_POSTGRESQL = pytest.mark.skipif(os.environ["RENDIR_TEST_DATABASE"] == "sqlite", reason="needs PostgreSQL")


def _as_django_says(act: Callable[[], object]) -> Exception:
    """The error of SQLite's own driver as Django hands it on."""
    with pytest.raises(DatabaseError) as told, _SQLITE:
        act()
    return told.value


class _Wrapper:
    """What Django's wrapper needs to know of a database."""

    Database = sqlite3
    errors_occurred = False


_SQLITE = DatabaseErrorWrapper(_Wrapper())  # type: ignore[arg-type] # the two attributes it reads


def test_a_database_that_somebody_holds_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as one,
        closing(sqlite3.connect(path, timeout=0)) as other,
    ):
        one.execute("CREATE TABLE t (a)")
        one.execute("BEGIN EXCLUSIVE")
        assert outage_of(_as_django_says(lambda: other.execute("INSERT INTO t VALUES (1)"))) is BUSY


def test_a_database_that_fills_its_disk_is_full(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as one:
        one.execute("PRAGMA max_page_count=3")
        one.execute("CREATE TABLE t (a)")
        assert outage_of(_as_django_says(lambda: one.execute("INSERT INTO t VALUES (randomblob(20000))"))) is FULL


def test_a_database_that_cannot_be_opened_is_away(tmp_path: Path) -> None:
    def open_it() -> None:
        sqlite3.connect(tmp_path / "nada" / "x.sqlite3")

    assert outage_of(_as_django_says(open_it)) is AWAY


def test_a_database_that_is_none_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_bytes(b"no es una base de datos" * 100)
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as one:
        assert outage_of(_as_django_says(lambda: one.execute("SELECT * FROM t"))) is DAMAGED


def test_a_table_that_is_missing_is_a_fault_of_ours(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as one:
        assert outage_of(_as_django_says(lambda: one.execute("SELECT * FROM t"))) is None


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (_caused(OperationalError(), psycopg.errors.DiskFull()), FULL),
        (_caused(OperationalError(), psycopg.errors.LockNotAvailable()), BUSY),
        (_caused(OperationalError(), psycopg.errors.DeadlockDetected()), BUSY),
        (_caused(OperationalError(), psycopg.errors.SerializationFailure()), BUSY),
        (_caused(OperationalError(), psycopg.errors.QueryCanceled()), BUSY),
        (_caused(OperationalError(), psycopg.errors.TooManyConnections()), AWAY),
        (_caused(OperationalError(), psycopg.errors.AdminShutdown()), AWAY),
        (_caused(OperationalError(), psycopg.OperationalError("connection refused")), AWAY),
        (_caused(InterfaceError(), psycopg.InterfaceError("the connection is closed")), AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), FULL),
        (OSError(errno.EACCES, "Permission denied"), None),
        (_caused(IntegrityError(), psycopg.errors.UniqueViolation()), None),
        (ZeroDivisionError(), None),
        (None, None),
    ],
    ids=repr,
)
def test_what_each_error_tells(error: BaseException | None, outage: Outage | None) -> None:
    assert outage_of(error) is outage


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_postgresql_that_ends_our_connection_is_away_and_then_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"], host=connection.settings_dict["HOST"], user="rendir", autocommit=True
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [number])
    with pytest.raises(OperationalError) as told, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert outage_of(told.value) is AWAY
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_in_postgresql_is_busy() -> None:
    told = connection.settings_dict
    with psycopg.connect(dbname=told["NAME"], host=told["HOST"], user="rendir") as other:
        other.execute("LOCK TABLE audit_ledgerhead")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10ms'")
            with pytest.raises(OperationalError) as refused, transaction.atomic():
                cursor.execute("SELECT 1 FROM audit_ledgerhead")
    assert outage_of(refused.value) is BUSY


@pytest.mark.parametrize("outage", [BUSY, AWAY, DAMAGED, FULL])
def test_each_says_what_happens_what_became_of_it_and_what_to_do(outage: Outage) -> None:
    assert outage.status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE}
    assert [text for text in (outage.sent, outage.way_out, outage.command) if not text.endswith(".")] == []
    assert outage.what[0].isupper()
    assert outage.command[0].islower()
