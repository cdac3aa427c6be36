"""The one file of a backup: a ZIP that any computer opens, written whole or not at all, sealed, and read with
suspicion. Pure: it knows bytes and names, no database.

The seal is the SHA-256 of every byte before it, in the last 64 bytes of the file (the ZIP's comment): a byte changed
anywhere, or missing at the end, is found before anything is read.
"""

import hashlib
import os
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from rendir.foundation.backups import manifest as manifests
from rendir.foundation.backups.manifest import Manifest, Member, WrongManifestError

CHUNK = 1024 * 1024
MANIFEST = "manifest.json"
PART = ".part"
_SEAL = 64
_BEGINS = b"PK\x03\x04"
_UNREADABLE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error, KeyError)
"""What `zipfile` raises for a file that is not what it says."""


class DamagedError(Exception):
    """The file is not, or no longer, what was written. The text says so in Spanish."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished file: its bytes and the SHA-256 of all of them."""

    size: int
    sha256: str


class Writer:
    """What fills a backup: one member after another, in one pass."""

    def __init__(self, target: ZipFile, moment: datetime) -> None:
        self._target = target
        self._moment = moment
        self.members: list[Member] = []

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool) -> Member:
        """A member from its bytes; `packed` makes it smaller where that is worth the time."""
        digest, size = hashlib.sha256(), 0
        with self._target.open(self._entry(name, packed=packed), "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        told = Member(name, size, digest.hexdigest())
        self.members.append(told)
        return told

    def finish(self, manifest: Manifest) -> None:
        """The manifest, which tells of all the members before it."""
        self._target.writestr(self._entry(MANIFEST, packed=True), manifests.written(manifest))

    def _entry(self, name: str, *, packed: bool) -> ZipInfo:
        entry = ZipInfo(name, self._moment.timetuple()[:6])
        entry.external_attr = 0o600 << 16
        entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        return entry


def write(path: Path, fill: Callable[[Writer], None], *, moment: datetime) -> Sealed:
    """Write a backup under a name of its own and rename it when it is whole: a killed process or a full disk leaves
    no half file at `path`. Nobody but the owner may read it. `FileExistsError` where there is something already.
    """
    if path.exists():
        raise FileExistsError(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
    try:
        with os.fdopen(handle, "w+b") as target:
            with ZipFile(target, "w", allowZip64=True) as packed:
                packed.comment = b"0" * _SEAL
                fill(Writer(packed, moment))
            sealed = _seal(target)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    keep_names(path.parent)
    return sealed


def keep_names(folder: Path) -> None:
    """Make renamed files survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def chunks_of(source: IO[bytes], *, until: int | None = None) -> Iterator[bytes]:
    """The bytes of an open file in pieces, all of them or those before `until`."""
    left = until
    while chunk := source.read(CHUNK if left is None else min(CHUNK, left)):
        yield chunk
        left = None if left is None else left - len(chunk)


class Archive:
    """A backup whose seal holds, open to be read."""

    def __init__(self, source: ZipFile, manifest: Manifest, sealed: Sealed) -> None:
        self._source = source
        self.manifest = manifest
        self.sealed = sealed

    def chunks(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member. `DamagedError`, at the latest at its end, where they are not those of its hash."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._source.open(member.name) as source:
                for chunk in chunks_of(source):
                    size += len(chunk)
                    digest.update(chunk)
                    yield chunk
        except _UNREADABLE as error:
            raise DamagedError(_altered(member.name)) from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise DamagedError(_altered(member.name))

    def lines(self, member: Member) -> Iterator[bytes]:
        """The lines of a member, each without its end, under the same guarantee."""
        rest = b""
        for chunk in self.chunks(member):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole
        if rest:
            yield rest


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A backup to be read. `DamagedError` where it is none, where a byte was changed or is missing, or where it holds
    something else than it says. `OSError` where there is no such file.
    """
    with path.open("rb") as file:
        sealed = _sealed(file)
        with _unpacked(file) as source:
            yield Archive(source, _manifest_of(source), sealed)


def check(path: Path) -> Archive:
    """Read a backup to its end, every member against its hash. `DamagedError` where one does not hold."""
    with opened(path) as found:
        for member in found.manifest.members:
            for _chunk in found.chunks(member):
                pass
    return found


def _unpacked(file: IO[bytes]) -> ZipFile:
    try:
        return ZipFile(file)
    except (*_UNREADABLE, OSError) as error:
        raise DamagedError(_NOT_WHOLE) from error


def _manifest_of(source: ZipFile) -> Manifest:
    try:
        manifest = manifests.read(source.read(MANIFEST))
    except WrongManifestError as error:
        message = f"no se entiende lo que dice contener: {error}"
        raise DamagedError(message) from error
    except _UNREADABLE as error:
        raise DamagedError(_NOT_WHOLE) from error
    if sorted(source.namelist()) != sorted([MANIFEST, *(one.name for one in manifest.members)]):
        message = "no contiene lo que dice contener"
        raise DamagedError(message)
    return manifest


def _seal(target: IO[bytes]) -> Sealed:
    """Write the seal over the last bytes, down to the disk."""
    size = target.seek(0, os.SEEK_END)
    digest = _digest(target, size - _SEAL)
    seal = digest.hexdigest().encode()
    target.write(seal)
    digest.update(seal)
    target.flush()
    os.fsync(target.fileno())
    return Sealed(size, digest.hexdigest())


def _sealed(file: IO[bytes]) -> Sealed:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size <= _SEAL or file.read(len(_BEGINS)) != _BEGINS:
        message = "no es una copia hecha con «rendir backup»"
        raise DamagedError(message)
    digest = _digest(file, size - _SEAL)
    if (seal := file.read(_SEAL)) != digest.hexdigest().encode():
        raise DamagedError(_NOT_WHOLE)
    digest.update(seal)
    return Sealed(size, digest.hexdigest())


def _digest(file: IO[bytes], until: int) -> "hashlib._Hash":
    """The SHA-256 of the bytes before `until`; the file is left there."""
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in chunks_of(file, until=until):
        digest.update(chunk)
    return digest


_NOT_WHOLE = "está incompleta o alguien la alteró: sus bytes no son los que se escribieron"


def _altered(name: str) -> str:
    return f"alguien la alteró: «{name}» no es lo que se guardó"
