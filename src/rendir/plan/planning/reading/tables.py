"""Tables: a grid cut at its header blocks, and the lines around them that are no table at all (titles, rules)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.foundation.core.spanish import count, fold
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Header, Row, header_at, written
from rendir.plan.planning.reading.layouts import Layout, layout_of
from rendir.plan.planning.reading.marks import is_mark, is_rule
from rendir.plan.planning.reading.periods import slot_of
from rendir.plan.planning.reading.vocabulary import Role, component_of, heading_of, plain_words
from rendir.plan.planning.rules.facts import Stage

_READS_AS_TITLE = re.compile(r"(cronograma|vigencia|estrategia (de|anual)|plan anticorrupcion|formato|version)\b")
_FOOT = re.compile(
    r"(elaboro|reviso|aprobo|consolido|vo\.?\s?bo)\b"
    r"|(proyecto|firmas?|(elabora|revisa|aproba)d[oa] por|fuente|notas?|convenciones|observaciones|total(es)?|subtotal"
    r"|codigo|version|pagina)(\s*[:\d(]|\s*$)|(sub)?total\b.{0,40}$"
)
_SIGNATURE = re.compile(r"(elaboro|reviso|aprobo|consolido|(elabora|revisa|aproba)d[oa] por)\b")
_MOST_SIGNED = 8
"""Rows under a signature that can still be part of it."""
_NUMBERING = re.compile(r"\d{1,3}(\.\d{1,3})*[.)]?|[IVX]{1,4}[.)]?")
_WIDE = 4
"""Columns from which a line without any separator is no row of the table."""
_BEFORE_STAGE = re.compile(
    r"^(?:(?:\d+|i{1,3}|iv|v|[a-e]) )?(?:(?:etapa|fase|momento)(?: (?:\d+|i{1,3}|iv|v))? ?(?:de )?)?"
)


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
        body, foreign = _of_one_table(header, rows[start + len(header.rows) : end])
        findings += _about_foreign(foreign)
        layout, displaced = layout_of(header, [row for row in body if is_content(row, header)])
        tables.append(Table(header, body, layout))
        findings += [*_about_header(header), *displaced]
    preamble = tuple(rows[: starts[0][0]]) if starts else tuple(rows)
    around = [*_about_titles(preamble, tables), *_about_rules(rows), *_about_feet(tables)]
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
    page = is_rule([cell.text for cell in row]) or heading_component(row) or is_title(row, header) or is_foot(row)
    return not page


def is_foot(row: Row) -> bool:
    """Whether the row ends a table: signatures, notes, totals. A row with marks is never one."""
    cells = written(row)
    begins = bool(cells) and bool(_FOOT.match(fold(cells[0].text.strip().split("\n")[0])))
    return begins and not any(is_mark(cell.text.strip()) for cell in cells)


def stage_of_heading(text: str) -> Stage | None:
    """The stage that a row alone names: `ETAPA DE DISEÑO`, `2. Diseño`."""
    words = _BEFORE_STAGE.sub("", plain_words(text))
    meaning = heading_of(words) if words else None
    return meaning if isinstance(meaning, Stage) else None


def _of_one_table(header: Header, rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Row]]:
    """The rows that belong under a header, and those of other tables of a document, which are of another width."""
    signed = next((place for place, row in enumerate(rows) if _is_signature(row)), len(rows))
    signed = signed if len(rows) - signed <= _MOST_SIGNED else len(rows)
    apart = [place > signed or _is_foreign(row, header) for place, row in enumerate(rows)]
    pairs = list(zip(rows, apart, strict=True))
    return tuple(row for row, other in pairs if not other), [row for row, other in pairs if other]


def _is_signature(row: Row) -> bool:
    cells = written(row)
    return bool(cells) and bool(_SIGNATURE.match(fold(cells[0].text)))


def _is_foreign(row: Row, header: Header) -> bool:
    own, other = header.rows[0][0].source, row[0].source
    if other.table is None or row[0].loose or (own.page, own.table) == (other.page, other.table):
        return False
    return len(row) != header.width


def _about_foreign(rows: Sequence[Row]) -> list[Finding]:
    first = {(row[0].source.page, row[0].source.table): row for row in reversed(rows)}
    return [
        finding(
            FindingCode.OTHER_TABLE,
            f"Una tabla que empieza con «{written(row)[0].text.strip()[:60]}» no es del cronograma y no entra al plan.",
            written(row)[0],
        )
        for row in reversed(first.values())
    ]


def is_title(row: Row, header: Header) -> bool:
    """Whether the row is a line of the page: one cell alone, which reads as a title or starts a line whose activity
    stands further right.
    """
    cells = written(row)
    if row[0].loose or (cells and cells[0].loose):
        return not component_of(cells[0].text.strip())
    if len(cells) != 1 or component_of(cells[0].text.strip()):
        return False
    if len(row) == 1 and header.width >= _WIDE:
        return True
    if stage_of_heading(cells[0].text) and not header.has_stages:
        return True
    if slot_of(cells[0].text.strip()) and not header.has_times:
        return True
    first_column = cells[0] is row[0] and header.meaning(0) is not Role.ACTIVITY
    return first_column or bool(_READS_AS_TITLE.match(plain_words(cells[0].text)))


def heading_component(row: Row) -> Cell | None:
    """The cell of a row that says a component and nothing else."""
    cells = written(row)
    named = [cell for cell in cells if component_of(cell.text.strip())]
    if not named:
        return None
    others = (cell.text.strip() for cell in cells if cell not in named)
    other = any(heading_of(text) is not Role.COMPONENT and not _NUMBERING.fullmatch(text) for text in others)
    return None if other else named[0]


def _about_titles(preamble: Sequence[Row], tables: Sequence[Table]) -> list[Finding]:
    cells = [written(row)[0] for row in preamble if not heading_component(row)]
    cells += [written(row)[0] for table in tables for row in table.body if is_title(row, table.header)]
    prose = [cell for cell in cells if cell.loose and len(cell.text) > LONGEST_TITLE]
    cells = [cell for cell in cells if cell not in prose]
    seen: set[str] = set()
    findings: list[Finding] = [_about_prose(prose)] if prose else []
    for cell in cells:
        words = plain_words(cell.text)
        findings.append(_about_title(cell, repeated=words in seen))
        seen.add(words)
    return findings


LONGEST_TITLE = 110


def _about_prose(cells: Sequence[Cell]) -> Finding:
    paragraphs = count(len(cells), "párrafo", "párrafos")
    message = f"Alrededor de las tablas hay {paragraphs} de texto, que no son actividades y no entran al plan."
    return finding(FindingCode.PROSE_IGNORED, message, cells[0], applied=True)


def _about_feet(tables: Sequence[Table]) -> list[Finding]:
    rows = (row for table in tables for row in table.body if is_foot(row) and not is_title(row, table.header))
    return [
        finding(
            FindingCode.FOOT_IGNORED,
            f"«{written(row)[0].text.strip()[:80]}» es una firma, una nota o un total, y no entra al plan.",
            written(row)[0],
            applied=True,
        )
        for row in rows
    ]


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
