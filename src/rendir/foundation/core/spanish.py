"""How Spanish is compared, sorted and put together. Pure: no Django, no clock."""

import re
import unicodedata
from collections.abc import Sequence

_SPACES = re.compile(r"\s+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SOUNDS_LIKE_I = re.compile(r"^h?i(?![aeou])", re.IGNORECASE)


def squeeze(text: str) -> str:
    """The text with runs of white space as one space, and none at the ends."""
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """A form in which two spellings that a reader takes for one are equal: no accents, no case, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    return squeeze(_NOT_ASCII.sub(_without_accent, decomposed)).casefold()


def _without_accent(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def sort_key(text: str) -> str:
    """A key that sorts as a Spanish dictionary does, in any collation: accents ignored, ñ after n."""
    kept = unicodedata.normalize("NFC", text).casefold().replace("ñ", "nzzz")
    return fold(kept)


def opening(text: str) -> str:
    """The text as it opens a line: its first letter large, the others as they were written."""
    return text[:1].upper() + text[1:]


def join_words(words: Sequence[str]) -> str:
    """`a, b y c`; the last conjunction becomes `e` before the sound i."""
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    conjunction = "e" if _SOUNDS_LIKE_I.match(fold(last)) else "y"
    return f"{', '.join(words[:-1])} {conjunction} {last}"


def count(number: int, one: str, many: str) -> str:
    """`1 actividad`, `29 actividades`."""
    return f"{number} {one if number == 1 else many}"
