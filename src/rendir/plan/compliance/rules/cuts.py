"""What a four-month cut freezes: each delivery as it had been reported by the cut's day, whatever happened since. Pure.

Cuts fall on 30 April, 31 August and 31 December, as the follow-up of Control Interno does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rendir.plan.compliance.rules.promises import cut_day
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Status, Work, status_on
from rendir.plan.compliance.rules.tally import Tally, tally


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """One delivery in a frozen cut: what was programmed, what the entity says was done, what supports it."""

    key: str
    activity: str
    product: str
    responsibles: tuple[str, ...]
    nature: str
    due_on: str
    status: str
    done: str
    progress: int | None
    reported_on: str | None
    evidence: tuple[str, ...]
    remark: str
    accepted_alone: bool

    def as_json(self) -> dict[str, Any]:
        """The line as the cut keeps it."""
        names = self.__dataclass_fields__
        return {name: _plain(getattr(self, name)) for name in names}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "FrozenLine":
        """The inverse of `as_json`. `data` is trusted: it was written by `as_json`."""
        lists = {"responsibles": tuple(data["responsibles"]), "evidence": tuple(data["evidence"])}
        return cls(**{**data, **lists})


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def line_of(delivery: Delivery, year: int, period: int, evidence: tuple[str, ...]) -> FrozenLine:
    """The line of a delivery of `at_cut`. What the entity says stands in `done`; why not, in `remark`."""
    promise, work = delivery.promise, delivery.work
    status = status_at_cut(delivery, year, period)
    return FrozenLine(
        key=str(promise.key),
        activity=promise.facts.name,
        product=promise.facts.product or "",
        responsibles=tuple(one.name for one in promise.facts.responsibles),
        nature=promise.nature.label,
        due_on=promise.due_on.isoformat(),
        status=status.value,
        done=work.summary,
        progress=_percent(work, status),
        reported_on=work.reported_on.isoformat() if work.reported_on else None,
        evidence=evidence,
        remark=work.reason if status in (Status.NOT_APPLICABLE, Status.RETURNED) else work.delay or work.reason,
        accepted_alone=work.accepted_alone,
    )


def verdict_line(delivery: Delivery, year: int, period: int) -> dict[str, Any]:
    """The line of a delivery in Control Interno's report: what the entity says, what was found, what the unit answers.

    Nothing is averaged: the two percentages stand beside each other.
    """
    verdict = delivery.verdict
    assert verdict is not None  # noqa: S101 - a round lists what it verified
    told = line_of(delivery, year, period, ())
    return {
        "key": told.key,
        "activity": told.activity,
        "responsibles": list(told.responsibles),
        "due_on": told.due_on,
        "status": told.status,
        "reported_percentage": told.progress,
        "accepted_alone": told.accepted_alone,
        "result": verdict.result.value,
        "percentage": verdict.percentage,
        "remark": verdict.remark,
        "recommendation": verdict.recommendation,
        "reply": verdict.reply,
    }


def _percent(work: Work, status: Status) -> int | None:
    """What the entity says it did of it: all where planning accepted it, none where it is missing, else unknown."""
    if status == Status.NOT_APPLICABLE:
        return None
    if work.progress is not None:
        return work.progress
    return {Status.FULFILLED: 100, Status.FULFILLED_LATE: 100, Status.MISSED: 0}.get(status)


def as_of(delivery: Delivery, day: date) -> Delivery:
    """The delivery as it had been reported by the end of that day.

    What was reported later was still pending. A report of that day or before stands as planning has judged it since:
    the review comes after the cut, the work does not.
    """
    reported = delivery.work.reported_on
    if delivery.work.state not in _NEEDS_A_REPORT or (reported is not None and reported <= day):
        return delivery
    return replace(delivery, work=_unreported(delivery.work))


_NEEDS_A_REPORT = frozenset({DeliveryState.REPORTED, DeliveryState.ACCEPTED})


def _unreported(work: Work) -> Work:
    """What the work says without its report: why it was late, and by when it is expected."""
    return Work(
        delay=work.delay,
        expected_on=work.expected_on,
        due_reason=work.due_reason,
        evidence=work.evidence,
        published=work.published,
    )


def at_cut(deliveries: Iterable[Delivery], year: int, period: int) -> tuple[Delivery, ...]:
    """The deliveries of the periods up to this cut, as they had been reported by its day."""
    day = cut_day(year, period)
    return tuple(as_of(one, day) for one in deliveries if one.key.period <= period)


def tally_at_cut(deliveries: Iterable[Delivery], year: int, period: int) -> Tally:
    """The count at the cut. Its own last day is over: what was due on it and is not there is missed."""
    return tally(deliveries, after(year, period), warning_days=0)


def status_at_cut(delivery: Delivery, year: int, period: int) -> Status:
    """How a delivery of `at_cut` stands when the cut's day is over."""
    return status_on(delivery, after(year, period), warning_days=0)


def after(year: int, period: int) -> date:
    """The day after the cut."""
    return cut_day(year, period) + timedelta(days=1)
