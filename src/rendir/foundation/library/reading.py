"""What a kept file says: its text, how it looks, what it tells of who made it. Asked of another process each time,
but for pictures, which are kept beside the files and can always be drawn again.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.library import shelf
from rendir.foundation.library.contents import child
from rendir.foundation.library.contents.kinds import Family
from rendir.foundation.library.models import StoredFile

SIZES = (320, 1200)
"""How long the longer side of a picture is: in a list, and on a page of its own."""
_READ = frozenset({Family.PDF, Family.OFFICE, Family.TEXT})
_DRAWN = frozenset({Family.PDF, Family.PICTURE})
_OPENING = 1_200


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, and what of the file it does not tell.

    `text` is none where there is no layer of text: a scan, a photograph, a sound, a film, a file that breaks. `why_not`
    says in words what was not read; empty where all of it was.
    """

    text: str | None
    why_not: str = ""

    @property
    def is_whole(self) -> bool:
        """Nothing was left unread: what a screening finds is all there is."""
        return self.text is not None and not self.why_not


def read_text(stored: StoredFile) -> FileText:
    """The text, and whether it is all that the file shows."""
    kind = stored.kind
    if kind is None or kind.family not in _READ:
        return FileText(None, "No es un archivo de texto: alguien debe mirarlo u oírlo.")
    try:
        told = child.asked("text", stored.path, kind)
    except Unreadable as refusal:
        return FileText(None, refusal.message)
    return FileText(told["text"], _unread(told))


def text_of(stored: StoredFile) -> str | None:
    """The text alone; none where there is no layer of text."""
    return read_text(stored).text


def opening_of(stored: StoredFile) -> str:
    """The first lines of a document, a sheet or a text, for whoever asks what it is; empty where there are none."""
    text = text_of(stored) or ""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:_OPENING]


def metadata_of(stored: StoredFile) -> dict[str, Any]:
    """What the file tells of itself, as far as it is known: `taken_at`, `place` (`latitude`, `longitude`), `device`,
    `author`, `last_author`, `organization`, `program`, `title`, `created_at`, `modified_at`. Reserved: never published.
    """
    if stored.kind is None:
        return {}
    try:
        return child.asked("metadata", stored.path, stored.kind)
    except Unreadable:
        return {}


def told_as(name: str) -> str:
    """What a file tells of itself, in words; the name that the file gives it where nobody has written them."""
    words = {
        "taken_at": _("Cuándo se tomó"),
        "place": _("Dónde se tomó"),
        "device": _("Con qué aparato"),
        "author": _("Quién lo hizo"),
        "last_author": _("Quién lo cambió por última vez"),
        "manager": _("Responsable"),
        "organization": _("Organización"),
        "program": _("Con qué programa"),
        "producer": _("Con qué programa se guardó"),
        "title": _("Título que trae"),
        "created_at": _("Cuándo se creó"),
        "modified_at": _("Cuándo se cambió"),
    }
    return words.get(name, name)


def picture_of(stored: StoredFile, size: int = SIZES[0]) -> Path | None:
    """A WEBP of the first page or of the picture, no longer than `size` on a side; none where nothing can be drawn.

    Drawn once and kept; that nothing can be drawn is kept too.
    """
    if size not in SIZES:
        message = f"a picture is {' or '.join(map(str, SIZES))} long"
        raise ValueError(message)
    if stored.kind is None or stored.kind.family not in _DRAWN:
        return None
    path = shelf.picture_of(stored.sha256, f"{size}.webp")
    if not path.exists():
        _keep_picture(path, _drawn(stored, size))
    return path if path.stat().st_size else None


def _drawn(stored: StoredFile, size: int) -> bytes:
    try:
        _header, data = child.opened("picture", stored.path, str(stored.kind), str(size))
        return b"".join(data)
    except Unreadable:
        return b""


def _keep_picture(path: Path, data: bytes) -> None:
    with shelf.plain_refusals():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as target:
            target.write(data)
        Path(temporary).replace(path)


def _unread(told: dict[str, Any]) -> str:
    """In words, what of a file its text does not tell."""
    blank, pages = told.get("blank_pages", 0), told.get("pages", 0)
    if told["text"] is None:
        return "No trae texto: es una imagen, como la que hace un escáner. Alguien debe mirarlo."
    if blank:
        return f"{blank} de {pages} páginas son imágenes sin texto. Alguien debe mirarlas."
    if told.get("pictures"):
        return "Trae imágenes, que no se leen. Alguien debe mirarlas."
    return "Es demasiado largo: el final no se leyó." if told.get("cut") else ""
