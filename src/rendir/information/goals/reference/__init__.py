"""The packaged references: the 17 goals and 169 targets of the 2030 Agenda (A/RES/70/1), and the rights of the
Constitution by article. They are read once; their sources stand in the files.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

GOALS = 17
TARGETS = 169


@dataclass(frozen=True, slots=True)
class Sdg:
    """One of the 17 goals, or one of the targets of one: its official number and its name.

    `statement` is the goal's whole sentence; `words` are ours, and help to propose a link.
    """

    number: str
    name: str
    statement: str
    words: str

    @property
    def goal(self) -> int:
        """The SDG it is, or that it belongs to."""
        return int(self.number.partition(".")[0])

    @property
    def is_target(self) -> bool:
        """Whether it is one of the 169."""
        return "." in self.number

    @property
    def label(self) -> str:
        """`Meta 6.1: Lograr…`, `ODS 6: Agua limpia y saneamiento`."""
        return f"{'Meta' if self.is_target else 'ODS'} {self.number}: {self.name}"


@dataclass(frozen=True, slots=True)
class ConstitutionalRight:
    """A right of the Constitution: its article, its chapter, what it is, the words that propose it."""

    article: int
    chapter: str
    name: str
    words: str

    @property
    def norm(self) -> str:
        """`Constitución Política, artículo 49`."""
        return f"Constitución Política, artículo {self.article}"


@lru_cache(maxsize=1)
def sdgs() -> dict[str, Sdg]:
    """Goals and targets by number, in their official order: each goal before its targets."""
    return {row[0]: Sdg(*row) for row in _rows("ods.tsv")}


@lru_cache(maxsize=1)
def sdg_goals() -> tuple[Sdg, ...]:
    """The 17."""
    return tuple(one for one in sdgs().values() if not one.is_target)


@lru_cache(maxsize=1)
def constitutional_rights() -> tuple[ConstitutionalRight, ...]:
    """The rights by article."""
    return tuple(ConstitutionalRight(int(row[0]), *row[1:]) for row in _rows("derechos.tsv"))


def _rows(name: str) -> list[list[str]]:
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE))
