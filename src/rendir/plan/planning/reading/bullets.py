"""Schedules without a table: headings with lists under them, each item an activity with its data in the text."""

import re
from collections.abc import Iterator

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.foundation.core.spanish import count, fold
from rendir.plan.planning.reading.cells import read_product, tell_placeholder
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.fragments import Parts
from rendir.plan.planning.reading.headers import written
from rendir.plan.planning.reading.rows import Carry, Rows
from rendir.plan.planning.reading.tables import stage_of_heading
from rendir.plan.planning.reading.timings import Timing, timing_of
from rendir.plan.planning.reading.vocabulary import Role, component_of, heading_of, stages_of

_ITEM = re.compile(r"\s*(?:[•●▪◦‣·*✓➢►–-]\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s+|[a-z][.)]\s+)(?=\S)")
_DATUM = re.compile(r"(?:^|(?<=[.;|\n(])|(?<= [-–—]))\s*([^\W\d][^:;.|\n()]{2,40}):\s*")
_LONGEST_ITEM = 900
_FEWEST_ITEMS = 2


def entries_of_lists(grid: Grid) -> tuple[Rows, list[Finding]]:
    """The items of the lists under headings that name a component or a stage; none where nothing is so named."""
    reader = _ListReader()
    for cell in (cell for row in grid.rows for cell in written(row)):
        for line in cell.text.split("\n"):
            reader.read(Cell(line, cell.source, loose=True))
    rows = reader.rows
    if len(rows.entries) < _FEWEST_ITEMS:
        return Rows(), []
    many = count(len(rows.entries), "actividad", "actividades")
    message = f"El documento no tiene tablas: cada punto de sus listas se lee como una actividad ({many}). Revíselas."
    return rows, [finding(FindingCode.LIST_READ, message, rows.entries[0].at.source, applied=True), *reader.aside()]


class _ListReader:
    """Reads the lines of a document: headings, items, and lines that go on with the item above."""

    def __init__(self) -> None:
        self.carry, self.rows, self.entry = Carry(), Rows(), None
        self.left: list[Cell] = []

    entry: Entry | None

    def read(self, cell: Cell) -> None:
        text = cell.text.strip()
        if not text:
            return
        item = _ITEM.match(text)
        bare = text[item.end() :] if item else text
        if _names_part(text) or _names_part(bare):
            self.carry.hear_heading(Cell(text if _names_part(text) else bare, cell.source, loose=True))
            self.entry = None
        elif self.entry and self._goes_on(bare):
            self._take(self.entry, bare, cell)
        elif item and self._is_within_plan() and len(text) < _LONGEST_ITEM:
            self._add(bare, cell)
        else:
            self.left.append(cell)

    def _is_within_plan(self) -> bool:
        return (self.carry.component is not None or self.carry.stage is not None) and not self.carry.other_plan

    def _goes_on(self, text: str) -> bool:
        """Whether a line only adds data to the item above: `Responsable: …`."""
        found = _DATUM.match(text)
        return found is not None and isinstance(heading_of(found[1]), Role)

    def _add(self, text: str, cell: Cell) -> None:
        blank = Cell("", cell.source)
        entry = Entry(cell, "", self.carry.component, len(self.rows.entries), blank)
        if self.carry.stage:
            entry.stages = {self.carry.stage}
        self._take(entry, text, cell)
        entry.name = entry.name.strip(" .;,-–—(")
        if entry.name:
            self.rows.entries.append(entry)
            self.entry = entry

    def _take(self, entry: Entry, text: str, cell: Cell) -> None:
        """Share out a line: what stands before the first known datum is the name."""
        for role, value in _shared_out(text):
            piece = Cell(_trimmed(value), cell.source)
            if role is None:
                entry.name = " ".join(part for part in (entry.name, value.strip()) if part)
            else:
                _put(entry, role, piece)

    def aside(self) -> list[Finding]:
        """What is no item of a list, told once."""
        if not self.left:
            return []
        lines = count(len(self.left), "línea", "líneas")
        message = f"Alrededor de las listas hay {lines} de texto, que no son actividades y no entran al plan."
        return [finding(FindingCode.PROSE_IGNORED, message, self.left[0], applied=True)]


def _trimmed(text: str) -> str:
    """A datum without what joined it to the next, nor the bracket that closed them all."""
    bare = text.strip(" .;,|-–—")
    return bare.rstrip(") .;,") if bare.count(")") > bare.count("(") else bare


def _names_part(text: str) -> bool:
    heading = text.rstrip(" :.")
    return component_of(heading) is not None or stage_of_heading(heading) is not None


def _shared_out(text: str) -> Iterator[tuple[Role | None, str]]:
    """The pieces of an item: first its name, then each datum by its title; an unknown title is part of the text."""
    known = [one for one in _DATUM.finditer(text) if isinstance(heading_of(one[1].strip()), Role)]
    yield None, text[: known[0].start()] if known else text
    for place, one in enumerate(known):
        end = known[place + 1].start() if place + 1 < len(known) else len(text)
        role = heading_of(one[1].strip())
        yield (role if isinstance(role, Role) else None), text[one.end() : end]


def _put(entry: Entry, role: Role, cell: Cell) -> None:
    match role:
        case Role.PRODUCT:
            parts: Parts = {Role.PRODUCT: cell}
            read_product(entry, parts)
        case Role.RESPONSIBLE:
            entry.responsible = cell
        case Role.STAGES:
            entry.stages |= stages_of(cell.text)
        case Role.TIMING | Role.START | Role.END:
            _put_timing(entry, cell)
        case Role.ACTIVITY:
            entry.name = " ".join(part for part in (entry.name, cell.text) if part)


def _put_timing(entry: Entry, cell: Cell) -> None:
    text = tell_placeholder(entry, cell, "cuándo")
    timing: Timing | None = timing_of(fold(text)) if text else None
    if timing:
        entry.periods |= timing.periods
        entry.scheme = entry.scheme or timing.scheme
        entry.years |= timing.years
    elif text:
        entry.tell(FindingCode.PERIOD_NOT_UNDERSTOOD, f"No se entiende cuándo es «{text}».", cell)
