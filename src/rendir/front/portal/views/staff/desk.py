"""«Mi trabajo»: what my unit promised, the present period first, what waits for me, and what changes hands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import ending_hats, hats_to_receive
from rendir.foundation.backups.queries import standing
from rendir.foundation.core import clock
from rendir.front.portal.queries import (
    Waiting,
    handovers,
    latest_strategy,
    units_of,
    unpublished_changes,
    waiting_imports,
    work_of,
)
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import period_of
from rendir.plan.planning.states import StrategyState


@requires(Perm.ENTER_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    person, today = actor(request), clock.today()
    strategy = latest_strategy(today)
    units = units_of(person)
    context = {
        "strategy": strategy,
        "units": units,
        "work": work_of(units, strategy, period_of(today.month)) if strategy else (),
        "waiting": _waiting(strategy, person) if strategy else _first_steps(person),
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
