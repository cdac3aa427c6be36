"""Tell the team: who owes what, as a text for the chat and as a sheet for the wall, and who works in each unit."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Membership
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.spanish import count
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import activities_of
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, ActivityFacts
from rendir.plan.planning.rules.selection import NOBODY
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.states import StrategyState
from rendir.plan.planning.views.staff.frame import frame, strategy_of, trail
from rendir.plan.planning.views.staff.readings import UnitLoad, loads_of
from rendir.plan.planning.views.staff.rows import period_columns


@dataclass(frozen=True, slots=True)
class Told:
    """One unit: what it owes, who works there today, and the text that tells it."""

    load: UnitLoad
    unit: Unit
    people: tuple[str, ...]
    text: str


@requires(Perm.READ_PLAN)
def team(request: HttpRequest, year: int) -> HttpResponse:
    """Each unit of the schedule with the text to paste in a chat, its sheet and the way to invite somebody."""
    shown = strategy_of(year)
    loads = loads_of(year, list(activities_of(shown)))
    told = _told(shown, loads)
    context = {
        **frame(request, shown, "team"),
        "told": told,
        "nobodys": sum(len(load.rows) for load in loads if load.unit is None),
        "nobodys_url": f"{reverse('planning_desk:grid', args=[year])}?{urlencode({'dependencia': NOBODY})}",
        "summary": _summary(year, told),
        "may_invite": actor(request).has_perm(Perm.MANAGE_PEOPLE),
    }
    return render(request, "planning/staff/team.html", context)


@requires(Perm.READ_PLAN)
def sheets(request: HttpRequest, year: int) -> HttpResponse:
    """A sheet of paper for each unit, or for the one of `?dependencia=`."""
    shown = strategy_of(year)
    wanted = request.GET.get("dependencia")
    told = _told(shown, loads_of(year, list(activities_of(shown))))
    context = {
        **frame(request, shown),
        "trail": trail(shown, Link(_("Hojas para imprimir"), "")),
        "told": [one for one in told if wanted in (None, one.unit.public_id)],
        "period_columns": period_columns(),
    }
    return render(request, "planning/staff/sheets.html", context)


def _told(strategy: Strategy, loads: list[UnitLoad]) -> list[Told]:
    people = _people_of([load.unit for load in loads if load.unit])
    return [
        Told(load, load.unit, tuple(people[load.unit.pk]), _text(strategy, load.unit, [row.facts for row in load.rows]))
        for load in loads
        if load.unit
    ]


def _people_of(units: list[Unit]) -> dict[int | None, list[str]]:
    """The names of who wears a hat in each unit today, by the unit's primary key."""
    worn = Membership.objects.worn_on(clock.today()).filter(unit__in=units, person__is_active=True)
    found: defaultdict[int | None, list[str]] = defaultdict(list)
    for unit, name in worn.order_by("person__sort_key").values_list("unit_id", "person__name").distinct():
        found[unit].append(name)
    return found


def _text(strategy: Strategy, unit: Unit, activities: list[ActivityFacts]) -> str:
    """What a unit owes, in the words of a message: no format that a chat would show as signs."""
    opening = _("%(unit)s: esto es lo que nos toca en la rendición de cuentas de %(year)s.")
    parts = [opening % {"unit": unit.name, "year": strategy.year}]
    for period in PERIODS:
        parts += _lines(PERIOD_LABELS[period], [one for one in activities if period in one.periods])
    parts += _lines(_("Sin fecha todavía"), [one for one in activities if not one.periods])
    if strategy.state == StrategyState.DRAFT:
        parts.append(_("Si algo no corresponde, dígalo ahora: el cronograma todavía es un borrador."))
    return "\n\n".join(parts)


def _lines(heading: str, activities: list[ActivityFacts]) -> list[str]:
    if not activities:
        return []
    lines = [f"• {one.code}. {plain_title(one)}{_product(one)}" for one in activities]
    return ["\n".join([f"{heading}:", *lines])]


def _product(activity: ActivityFacts) -> str:
    return "\n   " + _("Se entrega: %(product)s") % {"product": activity.product} if activity.product else ""


def _summary(year: int, told: list[Told]) -> str:
    """All units in one message: how much each owes, and in how many deliveries."""
    opening = _("Rendición de cuentas de %(year)s. Esto le toca a cada dependencia:") % {"year": year}
    return "\n".join([opening, *(f"• {one.unit.name}: {_owed(one.load)}" for one in told)])


def _owed(load: UnitLoad) -> str:
    activities = count(len(load.rows), _("actividad"), _("actividades"))
    return f"{activities}, {count(load.deliveries, _('entrega'), _('entregas'))}"
