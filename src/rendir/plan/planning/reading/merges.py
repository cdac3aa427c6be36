"""Merged cells, and cells without ink: a grid in which each cell says what holds at its place, and no more.

A merged cell holds for all the rows it covers, and for all the columns if it is a mark; a title over several columns
stands over the first of them.
"""

from dataclasses import replace

from rendir.foundation.core.importing import Cell, Grid
from rendir.plan.planning.reading.headers import Row
from rendir.plan.planning.reading.marks import is_mark

_WIDE = 3
"""Columns from which a cell that is alone in its row reads as a line of the page."""


def settle(grid: Grid) -> Grid:
    """The grid with its merged cells settled, and without the rows that only repeat what is above them."""
    rows = (_settled(row) for row in grid.rows if any(is_own(cell) for cell in row))
    return replace(grid, rows=tuple(rows))


def is_own(cell: Cell) -> bool:
    """Whether the cell says something that was written at its place."""
    return cell.merged_from is None and bool(cell.text.strip())


def comes_from_above(cell: Cell) -> bool:
    """Whether the cell repeats a merged cell that begins in a row above."""
    return cell.merged_from is not None and cell.merged_from.line < cell.source.line


def _settled(row: Row) -> Row:
    own = [cell for cell in row if is_own(cell)]
    covered = sum(cell.merged_from == own[0].source for cell in row)
    if len(own) == 1 and covered + 1 >= _WIDE and covered * 2 >= len(row) and not is_mark(own[0].text):
        at = row.index(own[0])
        return (*(replace(one, text="") for one in row[:at]), replace(own[0], loose=True))
    return tuple(cell if _holds(cell) else replace(cell, text="") for cell in row)


def _holds(cell: Cell) -> bool:
    """Whether what a merged cell says counts at this place of it."""
    same_column = cell.merged_from is None or cell.merged_from.column == cell.source.column
    return same_column or is_mark(cell.text)
