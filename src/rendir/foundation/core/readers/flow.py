"""A document as one grid: its paragraphs as loose lines and the rows of its tables, in the order they are read."""

from dataclasses import dataclass, field, replace

from rendir.foundation.core.importing import Cell, Grid, Source
from rendir.foundation.core.readers.limits import MOST_CELLS, MOST_ROWS, MOST_TEXT, too_large

BULLET = "•"
KEPT = "rendir-datos"
"""The name under which our own exports keep the exact plan beside what they show."""


def kept_data(text: str | None) -> tuple[Grid, ...]:
    """The exact data that a document of ours carries, as a hidden grid of one cell."""
    return (Grid(((Cell(text, Source(1, 1)),),), KEPT, hidden=True),) if text else ()


@dataclass
class Flow:
    """A document while it is read. Paragraphs, and tables in the document or on the page, are counted from 1."""

    page: int | None = None
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    _paragraph: int = 0
    _table: int = 0
    _size: int = 0
    _count: int = 0

    def turn_to(self, page: int) -> None:
        """Begin another page."""
        self.page, self._paragraph, self._table = page, 0, 0

    def line(self, text: str) -> None:
        """A paragraph, or a line of a page."""
        self._paragraph += 1
        if text.strip():
            self._add((Cell(text, Source(self._paragraph, page=self.page), loose=True),))

    def item(self, text: str) -> None:
        """A paragraph that is an item of a list."""
        self.line(f"{BULLET} {text}" if text.strip() else "")

    def put_table(self, table: Grid) -> None:
        """The rows of a table, each cell telling which table it is in."""
        self._table += 1
        for row in table.rows:
            self._add(tuple(self._placed(cell) for cell in row))

    def grid(self, name: str = "") -> Grid:
        return Grid(tuple(self.rows), name)

    def _placed(self, cell: Cell) -> Cell:
        return replace(
            cell, source=self._moved(cell.source), merged_from=cell.merged_from and self._moved(cell.merged_from)
        )

    def _moved(self, source: Source) -> Source:
        return replace(source, page=self.page, table=self._table)

    def _add(self, row: tuple[Cell, ...]) -> None:
        self._size, self._count = self._size + sum(len(cell.text) for cell in row), self._count + len(row)
        if len(self.rows) > MOST_ROWS or self._count > MOST_CELLS or self._size > MOST_TEXT:
            raise too_large("tiene más texto del que puede tener un cronograma")
        self.rows.append(row)
