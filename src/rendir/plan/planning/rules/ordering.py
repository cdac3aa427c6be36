"""In which order a schedule is shown, besides its own. Pure."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from rendir.foundation.core.spanish import sort_key
from rendir.plan.planning.rules.facts import ActivityFacts, Stage


class Order(StrEnum):
    """What a schedule can be sorted by. The values stand in addresses (`?orden=etapa`)."""

    OWN = ""
    NAME = "nombre"
    STAGE = "etapa"
    PERIOD = "cuatrimestre"
    RESPONSIBLE = "dependencia"

    @classmethod
    def from_text(cls, text: str) -> "Order":
        """What nobody knows is the schedule's own order, as an old address may hold it."""
        return cls(text) if text in list(cls) else cls.OWN


_LAST = len(Stage)
_KEYS: Mapping[Order, Callable[[ActivityFacts], int | str]] = {
    Order.OWN: lambda one: 0,  # noqa: ARG005 - equal keys keep the order they come in
    Order.NAME: lambda one: sort_key(one.name),
    Order.STAGE: lambda one: min((list(Stage).index(stage) for stage in one.stages), default=_LAST),
    Order.PERIOD: lambda one: min(one.periods, default=_LAST),
    Order.RESPONSIBLE: lambda one: sort_key(one.responsibles[0].name) if one.responsibles else "\U0010ffff",
}


def ordered(activities: Iterable[ActivityFacts], order: Order) -> list[ActivityFacts]:
    """The activities in that order; what lacks the thing asked for comes last, equal ones keep their order."""
    return sorted(activities, key=_KEYS[order])
