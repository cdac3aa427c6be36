"""What a decision must explain: where it departs from the ranking. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided of one topic: taken or left, and why."""

    key: str
    taken: bool
    reason: str = ""


def by_the_ranking(order: Sequence[str], places: int) -> frozenset[str]:
    """The topics that the ranking alone would take."""
    return frozenset(order[:places])


def departures(order: Sequence[str], places: int, taken: Collection[str]) -> tuple[str, ...]:
    """The topics of which the decision says something else than the ranking, in its order."""
    wanted = by_the_ranking(order, places)
    return tuple(key for key in order if (key in wanted) != (key in taken))


def unexplained(order: Sequence[str], places: int, choices: Collection[Choice]) -> tuple[str, ...]:
    """The topics that need a reason and have none: each one left, and each that departs from the ranking."""
    said = {one.key: one for one in choices}
    apart = departures(order, places, {key for key, one in said.items() if one.taken})
    return tuple(key for key in order if not said[key].reason and (key in apart or not said[key].taken))
