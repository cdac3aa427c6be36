"""The way back of an edit, and forth again, through the schedule as it stands now. Pure.

What an edit did is kept as two pictures of the rows it touched, before and after. Going back changes only the fields
that the edit changed, and only where they say what one of the pictures says: what another wrote since is never lost.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rendir.plan.planning.rules.facts import Component

Said = dict[str, Any]
"""A row as JSON: `ActivityFacts.as_json()` with its `place`."""

Picture = Mapping[str, Said | None]
"""Rows by code; None where there was no such row."""

_FIELDS = ("name", "stages", "periods", "product", "responsibles", "action_type", "place")


@dataclass(frozen=True, slots=True)
class Way:
    """What leads from one picture to the other. `clashes` are the codes that say something else by now."""

    changes: dict[str, Said]
    additions: dict[str, Said]
    removals: tuple[str, ...]
    clashes: tuple[str, ...]

    @property
    def places(self) -> dict[str, int]:
        """Where each row belongs, by code."""
        return {code: int(said["place"]) for code, said in (self.changes | self.additions).items()}


def way(start: Picture, end: Picture, now: Picture, *, taken: Collection[str]) -> Way:
    """From `start` to `end`, over the rows as they are `now`. `taken` are the codes that a row has or once had."""
    codes = sorted({*start, *end}, key=_in_order)
    there = {code: (start.get(code), end.get(code)) for code in codes}
    changes = {
        code: {**said, **_difference(before, after)}
        for code, (before, after) in there.items()
        if before and after and (said := now.get(code))
    }
    return Way(
        changes=changes,
        additions={code: after for code, (before, after) in there.items() if after and not before},
        removals=tuple(code for code, (before, after) in there.items() if before and not after),
        clashes=tuple(code for code, ends in there.items() if _clashes(*ends, now.get(code), is_taken=code in taken)),
    )


def _in_order(code: str) -> tuple[int, int]:
    """By component and number: a database may give the codes of a picture back in any order."""
    return [one.letter for one in Component].index(code[0]), int(code[1:])


def _difference(before: Said, after: Said) -> Said:
    return {name: after[name] for name in _FIELDS if _told(before, name) != _told(after, name)}


def _clashes(before: Said | None, after: Said | None, now: Said | None, *, is_taken: bool) -> bool:
    """Whether the row is neither where the way begins nor where it ends. One that comes back needs its code free; one
    that goes must be as it was left, wherever it was moved to since.
    """
    if before is None:
        return is_taken
    if now is None:
        return True
    if after is None:
        return any(_told(now, name) != _told(before, name) for name in _FIELDS if name != "place")
    ends = {name: (_told(before, name), _told(after, name)) for name in _difference(before, after)}
    return any(_told(now, name) not in both for name, both in ends.items())


def _told(said: Said, name: str) -> object:
    """What kind a responsible is belongs to its unit, not to the row."""
    return [one["name"] for one in said[name]] if name == "responsibles" else said[name]
