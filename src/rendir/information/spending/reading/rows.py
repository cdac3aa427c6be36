"""The rows of a CSV or JSON file of any size, one at a time: never more of the file in memory than a row may have.

A row that cannot be read is a `Broken` in its place, and reading goes on with the next.
"""

import csv
import json
import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from rendir.foundation.core.importing import Unreadable

PIECE = 1 << 20
LONGEST_ROW = 1 << 20
"""More letters than any row has: a file that goes on without end is not read into memory."""
LOOK_AT = 200
_SEPARATORS = (",", ";", "\t", "|")
_GAP = re.compile(r"[\s,\[\]\ufeff]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is written: its line in the file and its cells by title."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is none, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that is being read: its titles, the first rows, and all of them in order."""

    titles: tuple[str, ...]
    first: tuple[Row, ...]
    rows: Iterator[Row | Broken]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file is: its bytes by their hash, how many, and how its letters are coded."""

    sha256: str
    size: int
    coding: str


def fingerprint(path: Path) -> Fingerprint:
    """Read once through. `Unreadable` where it is empty."""
    digest, size, decoder, is_utf8 = sha256(), 0, getincrementaldecoder("utf-8")(), True
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            is_utf8 = is_utf8 and _goes_on(decoder, piece)
    if not size:
        raise Unreadable("El archivo está vacío.", way_out="Revise que sea el correcto y tráigalo otra vez.")
    return Fingerprint(digest.hexdigest(), size, "utf-8-sig" if is_utf8 else "cp1252")


def _goes_on(decoder: IncrementalDecoder, piece: bytes) -> bool:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True


def open_table(path: Path, coding: str) -> OpenTable:
    """The rows of a file, CSV or JSON by how it begins."""
    with path.open(encoding=coding, errors="replace", newline="") as file:
        start = file.read(4096).lstrip()
    rows = _json_rows(path, coding) if start[:1] in {"[", "{"} else _csv_rows(path, coding)
    peeked = list(islice(rows, LOOK_AT))
    first = tuple(one for one in peeked if isinstance(one, Row))
    titles = tuple(dict.fromkeys(title for one in first for title in one.cells))
    return OpenTable(titles, first, chain(peeked, rows))


def _csv_rows(path: Path, coding: str) -> Iterator[Row | Broken]:
    with path.open(encoding=coding, errors="replace", newline="") as file:
        lines = _bounded(file)
        head = next(lines, "")
        reader = csv.reader(chain([head], lines), delimiter=max(_SEPARATORS, key=head.count))
        titles = [one.strip() for one in next(reader, [])]
        while True:
            try:
                written = _next_row(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLong) as error:
                yield Broken(reader.line_num, _why(error))
                if isinstance(error, _TooLong):
                    return
                continue
            if any(written):
                yield _csv_row(reader.line_num, titles, written)


def _next_row(reader: Iterator[list[str]]) -> list[str]:
    """The limit of a cell is one for the whole process: others read with theirs."""
    before = csv.field_size_limit(LONGEST_ROW)
    try:
        return next(reader)
    finally:
        csv.field_size_limit(before)


def _csv_row(line: int, titles: Sequence[str], written: Sequence[str]) -> Row | Broken:
    if len(written) > len(titles) and any(written[len(titles) :]):
        return Broken(line, "La fila tiene más celdas que títulos: revise las comillas y los separadores.")
    if len(written) < len(titles) // 2:
        return Broken(line, "La fila está cortada.")
    return Row(line, dict(zip(titles, written, strict=False)))


class _TooLong(ValueError):  # noqa: N818 - said of the file
    """A line that never ends."""


def _why(error: Exception) -> str:
    if isinstance(error, _TooLong):
        return "Desde aquí el archivo no tiene saltos de línea: no se leyó más."
    return "La fila no se entiende: revise las comillas."


def _bounded(file: TextIO) -> Iterator[str]:
    while line := file.readline(LONGEST_ROW):
        if len(line) >= LONGEST_ROW and not line.endswith("\n"):
            raise _TooLong
        yield line


def _json_rows(path: Path, coding: str) -> Iterator[Row | Broken]:
    """The objects of an array, or one after another."""
    with path.open(encoding=coding, errors="replace", newline="") as file:
        text = _Ahead(file)
        while text.is_at_a_row():
            line = text.line
            try:
                found = text.decoded()
            except (ValueError, RecursionError):
                yield Broken(line, "La fila no es JSON que se entienda.")
                if not text.skipped_line():
                    return
            else:
                yield _json_row(line, found)


class _Ahead:
    """A text of which only what is being read is in memory."""

    def __init__(self, file: TextIO) -> None:
        self.line = 1
        self._file, self._text, self._at, self._ended = file, "", 0, False
        self._decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda _: "")

    def is_at_a_row(self) -> bool:
        """Go to where the next row begins; False at the end."""
        while True:
            self._pass(_GAP.match(self._text, self._at).end())  # type: ignore[union-attr] # it matches nothing, too
            if self._at < len(self._text):
                return True
            if not self._more():
                return False

    def decoded(self) -> object:
        """The value that begins here; its letters are passed. `ValueError` where there is none."""
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except ValueError:
                if len(self._text) - self._at > LONGEST_ROW or not self._more():
                    raise
                continue
            self._pass(end)
            return found

    def skipped_line(self) -> bool:
        """Pass the rest of this line. False where it does not end."""
        end = self._text.find("\n", self._at)
        if end < 0:
            return False
        self._pass(end + 1)
        return True

    def _pass(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        piece = "" if self._ended else self._file.read(PIECE // 4)
        self._ended = not piece
        self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)


def _json_row(line: int, found: object) -> Row | Broken:
    if not isinstance(found, dict):
        return Broken(line, "La fila no es un objeto con nombres y valores.")
    return Row(line, {str(name): _plain(value) for name, value in found.items()})


def _plain(value: object) -> str:
    """A value as text. The portal writes an address as an object that has it inside."""
    if isinstance(value, dict):
        return _plain(value.get("url", ""))
    return "" if value is None or isinstance(value, list) else str(value)
