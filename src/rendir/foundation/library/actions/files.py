"""Keep a file: once, by its hash, whatever it is called."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library import shelf
from rendir.foundation.library.contents.recognition import recognize
from rendir.foundation.library.models import StoredFile

_FOLDER_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
"""How a ZIP begins: with its first file, or with its end where it is empty."""


def store_file(data: bytes, *, name: str, media_type: str, perm: str = Perm.FILES_ADD, by: Actor) -> StoredFile:
    """Keep bytes of ours, or already known for what they are. The same bytes again give the same file.

    `perm` is the right that the act itself asks for, where it is not that of adding files.
    """
    check(perm, by=by)
    with shelf.arriving((data,), most=len(data)) as arrival:
        return keep(arrival, name=name, media_type=media_type, perm=perm, by=by)


def store_made(path: Path, *, name: str, media_type: str, perm: str = Perm.FILES_ADD, by: Actor) -> StoredFile:
    """Keep a file that we made, from disk and never all in memory: as `store_file`."""
    check(perm, by=by)
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(shelf.PIECE), b"")
        with shelf.arriving(pieces, most=path.stat().st_size) as arrival:
            return keep(arrival, name=name, media_type=media_type, perm=perm, by=by)


def store_stream(chunks: Iterable[bytes], *, name: str, by: Actor, most: int | None = None) -> StoredFile:
    """Keep a file from outside, read piece by piece; what it is, its content says.

    `came_again` is true on what it gives where the library had the same bytes. `Invalid` where it is of no kind that
    is kept, its name says another kind, or it has more than `most` bytes (the installation's limit by default);
    `NoRoom` where the disk is full. Nothing is then kept.
    """
    check(Perm.FILES_ADD, by=by)
    with shelf.arriving(chunks, most=most or settings.MOST_FILE_BYTES) as arrival:
        media_type = recognized(arrival.path, name)
        return keep(arrival, name=name, media_type=media_type, by=by)


def store_path(path: Path, *, name: str, by: Actor, most: int | None = None) -> StoredFile:
    """Keep a file that is on disk: as `store_stream`."""
    with path.open("rb") as file:
        return store_stream(iter(lambda: file.read(shelf.PIECE), b""), name=name, by=by, most=most)


def store_folder(chunks: Iterable[bytes], *, name: str, by: Actor) -> StoredFile:
    """Keep a compressed folder as it came, for whoever unpacks it. `Invalid` where it is none."""
    check(Perm.FILES_ADD, by=by)
    with shelf.arriving(chunks, most=settings.MOST_FILE_BYTES) as arrival:
        return keep(arrival, name=name, media_type=folder_type(arrival.path), by=by)


def keep(arrival: shelf.Arrival, *, name: str, media_type: str, perm: str = Perm.FILES_ADD, by: Actor) -> StoredFile:
    """Give bytes that are whole on disk their place and their row."""
    shelf.settle(arrival.path, arrival.sha256)
    known = StoredFile.objects.filter(sha256=arrival.sha256).first()
    if known:
        return _again(known)
    stored = StoredFile(
        sha256=arrival.sha256, size=arrival.size, media_type=media_type, name=plain_name(name), stored_at=clock.now()
    )
    try:
        return create(stored, perm=perm, by=by)
    except IntegrityError:  # another transaction kept the same bytes first
        return _again(StoredFile.objects.get(sha256=arrival.sha256))


def recognized(path: Path, name: str) -> str:
    """The media type of what is in a file. `Invalid` where it is none that is kept."""
    with refusing_in_words():
        return recognize(path, name)[1]


def is_folder_name(name: str) -> bool:
    """Whether a file calls itself a compressed folder."""
    return name.lower().endswith(".zip")


def folder_type(path: Path) -> str:
    """The media type of a compressed folder. `Invalid` where the content is none."""
    with path.open("rb") as file:
        start = file.read(4)
    if start not in _FOLDER_STARTS:
        message = _("El archivo no es una carpeta comprimida ZIP.")
        raise Invalid(message, way_out=_("Comprima la carpeta en un archivo que termine en .zip y cárguelo."))
    return "application/zip"


@contextmanager
def refusing_in_words() -> Iterator[None]:
    """What a reader of files refuses, the domain refuses."""
    try:
        yield
    except Unreadable as refusal:
        raise Invalid(refusal.message, way_out=refusal.way_out) from refusal


def plain_name(name: str) -> str:
    """The file's own name, without the folders it came from or what cannot be printed."""
    last = Path(name.replace("\\", "/")).name
    return squeeze("".join(letter if letter.isprintable() else " " for letter in last))[:250]


def _again(stored: StoredFile) -> StoredFile:
    stored.came_again = True
    return stored
