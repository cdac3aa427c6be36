"""From the bytes of a file of any format that is read to its grids, as written."""

from rendir.foundation.core.importing import Finding, Grid
from rendir.foundation.core.readers.child import read_apart
from rendir.foundation.core.readers.kinds import Kind, kind_of
from rendir.foundation.core.readers.limits import MEGABYTE, MOST_CELLS, MOST_LINES, MOST_PLAIN_BYTES, too_large
from rendir.plan.planning.reading.grids import DELIMITERS, read_grid


def read_grids(data: bytes, filename: str) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The sheets of a workbook, or the one grid of another file; and what had to be decided to read them.

    Raises `Unreadable` for a file that is empty, damaged, locked, too large, or that is not what its name says.
    """
    kind = kind_of(data, filename)
    if kind is Kind.TEXT:
        _must_be_short(data)
        grid, findings = read_grid(data, filename)
        return (grid,), findings
    return read_apart(data, kind), ()


def _must_be_short(data: bytes) -> None:
    """A text is read in this process: what no schedule can be is refused before."""
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if lines > MOST_LINES:
        raise too_large(f"tiene {lines} líneas y se leen hasta {MOST_LINES}")
    if max(data.count(one.encode()) for one in DELIMITERS) > MOST_CELLS:
        raise too_large("tiene más celdas de las que puede tener un cronograma")
    if len(data) > MOST_PLAIN_BYTES:
        raise too_large(f"es un texto de {len(data) // MEGABYTE} MB y se leen hasta {MOST_PLAIN_BYTES // MEGABYTE}")
