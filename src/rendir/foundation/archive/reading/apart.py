"""Opening a compressed folder in other processes, and what comes back from there. What breaks one of them costs one
file, never the others.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rendir.foundation.archive.reading.limits import LOOK_SECONDS, MOST_UNPACKED, UNPACK_SECONDS
from rendir.foundation.archive.reading.unpacking import BROKEN, FRAME, WHOLE
from rendir.foundation.core import apart
from rendir.foundation.core.importing import Unreadable

_MODULE = "rendir.foundation.archive.reading"
_AT_ONCE = 12
"""Files that one process looks at: starting one for each would take longer than the looking."""
_AGAIN = "Comprímala de nuevo y cárguela otra vez."
_DAMAGED = "Está dañado: no se deja descomprimir."
_BREAKS = "No se deja abrir: está dañado o es demasiado complejo."
_LATE = "No alcanzó a leerse. Confirme lo demás y cargue la misma carpeta otra vez: entra lo que faltó."


@dataclass(slots=True)
class Entry:
    """One file of the folder: its path there, what becomes of it and why, and where its bytes wait."""

    path: str
    size: int
    outcome: str
    why: str
    file: Path | None = None
    media_type: str = ""
    created: str = ""
    text: str = ""
    unread: str = ""

    def refuse(self, why: str) -> None:
        """It is told, and not taken."""
        self.outcome, self.why = "refused", why


def unpack(archive: Path, folder: Path) -> list[Entry]:
    """Every file of the ZIP, the bytes of those taken in `folder` under numbers. `Unreadable` where the ZIP is none,
    or holds more than one may.
    """
    pieces = apart.printed(_MODULE, "unpack", str(archive), wall_seconds=UNPACK_SECONDS)
    try:
        told = json.loads(next(pieces, b"{}"))
        if "entries" not in told:
            raise Unreadable(told.get("message", "La carpeta no se deja abrir."), way_out=told.get("way_out", _AGAIN))
        entries = [Entry(**one) for one in told["entries"]]
        _write(_Frames(pieces), [one for one in entries if one.outcome == "take"], folder)
    except (apart.Broken, apart.TooSlow, json.JSONDecodeError, EOFError) as error:
        message = "La carpeta no se deja abrir: está dañada o es demasiado compleja."
        raise Unreadable(message, way_out=_AGAIN) from error
    return entries


def look(entries: Sequence[Entry], *, is_late: Callable[[], bool]) -> None:
    """Fill in what each file taken is and says, or refuse it. Where time is over, the rest is told as not read."""
    waiting = [one for one in entries if one.outcome == "take"]
    while waiting and not is_late():
        done = _looked_at(waiting[:_AT_ONCE])
        if not done:
            waiting[0].refuse(_BREAKS)
        waiting = waiting[max(done, 1) :]
    for one in waiting:
        one.refuse(_LATE)


def _looked_at(entries: Sequence[Entry]) -> int:
    """How many of them a process looked at before it ended, or broke on the next."""
    asked = json.dumps([(str(one.file), one.path) for one in entries]).encode()
    done = 0
    try:
        for line in _lines(apart.printed(_MODULE, "look", wall_seconds=LOOK_SECONDS, given=asked)):
            _fill(entries[done], json.loads(line))
            done += 1
    except (apart.Broken, apart.TooSlow, ValueError):
        pass  # what it said of the files before stands: each line was whole
    return done


def _fill(entry: Entry, told: dict[str, Any]) -> None:
    if "why" in told:
        entry.refuse(told["why"])
        return
    entry.media_type, entry.created = told["media_type"], told["created"]
    entry.text, entry.unread = told["text"], told["unread"]


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole


def _write(frames: "_Frames", entries: Sequence[Entry], folder: Path) -> None:
    room = MOST_UNPACKED
    for number, entry in enumerate(entries):
        place = folder / str(number)
        with place.open("wb") as target:
            while (length := frames.number()) not in (WHOLE, BROKEN):
                room -= length
                if room < 0:
                    raise EOFError
                target.write(frames.take(length))
        entry.file = place
        if length == BROKEN:
            entry.refuse(_DAMAGED)


class _Frames:
    """Bytes that come in pieces of any length, taken in the lengths that are wanted."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def number(self) -> int:
        return int(FRAME.unpack(self.take(FRAME.size))[0])

    def take(self, length: int) -> bytes:
        """Exactly so many. `EOFError` where the other process ended before."""
        while len(self._rest) < length:
            piece = next(self._pieces, b"")
            if not piece:
                raise EOFError
            self._rest += piece
        taken, self._rest = self._rest[:length], self._rest[length:]
        return taken
