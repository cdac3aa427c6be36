"""What each of some files is, says and tells of itself, one line each. The files lie where we put them, under names of
ours; the name each had in its folder comes on the standard input.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from rendir.foundation.archive.reading.limits import MOST_LETTERS
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.spanish import fold
from rendir.foundation.library.contents import inside, metadata, text
from rendir.foundation.library.contents.kinds import Family
from rendir.foundation.library.contents.recognition import recognize

_READ = frozenset({Family.PDF, Family.OFFICE, Family.TEXT})
_NO_TEXT = "No trae texto: es una imagen, como la que hace un escáner. No se encuentra por sus palabras."
_NOT_READ = "No es un documento de texto: no se encuentra por sus palabras."
_CUT = "Es muy largo: se encuentra por las palabras de su comienzo."


def print_what_they_are() -> None:
    """A line for each file asked, as soon as it is known: whoever reads learns at which one this process broke."""
    for path, name in json.load(sys.stdin):
        print(json.dumps(_told(Path(path), name), ensure_ascii=False), flush=True)  # noqa: T201 - what it is for


def _told(path: Path, name: str) -> dict[str, Any]:
    try:
        kind, media_type = recognize(path, name, look=inside.look)
    except Unreadable as refusal:
        return {"why": f"{refusal.message} {refusal.way_out}".strip()}
    created = ""
    with suppress(Unreadable):
        own = metadata.answer(path, kind)[0]
        created = str(own.get("created_at") or own.get("taken_at") or "")
    found, unread = _text(path, kind) if kind.family in _READ else ("", _NOT_READ)
    return {"media_type": media_type, "created": created, "text": found, "unread": unread}


def _text(path: Path, kind: str) -> tuple[str, str]:
    try:
        told = text.answer(path, kind)[0]
    except Unreadable as refusal:
        return "", f"{refusal.message} No se encuentra por sus palabras."
    found = fold((told["text"] or "").replace("\0", " ")[: 2 * MOST_LETTERS])
    if not found:
        return "", _NO_TEXT
    return found[:MOST_LETTERS], _CUT if len(found) > MOST_LETTERS or told.get("cut") else ""
