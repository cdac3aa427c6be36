"""Tables: a grid cut at its header blocks, and the lines around them that are no table at all (titles, rules)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Header, Row, header_at, written
from rendir.plan.planning.reading.layouts import Layout, layout_of
from rendir.plan.planning.reading.marks import is_rule
from rendir.plan.planning.reading.vocabulary import Role, component_of, heading_of, plain_words

_READS_AS_TITLE = re.compile(r"(cronograma|vigencia|estrategia (de|anual)|plan anticorrupcion|formato|version)\b")


@dataclass(frozen=True, slots=True)
class Table:
    """A header, the rows under it down to the next header, and what its columns are."""

    header: Header
    body: tuple[Row, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a file, the titles before the first, and the findings of reading them."""

    preamble: tuple[Row, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def tables_of(grid: Grid) -> Tables:
    """Cut a grid into its tables."""
    rows = [row for row in grid.rows if written(row)]
    starts = _header_starts(rows)
    findings: list[Finding] = []
    tables: list[Table] = []
    ends = [*(start for start, _ in starts), len(rows)][1:]
    for (start, header), end in zip(starts, ends, strict=True):
        body = tuple(rows[start + len(header.rows) : end])
        layout, displaced = layout_of(header, [row for row in body if is_content(row, header)])
        tables.append(Table(header, body, layout))
        findings += [*_about_header(header), *displaced]
    preamble = tuple(rows[: starts[0][0]]) if starts else tuple(rows)
    around = [*_about_titles(preamble, tables), *_about_rules(rows)]
    return Tables(preamble, tuple(tables), (*around, *findings))


def _header_starts(rows: Sequence[Row]) -> list[tuple[int, Header]]:
    found: list[tuple[int, Header]] = []
    place = 0
    while place < len(rows):
        header = header_at(rows, place)
        if header:
            found.append((place, header))
        place += len(header.rows) if header else 1
    return found


def is_content(row: Row, header: Header) -> bool:
    """Whether a row belongs to the table rather than to the page: no title, no heading, no line of dashes."""
    return not (is_rule([cell.text for cell in row]) or heading_component(row) or is_title(row, header))


def is_title(row: Row, header: Header) -> bool:
    """Whether the row is a line of the page: one cell alone, which reads as a title or starts a line whose activity
    stands further right.
    """
    cells = written(row)
    if len(cells) != 1 or component_of(cells[0].text.strip()):
        return False
    first_column = cells[0] is row[0] and header.meaning(0) is not Role.ACTIVITY
    return first_column or bool(_READS_AS_TITLE.match(plain_words(cells[0].text)))


def heading_component(row: Row) -> Cell | None:
    """The cell of a row that says a component and nothing else."""
    cells = written(row)
    named = [cell for cell in cells if component_of(cell.text.strip())]
    if not named:
        return None
    others = [cell for cell in cells if cell not in named and heading_of(cell.text.strip()) is not Role.COMPONENT]
    return None if others else named[0]


def _about_titles(preamble: Sequence[Row], tables: Sequence[Table]) -> list[Finding]:
    cells = [row[0] for row in preamble if not heading_component(row)]
    cells += [written(row)[0] for table in tables for row in table.body if is_title(row, table.header)]
    seen: set[str] = set()
    findings: list[Finding] = []
    for cell in cells:
        words = plain_words(cell.text)
        findings.append(_about_title(cell, repeated=words in seen))
        seen.add(words)
    return findings


def _about_title(cell: Cell, *, repeated: bool) -> Finding:
    text = cell.text.strip()
    if repeated:
        message = f"El título «{text}» se repite. No es una actividad y no entra al plan."
        return finding(FindingCode.TITLE_REPEATED, message, cell, applied=True)
    return finding(FindingCode.TITLE_IGNORED, f"«{text}» es un título y no entra al plan.", cell, applied=True)


def _about_rules(rows: Iterable[Row]) -> list[Finding]:
    message = "Esta línea de guiones solo separa. No entra al plan."
    ruled = (row for row in rows if is_rule([cell.text for cell in row]))
    return [finding(FindingCode.RULE_LINE, message, row[0].source, applied=True) for row in ruled]


def _about_header(header: Header) -> list[Finding]:
    if len(header.rows) == 1:
        return []
    first, last = header.lines
    message = f"Los títulos de las columnas ocupan {len(header.rows)} filas (líneas {first} a {last}). Se leen juntos."
    return [finding(FindingCode.HEADER_ROWS, message, header.rows[0][0].source, applied=True)]
