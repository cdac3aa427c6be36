"""Tables side by side: two of them with the same titles on the same row, as people lay them to fill a wide sheet."""

from collections.abc import Sequence
from dataclasses import replace

from rendir.foundation.core.importing import Finding, Grid
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Row, text_at
from rendir.plan.planning.reading.vocabulary import Role, heading_of

_FEWEST_TITLES = 3


def one_below_the_other(grid: Grid) -> tuple[Grid, list[Finding]]:
    """The grid with tables that stand side by side put one below the other; as it is where there are none."""
    for row in grid.rows:
        starts = _starts(row)
        if len(starts) > 1:
            ends = [*starts[1:], max(len(one) for one in grid.rows)]
            parts = [
                tuple(one[start:end] for one in grid.rows if one[start:end])
                for start, end in zip([0, *starts[1:]], ends, strict=True)
            ]
            at = row[starts[1]]
            message = f"La hoja tiene {len(starts)} tablas, una al lado de la otra. Se leen una después de la otra."
            about = finding(FindingCode.TABLES_BESIDE, message, at, applied=True)
            return replace(grid, rows=tuple(one for part in parts for one in part)), [about]
    return grid, []


def _starts(row: Row) -> list[int]:
    """The columns where the same titles begin again, three at least and the activity among them."""
    texts = [text_at(row, column).casefold() for column in range(len(row))]
    first = next((column for column, text in enumerate(texts) if text), 0)
    starts = [column for column in range(first, len(texts)) if texts[column] == texts[first] and texts[first]]
    if len(starts) < 2:
        return []
    parts = [
        [text for text in texts[start:end] if text]
        for start, end in zip(starts, [*starts[1:], len(texts)], strict=True)
    ]
    return starts if _are_titles(parts) else []


def _are_titles(parts: Sequence[Sequence[str]]) -> bool:
    same = all(part == parts[0] for part in parts) and len(set(parts[0])) == len(parts[0]) >= _FEWEST_TITLES
    return same and any(heading_of(text) is Role.ACTIVITY for text in parts[0])
