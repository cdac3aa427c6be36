"""What a schedule owes, one delivery at a time: an activity in one of its periods, what is expected of it, by when.

A delivery is not stored to exist: it follows from the version in force. Pure; the entity's terms come as an argument.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from rendir.plan.planning.action_types import ActionType, DueRule, by_key
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts, Component
from rendir.plan.planning.rules.totals import period_window

_KEY = re.compile(r"([IDR])([1-9]\d{0,4})-([123])")
_COMPONENTS = {component.letter: component for component in Component}


@dataclass(frozen=True, slots=True)
class Key:
    """Which delivery of a year: the activity's component and number, and the period. Written `I4-2`."""

    component: Component
    number: int
    period: int

    def __str__(self) -> str:
        return f"{self.code}-{self.period}"

    @property
    def code(self) -> str:
        """The activity's code: `I4`."""
        return f"{self.component.letter}{self.number}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The inverse of `str`, whatever its capitals; None where the text names no delivery."""
        found = _KEY.fullmatch(text.upper())
        return cls(_COMPONENTS[found[1]], int(found[2]), int(found[3])) if found else None


def key_order(key: Key) -> tuple[int, ...]:
    """Where a delivery stands among those of its year: by element, activity and period, which never change."""
    return list(Component).index(key.component), key.number, key.period


class Nature(StrEnum):
    """What is expected of a delivery, given how the activity's product is owed and which of its periods this is."""

    PROGRESS = "avance"
    FINAL = "producto"
    PERIOD = "periodo"
    CONTINUOUS = "permanente"

    @property
    def label(self) -> str:
        return {
            "avance": "Avance",
            "producto": "Producto final",
            "periodo": "Producto del cuatrimestre",
            "permanente": "Permanente",
        }[self]

    @property
    def meaning(self) -> str:
        """What has to be there, in words that anybody reads."""
        return {
            "avance": "El producto se entrega en un cuatrimestre posterior: aquí se reporta cuánto va.",
            "producto": "Aquí se entrega el producto que la actividad prometió.",
            "periodo": "Cada cuatrimestre marcado tiene su propio producto.",
            "permanente": "Se hace todo el tiempo: aquí se reporta lo hecho en el cuatrimestre.",
        }[self]


@dataclass(frozen=True, slots=True)
class Promise:
    """One delivery as the version in force promises it. `place` is the activity's place in the schedule, from 1."""

    key: Key
    place: int
    facts: ActivityFacts
    nature: Nature
    due_on: date
    due_norm: str

    @property
    def kind(self) -> ActionType | None:
        return by_key(self.facts.action_type) if self.facts.action_type else None


LastDay = Callable[[str, date], tuple[date, str]]
"""The last day of a dated term of the entity that begins on a day, and its norm: `(key of the term, day)`."""


def promises_of(
    activities: Iterable[ActivityFacts],
    year: int,
    *,
    last_day: LastDay,
    rules: Mapping[str, DueRule] | None = None,
    by_hand: Mapping[Key, date] | None = None,
) -> tuple[Promise, ...]:
    """Every delivery of a schedule in its order, period after period.

    `rules` are the due rules that the entity chose, by code; `by_hand` the dates that it set. An activity without a
    component belongs to no delivery: it cannot be adopted.
    """
    chosen, dated = rules or {}, by_hand or {}
    return tuple(
        _promise(_Place(facts, number, component, period, year), chosen.get(facts.code), dated, last_day)
        for number, facts in enumerate(activities, start=1)
        if (component := facts.component)
        for period in facts.ordered_periods
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a delivery stands: its activity, the activity's place in the schedule, its element, period and year."""

    facts: ActivityFacts
    number: int
    component: Component
    period: int
    year: int

    @property
    def key(self) -> Key:
        return Key(self.component, self.facts.number, self.period)

    @property
    def is_last(self) -> bool:
        return self.period == max(self.facts.periods)


def due_rule_of(facts: ActivityFacts) -> DueRule:
    """How the activity's product is owed: as its kind says; once in each period where the kind is not known."""
    kind = by_key(facts.action_type) if facts.action_type else None
    return kind.due if kind else DueRule.EACH_PERIOD


def nature_of(rule: DueRule, period: int, periods: Iterable[int]) -> Nature:
    """What is expected of one period: of a product that is due once, all but the last period are progress."""
    if rule == DueRule.CONTINUOUS:
        return Nature.CONTINUOUS
    if rule == DueRule.EACH_PERIOD:
        return Nature.PERIOD
    return Nature.FINAL if period == max(periods) else Nature.PROGRESS


def cut_day(year: int, period: int) -> date:
    """The day whose state a four-month cut freezes: 30 April, 31 August or 31 December."""
    return period_window(year, period)[1]


def next_cut(year: int, today: date) -> int | None:
    """The period whose cut comes next (today's own day included); None after the last."""
    return next((period for period in PERIODS if cut_day(year, period) >= today), None)


def _promise(at: _Place, rule: DueRule | None, by_hand: Mapping[Key, date], last_day: LastDay) -> Promise:
    nature = nature_of(rule or due_rule_of(at.facts), at.period, at.facts.periods)
    day, norm = (by_hand[at.key], "") if at.key in by_hand else _by_rule(at, nature, last_day)
    return Promise(at.key, at.number, at.facts, nature, day, norm)


def _by_rule(at: _Place, nature: Nature, last_day: LastDay) -> tuple[date, str]:
    """The end of the period, or of the term that its kind has after it. Progress is reported when its period ends."""
    kind = by_key(at.facts.action_type) if at.facts.action_type else None
    grace = kind.grace if kind and nature != Nature.PROGRESS else None
    end = cut_day(at.year, at.period)
    return (end, "") if grace is None or (grace.last_only and not at.is_last) else last_day(grace.term, end)
