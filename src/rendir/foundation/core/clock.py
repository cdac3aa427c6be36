"""The one place that asks what day it is.

`RENDIR_TODAY` freezes the day (the demo does), never the hour. `travel` lets the demo live its year.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from rendir.foundation.core.zone import BOGOTA

_travelled: ContextVar[date | None] = ContextVar("rendir_travelled_to", default=None)


def now() -> datetime:
    """This moment in Bogotá, on the frozen day where one is set."""
    moment = timezone.localtime(timezone.now(), BOGOTA)
    frozen: date | None = _travelled.get() or settings.RENDIR_TODAY
    if frozen is None:
        return moment
    return datetime.combine(frozen, moment.timetz())


def today() -> date:
    """This day in Bogotá."""
    return now().date()


@contextmanager
def travel(day: date) -> Iterator[None]:
    """Inside, it is that day. For the demo's year and for tests; a request never travels."""
    token = _travelled.set(day)
    try:
        yield
    finally:
        _travelled.reset(token)
