"""Where the printed schedule turns the page: the arithmetic that lets each page name the component it continues. Pure.

A spreadsheet keeps no such thing: it fits the columns to the paper, in whole percents, and fills pages with whole rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rendir.foundation.core.documents import Orientation, Paper

MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 0.4, 0.5, 0.6
"""Inches."""
_POINTS_PER_INCH, _POINTS_PER_MM = 72, 72 / 25.4
_NAME_POINTS = 80
"""What the longest name of a component takes where it climbs in readable letters."""


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """The paper, and how it lies."""

    paper: Paper = Paper.OFICIO
    orientation: Orientation = Orientation.LANDSCAPE

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        short, long = (side * _POINTS_PER_MM for side in self.paper.size)
        return (long, short) if self.orientation is Orientation.LANDSCAPE else (short, long)


def column_points(width: float) -> float:
    """The points of a column so many digits wide: seven pixels a digit and five around, at 96 pixels an inch."""
    return (width * 7 + 5) * 0.75


def rows_by_page(
    heights: Sequence[float],
    widths: Sequence[float],
    printed: PrintedSheet,
    *,
    opening: float,
    header: float,
    parts: Sequence[object] = (),
) -> Iterator[range]:
    """The rows (from 0) that stand on each page. `heights` are points, `widths` those of columns.

    `opening` is what stands above the rows on the first page, `header` what is repeated on the others, in points.
    `parts` says to which part each row belongs: a few rows that could not hold its name go along with their neighbours.
    """
    room = _page_room(widths, printed)
    start, free, row = 0, room - opening, 0
    while row < len(heights):
        if heights[row] > free and row > start:
            stop = _without_scraps(start, row, heights, parts)
            yield range(start, stop)
            start, free, row = stop, room - header, stop
        free -= heights[row]
        row += 1
    if heights:
        yield range(start, len(heights))


def _without_scraps(start: int, row: int, heights: Sequence[float], parts: Sequence[object]) -> int:
    """Where the page that begins at `start` ends, if `row` does not fit any more."""
    if not parts or parts[row] != parts[row - 1]:
        return row
    first = next(one for one in range(start, row) if parts[one] == parts[row])
    end = next((one for one in range(row, len(parts)) if parts[one] != parts[row]), len(parts))
    stop = row
    while sum(heights[stop:end]) < _NAME_POINTS and stop - 1 > first:
        stop -= 1
    return first if start < first and sum(heights[first:stop]) < _NAME_POINTS else stop


def _page_room(widths: Sequence[float], printed: PrintedSheet) -> float:
    """The points of rows that a page takes once the columns fit."""
    width, height = printed.size
    table = sum(map(column_points, widths))
    percent = min(100, int(100 * (width - 2 * MARGIN_SIDE * _POINTS_PER_INCH) / table))
    return (height - (MARGIN_TOP + MARGIN_BOTTOM) * _POINTS_PER_INCH) * 100 / percent
