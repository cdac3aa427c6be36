"""«Mi trabajo»: what I owe by date, what waits for me, what changes hands, how the year goes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import ending_hats, hats_to_receive, units_of
from rendir.foundation.backups.queries import standing
from rendir.foundation.core import clock
from rendir.foundation.core.spanish import join_words
from rendir.front.portal.queries import (
    Waiting,
    handovers,
    latest_strategy,
    unpublished_changes,
    waiting_imports,
    work_of,
)
from rendir.front.portal.views.staff.day import day_of
from rendir.plan.compliance.queries import year_at_work
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import period_of
from rendir.plan.planning.states import StrategyState


@requires(Perm.ENTER_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    person, today = actor(request), clock.today()
    strategy = latest_strategy(today)
    at_work = year_at_work(today)
    units = units_of(person)
    waiting = _waiting(strategy, person) if strategy else _first_steps(person)
    day = day_of(person, units, at_work, today) if at_work else None
    context = {
        "strategy": strategy,
        "at_work": at_work,
        "units": units,
        "unit_names": join_words([one.name for one in units]),
        "day": day,
        "work": work_of(units, strategy, period_of(today.month)) if strategy and not strategy.number else (),
        "waiting": [*(day.waiting if day else ()), *waiting],
        "receiving": handovers(hats_to_receive(person, today), strategy),
        "ending": handovers(ending_hats(today), strategy) if person.has_perm(Perm.MANAGE_PEOPLE) else [],
        "standing": standing() if person.has_perm(Perm.MAKE_BACKUPS) else None,
    }
    return render(request, "portal/staff/desk.html", context)


def _waiting(strategy: Strategy, person: Person) -> list[Waiting]:
    found: list[Waiting] = []
    page = reverse("planning_desk:strategy", args=[strategy.year])
    if person.has_perm(Perm.IMPORT_PLAN):
        found += waiting_imports(strategy)
    is_draft = strategy.state == StrategyState.DRAFT
    if person.has_perm(Perm.IMPORT_PLAN) and is_draft and not strategy.activities.exists():
        return found + _first_steps(person)
    if person.has_perm(Perm.ADOPT_PLAN) and is_draft:
        text = _("La estrategia %(year)s está en borrador: nadie la ve todavía.") % {"year": strategy.year}
        found.append(Waiting(text, page, _("Adoptar")))
    if person.has_perm(Perm.ADOPT_PLAN) and unpublished_changes(strategy):
        found.append(Waiting(_("El cronograma tiene cambios que la ciudadanía todavía no ve."), page, _("Publicar")))
    return found


def _first_steps(person: Person) -> list[Waiting]:
    if not person.has_perm(Perm.IMPORT_PLAN):
        return []
    return [Waiting(_("Todavía no hay cronograma."), reverse("planning_desk:begin"), _("Empezar"))]
