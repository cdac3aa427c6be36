"""The library's folder: how bytes are put on disk, whole or not at all, and how a broken upload goes on.

`ab/cd/abcd…` are the files kept, by their SHA-256; they never change. `arriving/` are files on their way in, `uploads/`
are uploads that may still go on, `pictures/` what can be drawn again from the files.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from rendir.foundation.core.refusal import Invalid, NoRoom, Stale

PIECE = 1024 * 1024
_SPARE = 50 * 1024 * 1024
"""Room that uploads leave on the disk: the database beside them must go on."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file on its way in: where it waits, how many bytes it has, and their hash."""

    path: Path
    size: int
    sha256: str


def place_of(sha256: str) -> Path:
    """Where the file of that hash stands."""
    return _root() / sha256[:2] / sha256[2:4] / sha256


def part_of(public_id: str) -> Path:
    """Where the bytes of an upload stand that is not over."""
    return _root() / "uploads" / public_id


def picture_of(sha256: str, name: str) -> Path:
    """Where what was drawn of a file stands."""
    return _root() / "pictures" / sha256[:2] / sha256 / name


@contextmanager
def arriving(chunks: Iterable[bytes], *, most: int) -> Iterator[Arrival]:
    """Write what comes into a file that is gone afterwards: settle it meanwhile, or leave it. Never all in memory.

    `Invalid` where more than `most` bytes come, `NoRoom` where the disk is full.
    """
    folder = _root() / "arriving"
    with plain_refusals():
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
    path = Path(temporary)
    try:
        with plain_refusals(), os.fdopen(handle, "wb") as target:
            size, digest = _pour(chunks, target, most)
            _keep_safe(target)
        yield Arrival(path, size, digest)
    finally:
        path.unlink(missing_ok=True)


def settle(source: Path, sha256: str) -> None:
    """Give bytes that are whole on disk their place under their hash. Those already there stay."""
    place = place_of(sha256)
    with plain_refusals():
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, place)
        except FileExistsError:
            return
        except OSError as error:
            if error.errno in _FULL:
                raise
            _copy(source, place)  # a disk that knows no links, or another disk
        _remember_names_in(place.parent)


def begin_part(public_id: str, size: int) -> None:
    """An empty file for an upload of that size. `NoRoom` where the disk would not hold it."""
    path = part_of(public_id)
    with plain_refusals():
        path.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(path.parent).free < size + _SPARE:
            raise _no_room()
        path.open("xb").close()


def length_of_part(public_id: str) -> int:
    """How many bytes of an upload have arrived: what the file says, whatever happened to whoever wrote it."""
    path = part_of(public_id)
    return path.stat().st_size if path.exists() else 0


def append_to_part(public_id: str, chunks: Iterable[bytes], *, offset: int, most: int, sha256: str = "") -> int:
    """Append at `offset` and give the new length. What came before a dropped line stays.

    `WrongOffset` where the file is not that long, where another is writing, or where the bytes are not those of
    `sha256`; `Invalid` where it would become longer than `most`. All of these leave the file as it was.
    """
    with _alone_with(public_id) as part:
        length = part.seek(0, os.SEEK_END)
        if length != offset:
            raise WrongOffset(length)
        try:
            _append(part, chunks, most - length, sha256)
        except (NoRoom, Invalid, WrongOffset):
            part.truncate(length)
            raise
        return part.seek(0, os.SEEK_END)


def digest_of_part(public_id: str) -> str:
    """The SHA-256 of an upload's bytes."""
    with part_of(public_id).open("rb") as part:
        return hashlib.file_digest(part, "sha256").hexdigest()


def drop_part(public_id: str) -> None:
    """Forget the bytes of an upload."""
    part_of(public_id).unlink(missing_ok=True)


def sweep(kept: set[str], *, before: float) -> int:
    """Remove what was left over and last written before that moment (seconds since 1970): files that were arriving
    when a process was killed, and uploads that are none of `kept`. Gives how many.
    """
    left = [path for name in ("arriving", "uploads") for path in (_root() / name).glob("*") if path.name not in kept]
    return [_removed(path, before) for path in left].count(True)


def _removed(path: Path, before: float) -> bool:
    """False where it is newer, or where it just got its place or was taken away by another."""
    try:
        if path.stat().st_mtime >= before:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True


class WrongOffset(Stale):
    """The upload is not where whoever sends believes. `facts` says from which byte it goes on."""

    def __init__(self, offset: int) -> None:
        message = _("La carga va en el byte %(offset)s.") % {"offset": offset}
        super().__init__(message, way_out=_("Siga desde ahí."))
        self.offset = offset
        self.facts = {"Upload-Offset": str(offset)}


@contextmanager
def plain_refusals() -> Iterator[None]:
    """A disk that is full says so in words."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise _no_room() from error


def _no_room() -> NoRoom:
    message = _("No hay espacio en el servidor para guardar el archivo. No se guardó nada a medias.")
    return NoRoom(message, way_out=_("Avise a quien administra Rendir y vuelva a intentarlo después."))


def too_large(most: int) -> Invalid:
    """The refusal of a file above the limit."""
    message = _("El archivo pesa más de %(most)s MB.") % {"most": most // (1024 * 1024)}
    return Invalid(message, way_out=_("Redúzcalo, o divídalo en partes, y cargue cada una."))


def _root() -> Path:
    return Path(settings.LIBRARY_ROOT)


def _pour(chunks: Iterable[bytes], target: BinaryIO, most: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise too_large(most)
        digest.update(chunk)
        target.write(chunk)
    return size, digest.hexdigest()


def _append(part: BinaryIO, chunks: Iterable[bytes], room: int, sha256: str) -> None:
    length = part.tell()
    with plain_refusals():
        for chunk in chunks:
            room -= len(chunk)
            if room < 0:
                message = _("Llegaron más bytes de los que se anunciaron.")
                raise Invalid(message, way_out=_("Cargue el archivo de nuevo."))
            _write_all(part, chunk)
        _keep_safe(part)
    if sha256 and _digest_from(part, length) != sha256:
        raise WrongOffset(length)


def _write_all(part: BinaryIO, chunk: bytes) -> None:
    """A disk that is nearly full takes some of it without a complaint, and complains only of the rest."""
    left = memoryview(chunk)
    while left:
        left = left[part.write(left) :]


def _digest_from(part: BinaryIO, start: int) -> str:
    digest = hashlib.sha256()
    part.seek(start)
    while piece := part.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


@contextmanager
def _alone_with(public_id: str) -> Iterator[BinaryIO]:
    """The upload's file, locked: two who send the same upload never write at once, in whatever process they are."""
    path = part_of(public_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # one whose bytes are gone begins again
    with os.fdopen(handle, "r+b", buffering=0) as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WrongOffset(length_of_part(public_id)) from error
        yield part


def _keep_safe(target: BinaryIO) -> None:
    target.flush()
    os.fsync(target.fileno())


def _copy(source: Path, place: Path) -> None:
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as target, source.open("rb") as origin:
            shutil.copyfileobj(origin, target, PIECE)
            _keep_safe(target)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remember_names_in(folder: Path) -> None:
    """The name is on disk too, not only the bytes: a power cut forgets neither."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
