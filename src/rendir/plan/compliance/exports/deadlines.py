"""The deadlines that are still owed as an iCalendar file (RFC 5545): one all-day event for each delivery. No names."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from textwrap import shorten
from urllib.parse import urlsplit

from icalendar import Alarm, Calendar, Event

from rendir.foundation.core.tabular.formulas import writable
from rendir.plan.compliance.rules.standing import Delivery
from rendir.plan.planning.rules.titles import plain_title

_A_DAY = timedelta(days=1)
_SUMMARY_LETTERS = 90
_WARNING = timedelta(days=-3)


def deadlines_ics(rows: Iterable[tuple[int, Delivery]], *, title: str, entity: str, base_url: str) -> bytes:
    """The calendar of these deliveries, each with its year. An event keeps its UID, so that a client moves it when the
    day does; it marks nobody as busy. The same rows give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{_line(entity)}//Rendir//ES")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _line(title))
    calendar.add("x-wr-timezone", "America/Bogota")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for year, delivery in rows:
        calendar.add_component(_event(year, delivery, base_url))
    written: bytes = calendar.to_ical()  # the library leaves its return type open
    return written


def _event(year: int, delivery: Delivery, base_url: str) -> Event:
    day, key = delivery.promise.due_on, delivery.key
    address = f"{base_url}/gestion/entregas/{year}/{key}/"
    event = Event()
    event.add("uid", f"entrega-{year}-{key}@{urlsplit(base_url).hostname or 'localhost'}")
    event.add("dtstamp", _stamp(year))
    event.add("dtstart", day)
    event.add("dtend", day + _A_DAY)
    event.add("summary", shorten(_line(f"Vence {key}: {plain_title(delivery.promise.facts)}"), _SUMMARY_LETTERS))
    event.add("description", "\n".join([*_told(delivery), address]))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(str(key)))
    return event


def _told(delivery: Delivery) -> list[str]:
    product = delivery.promise.facts.product
    return [writable(f"{delivery.promise.nature.label}: {product}" if product else delivery.promise.nature.label)]


def _alarm(key: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Vence {key}")
    alarm.add("trigger", _WARNING)
    return alarm


def _stamp(year: int) -> datetime:
    """Not the clock: the same deadlines give the same file."""
    return datetime.combine(date(year, 1, 1), time(), UTC)


def _line(text: str) -> str:
    return " ".join(writable(text).split())
