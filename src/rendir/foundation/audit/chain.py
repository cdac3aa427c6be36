"""How ledger entries are chained and checked. Standard library only, so that it can travel inside an export.

An entry is a JSON object. Its hash covers its canonical form (RFC 8785: sorted keys, no spaces, UTF-8) and through
`previous` every entry before it. Payloads stay outside: an entry carries only their salted digests, so that
personal data can be erased and the chain still holds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

GENESIS = "0" * 64
FIELDS = (
    "sequence",
    "at",
    "actor",
    "actor_role",
    "actor_unit",
    "verb",
    "kind",
    "object",
    "public_digest",
    "reserved_digest",
    "previous",
)


def canonical(value: object) -> bytes:
    """The one form in which a value is hashed (RFC 8785 for the values we write: texts, integers, lists, objects)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def payload_digest(salt: str, payload: object) -> str:
    """SHA-256 of a payload behind its own salt. `salt` is hexadecimal text."""
    return hashlib.sha256(salt.encode() + b"\n" + canonical(payload)).hexdigest()


def entry_hash(entry: Mapping[str, object]) -> str:
    """SHA-256 of an entry's canonical form, over exactly `FIELDS`."""
    return hashlib.sha256(canonical({name: entry[name] for name in FIELDS})).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: the sequence number and what is wrong there, in Spanish."""

    sequence: int
    reason: str


def find_breaks(entries: Iterable[Mapping[str, object]], *, head: str | None = None) -> Iterator[Break]:
    """Every place where a chain does not hold. `entries` come in order of `sequence`, each with its `hash`.

    `head` is the hash that somebody else holds, or its first signs: without it a chain rewritten whole convicts nobody.
    """
    expected_sequence, previous = 1, GENESIS
    is_met = head is None or GENESIS.startswith(head)
    for entry in entries:
        sequence = int(str(entry["sequence"]))
        if sequence != expected_sequence:
            yield Break(sequence, f"falta el asiento {expected_sequence}")
        if entry["previous"] != previous:
            yield Break(sequence, "no continúa el asiento anterior")
        if entry_hash(entry) != entry["hash"]:
            yield Break(sequence, "su contenido no corresponde a su huella")
        previous = str(entry["hash"])
        is_met = is_met or previous.startswith(head or GENESIS)
        expected_sequence = sequence + 1
    if not is_met:
        yield Break(expected_sequence - 1, "la huella que usted tiene no está en el registro: fue reescrito")
