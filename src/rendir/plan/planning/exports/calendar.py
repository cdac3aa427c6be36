"""The schedule as an iCalendar file (RFC 5545): one all-day event at the end of each period of each activity."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from textwrap import shorten
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from rendir.foundation.core.tabular.formulas import writable
from rendir.plan.planning.exports.heading import ScheduleHeading
from rendir.plan.planning.rules.facts import PERIOD_LABELS, ActivityFacts

_SUMMARY_LETTERS = 90
_EVERY_DAY = timedelta(days=1)


def schedule_ics(activities: Sequence[ActivityFacts], heading: ScheduleHeading, *, year: int, base_url: str) -> bytes:
    """The calendar. An event keeps its UID from version to version, so that a client updates it instead of adding one;
    it marks nobody as busy. `base_url` is the public address of the site, without a slash at its end.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{heading.entity}//Rendir//ES")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _line(f"{heading.title} {year}"))
    calendar.add("x-wr-timezone", "America/Bogota")
    calendar.add("refresh-interval", _EVERY_DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for activity in activities:
        for period in activity.ordered_periods:
            calendar.add_component(_event(activity, period, heading, year=year, base_url=base_url))
    written: bytes = calendar.to_ical()  # the library leaves its return type open
    return written


def last_day(year: int, period: int) -> date:
    """The day on which a four-month period ends: 30 April, 31 August, 31 December."""
    month = period * 4
    return date(year, month, monthrange(year, month)[1])


def _event(activity: ActivityFacts, period: int, heading: ScheduleHeading, *, year: int, base_url: str) -> Event:
    day, address = last_day(year, period), f"{base_url}/{year}/actividades/{activity.code}/"
    event = Event()
    event.add("uid", f"{year}-{activity.code}-{period}@{urlsplit(base_url).hostname or 'localhost'}")
    event.add("dtstamp", _stamp(heading, year))
    event.add("sequence", heading.version)
    event.add("dtstart", day)
    event.add("dtend", day + _EVERY_DAY)
    event.add("summary", shorten(_line(f"Vence: {activity.code} {activity.name}"), _SUMMARY_LETTERS, placeholder="…"))
    event.add("description", _description(activity, period, address))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    if activity.component:
        event.add("categories", [activity.component.label])
    return event


def _stamp(heading: ScheduleHeading, year: int) -> datetime:
    """When this version was made. Not the clock: the same schedule gives the same file."""
    return datetime.combine(heading.adopted_on or date(year, 1, 1), time(), UTC)


def _description(activity: ActivityFacts, period: int, address: str) -> str:
    product = f"Producto: {activity.product}" if activity.product else ""
    names = ", ".join(one.name for one in activity.responsibles)
    responsible = f"Responsable: {names}" if names else "Responsable: por definir"
    parts = (activity.name, product, responsible, f"Cuatrimestre {period}: {PERIOD_LABELS[period].lower()}", address)
    return "\n".join(writable(part) for part in parts if part)


def _line(text: str) -> str:
    """The text on one line."""
    return " ".join(writable(text).split())
