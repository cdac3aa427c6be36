"""Installations of their own, each with its folder and its database, in which these tests make and restore backups.

They stand apart from the test database: a restore drops and renames what other tests share.
"""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from psycopg import sql
from pytest_django import DjangoDbBlocker

from factories.accounts import a_person
from factories.organization import BY, a_unit, an_entity
from rendir.foundation.accounts.roles import Role
from rendir.foundation.library.actions import store_file

RENDIR = Path(sys.executable).with_name("rendir")
ON_SQLITE = os.environ["RENDIR_TEST_DATABASE"] == "sqlite"
KEY = "una-clave-de-prueba"


@dataclass(frozen=True)
class Installation:
    """A folder and a database, `sqlite` or `postgresql`, where Rendir may live."""

    data: Path
    database: str | Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process of its own needs to work there."""
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "RENDIR_DATA"}}
        url = {} if isinstance(self.database, Path) else {"DATABASE_URL": _address_of(self.database)}
        return {**kept, **url, "RENDIR_DATA": str(self.data)}

    def rendir(self, *words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """The command as somebody types it there."""
        return subprocess.run(
            [RENDIR, *words],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Inside, this process works there."""
        connections.close_all()
        before, outside = connection.settings_dict["NAME"], dict(os.environ)
        connection.settings_dict["NAME"] = self.database
        os.environ.update(self.environment)
        roots = {"RENDIR_DATA": self.data, "LIBRARY_ROOT": self.data / "library", "BACKUPS_ROOT": self.data / "backups"}
        try:
            with override_settings(**roots):
                yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = before
            os.environ.clear()
            os.environ.update(outside)


def _server() -> dict[str, Any]:
    told = settings.DATABASES["default"]
    return {"host": told["HOST"], "user": told["USER"], "port": told["PORT"] or None, "password": told["PASSWORD"]}


def _address_of(database: str) -> str:
    told = _server()
    return f"postgresql://{told['user']}@/{database}?host={quote(str(told['host']), safe='')}"


def create_database(*, like: str | None = None) -> str:
    """An empty PostgreSQL database, or one like another."""
    name = f"own_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(dbname="postgres", autocommit=True, **_server()) as server:
        template = sql.SQL(" TEMPLATE {}").format(sql.Identifier(like)) if like else sql.SQL("")
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + template)
    return name


@pytest.fixture(autouse=True)
def _unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connections.close_all()


@pytest.fixture
def empty_installation(tmp_path: Path) -> Callable[..., Installation]:
    """`empty_installation()`: a new folder and an empty database; `kind="sqlite"` where it matters which."""

    def make(kind: str = "") -> Installation:
        data = tmp_path / f"data-{uuid.uuid4().hex[:6]}"
        data.mkdir()
        is_sqlite = ON_SQLITE if not kind else kind == "sqlite"
        return Installation(data, data / "db.sqlite3" if is_sqlite else create_database())

    return make


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Installation:
    """What `installation` is copied from: an entity, people, units, files of the library."""
    data = tmp_path_factory.mktemp("lived-in")
    made = Installation(data, data / "db.sqlite3" if ON_SQLITE else create_database())
    (data / "secret.key").write_text(KEY)
    with django_db_blocker.unblock(), made.entered():
        call_command("migrate", verbosity=0)
        an_entity()
        a_person("Ana Insider", Role.TEAM_LEAD)
        for name in ("Hacienda", "Salud", "Ñame y cía."):
            a_unit(name)
        for text in ("un acta", "otra acta", "una foto " * 5000):
            store_file(text.encode(), name="acta.txt", media_type="text/plain", by=BY)
    return made


@pytest.fixture
def installation(lived_in: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation that somebody has worked in. This process works there."""
    data = tmp_path / "installation"
    shutil.copytree(lived_in.data, data)
    database = data / "db.sqlite3" if ON_SQLITE else create_database(like=str(lived_in.database))
    own = Installation(data, database)
    with own.entered():
        yield own
