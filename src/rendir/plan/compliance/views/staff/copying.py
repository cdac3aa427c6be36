"""The second door of the first hour: last year's strategy is copied, with what it left unfinished, if a person says so.

It stands here and not with the other doors because it reads what became of the year's deliveries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.components.wording import written_day
from rendir.plan.compliance.forms.copying import CarryForm, OriginForm
from rendir.plan.compliance.queries import unsettled_of, warning_days
from rendir.plan.compliance.rules.carrying import Unsettled
from rendir.plan.compliance.rules.standing import Delivery, Status, status_on
from rendir.plan.planning.actions.beginnings import copy_strategy
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import facts_in_force, year_shifts_of, years_to_copy
from rendir.plan.planning.rules.titles import plain_title


@dataclass(frozen=True, slots=True)
class PendingLine:
    """A delivery that was not finished, as the page lists it."""

    key: str
    id: str
    due: str
    status: str
    delay: str


@dataclass(frozen=True, slots=True)
class PendingGroup:
    """An activity with what it left unfinished. `asks` says whether its copy lacks the first period."""

    code: str
    title: str
    who: str
    asks: bool
    lines: tuple[PendingLine, ...]


@requires(Perm.IMPORT_PLAN)
def copy(request: HttpRequest, year: int) -> HttpResponse:
    """What would be copied, and what was not finished: ticked as a proposal, until a person confirms."""
    asked = OriginForm(request.POST if request.method == "POST" else request.GET, years=years_to_copy(year))
    if not asked.is_valid():
        messages.error(request, _("Escoja de qué año copiar."))
        return redirect(_begin_url(year))
    origin = Strategy.objects.get(year=asked.cleaned_data["from_year"])
    unsettled = unsettled_of(origin, clock.today())
    form = CarryForm(request.POST if request.method == "POST" else None, unsettled=unsettled)
    if request.method == "POST" and form.is_valid():
        return _copied(request, year, origin.year, form)
    context = {
        "form": form,
        "begin_year": year,
        "from_year": origin.year,
        "activities": len(facts_in_force(origin)),
        "groups": _groups(unsettled),
        "ticked": form.ticked(),
        "trail": [Link(_("Empezar"), _begin_url(year)), Link(_("Copiar la de %(year)s") % {"year": origin.year}, "")],
    }
    return render(request, "compliance/staff/copy.html", context, status=422 if form.is_bound else 200)


def _copied(request: HttpRequest, year: int, from_year: int, form: CarryForm) -> HttpResponse:
    made = copy_strategy(year, from_year, carried=form.carried(from_year), by=actor(request))
    said = _("La estrategia %(year)s empezó con una copia de la de %(from_year)s. Nadie de afuera la ve todavía.")
    messages.success(request, said % {"year": year, "from_year": from_year})
    return redirect("planning_desk:copied_years" if year_shifts_of(made) else "planning_desk:grid", year)


def _begin_url(year: int) -> str:
    return f"{reverse('planning_desk:begin')}?vigencia={year}"


def _groups(unsettled: Sequence[Unsettled]) -> list[PendingGroup]:
    today = clock.today()
    warning, places = warning_days(today), count()
    return [
        PendingGroup(
            code=one.code,
            title=plain_title(one.facts),
            who=", ".join(who.name for who in one.facts.responsibles) or _("Por definir"),
            asks=not one.is_in_first_period,
            lines=tuple(
                _line(each, next(places), status_on(each, today, warning_days=warning)) for each in one.deliveries
            ),
        )
        for one in unsettled
    ]


def _line(delivery: Delivery, place: int, status: Status) -> PendingLine:
    """Its box has the id to which the summary of errors leads."""
    return PendingLine(
        key=str(delivery.key),
        id=f"id_carry_{place}",
        due=written_day(delivery.promise.due_on),
        status=status.value,
        delay=delivery.work.delay,
    )
