"""What a person is reminded of on a day: what fell due by the entity's terms, what came back, what waits. Pure.

A reminder goes out when something is new since the last one; then it carries along everything that is pressing. What
stays overdue, returned or waiting is new again each Monday, so that nobody is told the same each morning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.plan.compliance.rules.agenda import is_owed
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState

_A_DAY = timedelta(days=1)
_SOON = timedelta(days=3)


class Why(StrEnum):
    """Why something is told, the most pressing first."""

    OVERDUE = "vencida"
    RETURNED = "devuelta"
    LAST = "ultimo"
    SECOND = "segundo"
    FIRST = "primero"
    TO_REVIEW = "por-revisar"
    TO_EXCUSE = "por-excusar"

    @property
    def label(self) -> str:
        return {
            "vencida": "Vencidas",
            "devuelta": "Devueltas para corregir",
            "ultimo": "Vencen en pocos días",
            "segundo": "Vencen pronto",
            "primero": "Para ir preparando",
            "por-revisar": "Esperan su revisión",
            "por-excusar": "Piden que no apliquen",
        }[self]


_REVIEWED = {DeliveryState.REPORTED: Why.TO_REVIEW, DeliveryState.WAIVER_ASKED: Why.TO_EXCUSE}


@dataclass(frozen=True, slots=True)
class Lead:
    """How many days before its last day a delivery is told for the first, the second and the last time."""

    first: int
    second: int
    last: int

    def reached(self, left: int) -> tuple[Why, int] | None:
        """The reminder of a delivery with so many days left, and how many days before it is told; None while it is
        too early. Whatever order the entity gave to its terms, the nearest to the last day counts.
        """
        told = sorted([(self.last, Why.LAST), (self.second, Why.SECOND), (self.first, Why.FIRST)])
        return next(((why, days) for days, why in told if left <= days), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One delivery in a digest: of which year, why it is told, since when that holds, whether that is news."""

    year: int
    delivery: Delivery
    why: Why
    since: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one person is told on a day, the most pressing first."""

    items: tuple[Item, ...] = ()

    @property
    def has_news(self) -> bool:
        """Whether it is worth a message: one without news is never sent."""
        return any(one.is_new for one in self.items)

    def groups(self) -> tuple[tuple[Why, tuple[Item, ...]], ...]:
        """By reason; reasons of nothing are left out."""
        found = ((why, tuple(one for one in self.items if one.why == why)) for why in Why)
        return tuple((why, items) for why, items in found if items)


@dataclass(frozen=True, slots=True)
class Moment:
    """When one looks: now, and when this person was told the last time (None: never)."""

    now: datetime
    told_at: datetime | None = None

    @property
    def today(self) -> date:
        return day_in_bogota(self.now)

    def is_news(self, since: datetime) -> bool:
        """Whether what holds since then was not told yet."""
        return self.told_at is None or since > self.told_at


def digest(
    mine: Iterable[Delivery],
    to_review: Iterable[Delivery],
    *,
    year: int,
    moved: Mapping[Key, datetime],
    lead: Lead,
    at: Moment,
) -> Digest:
    """What somebody is told who answers for `mine` and reviews `to_review`, of one year.

    `moved` says when a delivery was last reported, returned or asked to be excused.
    """
    items = [
        *(_item(year, one, reason, at) for one in mine if (reason := _owed(one, moved.get(one.key), lead, at))),
        *(_item(year, one, reason, at) for one in to_review if (reason := _waiting(one, moved.get(one.key), at))),
    ]
    return Digest(tuple(sorted(items, key=_order)))


def together(digests: Iterable[Digest]) -> Digest:
    """The digests of several years as one: a person gets one message."""
    return Digest(tuple(sorted((item for one in digests for item in one.items), key=_order)))


def _item(year: int, delivery: Delivery, reason: tuple[Why, datetime], at: Moment) -> Item:
    why, since = reason
    return Item(year, delivery, why, since, at.is_news(since))


def _order(item: Item) -> tuple[object, ...]:
    return list(Why).index(item.why), item.delivery.promise.due_on, item.year, item.delivery.promise.place


def _owed(delivery: Delivery, moved: datetime | None, lead: Lead, at: Moment) -> tuple[Why, datetime] | None:
    """Why whoever answers for it is told, and since when that holds; None where there is nothing to tell."""
    if not is_owed(delivery):
        return None
    due = delivery.promise.due_on
    if due < at.today:
        return Why.OVERDUE, _again(_morning(due + _A_DAY), at.now)
    reached = lead.reached((due - at.today).days)
    fell_due = _morning(due - timedelta(days=reached[1])) if reached else None
    if delivery.work.state == DeliveryState.RETURNED:
        told = [_again(moved, at.now)] if moved else []
        return Why.RETURNED, max([*told, *([fell_due] if fell_due else [])], default=_morning(at.today))
    return (reached[0], fell_due) if reached and fell_due else None


def _waiting(delivery: Delivery, moved: datetime | None, at: Moment) -> tuple[Why, datetime] | None:
    why = _REVIEWED.get(delivery.work.state)
    return (why, _again(moved or _morning(at.today), at.now)) if why else None


def _again(first: datetime, now: datetime) -> datetime:
    """When it last became news: the first time and then each Monday, so that everything that stays is told together.
    A Monday just after the first time is left out.
    """
    today = day_in_bogota(now)
    monday = _morning(today - _A_DAY * today.weekday())
    return monday if monday - first >= _SOON else first


def _morning(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time(), BOGOTA)
