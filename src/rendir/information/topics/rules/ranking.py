"""How a round is ranked: values, their share of the highest, weights, points, and how a tie is broken. Pure.

Anybody recomputes it: everything that enters is published, and numbers are exact until they are shown.

Ley 1757 de 2015, arts. 50 and 53; Manual Único de Rendición de Cuentas (topics are chosen with the people).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from rendir.foundation.core.spanish import sort_key

WHOLE = 100
"""What the weights add up to, and the points of whoever is first in everything."""


class Basis(StrEnum):
    """Where the value of a criterion comes from."""

    VOTES = "votes"
    FIGURES = "figures"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A criterion: its weight of 100, and where its values come from."""

    key: str
    name: str
    weight: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic of a round with its value in each criterion (None: no data), its votes and how many kinds of source."""

    key: str
    title: str
    values: Mapping[str, int | None]
    votes: int = 0
    kinds: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What a criterion gives to a topic: its value, the highest there is, its share of it (to 100), its points."""

    criterion: str
    value: int | None
    highest: int
    share: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Placed:
    """A topic in its place. `tie` says in words with whom it tied and why it stands where it stands."""

    place: int
    key: str
    title: str
    parts: tuple[Part, ...]
    points: Fraction
    votes: int
    kinds: int
    tie: str = ""


def weights_fault(weights: Sequence[int]) -> str:
    """What is wrong with the weights, in words; nothing where they serve."""
    if not weights:
        return "Falta al menos un criterio."
    if min(weights) < 1:
        return "Cada criterio pesa al menos 1."
    if sum(weights) != WHOLE:
        return f"Los pesos suman {sum(weights)} y deben sumar {WHOLE}."
    return ""


def rank(criteria: Sequence[Weighed], candidates: Iterable[Candidate]) -> tuple[Placed, ...]:
    """The candidates from first to last. The order in which they are given changes nothing."""
    given = sorted(candidates, key=lambda one: one.key)
    highest = {one.key: _highest(one, given) for one in criteria}
    scored = [_scored(one, criteria, highest) for one in given]
    ordered = sorted(scored, key=_order)
    return tuple(_told(ordered))


def in_two_decimals(number: Fraction) -> str:
    """`63,50`: as it is shown. A half goes up."""
    hundredths = (number * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100},{hundredths % 100:02}"


def _highest(criterion: Weighed, candidates: Sequence[Candidate]) -> int:
    """What counts as the whole of a criterion: 100 for a person's judgement, otherwise the highest value there is."""
    if criterion.basis == Basis.JUDGEMENT:
        return WHOLE
    return max((one.values.get(criterion.key) or 0 for one in candidates), default=0)


def _scored(candidate: Candidate, criteria: Sequence[Weighed], highest: Mapping[str, int]) -> Placed:
    parts = tuple(_part(candidate.values.get(one.key), one, highest[one.key]) for one in criteria)
    points = sum((one.points for one in parts), Fraction(0))
    return Placed(0, candidate.key, candidate.title, parts, points, candidate.votes, candidate.kinds)


def _part(value: int | None, criterion: Weighed, highest: int) -> Part:
    share = Fraction((value or 0) * WHOLE, highest) if highest else Fraction(0)
    return Part(criterion.key, value, highest, share, share * criterion.weight / WHOLE)


def _order(one: Placed) -> tuple[Fraction, int, int, str, str]:
    """The published rule: points, then votes, then kinds of source, then the alphabet (the key where that ties too)."""
    return (-one.points, -one.votes, -one.kinds, sort_key(one.title), one.key)


def _told(ordered: Sequence[Placed]) -> Iterator[Placed]:
    place = 0
    for _points, tied in groupby(ordered, key=lambda one: one.points):
        group = list(tied)
        for index, one in enumerate(group):
            place += 1
            below = group[index + 1] if index + 1 < len(group) else None
            above = group[index - 1] if index else None
            yield _with_tie(one, place, above, below)


def _with_tie(one: Placed, place: int, above: Placed | None, below: Placed | None) -> Placed:
    told = " ".join([*([_after(one, above)] if above else []), *([_before(one, below)] if below else [])])
    return Placed(place, one.key, one.title, one.parts, one.points, one.votes, one.kinds, told)


def _before(one: Placed, below: Placed) -> str:
    return f"Empata con «{below.title}» y va antes {_why(one, below)}."


def _after(one: Placed, above: Placed) -> str:
    return f"Empata con «{above.title}» y va después: el otro va antes {_why(above, one)}."


def _why(first: Placed, second: Placed) -> str:
    if first.votes != second.votes:
        return f"porque tiene más votos ({first.votes} y {second.votes})"
    if first.kinds != second.kinds:
        return f"porque viene de más clases de fuente ({first.kinds} y {second.kinds})"
    return "por orden alfabético"
