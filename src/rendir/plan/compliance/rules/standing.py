"""How one delivery stands on a day: what dates imply is computed, never stored. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rendir.plan.compliance.rules.promises import Key, Promise


class DeliveryState(StrEnum):
    """Where a delivery is in its life. The values are those of `compliance.states`."""

    PENDING = "pending"
    REPORTED = "reported"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVER_ASKED = "waiver_asked"
    NOT_APPLICABLE = "not_applicable"


class Status(StrEnum):
    """What a citizen reads of a delivery on a day."""

    FULFILLED = "cumplida"
    FULFILLED_LATE = "cumplida-tarde"
    IN_REVIEW = "en-revision"
    RETURNED = "devuelta"
    MISSED = "no-cumplida"
    DUE_SOON = "por-vencer"
    NOT_YET = "aun-no"
    NOT_APPLICABLE = "no-aplica"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def meaning(self) -> str:
        """When a delivery stands so, as the pages explain it."""
        return _WORDS[self][1]


_WORDS = {
    Status.FULFILLED: ("Cumplida", "Se reportó a más tardar su último día, con evidencia, y Planeación la aceptó."),
    Status.FULFILLED_LATE: ("Cumplida tarde", "Planeación la aceptó, pero se reportó después de su último día."),
    Status.IN_REVIEW: ("En revisión", "La dependencia ya reportó; falta que Planeación revise la evidencia."),
    Status.RETURNED: ("Devuelta", "Planeación la devolvió con su razón y falta corregirla."),
    Status.MISSED: ("No cumplida", "Su último día pasó y no se ha reportado."),
    Status.DUE_SOON: ("Por vencer", "Su último día está cerca y no se ha reportado."),
    Status.NOT_YET: ("Aún no debe estar", "Su último día no está cerca todavía."),
    Status.NOT_APPLICABLE: ("No aplica", "Planeación aprobó, con una razón, que no se hará."),
}
FULFILLED = frozenset({Status.FULFILLED, Status.FULFILLED_LATE})


class Result(StrEnum):
    """What Control Interno found of a delivery."""

    VERIFIED = "verified"
    PARTLY = "partly"
    NOT_VERIFIED = "not_verified"

    @property
    def label(self) -> str:
        return {"verified": "Verificada", "partly": "Verificada en parte", "not_verified": "No verificada"}[self]

    @property
    def word(self) -> str:
        """As the open data write it, and the addresses that filter them."""
        return {"verified": "verificada", "partly": "en-parte", "not_verified": "no-verificada"}[self]


@dataclass(frozen=True, slots=True)
class Work:
    """What became of one delivery: the entity's own report and its acceptance. Days are those of Bogotá.

    `reported_on` is the day of the report that stands (the last one, where one was returned before); `progress` is the
    percentage that the unit says (None: it says none, which differs from 0); `evidence` counts what is attached,
    `published` what of it anybody can open; `reason` is why it was returned or does not apply; `delay` why it was not
    delivered, and `expected_on` when the unit says it will be.
    """

    state: DeliveryState = DeliveryState.PENDING
    reported_on: date | None = None
    accepted_on: date | None = None
    accepted_alone: bool = False
    on_behalf: str = ""
    summary: str = ""
    progress: int | None = None
    reason: str = ""
    delay: str = ""
    expected_on: date | None = None
    due_reason: str = ""
    evidence: int = 0
    published: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Control Interno recorded of one delivery in a sealed or running round. `percentage` None: not said."""

    result: Result
    percentage: int | None
    remark: str = ""
    recommendation: str = ""
    reply: str = ""


UNTOUCHED = Work()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery whole: what was promised, what the entity says of it, what Control Interno found."""

    promise: Promise
    work: Work = UNTOUCHED
    verdict: Verdict | None = None

    @property
    def key(self) -> Key:
        return self.promise.key


def status_on(delivery: Delivery, today: date, *, warning_days: int) -> Status:
    """How it stands on that day. Its last day still counts: a delivery is missed from the day after.

    A returned delivery whose last day passed is missed: the correction did not come in time.
    """
    work, due = delivery.work, delivery.promise.due_on
    if work.state == DeliveryState.NOT_APPLICABLE:
        return Status.NOT_APPLICABLE
    if work.state == DeliveryState.ACCEPTED:
        return Status.FULFILLED if is_on_time(delivery) else Status.FULFILLED_LATE
    if work.state == DeliveryState.REPORTED:
        return Status.IN_REVIEW
    if due < today:
        return Status.MISSED
    if work.state == DeliveryState.RETURNED:
        return Status.RETURNED
    return Status.DUE_SOON if due - today <= timedelta(days=warning_days) else Status.NOT_YET


def is_on_time(delivery: Delivery) -> bool:
    """Whether the report that stands came by the last day. What was never reported did not."""
    reported = delivery.work.reported_on
    return reported is not None and reported <= delivery.promise.due_on


def days_late(delivery: Delivery, today: date) -> int:
    """How many calendar days after its last day it was reported, or goes on missing; 0 where it is not late."""
    until = delivery.work.reported_on if delivery.work.state in _DELIVERED else today
    return max(0, ((until or today) - delivery.promise.due_on).days)


_DELIVERED = frozenset({DeliveryState.REPORTED, DeliveryState.ACCEPTED})
