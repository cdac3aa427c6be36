"""Schedules without a table: headings with lists under them, each item an activity with its data in the text; and
cards, in which each datum has its title before it.
"""

import re
from collections.abc import Iterator

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.foundation.core.spanish import count
from rendir.plan.planning.reading.cells import read_product, tell_placeholder
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.fragments import Parts
from rendir.plan.planning.reading.headers import Row, written
from rendir.plan.planning.reading.merges import is_own
from rendir.plan.planning.reading.responsibles import kind_of
from rendir.plan.planning.reading.rows import Carry, Rows
from rendir.plan.planning.reading.tables import stage_of_heading
from rendir.plan.planning.reading.timings import Timing, timing_of
from rendir.plan.planning.reading.vocabulary import Role, component_of, heading_of, stages_of
from rendir.plan.planning.rules.facts import ResponsibleKind

_ITEM = re.compile(r"\s*(?:[•●▪◦‣·*✓➢►–-]\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s+|[a-z][.)]\s+)(?=\S)")
_DATUM = re.compile(r"(?:^|(?<=[.;|\n(])|(?<= [-–—]))\s*([¿]?[^\W\d][^:;.|\n()]{2,40}):\s*")
_LONGEST_ITEM = 900
_FEWEST_ITEMS = 2
_LONGEST_TITLE = 45
_BEFORE_NAME = frozenset({Role.COMPONENT, Role.NUMBER, Role.CODE})
"""What a card may say before its activity."""


def entries_of_lists(grid: Grid) -> tuple[Rows, list[Finding]]:
    """The items of the lists under headings that name a component or a stage, and the cards in which each datum has
    its title before it; none where there are no such.
    """
    reader = _ListReader()
    for row in grid.rows:
        card = _card_of(row)
        for title, value in card:
            reader.take_datum(title, value)
        if not card:
            for cell in written(row):
                for line in cell.text.split("\n"):
                    reader.read(Cell(line, cell.source, loose=True))
    rows = reader.rows
    if len(rows.entries) < _FEWEST_ITEMS:
        return Rows(), []
    many = count(len(rows.entries), "actividad", "actividades")
    message = f"El documento no tiene tablas: cada punto de sus listas se lee como una actividad ({many}). Revíselas."
    return rows, [finding(FindingCode.LIST_READ, message, rows.entries[0].at.source, applied=True), *reader.aside()]


def _card_of(row: Row) -> list[tuple[Role, Cell]]:
    """The data of a row in which titles and values take turns, as in the cards of a form; none where it is no such."""
    cells = [cell for cell in written(row) if is_own(cell)]
    titles = [_title_of(cell.text) for cell in cells[::2]]
    if len(cells) < 2 or len(cells) % 2 or not all(titles) or any(_title_of(cell.text) for cell in cells[1::2]):
        return []
    return [(title, value) for title, value in zip(titles, cells[1::2], strict=True) if title]


def _title_of(text: str) -> Role | None:
    """The role that the title of a datum names, with the number of its card or without: `Actividad 3:`."""
    bare = re.sub(r"(?:\s+n[.º°o]*)?\s*\d{0,3}\s*[:.]*\s*$", "", text.strip())
    found = heading_of(bare)
    return found if isinstance(found, Role) else None


