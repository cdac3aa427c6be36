"""From the rows of a table to entries: components that are written once, rows that go on, rows apart."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from rendir.foundation.core.importing import Cell, Finding, Source
from rendir.foundation.core.spanish import count, join_words
from rendir.plan.planning.reading.cells import read_periods, read_product, read_stages, said, tidy
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.fragments import Parts, parts_of, realign
from rendir.plan.planning.reading.headers import Row, text_at, written
from rendir.plan.planning.reading.layouts import Layout
from rendir.plan.planning.reading.marks import is_blank, is_mark, is_rule, is_tick
from rendir.plan.planning.reading.merges import comes_from_above, is_own
from rendir.plan.planning.reading.periods import Slot, slot_of
from rendir.plan.planning.reading.placeholders import is_placeholder
from rendir.plan.planning.reading.responsibles import kind_of
from rendir.plan.planning.reading.tables import (
    Table,
    Tables,
    heading_component,
    is_content,
    is_foot,
    is_title,
    stage_of_heading,
)
from rendir.plan.planning.reading.vocabulary import (
    Meaning,
    Office,
    Role,
    component_of,
    heading_of,
    is_accountability,
    is_other_component,
    plain_words,
)
from rendir.plan.planning.rules.facts import Component, ResponsibleKind, Stage


@dataclass(slots=True)
class Carry:
    """What holds until another is written: the component, the stage of a heading; and the cell that says each while
    that is still to be told. `other_plan` is the heading of a part of a larger plan that is not accountability.
    """

    component: Component | None = None
    untold: Cell | None = None
    stage: Stage | None = None
    untold_stage: Cell | None = None
    other_plan: Cell | None = None
    slot: Slot | None = None
    untold_slot: Cell | None = None
    who: Cell | None = None
    untold_who: Cell | None = None

    def say(self, cell: Cell) -> None:
        """Hear a component."""
        text = cell.text.strip()
        found = component_of(text)
        if self.other_plan and not (found or is_other_component(text) or is_accountability(text)):
            return  # a part of that other plan
        self.other_plan = cell if found is None and is_other_component(text) else None
        if self.other_plan or (found is None and is_accountability(text)):
            self.component, self.untold = None, None
        elif found is not self.component or found is None:
            self.component, self.untold = found, cell

    def hear_heading(self, cell: Cell) -> None:
        """Hear a line of the page: it may name a component, a stage, a part of the year, or who answers."""
        stage = stage_of_heading(cell.text)
        if stage:
            self.stage, self.untold_stage = stage, cell
        elif slot := slot_of(cell.text.strip()):
            self.slot, self.untold_slot = slot, cell
        elif who := _named_after_title(cell):
            self.who = self.untold_who = who
        elif component_of(cell.text.strip()) or is_other_component(cell.text) or is_accountability(cell.text):
            self.say(cell)
            self.stage = None


@dataclass(slots=True)
class Rows:
    """The entries of a file, and the findings that belong to no activity."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def _named_after_title(cell: Cell) -> Cell | None:
    """Who answers, in a line such as `Dependencia: Secretaría de Gobierno`."""
    title, colon, name = cell.text.partition(":")
    return (
        replace(cell, text=name.strip()) if colon and heading_of(title) is Role.RESPONSIBLE and name.strip() else None
    )


def _unit_headings(tables: Tables) -> set[str]:
    """The offices that stand alone in rows between the activities, where there are several and no column for them."""
    named = {
        written(row)[0].text.strip()
        for table in tables.tables
        if table.layout.column_of(Role.RESPONSIBLE) is None
        for row in table.body
        if len(written(row)) == 1
        and kind_of(written(row)[0].text.strip()) in (ResponsibleKind.UNIT, ResponsibleKind.TEAM)
    }
    return named if len(named) > 1 else set()


def rows_of(tables: Tables, title: Cell | None = None, first: int = 0) -> Rows:
    """Read the rows of all tables, in order. `title` is the name of their sheet, which may name a component; `first`
    is the number of the first table, where another sheet was read before.
    """
    rows, carry = Rows(), Carry()
    if title:
        carry.hear_heading(title)
    for row in tables.preamble:
        carry.hear_heading(heading_component(row) or written(row)[0])
    units = _unit_headings(tables)
    for number, table in enumerate(tables.tables, first):
        _TableReader(table, carry, rows, number, units).read()
    return rows


