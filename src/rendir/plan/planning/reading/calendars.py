"""Calendars: months or periods along one side, components or stages along the other or beside, and in each cell the
activities of that time.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.foundation.core.spanish import count, fold
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Row, text_at, written
from rendir.plan.planning.reading.marks import is_blank, is_tick
from rendir.plan.planning.reading.periods import Scheme, Slot, scheme_of, slot_of
from rendir.plan.planning.reading.placeholders import is_placeholder
from rendir.plan.planning.reading.rows import Carry, Rows
from rendir.plan.planning.reading.timings import Timing, timing_of
from rendir.plan.planning.reading.vocabulary import Role, component_of, heading_of, stages_of
from rendir.plan.planning.rules.facts import Component, Stage

_FEWEST_SLOTS = 3
_FEWEST_HEADS = 2
_ITEM = re.compile(r"(?:^|\n)\s*(?:[•●▪◦‣·*✓➢►-]|\d{1,2}[.)])\s*(?=\w)")


_LINE = re.compile(r"\n\s*(?=[A-ZÁÉÍÓÚÑÜ¿«\"])")


@dataclass(frozen=True, slots=True)
class _Titles:
    """The row of titles of a calendar: which column is which time, and what the others are."""

    slots: dict[int, Slot]
    others: dict[int, Role]


def entries_of_calendar(grid: Grid) -> tuple[Rows, list[Finding]]:
    """The activities of a calendar; none where the grid is not one. `grid` comes with its merged cells as read."""
    rows = [row for row in grid.rows if written(row)]
    for place, row in enumerate(rows):
        titles = _titles(row)
        if titles and _has_texts(titles, rows[place + 1 :]):
            entries = _entries(titles, rows[:place], rows[place + 1 :])
            return Rows(entries), [_about(row, entries)]
    for place, row in enumerate(rows):
        if entries := _entries_down(row, rows[place + 1 :]):
            return Rows(entries), [_about(row, entries)]
    return Rows(), []


def _entries_down(titles: Row, rows: Sequence[Row]) -> list[Entry]:
    """The activities of a calendar whose times run down: the columns are components or stages; none where it is not."""
    heads = {column: head for column in range(len(titles)) if (head := _head(text_at(titles, column)))}
    column = _column_of_times(titles, rows, heads) if len(set(heads.values())) >= _FEWEST_HEADS else None
    if column is None:
        return []
    roles = {place: heading_of(text_at(titles, place)) for place in range(len(titles)) if place not in heads}
    others = {place: role for place, role in roles.items() if isinstance(role, Role)}
    found: dict[tuple[object, str, str], Entry] = {}
    timing: Timing | None = None
    for number, row in enumerate(rows):
        timing = _time_of(text_at(row, column), scheme_of(text_at(titles, column))) or timing
        for place, head in heads.items():
            cell = row[place] if place < len(row) else None
            for text in _activities(cell) if timing else ():
                assert cell and timing  # noqa: S101, PT018 - a text comes from a cell, and is read where there is a time
                component = head if isinstance(head, Component) else None
                entry = _entry(_Titles({}, others), row, cell, text, Carry(component), number)
                entry.stages |= {head} if isinstance(head, Stage) else set()
                entry = found.setdefault((head, fold(text), fold(entry.responsible.text)), entry)
                entry.periods |= timing.periods
                entry.scheme = timing.scheme
                entry.years |= timing.years
    return list(found.values())


def _head(text: str) -> Component | Stage | None:
    component = component_of(text) if text else None
    stage = heading_of(text) if text else None
    return component or (stage if isinstance(stage, Stage) else None)


def _column_of_times(titles: Row, rows: Sequence[Row], heads: Collection[int]) -> int | None:
    """The column, other than those of the heads, where most cells say when."""
    width = max((len(row) for row in rows), default=0)
    for column in (one for one in range(width) if one not in heads):
        texts = [text for row in rows if (text := text_at(row, column))]
        within = scheme_of(text_at(titles, column))
        if texts and sum(_time_of(text, within) is not None for text in texts) * 3 > len(texts) * 2:
            return column
    return None


def _time_of(text: str, within: Scheme | None) -> Timing | None:
    """The time that a row is about: a part of the year, or what a cell may say of when."""
    slot = slot_of(text, within) if text else None
    return Timing(slot.periods, slot.scheme) if slot else timing_of(text, within) if text else None


def _titles(row: Row) -> _Titles | None:
    slots = {column: slot for column in range(len(row)) if (slot := slot_of(text_at(row, column)))}
    others = {}
    for column in range(len(row)):
        role = heading_of(text_at(row, column))
        if column not in slots and isinstance(role, Role):
            others[column] = role
    return _Titles(slots, others) if len(slots) >= _FEWEST_SLOTS else None


def _has_texts(titles: _Titles, rows: Sequence[Row]) -> bool:
    texts = [text for row in rows for column in titles.slots if (text := text_at(row, column)) and not is_blank(text)]
    return bool(texts) and sum(is_tick(text) for text in texts) * 2 < len(texts)


def _entries(titles: _Titles, above: Sequence[Row], rows: Sequence[Row]) -> list[Entry]:
    carry = Carry()
    for row in above:
        carry.hear_heading(written(row)[0])
    found: dict[tuple[object, str, str], Entry] = {}
    for number, row in enumerate(rows):
        _hear(carry, titles, row)
        for column, slot in titles.slots.items():
            cell = row[column] if column < len(row) else None
            for text in _activities(cell):
                assert cell  # noqa: S101 - a text comes from a cell
                entry = _entry(titles, row, cell, text, carry, number)
                entry = found.setdefault((entry.component, fold(text), fold(entry.responsible.text)), entry)
                entry.periods |= slot.periods
                entry.scheme = slot.scheme
    return list(found.values())


def _hear(carry: Carry, titles: _Titles, row: Row) -> None:
    """A component may stand in its column, in a column without title, or alone in a row."""
    for column, cell in enumerate(row):
        untitled = column not in titles.slots and titles.others.get(column, Role.COMPONENT) is Role.COMPONENT
        if (untitled or len(written(row)) == 1) and component_of(cell.text.strip()):
            carry.say(cell)


def _activities(cell: Cell | None) -> Iterator[str]:
    text = cell.text.strip() if cell else ""
    if not text or is_blank(text) or is_tick(text) or is_placeholder(text) or component_of(text):
        return
    assert cell  # noqa: S101 - it has a text
    # Where the width of a page made the line ends, only a bullet or a number begins another activity.
    ends = _ITEM if _ITEM.match(text) or cell.source.page else _LINE
    items = ends.split(text)
    yield from (" ".join(item.split()) for item in items if item.strip())


def _entry(titles: _Titles, row: Row, cell: Cell, text: str, carry: Carry, table: int) -> Entry:
    def at(role: Role) -> Cell:
        column = next((place for place, one in titles.others.items() if one is role), None)
        return row[column] if column is not None and column < len(row) else Cell("", row[0].source)

    entry = Entry(cell, text, carry.component, table, at(Role.RESPONSIBLE))
    entry.product_cell = at(Role.PRODUCT)
    entry.product = entry.product_cell.text.strip() or None
    entry.marks = {"stages": at(Role.STAGES).source, "periods": cell.source}
    entry.stages = set(stages_of(at(Role.STAGES).text.strip()))
    return entry


def _about(row: Row, entries: Sequence[Entry]) -> Finding:
    many = count(len(entries), "actividad", "actividades")
    message = f"La tabla es un calendario: cada texto bajo un mes o periodo se lee como una actividad ({many})."
    return finding(FindingCode.CALENDAR_READ, message, row[0].source, applied=True)
