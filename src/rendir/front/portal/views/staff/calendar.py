"""The calendar of the entity: which days of a year count, and what it noted of its own."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.organization.actions import (
    add_exception,
    edit_exception,
    put_back_exception,
    withdraw_exception,
)
from rendir.foundation.organization.models import CalendarException
from rendir.foundation.organization.queries import days_noted_in, term_on, working_calendar
from rendir.foundation.organization.states import RowState
from rendir.foundation.organization.terms import TermKey
from rendir.front.portal.forms import DaysForm, WhyForm, typed
from rendir.front.portal.views.year_calendar import (
    HEADINGS,
    holidays_of,
    marks,
    months_of,
    moved_days,
    noted_days,
    written_effect,
    written_span,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100


@requires(Perm.ENTER_DESK)
def calendar(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """A year: which of its days count, and why the others do not."""
    today = clock.today()
    year = year or today.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    known, rows = working_calendar(first, last), days_noted_in(year)
    context = {
        "shown_year": year,
        "years": _years(year),
        "working": sum(one.counts for one in known.verdicts(first, last)),
        "days": (last - first).days + 1,
        "months": months_of(year, known, today),
        "headings": HEADINGS,
        "marks": marks().values(),
        "noted": noted_days(year, known, [row for row in rows if row.state == RowState.IN_FORCE]),
        "holidays": holidays_of(year, known),
        "withdrawn": [(row, _days_of(row)) for row in rows if row.state == RowState.WITHDRAWN],
        "saturdays": term_on(TermKey.SATURDAYS_COUNT, min(max(today, first), last)),
        "saturdays_key": TermKey.SATURDAYS_COUNT,
        "may_edit": actor(request).has_perm(Perm.EDIT_CALENDAR),
    }
    return render(request, "portal/staff/calendar.html", context)


@requires(Perm.EDIT_CALENDAR)
def days_add(request: HttpRequest) -> HttpResponse:
    """Note days that count otherwise than in the rest of the country."""
    form = DaysForm(typed(request), known=None)
    if request.method == "POST" and form.is_valid():
        row = add_exception(by=actor(request), **form.cleaned_data)
        messages.success(request, _told(row, _("Quedó anotado: %(row)s. %(effect)s")))
        return redirect("portal_desk:calendar_year", row.starts_on.year)
    return _form_page(request, form, None)


@requires(Perm.EDIT_CALENDAR)
def days_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct days that were noted wrong."""
    row = get_object_or_404(CalendarException, public_id=public_id)
    form = DaysForm(typed(request), known=row)
    if request.method == "POST" and form.is_valid():
        edit_exception(row, by=actor(request), **form.cleaned_data)
        messages.success(request, _told(row, _("Quedó corregido: %(row)s. %(effect)s")))
        return redirect("portal_desk:calendar_year", row.starts_on.year)
    return _form_page(request, form, row)


@requires(Perm.EDIT_CALENDAR)
def days_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """These days count again as in the rest of the country: why, and a last question."""
    row = get_object_or_404(CalendarException, public_id=public_id)
    form = WhyForm(typed(request), initial={"expected": row.version})
    if request.method == "POST" and form.is_valid():
        withdraw_exception(row, by=actor(request), **form.cleaned_data)
        messages.success(
            request, _("Quedó retirado: %(row)s. Está abajo, por si hay que volver a ponerlo.") % {"row": row}
        )
        return redirect("portal_desk:calendar_year", row.starts_on.year)
    back = reverse("portal_desk:calendar_year", args=[row.starts_on.year])
    context = {"form": form, "title": _("¿Retirar estos días del calendario?"), "lead": f"{row}, {_days_of(row)}"}
    context |= {"back": back, "place": _("Calendario")}
    return render(request, "portal/staff/withdraw.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_CALENDAR)
@require_POST
def days_put_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo a withdrawal."""
    row = get_object_or_404(CalendarException, public_id=public_id)
    put_back_exception(row, expected=row.version, by=actor(request))
    messages.success(request, _told(row, _("Volvió al calendario: %(row)s. %(effect)s")))
    return redirect("portal_desk:calendar_year", row.starts_on.year)


def _form_page(request: HttpRequest, form: DaysForm, row: CalendarException | None) -> HttpResponse:
    context = {"form": form, "row": row, "back": reverse("portal_desk:calendar")}
    return render(request, "portal/staff/days.html", context, status=422 if form.is_bound else 200)


def _told(row: CalendarException, text: str) -> str:
    known = working_calendar(row.starts_on, row.ends_on)
    moved = moved_days(row, row.starts_on, row.ends_on, known)
    return text % {"row": row, "effect": written_effect(moved, row.kind)}


def _days_of(row: CalendarException) -> str:
    return written_span(row.starts_on, row.ends_on)


def _years(year: int) -> list[Link]:
    near = range(max(year - 1, FIRST_YEAR), min(year + 1, LAST_YEAR) + 1)
    return [Link(str(one), reverse("portal_desk:calendar_year", args=[one]), one == year) for one in near]
