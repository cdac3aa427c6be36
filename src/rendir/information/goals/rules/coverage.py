"""How many goals of each line are tied to each SDG or right: a table with its totals, and what no goal is tied to.
Pure.

A goal tied twice to the same SDG counts once in its cell; one tied to two counts in both: rows do not add up to goals.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """A goal of a line tied to something."""

    goal: str
    line: str
    to: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One SDG or right: in each line, and in all, how many goals."""

    key: str
    label: str
    counts: tuple[int, ...]
    goals: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole table: its columns are the lines."""

    lines: tuple[tuple[str, str], ...]
    rows: tuple[CoverageRow, ...]

    @property
    def uncovered(self) -> tuple[CoverageRow, ...]:
        """What no goal is tied to."""
        return tuple(row for row in self.rows if not row.goals)


def coverage(things: Iterable[tuple[str, str]], lines: Sequence[tuple[str, str]], ties: Iterable[Tie]) -> Coverage:
    """The table of these things (key and label) by these lines."""
    cells: Mapping[str, Counter[str]] = _cells(ties)
    return Coverage(
        tuple(lines),
        tuple(
            CoverageRow(key, label, tuple(cells[key][line] for line, _ in lines), sum(cells[key].values()))
            for key, label in things
        ),
    )


def _cells(ties: Iterable[Tie]) -> Mapping[str, Counter[str]]:
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for tie in set(ties):
        cells[tie.to][tie.line] += 1
    return cells
