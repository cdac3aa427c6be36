"""How much of what a person reads in a file the program reads too: facts right over facts there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.spanish import fold, squeeze
from rendir.plan.planning.reading.schedule import read_schedule

FIELDS = ("component", "name", "stages", "periods", "product", "responsibles")
_SAME_NAME = 70


@dataclass(frozen=True, slots=True)
class Score:
    """Facts of one file: right, in all, and the wrong ones in words. An activity that is not there makes all wrong."""

    right: int
    total: int
    wrong: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


def score_file(data: bytes, *, filename: str, expected: Mapping[str, Any]) -> Score:
    """The score of one file. `expected` has `year` and `activities`, as `ActivityFacts.as_json` without kinds."""
    wanted: list[dict[str, Any]] = expected["activities"]
    try:
        reading = read_schedule(data, filename=filename, year=expected["year"])
    except Unreadable as refusal:
        return Score(0, len(FIELDS) * len(wanted), (refusal.message,))
    return score([one.as_json() for one in reading.activities], wanted)


def score(read: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> Score:
    """Compare activity by activity, each wanted one with the read one of the likest name not yet taken."""
    left = list(read)
    right, wrong = 0, []
    for one in wanted:
        found = max(left, key=lambda other: _likeness(one, other), default=None)
        if found is None or _likeness(one, found) < _SAME_NAME:
            wrong.append(f"falta «{one['name']}»")
            continue
        left.remove(found)
        for field in FIELDS:
            if _plain(field, one[field]) == _plain(field, found[field]):
                right += 1
            else:
                wrong.append(f"{field} de «{one['name']}»: {_plain(field, found[field])!r}")
    wrong += [f"sobra «{one['name']}»" for one in left]
    return Score(right, len(FIELDS) * (len(wanted) + len(left)), tuple(wrong))


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    return fuzz.ratio(fold(one["name"]), fold(other["name"]))


def _plain(field: str, value: Any) -> object:  # noqa: ANN401 - JSON
    """A value as it is compared: white space does not count, nor the kinds of responsible."""
    if field == "responsibles":
        return [squeeze(one if isinstance(one, str) else one["name"]) for one in value]
    if isinstance(value, list):
        return sorted(value)
    return squeeze(value) if isinstance(value, str) else value


def total(scores: Iterable[Score]) -> Score:
    """The score of several files together."""
    every = list(scores)
    return Score(sum(one.right for one in every), sum(one.total for one in every))
