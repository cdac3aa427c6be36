"""Opening a kept file in another process, and what comes back from there.

The first line that the process prints is JSON: what was found, or a refusal. What follows is bytes: a picture, a copy.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rendir.foundation.core import apart
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.library.contents.kinds import FileKind

_MODULE = "rendir.foundation.library.contents"
_WALL_SECONDS = 60.0
_AGAIN = "Ábralo en su programa, guárdelo de nuevo y cárguelo otra vez."


def look_inside(path: Path) -> FileKind:
    """Which PDF or office file it is. `Unreadable` where it is none that is kept, is locked, or carries programs."""
    return FileKind(asked("look", path)["kind"])


def asked(question: str, path: Path, *words: str) -> dict[str, Any]:
    """What the other process says of the file. `Unreadable` where it refuses it, breaks on it or takes too long."""
    header, rest = opened(question, path, *words)
    for _ in rest:
        pass  # only to its end: there one learns whether it broke
    return header


def opened(question: str, path: Path, *words: str) -> tuple[dict[str, Any], Iterator[bytes]]:
    """What the other process says, and the bytes that it makes of the file, piece by piece. Read them to their end:
    `Unreadable` may come as late as there.
    """
    pieces = _told(apart.printed(_MODULE, question, str(path), *words, wall_seconds=_WALL_SECONDS))
    header = _header(next(pieces, b""))
    if "message" in header:
        for _ in pieces:
            pass
        raise Unreadable(header["message"], way_out=header["way_out"])
    return header, pieces


def _told(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except apart.TooSlow as error:
        raise Unreadable("El archivo tarda demasiado en abrirse.", way_out=_AGAIN) from error
    except apart.Broken as error:
        raise _broken() from error


def _header(line: bytes) -> dict[str, Any]:
    try:
        return dict(json.loads(line))
    except ValueError as error:
        raise _broken() from error


def _broken() -> Unreadable:
    return Unreadable("El archivo no se deja abrir: está dañado o es demasiado complejo.", way_out=_AGAIN)
