"""Calendars: months or periods as columns, and in each cell the activities of that time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rendir.foundation.core.importing import Cell, Finding, Grid
from rendir.foundation.core.spanish import count, fold
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Row, text_at, written
from rendir.plan.planning.reading.marks import is_blank, is_tick
from rendir.plan.planning.reading.periods import Slot, slot_of
from rendir.plan.planning.reading.placeholders import is_placeholder
from rendir.plan.planning.reading.rows import Carry, Rows
from rendir.plan.planning.reading.vocabulary import Role, component_of, heading_of, stages_of

_FEWEST_SLOTS = 3
_ITEM = re.compile(r"(?:^|\n)\s*(?:[•●▪◦‣·*✓➢►-]|\d{1,2}[.)])\s*(?=\w)")


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
    return Rows(), []


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
    items = _ITEM.split(text) if _ITEM.match(text) else [text]
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
