"""The first page of a backup: which installation, when, up to where in the ledger, and what the file holds. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

FORMAT = "rendir-backup-1"
_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"(tables/\w+\.jsonl|library/[0-9a-f]{64}|keys/[\w-]+\.key)")


class WrongManifestError(ValueError):
    """The text is no manifest that we can follow."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the database: its columns in the order in which each row tells them, and how many rows."""

    name: str
    columns: tuple[str, ...]
    rows: int

    @property
    def member(self) -> str:
        """The member that holds its rows."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `faults` are the files of the library that were missing or damaged."""

    rendir: str
    made_at: str
    backup: str
    entity: str
    database: str
    sequence: int
    head: str
    migrations: Mapping[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    members: tuple[Member, ...]
    faults: tuple[str, ...] = field(default=())

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def files(self) -> tuple[Member, ...]:
        """The files of the library that are whole: each is named by its own hash."""
        return tuple(one for one in self.members if one.name == f"library/{one.sha256}")

    @property
    def keys(self) -> tuple[Member, ...]:
        """The installation's secret keys."""
        return tuple(one for one in self.members if one.name.startswith("keys/"))

    @property
    def size(self) -> int:
        """The bytes of everything inside, unpacked."""
        return sum(one.size for one in self.members)


def written(manifest: Manifest) -> bytes:
    """The manifest as it stands in the file."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1).encode()


def read(text: bytes) -> Manifest:
    """The manifest that a file tells. `WrongManifestError` where it cannot be followed."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            message = f"formato «{said['format']}»"
            raise WrongManifestError(message)
        manifest = _manifest(said)
        manifest.moment  # noqa: B018 - a date that is none is refused here
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise WrongManifestError(str(error)) from error
    _must_be_coherent(manifest)
    return manifest


def _manifest(said: Mapping[str, Any]) -> Manifest:
    return Manifest(
        rendir=str(said["rendir"]),
        made_at=str(said["made_at"]),
        backup=str(said["backup"]),
        entity=str(said["entity"]),
        database=str(said["database"]),
        sequence=int(said["sequence"]),
        head=str(said["head"]),
        migrations={str(app): tuple(map(str, names)) for app, names in said["migrations"].items()},
        tables=tuple(
            Table(str(one["name"]), tuple(map(str, one["columns"])), int(one["rows"])) for one in said["tables"]
        ),
        members=tuple(Member(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in said["members"]),
        faults=tuple(map(str, said["faults"])),
    )


def _must_be_coherent(manifest: Manifest) -> None:
    """Every name is one that we write, told once, with its hash; every table has its member."""
    names = [one.name for one in manifest.members]
    wrong = [one.name for one in manifest.members if not (_NAME.fullmatch(one.name) and _HASH.fullmatch(one.sha256))]
    without = {table.member for table in manifest.tables} ^ {name for name in names if name.startswith("tables/")}
    if wrong or without or len(set(names)) != len(names) or not _HASH.fullmatch(manifest.head):
        message = "lo que dice contener no es coherente"
        raise WrongManifestError(message)
