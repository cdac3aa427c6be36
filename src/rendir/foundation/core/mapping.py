"""A table whose columns a person says the meaning of: which row has the titles, which column is which field, and each
row as values with what could not be read of it. Pure: no Django.

Nothing is guessed in silence: the columns proposed are shown, a person chooses, and a row of which one cell cannot be
read is left out whole and told by its cell.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from rendir.foundation.core import values
from rendir.foundation.core.importing import Cell, Finding, Grid, Severity, Source
from rendir.foundation.core.spanish import fold, squeeze

_ALIKE = 86
_LOOK_AT_ROWS = 30
_LETTERS = 26
MISSING, UNREADABLE = "table.missing", "table.unreadable"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a column may say. `synonyms` are other titles it goes by; `read` makes a value of a cell that is
    not empty, or raises `ValueError` with a sentence for a person (`core.values` has the usual ones).
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    read: values.Reader = values.text


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read whole: the value of each field (None: empty, or no column says it), what the other columns
    say by their title, and where it stands.
    """

    values: Mapping[str, object]
    extra: Mapping[str, str]
    source: Source

    @property
    def line(self) -> int:
        return self.source.line


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a table says under a choice of columns: its rows, and a finding for each cell that could not be read."""

    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def left_out(self) -> int:
        """How many rows are not among `rows` for what could not be read of them."""
        return len({one.source.line for one in self.findings if one.source})


def title_row(grid: Grid, fields: Sequence[Field]) -> int:
    """The row (from 0) that most looks like titles of these fields; where none does, the first of two cells or more."""
    rows = grid.rows[:_LOOK_AT_ROWS]
    scores = [len(propose(titles_of(grid, at), fields)) for at in range(len(rows))]
    if any(scores):
        return scores.index(max(scores))
    return next((at for at, row in enumerate(rows) if sum(bool(cell.text.strip()) for cell in row) > 1), 0)


def titles_of(grid: Grid, at: int) -> tuple[str, ...]:
    """The titles of the columns, each once: what has none is called by its letter."""
    width = max((len(row) for row in grid.rows), default=0)
    written = [squeeze(cell.text) for cell in grid.rows[at]] if at < len(grid.rows) else []
    names: list[str] = []
    for place, title in enumerate([*written, *([""] * (width - len(written)))]):
        name, again = title or f"Columna {letter_of(place)}", 2
        while name in names:
            name, again = f"{title or letter_of(place)} ({again})", again + 1
        names.append(name)
    return tuple(names)


def letter_of(place: int) -> str:
    """A column (from 0) as spreadsheets call it: `A`, `AB`."""
    head, last = divmod(place, _LETTERS)
    return (letter_of(head - 1) if head else "") + chr(ord("A") + last)


def propose(titles: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """The column (from 0) that each field most likely is, each column once; a field that no title names has none."""
    likeness = sorted(
        (
            (-_likeness(title, one), at, number, one.key)
            for number, one in enumerate(fields)
            for at, title in enumerate(titles)
        ),
    )
    found: dict[str, int] = {}
    for score, at, _number, key in likeness:
        if -score >= _ALIKE and key not in found and at not in found.values():
            found[key] = at
    return found


def _likeness(title: str, one: Field) -> float:
    folded = fold(title).strip("¿?¡!.:* ")  # forms ask: «¿Cuántos años tiene? *»
    return max(_alike(folded, fold(name)) for name in (one.label, one.key, *one.synonyms))


def _alike(title: str, name: str) -> float:
    """100 for the same words; a long title that begins with the name says it too («Meta 2021 (unidades)»)."""
    if title == name:
        return 100
    if title.startswith((f"{name} ", f"{name}:")):
        return 95
    return fuzz.token_sort_ratio(title, name) if len(name) > 3 else 0


def read_rows(grid: Grid, at: int, chosen: Mapping[str, int], fields: Sequence[Field]) -> Mapped:
    """Every row below the titles that says anything, under the chosen columns (from 0)."""
    titles = titles_of(grid, at)
    body = [row for row in grid.rows[at + 1 :] if any(cell.text.strip() for cell in row)]
    told = {one.key: _told(body, chosen[one.key], one) for one in fields if one.key in chosen}
    rows: list[Row] = []
    findings: list[Finding] = []
    for row in body:
        found, wrong = _read_row(row, chosen, fields, told)
        findings.extend(wrong)
        if not wrong:
            rows.append(Row(found, dict(_others(row, titles, set(chosen.values()))), _source_of(row)))
    return Mapped(tuple(rows), tuple(findings))


def _told(body: Sequence[Sequence[Cell]], column: int, one: Field) -> Callable[[str], str]:
    if one.read not in values.NUMBERS:
        return lambda written: written
    cells = [row[column] for row in body if column < len(row)]
    return values.with_decimals_told(
        [cell.text for cell in cells], computed=any(cell.source.sheet is not None for cell in cells)
    )


def _read_row(
    row: Sequence[Cell], chosen: Mapping[str, int], fields: Sequence[Field], told: Mapping[str, Callable[[str], str]]
) -> tuple[dict[str, object], list[Finding]]:
    found: dict[str, object] = {}
    wrong: list[Finding] = []
    for one in fields:
        column = chosen.get(one.key)
        cell = row[column] if column is not None and column < len(row) else None
        written = cell.text.strip() if cell else ""
        found[one.key] = None
        if written:
            try:
                found[one.key] = one.read(told[one.key](written))
            except ValueError as error:
                wrong.append(_finding(UNREADABLE, f"{one.label}: {error}", cell.source if cell else _source_of(row)))
        elif one.required:
            source = cell.source if cell else _source_of(row)
            wrong.append(_finding(MISSING, f"{one.label}: la celda está vacía.", source))
    return found, wrong


def _finding(code: str, message: str, source: Source) -> Finding:
    return Finding(code, Severity.ERROR, message, source)


def _others(row: Sequence[Cell], titles: Sequence[str], taken: set[int]) -> Iterator[tuple[str, str]]:
    for at, title in enumerate(titles):
        if at not in taken:
            yield title, squeeze(row[at].text) if at < len(row) else ""


def _source_of(row: Sequence[Cell]) -> Source:
    first = row[0].source
    return Source(first.line, sheet=first.sheet, page=first.page, table=first.table)
