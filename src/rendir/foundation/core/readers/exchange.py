"""How grids and refusals pass from the process that reads a file to the one that asked."""

import json
from collections.abc import Sequence
from typing import Any

from rendir.foundation.core.importing import Cell, Grid, Source, Unreadable


def write(grids: Sequence[Grid]) -> str:
    """Grids as one line of JSON."""
    return json.dumps({"grids": [_write_grid(one) for one in grids]}, ensure_ascii=False)


def write_refusal(refusal: Unreadable) -> str:
    """A refusal as one line of JSON."""
    return json.dumps({"message": refusal.message, "way_out": refusal.way_out}, ensure_ascii=False)


def read(text: str) -> tuple[Grid, ...]:
    """The grids that `write` wrote. Raises the refusal that `write_refusal` wrote, or `ValueError`."""
    data = json.loads(text)
    if "message" in data:
        raise Unreadable(data["message"], way_out=data["way_out"])
    return tuple(_read_grid(one) for one in data["grids"])


def _write_grid(grid: Grid) -> dict[str, Any]:
    return {
        "name": grid.name,
        "hidden": grid.hidden,
        "hidden_lines": sorted(grid.hidden_lines),
        "hidden_columns": sorted(grid.hidden_columns),
        "stale": [_write_source(one) for one in grid.stale],
        "rows": [[_write_cell(cell) for cell in row] for row in grid.rows],
    }


def _read_grid(data: dict[str, Any]) -> Grid:
    return Grid(
        tuple(tuple(_read_cell(cell) for cell in row) for row in data["rows"]),
        data["name"],
        data["hidden"],
        frozenset(data["hidden_lines"]),
        frozenset(data["hidden_columns"]),
        tuple(_read_source(one) for one in data["stale"]),
    )


def _write_source(source: Source | None) -> list[object] | None:
    return None if source is None else [source.line, source.column, source.sheet, source.page, source.table]


def _read_source(data: list[Any]) -> Source:
    line, column, sheet, page, table = data
    return Source(line, column, sheet, None, page, table)


def _write_cell(cell: Cell) -> list[object]:
    return [cell.text, _write_source(cell.source), _write_source(cell.merged_from), cell.loose, cell.shaded]


def _read_cell(data: list[Any]) -> Cell:
    text, source, merged_from, loose, shaded = data
    return Cell(text, _read_source(source), merged_from and _read_source(merged_from), loose, shaded)
