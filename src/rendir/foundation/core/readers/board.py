"""A board: cells put down at their coordinates, merged ones over all the places they cover, then read as a grid."""

from dataclasses import dataclass, field

from rendir.foundation.core.importing import Cell, Grid, Source
from rendir.foundation.core.readers.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, too_large


@dataclass
class Board:
    """One sheet or table while it is read. Rows and columns count from 1; what lies beyond the limits is refused."""

    name: str = ""
    sheet: str | None = None
    hidden: bool = False
    hidden_lines: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    stale: list[Source] = field(default_factory=list)
    _cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    _size: int = 0
    _count: int = 0

    def source(self, row: int, column: int) -> Source:
        return Source(row, column, self.sheet)

    def put(self, row: int, column: int, text: str, *, shaded: str | None = None) -> None:
        """Write one cell. Beyond the last column that is read, nothing is kept."""
        if column <= MOST_COLUMNS:
            self.put_cell(row, column, Cell(text, self.source(row, column), shaded=shaded))

    def put_cell(self, row: int, column: int, cell: Cell) -> None:
        """Write one cell that knows where it stands."""
        self._size, self._count = self._size + len(cell.text), self._count + 1
        self._cells.setdefault(row, {})[column] = cell
        if len(self._cells) > MOST_ROWS:
            raise too_large(f"tiene más de {MOST_ROWS} filas escritas")
        if self._count > MOST_CELLS or self._size > MOST_TEXT:
            raise too_large("tiene más celdas escritas de las que puede tener un cronograma")

    def at(self, row: int, column: int) -> Cell | None:
        return self._cells.get(row, {}).get(column)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Give the first cell of a merged range to all its places; a range without text is left alone."""
        first = self.at(top, left)
        if first is None or not (first.text.strip() or first.shaded):
            return
        bottom, right = min(bottom, max(self._cells)), min(right, MOST_COLUMNS)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    at = self.source(row, column)
                    self.put_cell(row, column, Cell(first.text, at, first.source, shaded=first.shaded))

    def grid(self) -> Grid:
        """The rows from the first to the last written, each as wide as its last cell."""
        rows = tuple(self._row(row) for row in sorted(self._cells))
        return Grid(
            rows,
            self.name,
            self.hidden,
            frozenset(self.hidden_lines & self._cells.keys()),
            frozenset(self.hidden_columns),
            tuple(self.stale),
        )

    def _row(self, row: int) -> tuple[Cell, ...]:
        cells = self._cells[row]
        return tuple(cells.get(column) or Cell("", self.source(row, column)) for column in range(1, max(cells) + 1))
