"""A block of cells copied from a spreadsheet, laid over a schedule from one of its cells on. Pure.

The columns stand as in the entity's printed grid: activity, the five stages, product, the three periods, responsible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rapidfuzz import fuzz, process

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.spanish import fold, squeeze
from rendir.plan.planning.reading.marks import is_blank, is_mark
from rendir.plan.planning.reading.quoting import records_of
from rendir.plan.planning.reading.responsibles import Names, split
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts, Component, Stage

T = TypeVar("T")
Key = str | int
"""A column: `name`, `product`, `responsibles`, a stage by its value, a period by its number."""

COLUMNS: tuple[Key, ...] = ("name", *Stage, "product", *PERIODS, "responsibles")

COLUMN_LABELS: dict[Key, str] = {"name": "Actividad", "product": "Meta o producto", "responsibles": "Responsable"}
COLUMN_LABELS |= {stage: stage.label for stage in Stage}
COLUMN_LABELS |= dict(PERIOD_LABELS.items())


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell of the block that cannot be taken. `row` counts from 1 in the block."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What the block makes of the schedule: rows that change, by code; new rows; cells that were not understood."""

    changes: Mapping[str, ActivityFacts]
    additions: tuple[ActivityFacts, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A name that is no unit's, with the known name it looks most like, if any: one of them may be a slip."""

    name: str
    like: str | None


def new_units(pasted: Pasted, known_units: Sequence[str]) -> list[NewUnit]:
    """The responsibles of the block that nobody knows yet; to write them down is a person's word."""
    known = {fold(name): name for name in known_units}
    rows = [*pasted.changes.values(), *pasted.additions]
    named = {fold(one.name): one.name for row in rows for one in row.responsibles}
    return [NewUnit(name, _like(folded, known)) for folded, name in named.items() if folded not in known]


def _like(folded: str, known: Mapping[str, str]) -> str | None:
    found = process.extractOne(folded, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=_LOOKS_LIKE)
    return known[found[0]] if found else None


_LOOKS_LIKE = 80


def paste(
    block: str,
    below: Sequence[ActivityFacts],
    *,
    component: Component,
    column: int,
    known_units: Sequence[str] = (),
) -> Pasted:
    """Lay `block` (cells apart by tabs) over the rows `below`, from `column` (0 is the activity) on.

    Rows of the block past the last of `below` are new activities of `component`. Raises `Unreadable` where the block
    is empty or wider than the columns that are left.
    """
    rows = _cells(block)
    columns = COLUMNS[column:]
    _must_fit(rows, columns)
    names = Names.gathered(known_units, [row[-1] for row in rows if len(row) == len(columns)])
    laid = [
        _Laid(below[index] if index < len(below) else ActivityFacts(component, 0, ""), names, index + 1)
        for index in range(len(rows))
    ]
    for one, cells in zip(laid, rows, strict=True):
        for key, text in zip(columns, cells, strict=False):
            one.take(key, text)
        one.check()
    old, new = laid[: len(below)], laid[len(below) :]
    return Pasted(
        changes={one.facts.code: one.facts for one, was in zip(old, below, strict=False) if one.facts != was},
        additions=tuple(one.facts for one in new),
        problems=tuple(problem for one in laid for problem in one.problems),
    )


def _cells(block: str) -> list[list[str]]:
    """A blank line inside the block is a row of blank cells; at its end, what a spreadsheet adds when it copies."""
    records = records_of(block.rstrip("\r\n"), "\t") if block.strip() else []
    return [[field.text.strip() for field in record.fields] for record in records]


def _must_fit(rows: Sequence[Sequence[str]], columns: Sequence[Key]) -> None:
    if not rows:
        raise Unreadable("No hay nada pegado.", way_out="Copie las celdas en Excel y péguelas aquí.")
    width = max(len(row) for row in rows)
    if width > len(columns):
        raise Unreadable(
            f"El bloque tiene {width} columnas y desde «{COLUMN_LABELS[columns[0]]}» solo hay {len(columns)}.",
            way_out="Copie menos columnas, o empiece más a la izquierda.",
        )


class _Laid:
    """One row of the schedule while the block is laid over it."""

    def __init__(self, facts: ActivityFacts, names: Names, row: int) -> None:
        self.facts = facts
        self.problems: list[Problem] = []
        self._names = names
        self._row = row

    def take(self, key: Key, text: str) -> None:
        """Put one cell of the block in its place."""
        if key == "name":
            self.facts = replace(self.facts, name=squeeze(text))
        elif key == "product":
            self.facts = replace(self.facts, product=text or None)
        elif key == "responsibles":
            self.facts = replace(self.facts, responsibles=split(text, self._names))
        else:
            self._take_mark(key, text)

    def check(self) -> None:
        """An activity without words is no activity."""
        if not self.facts.name:
            self._tell("name", "La actividad queda sin nombre.")

    def _take_mark(self, key: Key, text: str) -> None:
        if not (is_mark(text) or is_blank(text)):
            self._tell(key, f"Aquí va una X o nada, y dice «{text[:60]}».")
        elif isinstance(key, Stage):
            self.facts = replace(self.facts, stages=_marked(self.facts.stages, key, on=is_mark(text)))
        else:
            period = int(key)
            self.facts = replace(self.facts, periods=_marked(self.facts.periods, period, on=is_mark(text)))

    def _tell(self, key: Key, message: str) -> None:
        self.problems.append(Problem(self._row, COLUMN_LABELS[key], message))


def _marked(marks: frozenset[T], mark: T, *, on: bool) -> frozenset[T]:
    return marks | {mark} if on else marks - {mark}