class _TableReader:
    """Reads one table into `rows`; `carry` goes on from table to table."""

    def __init__(self, table: Table, carry: Carry, rows: Rows, number: int, units: Collection[str]) -> None:
        self.table, self.carry, self.rows = table, carry, rows
        self.layout: Layout = table.layout
        self.run = number * 1000
        self.previous: Entry | None = None
        self.component_on_every_row = _component_is_on_every_row(table)
        self.stages: frozenset[Stage] = frozenset()
        self.merged: set[Source] = set()
        self.units = units

    def read(self) -> None:
        if cell := self.table.header.component_cell():
            self.carry.say(cell)
        for row in self.table.body:
            self._read_row(row)

    def _read_row(self, row: Row) -> None:
        if is_rule([cell.text for cell in row]):
            return
        cells = written(row)
        if len(cells) == 1 and cells[0].text.strip() in self.units:
            self._break(None)
            self.carry.who = self.carry.untold_who = cells[0]
        elif cell := heading_component(row):
            self._break(cell)
            self.carry.stage = None
        elif is_title(row, self.table.header):
            self._break(written(row)[0] if _names_a_component(row) else None)
            self.carry.hear_heading(written(row)[0])
        elif is_foot(row):
            self._break(None)
        else:
            self._read_content(row)

    def _break(self, component: Cell | None) -> None:
        """What follows stands apart from what came before: no merged cell runs across."""
        self.previous = None
        self.run += 1
        if component:
            self.carry.say(component)

    def _read_content(self, row: Row) -> None:
        parts = parts_of(row, self.layout)
        at = parts.get(Role.ACTIVITY)
        name = tidy(at)
        if self.previous and at and comes_from_above(at) and at.merged_from == self.previous.at.source:
            self._continue(self.previous, {meaning: cell for meaning, cell in parts.items() if is_own(cell)})
        elif name and is_placeholder(name) and not is_mark(name):
            message = f"«{name}» no es una actividad: solo guarda el lugar de una. La fila no entra al plan."
            self.rows.findings.append(finding(FindingCode.PLACEHOLDER, message, at))
        elif name and not is_mark(name):
            self._add(row, parts)
        elif self.previous and self._is_continuation(parts, row):
            self._continue(self.previous, parts)
        elif moved := realign(row, self.layout):
            self._add_fragment(row, moved)
        else:
            message = "Esta fila no se puede leer como una actividad y queda por fuera. Agréguela a mano si lo es."
            self.rows.findings.append(finding(FindingCode.ROW_NOT_UNDERSTOOD, message, written(row)[0]))

    def _add(self, row: Row, parts: Parts) -> None:
        self._hear_component(parts.get(Role.COMPONENT))
        self._hear_marked_component(parts)
        if self.carry.other_plan:
            self._leave_out(self.carry.other_plan)
            return
        entry = self._entry(row, parts)
        self._tell_component(entry)
        self._tell_merged(entry, parts)
        self._tell_outside(entry, row, parts)
        self.rows.entries.append(entry)
        self.previous = entry

    def _leave_out(self, heading: Cell) -> None:
        """Tell once that the rows under a heading are another plan's."""
        told = (one.source.line for one in self.rows.findings if one.code == FindingCode.OTHER_PLAN and one.source)
        if heading.source.line not in told:
            message = (
                f"Las filas de «{heading.text.strip()[:80]}» son de otra parte del plan y no entran al cronograma."
            )
            self.rows.findings.append(finding(FindingCode.OTHER_PLAN, message, heading))

    def _entry(self, row: Row, parts: Parts) -> Entry:
        at = parts[Role.ACTIVITY]
        responsible = (
            parts.get(Role.RESPONSIBLE) or _marked_offices(parts) or Cell("", self._place_of(Role.RESPONSIBLE, row))
        )
        entry = Entry(at, tidy(at), self.carry.component, self.run, responsible)
        entry.product_cell = Cell("", self._place_of(Role.PRODUCT, row))
        entry.marks = {
            "stages": self._place_of_marks(Stage, row, parts),
            "periods": self._place_of_marks(Slot, row, parts),
        }
        read_product(entry, parts)
        read_stages(entry, parts, self.layout)
        read_periods(entry, parts, self.layout)
        self._carry_stage(entry, parts)
        self._carry_period(entry)
        self._carry_responsible(entry)
        return entry

    def _carry_period(self, entry: Entry) -> None:
        """A part of the year written once, in a heading, holds for the rows below that have no place for it."""
        timed = {Role.TIMING, Role.ALSO_TIMING, Role.START, Role.END} & set(self.layout.columns.values())
        if self.carry.slot is None or timed or self.layout.ticks(Slot):
            return
        entry.periods |= self.carry.slot.periods
        entry.scheme, entry.under_period = self.carry.slot.scheme, True
        cell, self.carry.untold_slot = self.carry.untold_slot, None
        if cell:
            message = f"El periodo «{cell.text.strip()[:80]}» está escrito una sola vez. Vale para lo que sigue."
            entry.tell(FindingCode.PERIOD_CARRIED, message, cell, applied=True)

    def _carry_responsible(self, entry: Entry) -> None:
        """Who answers written once, in a heading, holds for the rows below that have no place for it."""
        if self.carry.who is None or self.layout.column_of(Role.RESPONSIBLE) is not None:
            return
        entry.responsible = self.carry.who
        cell, self.carry.untold_who = self.carry.untold_who, None
        if cell:
            message = f"«{cell.text.strip()[:80]}» está escrito una sola vez. Responde por las actividades que siguen."
            entry.tell(FindingCode.RESPONSIBLE_CARRIED, message, cell, applied=True)

    def _carry_stage(self, entry: Entry, parts: Parts) -> None:
        """A stage written once, in a heading or in a cell of its column, holds for the rows below."""
        if entry.stages:
            self.stages = frozenset(entry.stages)
            return
        column = parts.get(Role.STAGES)
        if self.carry.stage and not self.layout.ticks(Stage) and (column is None or not column.text.strip()):
            entry.stages = {self.carry.stage}
            cell, self.carry.untold_stage = self.carry.untold_stage, None
        elif column is not None and not column.text.strip() and self.stages and not self.layout.ticks(Stage):
            entry.stages, cell = set(self.stages), column
        else:
            return
        if cell:
            names = join_words([stage.short_label for stage in Stage if stage in entry.stages])
            message = f"La etapa ({names}) está escrita una sola vez, más arriba. Vale para esta fila y las que siguen."
            entry.tell(FindingCode.STAGE_CARRIED, message, cell, applied=True)

    def _tell_merged(self, entry: Entry, parts: Parts) -> None:
        """Tell once of each merged cell that holds for more rows than its own."""
        for meaning, cell in parts.items():
            origin = cell.merged_from
            if origin and comes_from_above(cell) and meaning in _TOLD_WHEN_MERGED and origin not in self.merged:
                self.merged.add(origin)
                message = f"«{cell.text.strip()[:80]}» es una celda combinada sobre varias filas. Vale para todas."
                entry.tell(FindingCode.CELL_MERGED, message, cell, applied=True)

    def _place_of(self, role: Role, row: Row) -> Source:
        """Where a row that ends before its column would say something; the row where the table has no such column."""
        column = self.layout.column_of(role)
        first = row[0].source
        return replace(first, column=None if column is None else (first.column or 1) + column, text=None)

    def _place_of_marks(self, family: type[Stage] | type[Slot], row: Row, parts: Parts) -> Source:
        cells = [parts[meaning] for _, meaning in self.layout.ticks(family) if meaning in parts]
        cells += [parts[role] for role in _IN_WORDS[family] if role in parts]
        said = next((cell for cell in cells if not is_blank(cell.text)), next(iter(cells), None))
        return said.source if said else self._place_of(_IN_WORDS[family][0], row)

    def _hear_component(self, cell: Cell | None) -> None:
        if cell and cell.text.strip():
            self.carry.say(cell)

    def _hear_marked_component(self, parts: Parts) -> None:
        """The component by its mark, where each has a column; two marks are no answer, and are told."""
        if not self.layout.marks_components():
            return
        marked = [
            (meaning, cell)
            for meaning, cell in parts.items()
            if isinstance(meaning, Component) and is_tick(cell.text.strip())
        ]
        self.carry.component, self.carry.untold = (marked[0][0] if len(marked) == 1 else None), None
        if len(marked) > 1:
            labels = join_words([meaning.label for meaning, _ in marked])
            message = f"La actividad está marcada en varios componentes ({labels}) y solo puede ser de uno. Escójalo."
            self.rows.findings.append(finding(FindingCode.COMPONENT_NOT_UNDERSTOOD, message, marked[0][1]))

    def _tell_component(self, entry: Entry) -> None:
        cell, self.carry.untold = self.carry.untold, None
        if cell and self.carry.component is None:
            message = f"«{cell.text.strip()}» no es Información, Diálogo ni Responsabilidad. Escoja el componente."
            entry.tell(FindingCode.COMPONENT_NOT_UNDERSTOOD, message, cell)
        elif cell and not self.component_on_every_row:
            where = " entre los títulos de la tabla" if self._is_title_cell(cell) else ""
            message = f"«{cell.text.strip()}» está escrito una sola vez{where}. Vale para esta fila y las que siguen."
            entry.tell(FindingCode.COMPONENT_CARRIED, message, cell, applied=True)

    def _is_title_cell(self, cell: Cell) -> bool:
        return any(cell is title for row in self.table.header.rows for title in row)

    def _tell_outside(self, entry: Entry, row: Row, parts: Parts) -> None:
        for cell in _outside(row, parts, self.layout):
            message = f"La celda dice «{cell.text.strip()}» y está fuera de las columnas del plan. No entra al plan."
            entry.tell(FindingCode.CELL_OUTSIDE, message, cell)

    def _is_continuation(self, parts: Parts, row: Row) -> bool:
        """Whether a row without activity has only cells that can belong to the row above."""
        said = {meaning for meaning, cell in parts.items() if is_own(cell)}
        allowed = all(_can_go_on(meaning, parts[meaning]) for meaning in said)
        return bool(said) and allowed and not list(_outside(row, parts, self.layout))

    def _continue(self, entry: Entry, parts: Parts) -> None:
        more = Entry(entry.at, entry.name, entry.component, entry.table, entry.responsible)
        read_product(more, parts)
        read_stages(more, parts, self.layout)
        read_periods(more, parts, self.layout)
        entry.stages |= more.stages
        entry.periods |= more.periods
        entry.product = "\n".join(text for text in (entry.product, more.product) if text) or None
        who = [text for text in (said(entry.responsible), said(parts.get(Role.RESPONSIBLE))) if text]
        entry.responsible = Cell("\n".join(who), entry.responsible.source)
        message = "Esta fila no tiene actividad. Se lee como parte de la actividad de la fila anterior."
        first = next((cell for cell in parts.values() if is_own(cell)), None)
        entry.tell(FindingCode.ROW_CONTINUED, message, first, applied=True)

    def _add_fragment(self, row: Row, parts: Parts) -> None:
        self._break(None)
        self._add(row, parts)
        if self.previous is None:
            return
        cells = count(len(row), "celda", "celdas")
        message = f"La fila está suelta ({cells}) y sus celdas no quedan bajo los títulos. Se lee por su contenido."
        told = finding(FindingCode.FRAGMENT, message, self.previous.at.source, applied=True)
        self.previous.findings.insert(0, told)