class _ListReader:
    """Reads the lines of a document: headings, items, cards, and lines that go on with the item above."""

    def __init__(self) -> None:
        self.carry, self.rows, self.entry = Carry(), Rows(), None
        self.left: list[Cell] = []
        self.pending: dict[Role, Cell] = {}
        self.on_card: set[Role] = set()

    entry: Entry | None

    def read(self, cell: Cell) -> None:
        text = cell.text.strip()
        if not text:
            return
        item = _ITEM.match(text)
        bare = text[item.end() :] if item else text
        title = _title_before(bare)
        on_card = title and (title in (Role.ACTIVITY, *_BEFORE_NAME) or self.on_card)
        if on_card:
            for role, piece in _shared_out(bare):
                if role:
                    self.take_datum(role, Cell(_trimmed(piece), cell.source))
        elif _names_part(text) or _names_part(bare):
            self.carry.hear_heading(Cell(text if _names_part(text) else bare, cell.source, loose=True))
            self._end_card()
        elif self.entry and self._goes_on(bare):
            self._take(self.entry, bare, cell)
        elif item and self._is_within_plan() and len(text) < _LONGEST_ITEM:
            self._add(bare, cell)
        else:
            self.left.append(cell)

    def take_datum(self, role: Role, cell: Cell) -> None:
        """Hear one datum of a card. A title that its card already has begins another card."""
        if role in self.on_card:
            self._end_card()
        self.on_card.add(role)
        if role is Role.COMPONENT:
            self.carry.say(cell)
        elif role is Role.ACTIVITY and not self.carry.other_plan:
            self._add(cell.text, cell)
            if self.entry:
                for one, value in self.pending.items():
                    _put(self.entry, one, value)
            self.pending = {}
        elif self.entry:
            _put(self.entry, role, cell)
        else:
            self.pending[role] = cell

    def _end_card(self) -> None:
        self.entry, self.pending, self.on_card = None, {}, set()

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
        _take_untitled(entry, cell)
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


def _take_untitled(entry: Entry, cell: Cell) -> None:
    """Data without titles at the end of an item, in brackets or after dashes, where it is plain what all of them are:
    `Publicar el informe (Secretaría de Planeación, enero)`.
    """
    found = _IN_BRACKETS.fullmatch(entry.name)
    pieces = [found[1], *re.split(r"\s*[,;]\s*", found[2])] if found else re.split(r"\s+[-–—|]\s+", entry.name)
    name, data = pieces[0], [piece.strip(" .") for piece in pieces[1:]]
    timings = [timing_of(piece) for piece in data]
    plain = [
        bool(timing) or kind_of(piece) is not ResponsibleKind.UNKNOWN
        for piece, timing in zip(data, timings, strict=True)
    ]
    if not data or not all(plain):
        return
    entry.name = name
    names = [piece for piece, timing in zip(data, timings, strict=True) if timing is None]
    if names:
        entry.responsible = Cell("\n".join(names), cell.source)
    for piece, timing in zip(data, timings, strict=True):
        if timing:
            _put_timing(entry, Role.TIMING, Cell(piece, cell.source))


_IN_BRACKETS = re.compile(r"(.*\S)\s*\(([^()]+)\)[ .]*", re.DOTALL)


def _title_before(text: str) -> Role | None:
    """The title that begins a line and has something after it: `Responsable: Oficina de Prensa`."""
    before, colon, after = text.partition(":")
    return _title_of(before) if colon and after.strip() and len(before) < _LONGEST_TITLE else None


def _trimmed(text: str) -> str:
    """A datum without what joined it to the next, nor the bracket that closed them all."""
    bare = text.strip(" .;,|-–—")
    return bare.rstrip(") .;,") if bare.count(")") > bare.count("(") else bare


def _names_part(text: str) -> bool:
    heading = text.rstrip(" :.")
    return component_of(heading) is not None or stage_of_heading(heading) is not None


def _shared_out(text: str) -> Iterator[tuple[Role | None, str]]:
    """The pieces of an item: first its name, then each datum by its title; an unknown title is part of the text."""
    known = [(one, role) for one in _DATUM.finditer(text) if (role := _title_of(one[1]))]
    yield None, text[: known[0][0].start()] if known else text
    for place, (one, role) in enumerate(known):
        end = known[place + 1][0].start() if place + 1 < len(known) else len(text)
        yield role, text[one.end() : end]


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
            _put_timing(entry, role, cell)
        case Role.ACTIVITY:
            entry.name = " ".join(part for part in (entry.name, cell.text) if part)


def _put_timing(entry: Entry, role: Role, cell: Cell) -> None:
    text = tell_placeholder(entry, cell, "cuándo")
    timing: Timing | None = timing_of(text) if text else None
    if timing:
        before = entry.periods
        span = range(min(before), max(timing.periods) + 1) if role is Role.END and before and timing.periods else ()
        entry.periods |= timing.periods | set(span)
        entry.scheme = entry.scheme or timing.scheme
        entry.years |= timing.years
    elif text:
        entry.tell(FindingCode.PERIOD_NOT_UNDERSTOOD, f"No se entiende cuándo es «{text}».", cell)
