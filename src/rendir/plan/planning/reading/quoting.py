"""From text to rows of cells: delimiters, quoted cells, and the quotes that people leave open.

A cell in quotes may hold delimiters and line breaks (RFC 4180). A quote that is opened and never closed would
swallow the rows that follow: there the quotes are letters like any other, and the cell is read as written.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a record. `open_quote` tells that its quotes do not balance and stand in the text."""

    text: str
    open_quote: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One row of cells; `line` is the 1-based line of the file where it begins."""

    line: int
    fields: tuple[Field, ...]

    @property
    def is_blank(self) -> bool:
        return not any(field.text.strip() for field in self.fields)


def records_of(text: str, delimiter: str) -> list[Record]:
    """The rows of a delimited text, blank ones included.

    A quoted cell that runs over lines as full of delimiters as a row of the table is taken for an open quote,
    unless only believing it makes a regular table.
    """
    doubtful = list(_Reader(text, delimiter, _row_like(text, delimiter)).records())
    if _is_regular(doubtful):
        return doubtful
    believed = list(_Reader(text, delimiter).records())
    return believed if _is_regular(believed) and not _has_open_quote(believed) else doubtful


def _is_regular(records: list[Record]) -> bool:
    return len({len(record.fields) for record in records if not record.is_blank}) <= 1


def _has_open_quote(records: list[Record]) -> bool:
    return any(field.open_quote for record in records for field in record.fields)


def _row_like(text: str, delimiter: str) -> int:
    """From how many delimiters on a line looks like a row: half of the usual number, two at least."""
    counts = Counter(line.count(delimiter) for line in _BREAK.split(text) if delimiter in line)
    usual = counts.most_common(1)[0][0] if counts else 0
    return max(2, (usual + 1) // 2)


class _Reader:
    """Reads one text once. From `row_like` delimiters on a line inside quotes, the quotes are not believed."""

    def __init__(self, text: str, delimiter: str, row_like: int | None = None) -> None:
        mark = re.escape(delimiter)
        # Possessive: a stray quote must not make the match go back over the whole file.
        self._quoted = re.compile(rf'"((?:[^"]++|"")*+)"(?={mark}|[\r\n]|\Z)')
        self._plain = re.compile(rf"[^{mark}\r\n]*")
        self._text, self._delimiter, self._row_like = text, delimiter, row_like

    def records(self) -> Iterator[Record]:
        place, line = 0, 1
        while place < len(self._text):
            fields, end = self._record_at(place)
            yield Record(line, fields)
            line += len(_BREAK.findall(self._text, place, end))
            place = end

    def _record_at(self, place: int) -> tuple[tuple[Field, ...], int]:
        fields: list[Field] = []
        while True:
            field, place = self._field_at(place)
            fields.append(field)
            if self._text[place : place + 1] != self._delimiter:
                line_break = _BREAK.match(self._text, place)
                return tuple(fields), line_break.end() if line_break else place
            place += 1

    def _field_at(self, place: int) -> tuple[Field, int]:
        quoted = self._quoted.match(self._text, place)
        if quoted and self._is_believable(quoted[1]):
            return Field(quoted[1].replace('""', '"')), quoted.end()
        plain = self._plain.match(self._text, place)
        assert plain  # noqa: S101 - the pattern matches the empty text too
        return Field(plain[0], plain[0].count('"') % 2 == 1), plain.end()

    def _is_believable(self, inside: str) -> bool:
        if self._row_like is None or not _BREAK.search(inside):
            return True
        return all(line.count(self._delimiter) < self._row_like for line in _BREAK.split(inside))
