"""The same change to several activities: put, take away, leave only, or make like the first one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.rules.facts import ActivityFacts, Responsible, Stage

T = TypeVar("T")


class Mode(StrEnum):
    """What to do with one field of the activities."""

    KEEP = ""
    ADD = "poner"
    REMOVE = "quitar"
    ONLY = "solo"
    LIKE_FIRST = "igual"

    @property
    def label(self) -> str:
        return {
            "": "No cambiar",
            "poner": "Poner, además de lo que ya tengan",
            "quitar": "Quitar",
            "solo": "Dejar solo lo que elija",
            "igual": "Igual que la primera elegida",
        }[self]


@dataclass(frozen=True, slots=True)
class Bulk:
    """A change for several activities, field by field. `product` and `action_type` know only KEEP, ONLY, LIKE_FIRST."""

    stages_mode: Mode = Mode.KEEP
    stages: frozenset[Stage] = frozenset()
    periods_mode: Mode = Mode.KEEP
    periods: frozenset[int] = frozenset()
    responsibles_mode: Mode = Mode.KEEP
    responsibles: tuple[Responsible, ...] = ()
    product_mode: Mode = Mode.KEEP
    product: str | None = None
    action_type_mode: Mode = Mode.KEEP
    action_type: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it changes no field."""
        modes = (self.stages_mode, self.periods_mode, self.responsibles_mode, self.product_mode, self.action_type_mode)
        return all(mode is Mode.KEEP for mode in modes)

    def apply(self, activities: Sequence[ActivityFacts]) -> list[ActivityFacts]:
        """The activities after the change, in the same order. The first is the model of LIKE_FIRST."""
        return [self._changed(one, activities[0]) for one in activities]

    def _changed(self, one: ActivityFacts, first: ActivityFacts) -> ActivityFacts:
        return replace(
            one,
            stages=_set(self.stages_mode, one.stages, self.stages, first.stages),
            periods=_set(self.periods_mode, one.periods, self.periods, first.periods),
            responsibles=_list(self.responsibles_mode, one.responsibles, self.responsibles, first.responsibles),
            product=_value(self.product_mode, one.product, self.product, first.product),
            action_type=_value(self.action_type_mode, one.action_type, self.action_type, first.action_type),
        )


def _set(mode: Mode, now: frozenset[T], given: frozenset[T], first: frozenset[T]) -> frozenset[T]:
    return {
        Mode.KEEP: now,
        Mode.ADD: now | given,
        Mode.REMOVE: now - given,
        Mode.ONLY: given,
        Mode.LIKE_FIRST: first,
    }[mode]


def _list(
    mode: Mode, now: tuple[Responsible, ...], given: tuple[Responsible, ...], first: tuple[Responsible, ...]
) -> tuple[Responsible, ...]:
    here, there = {fold(one.name) for one in now}, {fold(one.name) for one in given}
    return {
        Mode.KEEP: now,
        Mode.ADD: now + tuple(one for one in given if fold(one.name) not in here),
        Mode.REMOVE: tuple(one for one in now if fold(one.name) not in there),
        Mode.ONLY: given,
        Mode.LIKE_FIRST: first,
    }[mode]


def _value(mode: Mode, now: str | None, given: str | None, first: str | None) -> str | None:
    return {Mode.ONLY: given, Mode.LIKE_FIRST: first}.get(mode, now)
