"""Which deliveries somebody asks to see: for the public and for the desk. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from rendir.foundation.core.spanish import fold
from rendir.plan.compliance.rules.standing import FULFILLED, Delivery, Status, status_on
from rendir.plan.planning.rules.facts import PERIODS, ActivityFacts, Component, Stage
from rendir.plan.planning.rules.selection import NOBODY, name_key
from rendir.plan.planning.rules.titles import plain_title

DUE = "ya-debian-estar"
DUE_FULFILLED = "ya-cumplidas"
ALL_FULFILLED = "cumplidas"
"""In the place of a state: the deliveries whose last day passed, whatever became of them; those of them that are
fulfilled; all that are, those before their day too. Each figure of a page opens exactly what it counts.
"""
GROUPS = (DUE, DUE_FULFILLED, ALL_FULFILLED)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; what is empty or None asks nothing. `status` is a `Status` or one of `GROUPS`."""

    status: str = ""
    component: Component | None = None
    stage: Stage | None = None
    period: int | None = None
    responsible: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """From the parameters `estado`, `componente`, `etapa`, `cuatrimestre`, `dependencia` and `q` of an address.

        A value that nobody knows asks nothing: an old address may hold one.
        """
        status, component, stage, period = (
            query.get(name, "") for name in ("estado", "componente", "etapa", "cuatrimestre")
        )
        return cls(
            status=status if status in (*GROUPS, *Status) else "",
            component=Component(component) if component in list(Component) else None,
            stage=Stage(stage) if stage in list(Stage) else None,
            period=int(period) if period in {str(one) for one in PERIODS} else None,
            responsible=query.get("dependencia", "").strip(),
            words=query.get("q", "").strip(),
        )

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()


def select(
    deliveries: Sequence[Delivery], selection: Selection, today: date, *, warning_days: int
) -> tuple[Delivery, ...]:
    """The deliveries that are asked for, in the order of the schedule."""
    return tuple(one for one in deliveries if _fits(one, selection, today, warning_days))


def _fits(delivery: Delivery, asked: Selection, today: date, warning_days: int) -> bool:
    facts = delivery.promise.facts
    return (
        asked.component in (None, facts.component)
        and (asked.stage is None or asked.stage in facts.stages)
        and asked.period in (None, delivery.key.period)
        and _answers(facts, asked.responsible)
        and _stands(delivery, asked.status, today, warning_days)
        and all(word in _text(delivery) for word in fold(asked.words).split())
    )


def _stands(delivery: Delivery, status: str, today: date, warning_days: int) -> bool:
    if not status:
        return True
    found = status_on(delivery, today, warning_days=warning_days)
    is_due = found != Status.NOT_APPLICABLE and delivery.promise.due_on < today
    groups = {DUE: is_due, DUE_FULFILLED: is_due and found in FULFILLED, ALL_FULFILLED: found in FULFILLED}
    return groups.get(status, found == status)


def _answers(facts: ActivityFacts, responsible: str) -> bool:
    keys = {name_key(one.name) for one in facts.responsibles} or {NOBODY}
    return not responsible or responsible in keys


def _text(delivery: Delivery) -> str:
    facts = delivery.promise.facts
    who = " ".join(one.name for one in facts.responsibles)
    return fold(f"{delivery.key} {plain_title(facts)} {facts.name} {facts.product or ''} {who}")
