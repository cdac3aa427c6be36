"""The exact plan that our own workbooks and documents carry out of sight, and what tells whether a person changed them.

What is seen is the plan as people print it: a code before the name, no kinds of responsible, no action types. The
plan beside it is exact, and holds while what is seen is what was written.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rendir.foundation.core.importing import Grid
from rendir.foundation.core.spanish import fold, squeeze
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.merges import is_own
from rendir.plan.planning.rules.facts import ActivityFacts

_START = '{"rendir-cronograma": 1, '
_LONGEST_CELL = 30_000


@dataclass(frozen=True, slots=True)
class Embedded:
    """The exact activities, and the digest of what was seen when they were written."""

    activities: tuple[ActivityFacts, ...]
    seen: str


def pack(activities: Sequence[ActivityFacts], shown: Sequence[Grid]) -> str:
    """The activities as text in ASCII, tied to the grids in which they are `shown`."""
    facts = [replace(one, source=None).as_json() for one in activities]
    return f"{_START}{json.dumps({'seen': digest_of(shown), 'activities': facts})[1:]}"


def pieces(packed: str) -> list[str]:
    """The text in pieces that a cell of a workbook can hold."""
    return [packed[start : start + _LONGEST_CELL] for start in range(0, len(packed), _LONGEST_CELL)]


def unpack(grids: Sequence[Grid]) -> tuple[Embedded | None, tuple[Grid, ...]]:
    """What a file of ours carries, and the grids that are seen. None where it is no file of ours, or it was spoilt."""
    for grid in grids:
        text = "".join(cell.text for row in grid.rows for cell in row)
        if _START in text:
            shown = tuple(one for one in grids if one is not grid)
            return _read(text[text.index(_START) :]), shown
    return None, tuple(grids)


def _read(text: str) -> Embedded | None:
    try:
        data: dict[str, Any] = json.loads(text)
        activities = tuple(ActivityFacts.from_json(one) for one in data["activities"])
        return Embedded(activities, str(data["seen"]))
    except (ValueError, KeyError, TypeError, AssertionError):
        return None


def digest_of(grids: Sequence[Grid]) -> str:
    """SHA-256 of all that is seen: the texts of all rows, whatever their white space."""
    lines = ("\t".join(squeeze(cell.text) for cell in row if is_own(cell)) for grid in grids for row in grid.rows)
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8", "replace")).hexdigest()


def complete(entries: Sequence[Entry], embedded: Embedded) -> None:
    """Give the entries of a changed file what its cells do not show: numbers, kinds and action types, where the
    activity is still the same one.
    """
    known = {(one.component, fold(one.name)): one for one in embedded.activities}
    for entry in entries:
        same = known.get((entry.component, fold(entry.name)))
        if same is None:
            continue
        entry.number, entry.action_type = same.number, same.action_type
        if [squeeze(one.name) for one in entry.responsibles] == [squeeze(one.name) for one in same.responsibles]:
            entry.responsibles = same.responsibles
    _renumber(entries, {(one.component, one.number) for one in known.values()})


def _renumber(entries: Sequence[Entry], known: set[tuple[object, int]]) -> None:
    """Two entries never have one number: those without one of their own take the next that is free."""
    taken: set[tuple[object, int]] = set()
    for entry in entries:
        while (entry.component, entry.number) in taken:
            numbers = [number for component, number in known | taken if component is entry.component]
            entry.number = max(numbers, default=0) + 1
        taken.add((entry.component, entry.number))
