"""Control Interno's own list: which deliveries of a round are asked for, which comes next, what is suggested. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rendir.foundation.core.spanish import fold
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Result
from rendir.plan.compliance.rules.working_list import Selection, Standing, select
from rendir.plan.planning.rules.facts import ActivityFacts


class Found(StrEnum):
    """What a round has of a delivery: nothing yet, or a result."""

    PENDING = "por-verificar"
    VERIFIED = "verificada"
    PARTLY = "en-parte"
    NOT_VERIFIED = "no-verificada"

    @property
    def label(self) -> str:
        return "Por verificar" if self == Found.PENDING else _RESULTS[self].label


_RESULTS = {
    Found.VERIFIED: Result.VERIFIED,
    Found.PARTLY: Result.PARTLY,
    Found.NOT_VERIFIED: Result.NOT_VERIFIED,
}
_FOUND = {result: found for found, result in _RESULTS.items()}


def found_of(delivery: Delivery) -> Found:
    """What the round has of it."""
    return _FOUND[delivery.verdict.result] if delivery.verdict else Found.PENDING


def choose(rows: Iterable[Standing], asked: Mapping[str, str]) -> tuple[Standing, ...]:
    """Those that an address asks for, by the names of `Selection` and `hallazgo`. What means nothing asks nothing."""
    wanted = asked.get("hallazgo", "")
    known = wanted if wanted in list(Found) else ""
    chosen = select(rows, Selection.from_query(asked), mine=frozenset())
    return tuple(row for row in chosen if not known or found_of(row.delivery) == known)


ITS_ACTIVITY = "evaluate_by_internal_control"
"""The kind of the activity that promises Control Interno's own report."""
_ITS_NAME = "control interno"
OWN_REASON = "Responde Control Interno, que evalúa los demás controles y no lo suyo (Ley 87 de 1993, artículo 9)."


def is_its_own(facts: ActivityFacts, control_units: Collection[str]) -> bool:
    """Whether Control Interno answers for it: its own report, or what is of its unit. Who evaluates does not evaluate
    itself (Ley 87 de 1993, art. 9). `control_units` are folded names.
    """
    names = {fold(one.name) for one in facts.responsibles}
    return (
        facts.action_type == ITS_ACTIVITY
        or any(_ITS_NAME in name for name in names)
        or not names.isdisjoint(control_units)
    )


def next_pending(deliveries: Sequence[Delivery], after: Key) -> Delivery | None:
    """The next one of the list that nobody verified, from the beginning again at its end; None where all are."""
    keys = [one.key for one in deliveries]
    start = keys.index(after) + 1 if after in keys else 0
    around = [*deliveries[start:], *deliveries[:start]]
    return next((one for one in around if one.verdict is None and one.key != after), None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A percentage to begin from, and why."""

    percentage: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The percentages from which a verification begins: parameters of the entity, as no norm fixes them."""

    whole: int
    partly: int
    none: int


def criterion(scale: Scale, source: str) -> str:
    """What the suggested percentage stands for, and where the three come from."""
    return (
        f"{scale.whole} si la evidencia soporta todo lo prometido, {scale.partly} si soporta una parte, {scale.none} "
        f"si no hay evidencia. {source}. Es un punto de partida: usted decide."
    )


def suggest(delivery: Delivery, scale: Scale) -> Suggestion:
    """From what there is to see alone, never from the percentage that the entity gives itself."""
    work = delivery.work
    if work.state == DeliveryState.NOT_APPLICABLE:
        return Suggestion(None, "Planeación aprobó que no aplica.")
    if not work.evidence:
        return Suggestion(scale.none, "No tiene evidencia.")
    if work.state == DeliveryState.ACCEPTED:
        return Suggestion(scale.whole, "Tiene evidencia y Planeación la aceptó.")
    return Suggestion(scale.partly, "Tiene evidencia, pero Planeación no la ha aceptado.")
