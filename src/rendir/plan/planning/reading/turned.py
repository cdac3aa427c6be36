"""Tables that lie on their side: the titles run down the first column, and each further column is an activity."""

from dataclasses import replace

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Row, text_at, written
from rendir.plan.planning.reading.vocabulary import Role, heading_of

_FEWEST_TITLES = 3
_FEWEST_ACTIVITIES = 2


def upright(grid: Grid) -> tuple[Grid, list[Finding]]:
    """The grid with a table that lies on its side turned; as it is where it stands."""
    rows = [row for row in grid.rows if written(row)]
    lying = [row for row in rows if _is_lying(row)]
    roles = [heading_of(text_at(row, 0)) for row in lying]
    titles = {role for role in roles if isinstance(role, Role)}
    standing = any(_titles_across(row) > 1 for row in rows)
    if standing or Role.ACTIVITY not in titles or len(titles) < max(_FEWEST_TITLES, len(roles)):
        return grid, []
    above = tuple(row for row in rows[: rows.index(lying[0])] if not _is_lying(row))
    message = "Los títulos de la tabla están en la primera columna. Cada columna que sigue se lee como una actividad."
    about = finding(FindingCode.TABLE_TURNED, message, lying[0][0], applied=True)
    width = max(len(row) for row in lying)
    turned = tuple(tuple(_at(row, column) for row in lying) for column in range(width))
    return replace(grid, rows=(*above, *turned)), [about]


def _is_lying(row: Row) -> bool:
    """Whether the row begins with a title and goes on with the data of several activities."""
    title = heading_of(text_at(row, 0)) if not row[0].loose else None
    return isinstance(title, Role) and len(written(row)) > _FEWEST_ACTIVITIES


def _titles_across(row: Row) -> int:
    return sum(isinstance(heading_of(cell.text.strip()), Role) for cell in written(row))


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else Cell("", replace(row[0].source, column=column + 1))
