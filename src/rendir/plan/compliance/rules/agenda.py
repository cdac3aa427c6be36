"""What is owed, by when: how pressing each delivery is on a day, and what is missing before a cut. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from rendir.foundation.core.spanish import count, sort_key
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState

_OPEN = frozenset({DeliveryState.PENDING, DeliveryState.RETURNED})
_A_WEEK = timedelta(days=7)
NOBODY = ""


class Urgency(StrEnum):
    """How pressing it is, the most pressing first."""

    OVERDUE = "vencidas"
    RETURNED = "devueltas"
    THIS_WEEK = "esta-semana"
    SOON = "por-vencer"
    LATER = "despues"

    @property
    def label(self) -> str:
        return {
            "vencidas": "Vencido",
            "devueltas": "Devuelto",
            "esta-semana": "En los próximos siete días",
            "por-vencer": "Por vencer",
            "despues": "Más adelante",
        }[self]


def is_owed(delivery: Delivery) -> bool:
    """Whether something is still to be done by who answers for it: it was not reported, or it came back."""
    return delivery.work.state in _OPEN


def urgency_of(delivery: Delivery, today: date, *, warning_days: int) -> Urgency | None:
    """How pressing it is on that day; None where nothing is owed. Its last day still counts.

    What came back and whose last day passed is overdue, as the correction did not come in time.
    """
    due = delivery.promise.due_on
    if not is_owed(delivery):
        return None
    if due < today:
        return Urgency.OVERDUE
    if delivery.work.state == DeliveryState.RETURNED:
        return Urgency.RETURNED
    if due - today <= _A_WEEK:
        return Urgency.THIS_WEEK
    return Urgency.SOON if due - today <= timedelta(days=warning_days) else Urgency.LATER


def agenda(
    deliveries: Iterable[Delivery], today: date, *, warning_days: int
) -> tuple[tuple[Urgency, tuple[Delivery, ...]], ...]:
    """What is owed, the most pressing first; in each group by its last day. Groups of nothing are left out."""
    found: dict[Urgency, list[Delivery]] = {one: [] for one in Urgency}
    for delivery in deliveries:
        urgency = urgency_of(delivery, today, warning_days=warning_days)
        if urgency:
            found[urgency].append(delivery)
    return tuple((urgency, by_last_day(rows)) for urgency, rows in found.items() if rows)


def by_last_day(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """In the order in which they fall due; of one day, as the schedule has them."""
    return tuple(sorted(deliveries, key=lambda one: (one.promise.due_on, one.promise.place, one.key.period)))


def missing_before(deliveries: Iterable[Delivery], period: int) -> tuple[Delivery, ...]:
    """What has not been reported of the periods up to this one, by its last day."""
    return by_last_day(one for one in deliveries if one.key.period <= period and is_owed(one))


def breaching_at(deliveries: Iterable[Delivery], day: date) -> tuple[Delivery, ...]:
    """Of what is owed, what would be missed when that day is over."""
    return tuple(one for one in deliveries if is_owed(one) and one.promise.due_on <= day)


def by_responsible(deliveries: Sequence[Delivery]) -> tuple[tuple[str, tuple[Delivery, ...]], ...]:
    """Under who answers for each, in the order of a dictionary; what nobody answers for (`NOBODY`) comes last.

    What two answer for stands under both.
    """
    found: dict[str, list[Delivery]] = {}
    for delivery in deliveries:
        for name in [one.name for one in delivery.promise.facts.responsibles] or [NOBODY]:
            found.setdefault(name, []).append(delivery)
    order = sorted(found, key=lambda name: (name == NOBODY, sort_key(name)))
    return tuple((name, tuple(found[name])) for name in order)


def time_left(day: date, today: date, working_days: int) -> str:
    """`Quedan 12 días hábiles`, `Vence hoy`, `Venció hace 3 días hábiles`. `working_days` are those after today up to
    the last day; negative where it passed.
    """
    if day == today:
        return "Vence hoy"
    if day < today:
        return f"Venció hace {count(-working_days, 'día hábil', 'días hábiles')}" if working_days else "Ya venció"
    if not working_days:
        return "No queda ningún día hábil"
    return f"{'Queda' if working_days == 1 else 'Quedan'} {count(working_days, 'día hábil', 'días hábiles')}"
