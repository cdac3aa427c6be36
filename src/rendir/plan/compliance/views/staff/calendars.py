"""Calendars of deadlines: make the secret address, see it once, revoke it."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import units_of
from rendir.foundation.core import clock
from rendir.foundation.core.versioned import done
from rendir.foundation.organization.models import Unit
from rendir.plan.compliance.actions.calendars import make_calendar, revoke_calendar
from rendir.plan.compliance.forms.calendars import CalendarForm
from rendir.plan.compliance.models import CalendarKey


@requires(Perm.READ_EVIDENCE)
def calendars(request: HttpRequest) -> HttpResponse:
    """One's own addresses; on a POST a new one, shown this one time."""
    person = actor(request)
    form = CalendarForm(request.POST if request.method == "POST" else None, units=_units(person))
    made: list[str] = []
    if request.method == "POST" and form.is_valid():
        done(form, lambda: made.append(make_calendar(form.chosen(), by=person)[1]))
    context = {
        "form": form,
        "address": _address(made[0]) if made else "",
        "keys": CalendarKey.objects.filter(person=person.public_id, revoked_at=None).select_related("unit"),
    }
    return render(request, "compliance/staff/calendars.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Perm.READ_EVIDENCE)
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address opens nothing any more."""
    person = actor(request)
    revoke_calendar(get_object_or_404(CalendarKey, public_id=public_id, person=person.public_id), by=person)
    return redirect("compliance_desk:calendars")


def _address(secret: str) -> str:
    return f"{settings.BASE_URL}{reverse('compliance:calendar', args=[secret])}"


def _units(person: Person) -> Sequence[Unit]:
    """The units whose calendar somebody may have."""
    if person.has_perm(Perm.READ_ANY_EVIDENCE):
        return list(Unit.objects.active_on(clock.today()))
    return units_of(person)
