"""`verify.py FILE.zip [--head HASH] [--format json]`: what holds and what does not, in words or as JSON; the exit code
says it too. Standard library only.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rendir.front.opendata.yearly.archive import Unusable
from rendir.front.opendata.yearly.checks import FEWEST_SIGNS, Verdict, is_hash, typed_hash, verify

HOLDS, BROKEN, UNUSABLE = 0, 1, 2
USAGE = "Uso: python verify.py ARCHIVO.zip [--head HUELLA] [--format text|json]"
NOTE = f"Una huella tiene 64 signos (0-9, a-f); bastan los primeros {FEWEST_SIGNS}, los que muestran los documentos."
_LONGEST = 300


def run(words: Sequence[str], write: Callable[[str], object]) -> int:
    """Check the file that the words name, and say what was found."""
    asked = _asked(words)
    if asked is None:
        write(f"{USAGE}\n{NOTE}\n")
        return UNUSABLE
    file, head, is_json = asked
    try:
        verdict = verify(file, head=head)
    except Unusable as error:
        return _refuse(f"El archivo no sirve: {error}.", write, is_json=is_json)
    except MemoryError:
        return _refuse("El archivo no sirve: no cabe en la memoria.", write, is_json=is_json)
    write(f"{json.dumps(as_json(verdict), ensure_ascii=False)}\n" if is_json else "".join(in_words(verdict)))
    return BROKEN if verdict.broken else HOLDS


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict for a program. `head_found` is null where no hash was given."""
    return {
        "holds": not verdict.broken,
        "year": verdict.year,
        "entity": shown(verdict.entity),
        "made_at": shown(verdict.made_at),
        "entries": verdict.entries,
        "head": verdict.head,
        "head_found": verdict.is_head_met,
        "checked": [shown(one) for one in verdict.holds],
        "broken": [shown(one) for one in verdict.broken],
    }


def in_words(verdict: Verdict) -> Iterator[str]:
    """The verdict as a person reads it."""
    yield f"Archivo del año {verdict.year} de {shown(verdict.entity)}, hecho el {shown(verdict.made_at)}.\n"
    yield f"Última huella del registro: {shown(verdict.head)}\n\n"
    yield from (f"  se sostiene     {shown(one)}\n" for one in verdict.holds)
    yield from (f"  NO SE SOSTIENE  {shown(one)}\n" for one in verdict.broken)
    yield "\nNo se sostiene.\n" if verdict.broken else "\nTodo se sostiene.\n"
    if not verdict.broken and verdict.is_head_met is None:
        yield "Sin una huella que otra persona tenga (--head), quien reescribiera todo no quedaría en evidencia.\n"


def shown(text: str) -> str:
    """A text of the file, without what would move a terminal or could not be written, and not without end."""
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:_LONGEST])
    return f"{plain}…" if len(text) > _LONGEST else plain


def _refuse(said: str, write: Callable[[str], object], *, is_json: bool) -> int:
    write(f"{json.dumps({'holds': None, 'error': shown(said)}, ensure_ascii=False)}\n" if is_json else f"{said}\n")
    return UNUSABLE


def _asked(words: Sequence[str]) -> tuple[str, str | None, bool] | None:
    """File, head and whether JSON is wanted; None where the words make no sense."""
    left, options = list(words), {"--head": "", "--format": "text"}
    for name in options:
        if name in left:
            place = left.index(name)
            if place + 1 == len(left):
                return None
            options[name] = left.pop(place + 1)
            left.pop(place)
    head = typed_hash(options["--head"])
    is_asked = "--head" in words
    if len(left) != 1 or options["--format"] not in ("text", "json") or (is_asked and not is_hash(head)):
        return None
    return left[0], head if is_asked else None, options["--format"] == "json"


def main() -> int:
    """What the program does when a person starts it: an old terminal may know fewer signs."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    return run(sys.argv[1:], sys.stdout.write)


if __name__ == "__main__":
    sys.exit(main())