def _marked_offices(parts: Parts) -> Cell | None:
    """The offices that are marked in their columns, as one cell where the first mark is."""
    marks = [(one.name, cell) for one, cell in parts.items() if isinstance(one, Office) and is_tick(cell.text.strip())]
    return replace(marks[0][1], text="\n".join(name for name, _ in marks)) if marks else None


def _component_is_on_every_row(table: Table) -> bool:
    """Whether the file repeats the component beside each activity, so that nothing is carried down."""
    column = table.layout.column_of(Role.COMPONENT)
    if column is None:
        return False
    rows = [row for row in table.body if is_content(row, table.header)]
    return sum(bool(text_at(row, column)) for row in rows) * 2 > len(rows)


def _names_a_component(row: Row) -> bool:
    """Whether a title means to name a component, be it one we know or not."""
    return plain_words(written(row)[0].text).split(" ")[0] in {"componente", "subcomponente", "elemento"}


def _outside(row: Row, parts: Parts, layout: Layout) -> Iterator[Cell]:
    used = {id(cell) for cell in parts.values()}
    for column, cell in enumerate(row):
        if cell.text.strip() and id(cell) not in used and column not in layout.unknown:
            yield cell


def _can_go_on(meaning: Meaning, cell: Cell) -> bool:
    text = cell.text.strip()
    if isinstance(meaning, Role):
        return meaning in _GOING_ON and not is_mark(text)
    return is_mark(text) or is_blank(text)


_TOLD_WHEN_MERGED = frozenset({Role.RESPONSIBLE, Role.PRODUCT, Role.TIMING})
_IN_WORDS = {Stage: (Role.STAGES,), Slot: (Role.TIMING, Role.ALSO_TIMING, Role.START, Role.END)}
"""The columns that say in words what a family of marks says."""
_GOING_ON = frozenset(
    {Role.PRODUCT, Role.RESPONSIBLE, Role.STAGES, Role.TIMING, Role.ALSO_TIMING, Role.START, Role.END}
)
