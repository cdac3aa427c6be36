"""Which sheets of a file hold a schedule, what each of them says, and what is left aside."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rendir.foundation.core.importing import Cell, Finding, Grid, Source
from rendir.foundation.core.spanish import count, fold
from rendir.plan.planning.reading.beside import one_below_the_other
from rendir.plan.planning.reading.bullets import entries_of_lists
from rendir.plan.planning.reading.calendars import entries_of_calendar
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.merges import settle
from rendir.plan.planning.reading.pages import without_pages
from rendir.plan.planning.reading.rows import Rows, rows_of
from rendir.plan.planning.reading.shades import shades_as_marks
from rendir.plan.planning.reading.tables import tables_of
from rendir.plan.planning.reading.turned import upright

_SAME = 0.6
"""The share of activities that one sheet has in common with those before, from which it repeats them."""


@dataclass
class Read:
    """What was read of a file: entries, findings about no activity, and the findings that are titles of the page."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    titles: list[Finding] = field(default_factory=list)
    tables: int = 0
    under_periods: dict[tuple[object, str, str], Entry] = field(default_factory=dict)
    other_plans: set[str] = field(default_factory=set)
    """The sheets that hold nothing but other parts of a larger plan."""

    def take(self, rows: Rows, about: Sequence[Finding], titles: Sequence[Finding] = ()) -> None:
        self.entries += [entry for entry in rows.entries if not self._joins(entry)]
        self.findings += [*about, *titles, *rows.findings]
        self.titles += titles

    def _joins(self, entry: Entry) -> bool:
        """Whether an activity under the heading of a period was read under another one: it is the same."""
        key = (entry.component, fold(entry.name), fold(entry.responsible.text))
        same = self.under_periods.setdefault(key, entry) if entry.under_period else entry
        if same is not entry:
            same.periods |= entry.periods
        return same is not entry


def read_sheets(grids: Sequence[Grid]) -> Read:
    """Read the visible sheets; the hidden ones where no other has a schedule; lists where there is no table."""
    read = Read()
    shown = [grid for grid in grids if not grid.hidden]
    hidden = [grid for grid in grids if grid.hidden]
    left = [grid for grid in shown if not _read_tables(grid, read, several=len(grids) > 1)]
    if not read.entries:
        left += [grid for grid in hidden if not _read_tables(grid, read, several=len(grids) > 1)]
    else:
        read.findings += [_about_hidden(grid) for grid in hidden if grid.rows]
    if not read.entries:
        left = [grid for grid in left if not _read_lists(grid, read)]
    left = [grid for grid in left if grid.rows and len(grids) > 1]
    read.findings += [_about_other_plan(one) if one.name in read.other_plans else _about_ignored(one) for one in left]
    return read


def _read_tables(grid: Grid, read: Read, *, several: bool) -> bool:
    """Read one sheet into `read`; False where it has no schedule."""
    whole, about_pages = without_pages(settle(grid))
    whole, about_beside = one_below_the_other(whole)
    whole, about_turned = upright(whole)
    shaded, about_shades = shades_as_marks(whole)
    tables = tables_of(shaded)
    title = Cell(grid.name, Source(1, sheet=grid.name)) if several else None
    rows = rows_of(tables, title, read.tables)
    about = [*about_pages, *about_beside, *about_turned, *about_shades, *_about_grid(grid)]
    if not rows.entries and any(one.code == FindingCode.OTHER_PLAN for one in rows.findings):
        read.other_plans.add(grid.name)
        return False
    if not rows.entries:
        rows, about_calendar = entries_of_calendar(grid)
        if not rows.entries:
            return False
        read.take(rows, [*about, *about_calendar])
        return True
    if _repeats([one for one in rows.entries if not one.under_period], read.entries):
        read.findings.append(_about_repeated(grid))
        return True
    read.tables += len(tables.tables)
    read.take(rows, about, tables.findings)
    return True


def _read_lists(grid: Grid, read: Read) -> bool:
    whole, about_pages = without_pages(settle(grid))
    rows, about = entries_of_lists(whole)
    if rows.entries:
        read.take(rows, [*about_pages, *about])
    return bool(rows.entries)


def _repeats(entries: Sequence[Entry], before: Sequence[Entry]) -> bool:
    names = {fold(entry.name) for entry in before}
    return bool(entries) and sum(fold(entry.name) in names for entry in entries) > _SAME * len(entries)


def _about_grid(grid: Grid) -> list[Finding]:
    """The hidden rows and columns that are read all the same, and the formulas without result."""
    first = {row[0].source.line: row[0] for row in grid.rows}
    rows = [
        finding(
            FindingCode.ROW_HIDDEN,
            f"La fila {line} está oculta en el archivo. Se lee como las demás; retírela si no es del plan.",
            first[line].source,
        )
        for line in sorted(grid.hidden_lines & first.keys())
    ]
    return [*rows, *_about_columns(grid), *(_about_formula(source) for source in grid.stale)]


def _about_columns(grid: Grid) -> list[Finding]:
    written = {cell.source.column for row in grid.rows for cell in row if cell.text.strip()}
    message = "La columna {} está oculta en el archivo. Se lee como las demás."
    sheet = grid.name or None
    return [
        finding(FindingCode.COLUMN_HIDDEN, message.format(column), Source(1, column, sheet), applied=True)
        for column in sorted(grid.hidden_columns & written)
    ]


def _about_formula(source: Source) -> Finding:
    message = (
        "La celda tiene una fórmula sin resultado, o con error. Se lee como vacía. Abra el archivo en Excel, guárdelo "
        "y cárguelo otra vez."
    )
    return finding(FindingCode.FORMULA_NOT_CALCULATED, message, source)


def _about_hidden(grid: Grid) -> Finding:
    message = f"La hoja «{grid.name}» está oculta y no se lee. Si es del plan, muéstrela y cargue el archivo otra vez."
    return finding(FindingCode.SHEET_HIDDEN, message, grid.rows[0][0].source)


def _about_ignored(grid: Grid) -> Finding:
    rows = count(len(grid.rows), "fila escrita", "filas escritas")
    message = f"La hoja «{grid.name}» ({rows}) no tiene un cronograma y no entra al plan."
    return finding(FindingCode.SHEET_IGNORED, message, grid.rows[0][0].source)


def _about_other_plan(grid: Grid) -> Finding:
    message = f"La hoja «{grid.name}» es de otra parte de un plan más grande, y no entra al cronograma."
    return finding(FindingCode.OTHER_PLAN, message, grid.rows[0][0].source)


def _about_repeated(grid: Grid) -> Finding:
    message = f"La hoja «{grid.name}» repite las actividades de otra hoja, ya leída. No se lee dos veces."
    return finding(FindingCode.SHEET_REPEATED, message, grid.rows[0][0].source)
