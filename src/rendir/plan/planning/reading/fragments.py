"""Rows whose cells do not stand under the titles of their table: loose rows after a title, rows that lost a cell.

Each is laid against the layout again, by its content; a row that fits nowhere is told, never guessed.
"""

from collections.abc import Mapping

from rendir.foundation.core.importing import Cell
from rendir.plan.planning.reading.headers import Row, written
from rendir.plan.planning.reading.layouts import Layout
from rendir.plan.planning.reading.marks import is_blank, is_mark
from rendir.plan.planning.reading.vocabulary import Meaning, Role, component_of
from rendir.plan.planning.rules.facts import Stage

_SHIFTS = (-1, 1, -2, 2)
Parts = dict[Meaning, Cell]


def parts_of(row: Row, layout: Layout, shift: int = 0) -> Parts:
    """The cells of a row by what they hold, with the layout moved `shift` columns to the right."""
    places = {meaning: column + shift for column, meaning in layout.columns.items()}
    return {meaning: row[place] for meaning, place in places.items() if 0 <= place < len(row)}


def fits(parts: Mapping[Meaning, Cell]) -> bool:
    """Whether the cells are what their columns say: an activity, marks where marks go, texts where texts go."""
    return bool(parts.get(Role.ACTIVITY)) and all(_is_right(meaning, cell) for meaning, cell in parts.items())


def _is_right(meaning: Meaning, cell: Cell) -> bool:
    text = cell.text.strip()
    if not isinstance(meaning, Role):
        return is_mark(text) or is_blank(text)
    if meaning is Role.ACTIVITY:
        return bool(text) and not is_mark(text) and not component_of(text)
    if meaning is Role.COMPONENT:
        return not text or component_of(text) is not None
    return not is_mark(text)


def realign(row: Row, layout: Layout) -> Parts | None:
    """The cells of a misplaced row by what they hold; None where no reading uses every written cell."""
    candidates = [parts_of(row, layout, shift) for shift in _SHIFTS]
    candidates.append(_from_the_right(row, layout))
    whole = (parts for parts in candidates if fits(parts) and _uses_all(row, parts))
    return next(whole, None)


def _uses_all(row: Row, parts: Parts) -> bool:
    used = {id(cell) for cell in parts.values()}
    return all(id(cell) in used for cell in written(row))


def _from_the_right(row: Row, layout: Layout) -> Parts:
    """From the product on, the columns of the layout over the last cells; the first cell written is the activity.

    The stages before the product keep their places only if no cell among them was lost.
    """
    meanings = list(layout.columns.values())
    if Role.PRODUCT not in meanings:
        return {}
    tail = meanings[meanings.index(Role.PRODUCT) :]
    cells = list(row[: row.index(written(row)[-1]) + 1])
    start = next(place for place, cell in enumerate(cells) if cell.text.strip())
    middle, last = cells[start + 1 : -len(tail)], cells[-len(tail) :]
    if len(cells) - start <= len(tail):
        return {}
    parts: Parts = {Role.ACTIVITY: cells[start], **dict(zip(tail, last, strict=True))}
    stages = [meaning for meaning in meanings if isinstance(meaning, Stage)]
    return parts | dict(zip(stages, middle, strict=True)) if len(stages) == len(middle) else parts
