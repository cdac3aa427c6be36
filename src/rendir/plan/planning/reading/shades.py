"""Schedules that are painted: cells of colour under the stages or the periods, where others write an X."""

from collections import Counter
from dataclasses import replace

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Header, Row, header_at, text_at, written
from rendir.plan.planning.reading.periods import Slot
from rendir.plan.planning.rules.facts import Stage

_MARK = "X"


def shades_as_marks(grid: Grid) -> tuple[Grid, list[Finding]]:
    """The grid with an X in each painted cell, in tables whose columns of marks have paint and no letter at all."""
    if not any(cell.shaded for row in grid.rows for cell in row):
        return grid, []
    rows, findings = list(grid.rows), []
    headers = _headers(rows)
    ends = [*(start for start, _ in headers), len(rows)][1:]
    for (start, header), end in zip(headers, ends, strict=True):
        body = range(start + len(header.rows), end)
        for family in (Slot, Stage):
            columns = [c for c in range(header.width) if isinstance(header.meaning(c), family)]
            if columns and _is_painted([rows[place] for place in body], columns):
                first = next(cell for place in body for cell in _painted(rows[place], columns))
                findings.append(_about(first))
                for place in body:
                    rows[place] = _marked(rows[place], columns)
    return replace(grid, rows=tuple(rows)), findings


def _headers(rows: list[Row]) -> list[tuple[int, Header]]:
    found = ((place, header_at(rows, place)) for place in range(len(rows)) if written(rows[place]))
    starts: list[tuple[int, Header]] = []
    for place, header in found:
        if header and (not starts or place >= starts[-1][0] + len(starts[-1][1].rows)):
            starts.append((place, header))
    return starts


def _is_painted(body: list[Row], columns: list[int]) -> bool:
    """Whether colour tells the marks: nothing is written there, and of each row some cells are painted, not all."""
    blank = not any(text_at(row, column) for row in body for column in columns)
    painted = [len(_painted(row, columns)) for row in body if len(written(row)) > 1]
    return blank and any(painted) and not all(count == len(columns) for count in painted)


def _painted(row: Row, columns: list[int]) -> list[Cell]:
    """The painted cells of those columns; the colour that the rest of the row has, as in striped tables, says
    nothing.
    """
    others = Counter(cell.shaded for column, cell in enumerate(row) if column not in columns)
    behind = others.most_common(1)[0][0] if others else None
    cells = [row[column] for column in columns if column < len(row)]
    return [cell for cell in cells if cell.shaded and cell.shaded != behind]


def _marked(row: Row, columns: list[int]) -> Row:
    painted = {id(cell) for cell in _painted(row, columns)}
    return tuple(replace(cell, text=_MARK) if id(cell) in painted else cell for cell in row)


def _about(cell: Cell) -> Finding:
    message = "La tabla no tiene X: las celdas de color se leen como marcas. Revise que cada color sea una marca."
    return finding(FindingCode.CELL_SHADED, message, cell.source, applied=True)
