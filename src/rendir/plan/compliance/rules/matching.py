"""Which delivery a piece of work belongs to: by its kind of activity and the day of the fact. Pure."""

from collections.abc import Iterable
from datetime import date

from rendir.plan.compliance.rules.promises import Promise
from rendir.plan.planning.rules.totals import period_window


def fitting(promises: Iterable[Promise], action_type: str, on: date) -> tuple[Promise, ...]:
    """The deliveries of that kind in whose period the day falls, in the order of the schedule.

    Several activities of a schedule may be of one kind: then a person chooses. A day outside every marked period fits
    nothing: it goes to the inbox of planning.
    """
    return tuple(one for one in promises if one.facts.action_type == action_type and _falls_in(one.key.period, on))


def _falls_in(period: int, day: date) -> bool:
    first, last = period_window(day.year, period)
    return first <= day <= last
