"""What is told by message: the day's reminder, in words that serve as a mail and in a chat."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.spanish import count, join_words
from rendir.foundation.organization.queries import working_calendar
from rendir.plan.compliance.rules.agenda import time_left
from rendir.plan.compliance.rules.reminders import Digest, Item, Why
from rendir.plan.planning.rules.titles import plain_title

_NAMED = {
    Why.OVERDUE: ("vencida", "vencidas"),
    Why.RETURNED: ("devuelta", "devueltas"),
    Why.LAST: ("vence en pocos días", "vencen en pocos días"),
    Why.SECOND: ("vence pronto", "vencen pronto"),
    Why.FIRST: ("por preparar", "por preparar"),
    Why.TO_REVIEW: ("por revisar", "por revisar"),
    Why.TO_EXCUSE: ("por decidir si aplica", "por decidir si aplican"),
}


def reasons(digest: Digest) -> str:
    """Why somebody is told, in one line: `2 vencidas, 1 devuelta y 3 por revisar`."""
    return join_words([count(len(items), *_NAMED[why]) for why, items in digest.groups()])


def subject_of(digest: Digest) -> str:
    """The line that one reads in a list of mails."""
    return _("Rendición de cuentas: %(what)s") % {"what": reasons(digest)}


def text_of(digest: Digest, today: date) -> str:
    """The whole digest as plain text. It names nobody, so that it may be pasted in a group."""
    left = _clock(digest, today)
    parts = [_("Rendición de cuentas, %(day)s.") % {"day": written_day(today, "weekday")}]
    for why, items in digest.groups():
        parts.append("\n".join([f"{why.label}:", *(_line(one, left) for one in items)]))
    parts.append(_("Todo lo suyo, y a qué hora le llega este recordatorio: %(address)s") % {"address": _page()})
    return "\n\n".join(parts)


def _page() -> str:
    return f"{settings.BASE_URL}{reverse('compliance_desk:reminders')}"


def _line(item: Item, left: Callable[[date], str]) -> str:
    delivery = item.delivery
    address = f"{settings.BASE_URL}{reverse('compliance_desk:delivery', args=[item.year, str(delivery.key)])}"
    parts = [f"• {delivery.key}. {plain_title(delivery.promise.facts)}.", _when(item, left)]
    if item.why == Why.RETURNED:
        parts.append(_("Planeación: «%(reason)s»") % {"reason": delivery.work.reason})
    return "\n  ".join([" ".join(one for one in parts if one), address])


def _when(item: Item, left: Callable[[date], str]) -> str:
    """Until when, or since when it waits."""
    if item.why in (Why.TO_REVIEW, Why.TO_EXCUSE):
        reported = item.delivery.work.reported_on
        return _("Reportada el %(day)s.") % {"day": written_day(reported, "month")} if reported else ""
    due = item.delivery.promise.due_on
    return _("Último día: %(day)s. %(left)s.") % {"day": written_day(due, "month"), "left": left(due)}


def _clock(digest: Digest, today: date) -> Callable[[date], str]:
    """How much time there is until a day, by the entity's calendar, asked for once."""
    days = [one.delivery.promise.due_on for one in digest.items] or [today]
    calendar = working_calendar(min(*days, today), max(*days, today))
    return lambda day: time_left(day, today, calendar.working_days_between(today, day))
