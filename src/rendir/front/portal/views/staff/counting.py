"""A term counted day by day, so that anybody can follow why it ends when it does."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.workdays import DayVerdict
from rendir.foundation.organization.queries import deadline, working_calendar
from rendir.foundation.organization.terms import TermUnit, term_of
from rendir.front.portal.forms import CountForm


@dataclass(frozen=True, slots=True)
class Count:
    """A term that was counted: what, from when, until when, and its days with the number of each that counts."""

    title: str
    written: str
    counts: str
    norm: str
    start: date
    day: date
    lines: tuple[tuple[DayVerdict, int | None], ...]


@requires(Perm.ENTER_DESK)
def count(request: HttpRequest) -> HttpResponse:
    """Ask from which day and how much; then the answer with its reasons."""
    form = CountForm(request.GET or None, initial={"desde": clock.today()})
    found = _counted(form) if form.is_valid() else None
    return render(request, "portal/staff/count.html", {"form": form, "count": found})


def _counted(form: CountForm) -> Count:
    start, key, days = (form.cleaned_data[name] for name in ("desde", "termino", "dias"))
    return _of_term(key, start) if key else _of_days(days, start)


def _of_term(key: str, start: date) -> Count:
    term, told = term_of(key), deadline(key, start)
    lines = _numbered(told.days) if told.unit == TermUnit.WORKING_DAYS else ()
    return Count(term.title, told.unit.written(told.value), term.counts, told.norm, start, told.day, lines)


def _of_days(days: int, start: date) -> Count:
    told = working_calendar(start, start).explain(start, days)
    unit = TermUnit.WORKING_DAYS
    counts = _("Desde el día siguiente.")
    return Count(unit.label, unit.written(days), counts, "", start, told[-1].day, _numbered(told))


def _numbered(days: tuple[DayVerdict, ...]) -> tuple[tuple[DayVerdict, int | None], ...]:
    number = 0
    lines: list[tuple[DayVerdict, int | None]] = []
    for one in days:
        number += one.counts
        lines.append((one, number if one.counts else None))
    return tuple(lines)
