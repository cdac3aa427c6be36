"""The count: how many deliveries are due, fulfilled, late, missed; so far and in the year. A pure fold over facts.

NA, 0 and blank are three values: what does not apply leaves the denominator, a zero is a result, and a percentage of
nothing is unknown (None), never 0 nor 100.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from rendir.foundation.core.spanish import sort_key
from rendir.plan.compliance.rules.standing import FULFILLED, Delivery, Result, Status, status_on
from rendir.plan.planning.rules.facts import PERIODS, Component, Stage

Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of deliveries. `total` = `applicable` + `not_applicable`; each applicable one is exactly one of
    `on_time`, `late`, `in_review`, `returned`, `missed`, `due_soon`, `not_yet`.

    `due`: applicable and their last day passed. `due_fulfilled`: of those, fulfilled. `verified`, `partly` and
    `not_verified` are Control Interno's; `verdict_points` is the sum of the percentages it gave, over `verdicts`.
    """

    total: int = 0
    not_applicable: int = 0
    on_time: int = 0
    late: int = 0
    in_review: int = 0
    returned: int = 0
    missed: int = 0
    due_soon: int = 0
    not_yet: int = 0
    due: int = 0
    due_fulfilled: int = 0
    due_reported: int = 0
    verified: int = 0
    partly: int = 0
    not_verified: int = 0
    verdict_points: int = 0
    verdicts: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)))

    @property
    def applicable(self) -> int:
        """What counts: all but what does not apply."""
        return self.total - self.not_applicable

    @property
    def fulfilled(self) -> int:
        """Accepted by planning, in time or late."""
        return self.on_time + self.late

    @property
    def percent_so_far(self) -> Decimal | None:
        """Of what was due, the part fulfilled."""
        return percentage(self.due_fulfilled, self.due)

    @property
    def percent_of_year(self) -> Decimal | None:
        """Of all that applies in the year, the part fulfilled."""
        return percentage(self.fulfilled, self.applicable)

    @property
    def percent_on_time(self) -> Decimal | None:
        """Of what was fulfilled, the part in time."""
        return percentage(self.on_time, self.fulfilled)

    @property
    def percent_verified(self) -> Decimal | None:
        """Control Interno's own: the mean of the percentages it gave. Never averaged with the entity's."""
        return percentage(self.verdict_points, 100 * self.verdicts)


def percentage(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent, with one decimal, halves up; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def tally(deliveries: Iterable[Delivery], today: date, *, warning_days: int) -> Tally:
    """The count of these deliveries as they stand on a day."""
    counts = dict.fromkeys((one.name for one in fields(Tally)), 0)
    for delivery in deliveries:
        _count(counts, delivery, today, warning_days)
    return Tally(**counts)


def _count(counts: dict[str, int], delivery: Delivery, today: date, warning_days: int) -> None:
    status = status_on(delivery, today, warning_days=warning_days)
    counts["total"] += 1
    counts[_FIELD[status]] += 1
    if status != Status.NOT_APPLICABLE and delivery.promise.due_on < today:
        counts["due"] += 1
        counts["due_fulfilled"] += status in FULFILLED
        counts["due_reported"] += status in _REPORTED
    if delivery.verdict:
        counts[_VERDICT_FIELD[delivery.verdict.result]] += 1
        if delivery.verdict.percentage is not None:
            counts["verdicts"] += 1
            counts["verdict_points"] += delivery.verdict.percentage


_REPORTED = FULFILLED | {Status.IN_REVIEW}
_FIELD: Mapping[Status, str] = {
    Status.FULFILLED: "on_time",
    Status.FULFILLED_LATE: "late",
    Status.IN_REVIEW: "in_review",
    Status.RETURNED: "returned",
    Status.MISSED: "missed",
    Status.DUE_SOON: "due_soon",
    Status.NOT_YET: "not_yet",
    Status.NOT_APPLICABLE: "not_applicable",
}
_VERDICT_FIELD: Mapping[Result, str] = {
    Result.VERIFIED: "verified",
    Result.PARTLY: "partly",
    Result.NOT_VERIFIED: "not_verified",
}


def by_period(deliveries: Sequence[Delivery], today: date, *, warning_days: int) -> tuple[tuple[int, Tally], ...]:
    """The three periods in order, those without deliveries too."""
    return _grouped(PERIODS, deliveries, lambda one: (one.key.period,), today, warning_days)


def by_component(
    deliveries: Sequence[Delivery], today: date, *, warning_days: int
) -> tuple[tuple[Component, Tally], ...]:
    """The three elements in order."""
    return _grouped(tuple(Component), deliveries, lambda one: (one.key.component,), today, warning_days)


def by_stage(deliveries: Sequence[Delivery], today: date, *, warning_days: int) -> tuple[tuple[Stage, Tally], ...]:
    """The five stages. A delivery of two stages counts in both, so the stages do not add up to the whole."""
    return _grouped(tuple(Stage), deliveries, lambda one: one.promise.facts.stages, today, warning_days)


def by_unit(deliveries: Sequence[Delivery], today: date, *, warning_days: int) -> tuple[tuple[str, Tally], ...]:
    """Every responsible by name, in the order of a dictionary. A delivery of two counts for both; of none, for ''."""
    names = {name for one in deliveries for name in _names(one)}
    return _grouped(tuple(sorted(names, key=sort_key)), deliveries, _names, today, warning_days)


def _names(delivery: Delivery) -> tuple[str, ...]:
    return tuple(one.name for one in delivery.promise.facts.responsibles) or ("",)


def _grouped(
    groups: Sequence[Group],
    deliveries: Sequence[Delivery],
    groups_of: Callable[[Delivery], Iterable[Group]],
    today: date,
    warning_days: int,
) -> tuple[tuple[Group, Tally], ...]:
    """One pass over the deliveries, whatever the number of groups."""
    found: dict[Group, list[Delivery]] = {group: [] for group in groups}
    for delivery in deliveries:
        for group in groups_of(delivery):
            found[group].append(delivery)
    return tuple((group, tally(rows, today, warning_days=warning_days)) for group, rows in found.items())
