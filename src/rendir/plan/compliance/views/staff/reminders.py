"""Reminders: one's own of today and its hour; for who reads the notices, what was or will be sent to whom and why."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.plan.compliance.actions.reminders import choose_hour
from rendir.plan.compliance.digests import Reminder, house_hour, own_hour, reminders_on, reminders_sent
from rendir.plan.compliance.forms.reminders import HourForm
from rendir.plan.compliance.notices import reasons, text_of


@dataclass(frozen=True, slots=True)
class Told:
    """One person's reminder in words: why, the text as it was or would be sent, and whether it goes out today."""

    reminder: Reminder
    why: str
    text: str

    @property
    def state(self) -> str:
        """`sent`, `due` or `quiet`: nothing is new, so that nothing is sent."""
        if self.reminder.sent:
            return "sent"
        return "due" if self.reminder.is_due else "quiet"


@requires(Perm.ENTER_DESK)
def reminders(request: HttpRequest) -> HttpResponse:
    """Today's reminder of who looks; everybody's for who reads the notices; and those of the last days."""
    return _page(request)


@require_POST
@requires(Perm.ENTER_DESK)
def hour(request: HttpRequest) -> HttpResponse:
    """Choose the hour of one's own reminder."""
    form = HourForm(request.POST, house_hour=house_hour())
    if not form.is_valid():
        return _page(request, form)
    choose_hour(form.cleaned_data["hour"], by=actor(request))
    messages.success(request, _("Listo: su recordatorio sale a esa hora."))
    return redirect("compliance_desk:reminders")


def _page(request: HttpRequest, bound: HourForm | None = None) -> HttpResponse:
    person, now = actor(request), clock.now()
    sees_all = person.has_perm(Perm.READ_NOTICES)
    everybody = reminders_on(now) if sees_all else []
    mine = next((one for one in everybody if one.person.pk == person.pk), None) or reminders_on(now, only=person)[0]
    chosen = own_hour(person)
    context = {
        "mine": _told(mine),
        "form": bound or HourForm(house_hour=house_hour(), initial={"hour": chosen.hour if chosen else ""}),
        "bound": bound,
        "others": [_told(one) for one in everybody if one.person.pk != person.pk],
        "sees_all": sees_all,
        "sent": reminders_sent(only=None if sees_all else person),
        "mail_configured": settings.MAIL_CONFIGURED,
    }
    return render(request, "compliance/staff/reminders.html", context, status=422 if bound else 200)


def _told(reminder: Reminder) -> Told:
    sent = reminder.sent
    if sent:
        return Told(reminder, sent.why.partition(": ")[2], sent.body)
    text = text_of(reminder.digest, clock.today()) if reminder.digest.items else ""
    return Told(reminder, reasons(reminder.digest), text)
