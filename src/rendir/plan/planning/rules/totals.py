"""How much a schedule promises, counted: deliveries, by stage and period, by responsible. Pure.

A delivery (entrega) is an activity in one of its four-month periods: the unit in which the year is followed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rendir.foundation.core.spanish import fold, sort_key
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts, Component, Responsible, Stage, period_of


@dataclass(frozen=True, slots=True)
class StageCount:
    """Of one stage: its activities, and its deliveries in each period in order."""

    stage: Stage
    activities: int
    deliveries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResponsibleCount:
    """Of one responsible, by the spelling met first: its activities and its deliveries."""

    responsible: Responsible
    activities: int
    deliveries: int


def deliveries(activities: Iterable[ActivityFacts]) -> int:
    """How many deliveries in the year."""
    return sum(len(activity.periods) for activity in activities)


def deliveries_in(activities: Iterable[ActivityFacts], period: int) -> int:
    """How many deliveries in one period: as many as activities marked in it."""
    return sum(period in activity.periods for activity in activities)


def by_stage(activities: Sequence[ActivityFacts]) -> tuple[StageCount, ...]:
    """All five stages in order. An activity of two stages counts in both, so the stages do not add up to the whole."""
    return tuple(_of_stage(stage, [one for one in activities if stage in one.stages]) for stage in Stage)


def _of_stage(stage: Stage, activities: Sequence[ActivityFacts]) -> StageCount:
    return StageCount(stage, len(activities), tuple(deliveries_in(activities, period) for period in PERIODS))


def by_responsible(activities: Iterable[ActivityFacts]) -> tuple[ResponsibleCount, ...]:
    """Everybody who answers for something, in the order of a dictionary. Accents, case and spaces make no two.

    An activity with two responsibles counts for both.
    """
    return _by_responsible(tuple(activities))


@lru_cache(maxsize=16)
def _by_responsible(activities: tuple[ActivityFacts, ...]) -> tuple[ResponsibleCount, ...]:
    """Counted once for a schedule: to fold and to sort names takes longer than all the rest."""
    found: dict[str, ResponsibleCount] = {}
    for activity in activities:
        for key, one in {fold(one.name): one for one in activity.responsibles}.items():
            before = found.get(key, ResponsibleCount(one, 0, 0))
            found[key] = ResponsibleCount(
                before.responsible, before.activities + 1, before.deliveries + len(activity.periods)
            )
    return tuple(sorted(found.values(), key=lambda count: sort_key(count.responsible.name)))


def by_component(activities: Sequence[ActivityFacts]) -> tuple[tuple[Component, tuple[ActivityFacts, ...]], ...]:
    """The three elements in their order, each with its activities in theirs; one without activities is left out."""
    groups = ((component, tuple(one for one in activities if one.component == component)) for component in Component)
    return tuple((component, group) for component, group in groups if group)


def period_window(year: int, period: int) -> tuple[date, date]:
    """The first and the last day of a four-month period (1-3): both included."""
    last = {1: (4, 30), 2: (8, 31), 3: (12, 31)}[period]
    return date(year, 4 * period - 3, 1), date(year, *last)


def running_period(year: int, today: date) -> int | None:
    """The period that `today` falls in; None outside that year."""
    return period_of(today.month) if today.year == year else None
