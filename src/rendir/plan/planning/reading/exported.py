"""The layout in which a plan is exported, and reading it back without a doubt: nothing guessed, nothing tidied.

`exports.delimited` writes it. A file is taken for one by its titles; what a person changed in it meanwhile is told.
"""

from collections.abc import Iterable, Sequence

from rendir.foundation.core.importing import Cell, Grid, Source
from rendir.foundation.core.spanish import fold
from rendir.foundation.core.tabular.formulas import escape_formula, unescape_formula
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.headers import Row, written
from rendir.plan.planning.reading.marks import is_blank, is_mark
from rendir.plan.planning.reading.periods import Scheme
from rendir.plan.planning.reading.responsibles import Names, split
from rendir.plan.planning.reading.vocabulary import component_of
from rendir.plan.planning.rules.facts import PERIODS, Responsible, ResponsibleKind, Stage

CODE, COMPONENT, NUMBER, ACTIVITY = "Código", "Componente", "N.º", "Actividad"
STAGES = {stage: stage.label for stage in Stage}
PRODUCT = "Meta/Producto"
PERIOD_TITLES = {period: f"Cuatrimestre {period}" for period in PERIODS}
RESPONSIBLE, KIND, ACTION_TYPE = "Dependencia responsable", "Tipo de responsable", "Tipo de acción"
TITLES = (
    *(CODE, COMPONENT, NUMBER, ACTIVITY),
    *STAGES.values(),
    PRODUCT,
    *PERIOD_TITLES.values(),
    *(RESPONSIBLE, KIND, ACTION_TYPE),
)
_KINDS = {fold(kind.label): kind for kind in ResponsibleKind}


def write_text(text: str | None) -> str:
    """A text as a cell: safe in a spreadsheet, and distinct from no text at all, which is an empty cell."""
    if text is None:
        return ""
    return escape_formula(text) if text.strip("'") else f"'{text}"


def read_text(cell: str) -> str | None:
    """The inverse of `write_text`."""
    if not cell:
        return None
    return unescape_formula(cell) if cell.strip("'") else cell[1:]


def write_responsibles(responsibles: Sequence[Responsible]) -> tuple[str, str]:
    """The cell of names and the cell of kinds, one per line in the same order.

    A name that itself has several lines has a blank kind beside each further line.
    """
    names = [one.name for one in responsibles]
    kinds = ["\n".join([one.kind.label, *([""] * one.name.count("\n"))]) for one in responsibles]
    return "\n".join(names), "\n".join(kinds)


def read_responsibles(names: str, kinds: str) -> tuple[Responsible, ...] | None:
    """The inverse of `write_responsibles`; None where names and kinds do not go together."""
    lines, labels = names.split("\n"), kinds.split("\n")
    found = [_KINDS.get(fold(label)) if label else ResponsibleKind.UNKNOWN for label in labels]
    if len(lines) != len(labels) or not labels[0] or None in found:
        return None
    starts = [place for place, label in enumerate(labels) if label]
    ends = [*starts[1:], len(lines)]
    return tuple(
        Responsible("\n".join(lines[start:end]), _KINDS[fold(labels[start])])
        for start, end in zip(starts, ends, strict=True)
    )


def is_exported(grid: Grid) -> bool:
    """Whether the first row that says something has all the titles of an exported plan, in any order."""
    first = next((row for row in grid.rows if written(row)), ())
    return {fold(title) for title in TITLES} <= {fold(cell.text) for cell in first}


def read_exported(grid: Grid) -> list[Entry]:
    """The entries of an exported plan. Numbers are the file's; a row without one is counted on."""
    rows = [row for row in grid.rows if written(row)]
    columns = {fold(cell.text): column for column, cell in enumerate(rows[0])}
    places = {title: columns[fold(title)] for title in TITLES}
    entries = [_ExportedRow(row, places).entry() for row in rows[1:]]
    _number_the_rest(entries)
    return entries


def _number_the_rest(entries: Sequence[Entry]) -> None:
    """Give the rows that a person added the next number; tell where two rows have the same one."""
    taken: set[tuple[object, int]] = set()
    for entry in entries:
        if entry.number < 1:
            entry.number = max((one for component, one in taken if component is entry.component), default=0) + 1
        elif (entry.component, entry.number) in taken:
            entry.tell(FindingCode.NUMBER_REPEATED, f"Otra fila ya tiene el código {entry.code}. Cambie uno.")
        taken.add((entry.component, entry.number))


class _ExportedRow:
    """One row of an exported plan, by the titles of its columns."""

    def __init__(self, row: Row, places: dict[str, int]) -> None:
        self.row, self.places = row, places

    def cell(self, title: str) -> Cell:
        place = self.places[title]
        line = self.row[0].source.line
        return self.row[place] if place < len(self.row) else Cell("", Source(line, place + 1))

    def entry(self) -> Entry:
        at = self.cell(ACTIVITY)
        label = self.cell(COMPONENT)
        component = component_of(label.text)
        entry = Entry(at, read_text(at.text) or "", component, 0, self.cell(RESPONSIBLE), scheme=Scheme.FOUR_MONTHS)
        if label.text.strip() and component is None:
            message = f"«{label.text.strip()}» no es Información, Diálogo ni Responsabilidad."
            entry.tell(FindingCode.COMPONENT_NOT_UNDERSTOOD, message, label)
        entry.number = self._number(entry)
        entry.marks = {"stages": self._first(STAGES.values()), "periods": self._first(PERIOD_TITLES.values())}
        entry.stages = {stage for stage, title in STAGES.items() if self._marked(entry, title)}
        entry.periods = {period for period, title in PERIOD_TITLES.items() if self._marked(entry, title)}
        entry.product, entry.product_cell = read_text(self.cell(PRODUCT).text), self.cell(PRODUCT)
        entry.responsibles = self._responsibles(entry)
        entry.action_type = read_text(self.cell(ACTION_TYPE).text)
        return entry

    def _number(self, entry: Entry) -> int:
        cell = self.cell(NUMBER)
        text = cell.text.strip()
        if text.isdecimal() and int(text) > 0:
            return int(text)
        if text:
            entry.tell(FindingCode.NUMBER_NOT_UNDERSTOOD, f"«{text}» no es un número de actividad. Se cuenta.", cell)
        return 0

    def _first(self, titles: Iterable[str]) -> Source:
        """The first of these cells that is marked, else the first of them."""
        cells = [self.cell(title) for title in titles]
        return next((cell for cell in cells if not is_blank(cell.text)), cells[0]).source

    def _marked(self, entry: Entry, title: str) -> bool:
        cell = self.cell(title)
        if not (is_mark(cell.text) or is_blank(cell.text)):
            message = f"Aquí se espera una X o nada, y dice «{cell.text.strip()}». No se toma como marca."
            entry.tell(FindingCode.MARK_NOT_UNDERSTOOD, message, cell)
        return is_mark(cell.text)

    def _responsibles(self, entry: Entry) -> tuple[Responsible, ...]:
        names, kinds = self.cell(RESPONSIBLE), self.cell(KIND)
        text = read_text(names.text)
        if text is None:
            return ()
        exact = read_responsibles(text, kinds.text)
        if exact is None and kinds.text.strip():
            message = "Los tipos de responsable no corresponden, línea por línea, con los nombres. Se leen los nombres."
            entry.tell(FindingCode.KIND_NOT_UNDERSTOOD, message, kinds)
        return split(text, Names()) if exact is None else exact
