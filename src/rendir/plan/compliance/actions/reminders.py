"""Remind people of what they owe, once a day at their hour; and let each choose that hour."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import change, check, create, remove
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.notices.actions import queue_notice
from rendir.plan.compliance.digests import Reminder, key_of, own_hour, reminders_on
from rendir.plan.compliance.models import ReminderHour
from rendir.plan.compliance.notices import reasons, subject_of, text_of

HOURS = range(24)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a run did: how many were told now, and how many will be later today."""

    told: int
    later: int


def remind(at: datetime) -> Reminded:
    """Put in the outbox the reminder of everybody whose hour has come and who has news. Run twice, it tells nobody
    twice: the outbox takes one for each person and day.
    """
    due = [one for one in reminders_on(at) if one.is_due]
    now = [one for one in due if one.hour <= at.astimezone(BOGOTA).hour]
    told = [one for one in now if _told(one, at)]
    return Reminded(len(told), len(due) - len(now))


def choose_hour(hour: int | None, *, by: Person) -> ReminderHour | None:
    """The hour at which somebody wants to be reminded; None goes back to the entity's."""
    check(Perm.ENTER_DESK, by=by)
    known = own_hour(by)
    if hour is None:
        if known:
            remove(known, perm=Perm.ENTER_DESK, by=by, verb="forget_reminder_hour")
        return None
    if hour not in HOURS:
        message = _("Esa hora no existe.")
        raise Invalid(message, way_out=_("Elija una entre las 0:00 y las 23:00."))
    if known is None:
        row = ReminderHour(person=by.public_id, hour=hour)
        return create(row, perm=Perm.ENTER_DESK, by=by, verb="choose_reminder_hour")
    fields = {"hour": hour}
    return change(known, fields, perm=Perm.ENTER_DESK, by=by, expected=known.version, verb="choose_reminder_hour")


def _told(reminder: Reminder, at: datetime) -> bool:
    day = day_in_bogota(at)
    queued = queue_notice(
        key=key_of(reminder.person, day),
        person=reminder.person.public_id,
        to_name=reminder.person.name,
        to_address=reminder.person.email,
        subject=subject_of(reminder.digest)[:200],
        body=text_of(reminder.digest, day),
        why=_("Recordatorio del día: %(what)s") % {"what": reasons(reminder.digest)},
    )
    return queued is not None
