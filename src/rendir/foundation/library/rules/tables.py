"""Tables as they stand in a text: lines whose cells are parted by tabs, semicolons, bars or commas. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_PARTING = ("\t", ";", "|", ",")
_LINE = re.compile(r"[^\n]+")
_HEAD_AMONG = 6
"""A head stands among the first lines of its table: above it may be its title."""
_LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, and from where to where each cell under it stands in the text."""

    head: str
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands in the text, its columns, and how many rows are under its head."""

    start: int
    end: int
    columns: tuple[Column, ...]
    rows: int


def tables_of(text: str) -> Iterator[Table]:
    """Every table with a head in words and at least one row under it."""
    lines = [(found.start(), found.group(), _parting(found.group())) for found in _LINE.finditer(text)]
    for mark, group in groupby(lines, key=lambda one: one[2]):
        if mark:
            rows = [_cells(start, line, mark) for start, line, _ in group]
            table = _table(text, rows)
            if table:
                yield table


def _parting(line: str) -> str:
    """What parts the cells of a line: of a comma, only where it stands more than once, as in no short sentence."""
    return next((mark for mark in _PARTING if line.count(mark) > (mark == ",")), "")


def _cells(start: int, line: str, mark: str) -> list[tuple[int, int]]:
    """From where to where each cell stands, without the blanks and quotes around it."""
    found = []
    for cell in line.split(mark):
        inner = cell.strip(' "\t\r')
        first = start + cell.find(inner) if inner else start
        found.append((first, first + len(inner)))
        start += len(cell) + 1
    return found


def _table(text: str, rows: list[list[tuple[int, int]]]) -> Table | None:
    for place, cells in enumerate(rows[:_HEAD_AMONG]):
        heads = [text[start:end] for start, end in cells]
        under = rows[place + 1 :]
        if under and _is_head(heads):
            columns = tuple(
                Column(head, tuple(row[index] for row in under if index < len(row))) for index, head in enumerate(heads)
            )
            return Table(cells[0][0], under[-1][-1][1], columns, len(under))
    return None


def _is_head(heads: list[str]) -> bool:
    """Words in at least two columns, and no numbers."""
    words = [head for head in heads if head]
    said = all(len(head) <= _LONGEST_HEAD and not re.fullmatch(r"[\d\W]+", head) for head in words)
    return len(words) > 1 and said
