"""What became of one activity from version to version. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rendir.plan.planning.rules.comparison import FieldChange, compare_schedules
from rendir.plan.planning.rules.facts import ActivityFacts


class Turn(StrEnum):
    """What a version did with the activity."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return {"added": "Entró en el cronograma", "changed": "Cambió", "removed": "Salió del cronograma"}[self]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One version that did something with the activity. `position` counts from 0 in the versions given."""

    position: int
    turn: Turn
    fields: tuple[FieldChange, ...] = ()


def history_of(code: str, versions: Sequence[Sequence[ActivityFacts]]) -> tuple[Chapter, ...]:
    """The chapters of a code in adopted versions, oldest first. A version that left it as it was gives none."""
    return tuple(_chapters([_find(code, one) for one in versions]))


def _chapters(states: Sequence[ActivityFacts | None]) -> Iterator[Chapter]:
    before: ActivityFacts | None = None
    for position, after in enumerate(states):
        if before is None and after is not None:
            yield Chapter(position, Turn.ADDED)
        elif before is not None and after is None:
            yield Chapter(position, Turn.REMOVED)
        elif before is not None and after is not None and before != after:
            (changed,) = compare_schedules((before,), (after,), pairs=((0, 0),)).changed
            yield Chapter(position, Turn.CHANGED, changed.fields)
        before = after


def _find(code: str, activities: Sequence[ActivityFacts]) -> ActivityFacts | None:
    return next((one for one in activities if one.code == code), None)
