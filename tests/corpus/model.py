"""What a made file is: pages of lines and tables, and the facts that a person reads in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class C:
    """A cell over so many rows and columns; `shade` paints it (`RRGGBB`)."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `item` makes it an item of a list."""

    text: str
    item: bool = False


Row = Sequence[C | str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; places that a cell above or to the left covers are left out, as in HTML."""

    rows: Sequence[Row]

    def placed(self) -> list[tuple[int, int, C]]:
        """Each cell with its row and column, counted from 0."""
        taken: set[tuple[int, int]] = set()
        found = []
        for number, row in enumerate(self.rows):
            column = 0
            for one in row:
                cell = one if isinstance(one, C) else C(one)
                while (number, column) in taken:
                    column += 1
                found.append((number, column, cell))
                taken |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
                column += cell.columns
        return found

    @property
    def size(self) -> tuple[int, int]:
        placed = self.placed()
        height = max(row + cell.rows for row, _, cell in placed)
        return height, max(column + cell.columns for _, column, cell in placed)

    def grid(self) -> list[list[str]]:
        """The texts by place, each at the first place of its cell."""
        height, width = self.size
        rows = [[""] * width for _ in range(height)]
        for row, column, cell in self.placed():
            rows[row][column] = cell.text
        return rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: lines and tables, from top to bottom."""

    blocks: Sequence[Line | Table]
    name: str = "Hoja1"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A layout: its sheets, the formats that can hold it, and its facts. `expected` are activities as JSON."""

    name: str
    sheets: Sequence[Sheet]
    expected: Sequence[dict[str, Any]]
    formats: Sequence[str]
    options: dict[str, Any] = field(default_factory=dict)
    year: int = 2021
