"""Tables that run over several pages: what each page repeats is taken once, a row cut by a page is made whole."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.foundation.core.spanish import fold
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Row, header_at, written
from rendir.plan.planning.reading.marks import is_mark

_GOES_ON = re.compile(r"[^\W\dA-ZÁÉÍÓÚÑÜ]|[,;:)»]")


def without_pages(grid: Grid) -> tuple[Grid, list[Finding]]:
    """The grid as one run of rows. Only tables of documents are concerned: a sheet has no pages."""
    rows, about_lines = _without_furniture(grid.rows)
    rows, about_titles = _without_repeated_titles(rows)
    return replace(grid, rows=tuple(_whole(rows))), about_lines + about_titles


def _without_furniture(rows: Sequence[Row]) -> tuple[list[Row], list[Finding]]:
    """Keep only once the lines that most pages have: what is printed at their head and foot."""
    pages = len({row[0].source.page for row in rows})
    seen: defaultdict[str, set[int | None]] = defaultdict(set)
    for row in rows:
        if _is_line(row):
            seen[_pattern(row[0])].add(row[0].source.page)
    everywhere = {pattern for pattern, where in seen.items() if len(where) > 1 and len(where) * 2 >= pages}
    taken: Counter[str] = Counter()
    kept: list[Row] = []
    findings: list[Finding] = []
    for row in rows:
        pattern = _pattern(row[0]) if _is_line(row) else ""
        if pattern not in everywhere:
            kept.append(row)
            continue
        taken[pattern] += 1
        if taken[pattern] == 1:
            message = f"«{row[0].text.strip()}» se repite en {len(seen[pattern])} páginas. No entra al plan."
            findings.append(finding(FindingCode.TITLE_REPEATED, message, row[0], applied=True))
    return kept, findings


def _is_line(row: Row) -> bool:
    """Whether the row is a line of the page, in no table."""
    return row[0].loose and row[0].source.table is None


def _pattern(cell: Cell) -> str:
    return re.sub(r"\d+", "#", fold(cell.text))


def _without_repeated_titles(rows: Sequence[Row]) -> tuple[list[Row], list[Finding]]:
    """Drop the titles of columns that are equal to those already read, where another table begins."""
    known: set[tuple[tuple[str, ...], ...]] = set()
    kept: list[Row] = []
    findings: list[Finding] = []
    place = 0
    while place < len(rows):
        header = header_at(rows, place) if _begins_table(rows, place) else None
        titles = tuple(tuple(fold(cell.text) for cell in row) for row in header.rows) if header else ()
        if header and titles in known:
            message = "Los títulos de las columnas se repiten al cambiar de página. Se leen una sola vez."
            findings.append(finding(FindingCode.HEADER_REPEATED, message, header.rows[0][0].source, applied=True))
        else:
            kept += rows[place : place + (len(header.rows) if header else 1)]
        if header and not header.component_cell():
            known.add(titles)
        place += len(header.rows) if header else 1
    return kept, findings


def _begins_table(rows: Sequence[Row], place: int) -> bool:
    table = _table(rows[place])
    return table is not None and (place == 0 or _table(rows[place - 1]) != table)


def _table(row: Row) -> tuple[int | None, int] | None:
    source = row[0].source
    return None if source.table is None or row[0].loose else (source.page, source.table)


def _whole(rows: Sequence[Row]) -> list[Row]:
    whole: list[Row] = []
    for row in rows:
        if whole and _is_rest_of(whole[-1], row):
            whole[-1] = tuple(_joined(above, below) for above, below in zip(whole[-1], row, strict=True))
        else:
            whole.append(row)
    return whole


def _is_rest_of(above: Row, below: Row) -> bool:
    """Whether a page cut one row in two: the same columns, no marks below, and every text goes on from above."""
    before, after = _table(above), _table(below)
    if before is None or after is None or before == after or above[0].source.page == below[0].source.page:
        return False
    if len(above) != len(below) or any(is_mark(cell.text) for cell in below):
        return False
    pairs = [(one, other) for one, other in zip(above, below, strict=True) if other.text.strip()]
    goes_on = all(one.text.strip() and _GOES_ON.match(other.text.strip()) for one, other in pairs)
    return goes_on and bool(written(below))


def _joined(above: Cell, below: Cell) -> Cell:
    text = "\n".join(part for part in (above.text.rstrip(), below.text.lstrip()) if part)
    return replace(above, text=text)
