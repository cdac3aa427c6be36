"""Which activities of a schedule somebody asks to see, and in which order: for the public and for the desk. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from rendir.foundation.core.spanish import fold, sort_key
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts, Component, Stage
from rendir.plan.planning.rules.titles import plain_title

NOBODY = "sin-responsable"
"""In the place of a responsible: the activities that nobody answers for."""

_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_LAST = 99

_ORDERS: Mapping[str, Callable[[ActivityFacts], Any]] = {
    "nombre": lambda one: sort_key(one.name),
    "etapa": lambda one: min((list(Stage).index(stage) for stage in one.stages), default=_LAST),
    "cuatrimestre": lambda one: min(one.periods, default=_LAST),
    "dependencia": lambda one: sort_key(one.responsibles[0].name) if one.responsibles else "\U0010ffff",
}
ORDERS = ("", *_ORDERS)
"""What a schedule can be sorted by; empty: its own order."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; what is empty or None asks nothing. `responsible` is a `name_key` or `NOBODY`."""

    component: Component | None = None
    stage: Stage | None = None
    period: int | None = None
    responsible: str = ""
    words: str = ""
    order: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """From the parameters `componente`, `etapa`, `cuatrimestre`, `dependencia`, `q` and `orden` of an address.

        A value that nobody knows asks nothing: an old address may hold one.
        """
        component, stage, period = (query.get(name, "") for name in ("componente", "etapa", "cuatrimestre"))
        return cls(
            component=Component(component) if component in list(Component) else None,
            stage=Stage(stage) if stage in list(Stage) else None,
            period=int(period) if period in {str(one) for one in PERIODS} else None,
            responsible=query.get("dependencia", "").strip(),
            words=query.get("q", "").strip(),
            order=query.get("orden", "") if query.get("orden", "") in ORDERS else "",
        )

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.component or self.stage or self.period or self.responsible or self.words)

    def of(self, activities: Sequence[ActivityFacts]) -> list[int]:
        """The places (from 0) of the activities that fit, in the order asked for; equal ones keep theirs."""
        fitting = [(index, one) for index, one in enumerate(activities) if _fits(one, self)]
        if self.order:
            fitting.sort(key=lambda pair: _ORDERS[self.order](pair[1]))
        return [index for index, _ in fitting]


def name_key(name: str) -> str:
    """A responsible as an address says it: `oficina-de-comunicaciones`. Accents, case and spaces make no two."""
    return _NOT_IN_A_KEY.sub("-", fold(name)).strip("-")


def select(activities: Sequence[ActivityFacts], selection: Selection) -> tuple[ActivityFacts, ...]:
    """The activities that are asked for, in the order asked for."""
    return tuple(activities[index] for index in selection.of(activities))


def _fits(activity: ActivityFacts, asked: Selection) -> bool:
    return (
        asked.component in (None, activity.component)
        and (asked.stage is None or asked.stage in activity.stages)
        and (asked.period is None or asked.period in activity.periods)
        and _answers(activity, asked.responsible)
        and all(word in _text(activity) for word in fold(asked.words).split())
    )


def _answers(activity: ActivityFacts, responsible: str) -> bool:
    keys = {name_key(one.name) for one in activity.responsibles} or {NOBODY}
    return not responsible or responsible in keys


def _text(activity: ActivityFacts) -> str:
    who = " ".join(one.name for one in activity.responsibles)
    return fold(f"{activity.code} {plain_title(activity)} {activity.name} {activity.product or ''} {who}")
