"""From the letters of a cell of a PDF to its text: lines, spaces, climbing words, words that the width cut in two."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

from rendir.foundation.core.spanish import fold

Char = dict[str, Any]
_GAP = 0.24
"""The white between two letters from which it is a space, in shares of the size of the letters."""
_ONE_LETTER_WORDS = frozenset("aeouyx")
_SHORT_WORDS = frozenset({"al", "de", "del", "el", "en", "es", "la", "las", "le", "les", "lo", "los", "mi", "no", "ni"})
_SHORT_WORDS |= {"o", "os", "por", "que", "se", "si", "sin", "su", "sus", "tu", "un", "una", "u", "ya", "con", "para"}
_WORD = re.compile(r"[^\W\d_]+")
_ENDS_IN_LETTERS = re.compile(r"([^\W\d_]+)$")
_BEGINS_WITH_LETTERS = re.compile(r"^([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands on the page, from the top; how wide it is, where it runs level."""

    text: str
    top: float
    width: float | None = None
    first: float = 0.0
    """How wide its first letter is."""

    def fills(self, room: float | None, below: "Line") -> bool:
        """Whether it is one word, as wide as its cell: the first letter of the line below would not fit."""
        if room is None or self.width is None or " " in self.text:
            return False
        return self.width + below.first > room - _ROUNDING


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines that letters make, top to bottom; letters that climb make lines from left to right."""
    turned = [one for one in chars if is_turned(one)]
    level = [one for one in chars if not is_turned(one)]
    lines = [_line(sorted(run, key=lambda one: one["x0"]), "x0", "x1") for run in _runs(level, "top", "bottom")]
    for run in _runs(turned, "x0", "x1"):
        climbs = sum(bool(one["matrix"][1] > 0) for one in run) * 2 >= len(run)
        ordered = sorted(run, key=lambda one: one["top"], reverse=climbs)
        lines.append(_line(ordered, "bottom", "top") if climbs else _line(ordered, "top", "bottom"))
    return [line for line in lines if line.text]


def words_of(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Letters in the order they were drawn, those that touch together: a word is never in two cells."""
    word: list[Char] = []
    for char in chars:
        if word and not _touches(word[-1], char):
            yield word
            word = []
        word.append(char)
    if word:
        yield word


def _touches(before: Char, after: Char) -> bool:
    if not before["text"].strip() or not after["text"].strip() or is_turned(before) or is_turned(after):
        return False
    gap = after["x0"] - before["x1"]
    return bool(abs(gap) < _GAP * after["size"] and abs(after["top"] - before["top"]) < after["size"] / 4)


def is_turned(char: Char) -> bool:
    """Whether a letter lies on its side."""
    across, up, *_ = char["matrix"]
    return bool(abs(up) > abs(across))


def _runs(chars: Sequence[Char], low: str, high: str) -> Iterator[list[Char]]:
    """Letters by line: those whose middle falls within the line begun."""
    run: list[Char] = []
    for char in sorted(chars, key=lambda one: float(one[low] + one[high])):
        middle = (char[low] + char[high]) / 2
        if run and middle > run[0][low] + 0.75 * (run[0][high] - run[0][low]):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _line(ordered: Sequence[Char], start: str, end: str) -> Line:
    """Letters in reading order as text: a space where one is drawn, or where white is left for one."""
    size = max(one["x1"] - one["x0"] if is_turned(one) else one["size"] for one in ordered)
    parts = [ordered[0]["text"]]
    for before, after in pairwise(ordered):
        parts.append(" " if abs(after[start] - before[end]) > _GAP * size else "")
        parts.append(after["text"])
    width = None if is_turned(ordered[0]) else float(ordered[-1]["x1"] - ordered[0]["x0"])
    first = float(ordered[0]["x1"] - ordered[0]["x0"])
    return Line(" ".join("".join(parts).split()), min(one["top"] for one in ordered), width, first)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the document that surely are whole: those that no edge of a cell touches."""

    words: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        inner = (word for line in lines for word in _WORD.findall(line.text)[1:-1])
        return cls(frozenset(fold(word) for word in inner))

    def is_cut(self, before: str, after: str, *, full: bool = False) -> bool:
        """Whether the end of a line and the start of the next are one word that did not fit. `full` tells that the
        line is one word as wide as its cell.
        """
        end, start = _ENDS_IN_LETTERS.search(before), _BEGINS_WITH_LETTERS.search(after)
        if not end or not start or (start[1][0].isupper() and not end[1].isupper()):
            return False
        head, tail = fold(end[1]), fold(start[1])
        if full and head + tail not in self.words:
            return self._is_rest(end[1], head, tail)
        if tail in _ONE_LETTER_WORDS or tail in _SHORT_WORDS:
            return False
        if len(tail) == 1 or head + tail in self.words:
            return head not in _SHORT_WORDS or head + tail in self.words
        return (head.endswith(("cio", "sio", "xio")) and tail in ("n", "nes")) or tail in (
            "ion",
            "iones",
            "cion",
            "mente",
        )

    def _is_rest(self, end: str, head: str, tail: str) -> bool:
        """Whether letters after a word as wide as its cell are the rest of it: Spanish ends no word like the first
        part, or none is the second.
        """
        if head in self.words or len(head) < _SHORTEST_CUT:
            return False
        consonants = not set(head[-2:]) & set("aeiou")
        participle = bool(_PARTICIPLE.search(head)) and tail in ("o", "a", "os", "as")
        if consonants or participle:
            return True
        ends_like_no_word = head[-1] not in _LAST_LETTERS or (head.endswith("cion") and end[-2:] not in ("ón", "ÓN"))
        if ends_like_no_word:
            return True
        stands_alone = tail in _ONE_LETTER_WORDS or tail in _SHORT_WORDS or tail in self.words
        return not stands_alone and len(tail) <= _LONGEST_REST


_ROUNDING = 0.2
_LAST_LETTERS = frozenset("aeiounsrldzy")
_SHORTEST_CUT = 5
_PARTICIPLE = re.compile(r"([^dt]ad|[^d]id)$")
_LONGEST_REST = 3


def joined(lines: Sequence[Line], vocabulary: Vocabulary, room: float | None = None) -> str:
    """The lines as one text, a word cut in two made whole again. `room` is how wide a line of the cell can be."""
    text = ""
    above: Line | None = None
    for line in lines:
        full = above is not None and above.fills(room, line)
        separator = "" if not text or vocabulary.is_cut(text, line.text, full=full) else "\n"
        above = line
        if text.endswith("-") and line.text[:1].islower() and _ENDS_IN_LETTERS.search(text[:-1]):
            text, separator = text[:-1], ""
        text += separator + line.text
    return text
