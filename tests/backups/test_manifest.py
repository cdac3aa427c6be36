"""What a backup says of itself is read as it was written, or refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.backups.manifest import FORMAT, Manifest, Member, Table, WrongManifestError, read, written

HASH, OTHER = "a" * 64, "b" * 64


def a_manifest(**changes: Any) -> Manifest:
    said: dict[str, Any] = {
        "rendir": "0.1.0",
        "made_at": "2021-10-15T08:00:00-05:00",
        "backup": "abcdefghjkmn",
        "entity": "Alcaldía de Ñuño",
        "database": "sqlite",
        "sequence": 7,
        "head": HASH,
        "migrations": {"audit": ("0001_initial",)},
        "tables": (Table("audit_ledgerhead", ("id", "hash"), 1),),
        "members": (
            Member("tables/audit_ledgerhead.jsonl", 20, OTHER),
            Member(f"library/{HASH}", 5, HASH),
            Member(f"library/{OTHER}", 5, HASH),
            Member("keys/secret.key", 9, OTHER),
        ),
        "faults": (OTHER,),
    }
    return Manifest(**{**said, **changes})


def test_what_is_written_is_read() -> None:
    manifest = a_manifest()
    again = read(written(manifest))
    assert again == manifest
    assert (again.rows, again.size, again.moment.isoformat()) == (1, 39, "2021-10-15T08:00:00-05:00")
    assert [one.name for one in again.files] == [f"library/{HASH}"]  # the other is not what its name says
    assert [one.name for one in again.keys] == ["keys/secret.key"]


@given(st.text(), st.text(), st.integers(0, 10**12), st.dictionaries(st.text(), st.lists(st.text()).map(tuple)))
def test_any_words_are_read_as_written(entity: str, rendir: str, sequence: int, migrations: Any) -> None:
    manifest = a_manifest(entity=entity, rendir=rendir, sequence=sequence, migrations=migrations)
    assert read(written(manifest)) == manifest


@pytest.mark.parametrize(
    "members",
    [
        (Member("tables/audit_ledgerhead.jsonl", 1, OTHER), Member("../../etc/passwd", 1, HASH)),
        (Member("tables/audit_ledgerhead.jsonl", 1, OTHER), Member("/etc/passwd", 1, HASH)),
        (Member("tables/audit_ledgerhead.jsonl", 1, OTHER), Member("keys/../x.key", 1, HASH)),
        (Member("tables/audit_ledgerhead.jsonl", 1, OTHER), Member("library/short", 1, HASH)),
        (Member("tables/audit_ledgerhead.jsonl", 1, "no es una huella"),),
        (Member("tables/audit_ledgerhead.jsonl", 1, OTHER), Member("tables/audit_ledgerhead.jsonl", 1, OTHER)),
        (Member("tables/another.jsonl", 1, OTHER),),
        (),
    ],
)
def test_names_that_we_do_not_write_are_refused(members: tuple[Member, ...]) -> None:
    with pytest.raises(WrongManifestError):
        read(written(a_manifest(members=members)))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "rendir-backup-2"},
        {"made_at": "ayer"},
        {"sequence": "muchos"},
        {"tables": [{"name": "x"}]},
        {"members": "nada"},
        {"migrations": []},
        {"head": "corta"},
    ],
)
def test_a_manifest_that_cannot_be_followed_is_refused(change: dict[str, Any]) -> None:
    said = {**json.loads(written(a_manifest())), **change}
    with pytest.raises(WrongManifestError):
        read(json.dumps(said).encode())


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b'{"format": "%s"}' % FORMAT.encode()])
def test_what_is_no_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(WrongManifestError):
        read(text)
