"""The first hour: three doors into a year's strategy, what each asks, and what comes after."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link, Step
from rendir.foundation.core.spanish import count
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.action_types import ACTION_TYPES
from rendir.plan.planning.action_types.leads import likely_lead
from rendir.plan.planning.actions.beginnings import begin_with_model, draft_of, shift_years
from rendir.plan.planning.actions.schedule import must_be_open
from rendir.plan.planning.forms import CopyForm, ModelForm, Offer, ShiftForm, YearForm
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import (
    digest_of,
    facts_of,
    open_imports,
    strategies_overview,
    year_shifts_of,
    years_to_copy,
)
from rendir.plan.planning.states import StrategyState
from rendir.plan.planning.views.staff.frame import frame, strategy_of, trail


@requires(Perm.IMPORT_PLAN)
def begin(request: HttpRequest) -> HttpResponse:
    """The three doors of a year; where it has begun, how to go on."""
    form = YearForm(request.GET if "vigencia" in request.GET else {"vigencia": _year_to_begin()})
    year = form.cleaned_data["vigencia"] if form.is_valid() else _year_to_begin()
    shown = strategies_overview().filter(year=year).first()
    context = {
        "form": form,
        "begun": shown,
        "activities": shown.activity_count if shown else 0,  # type: ignore[attr-defined] # annotated by the query
        "begin_year": year,
        "is_closed": shown is not None and not shown.is_open,
        "copy_form": CopyForm(years=years_to_copy(year)),
        "waiting": list(open_imports(shown)) if shown else [],
        "shifts": len(year_shifts_of(shown)) if shown else 0,
        "steps": _steps(shown),
    }
    return render(request, "planning/staff/begin.html", context, status=422 if form.errors else 200)


@requires(Perm.IMPORT_PLAN)
@require_POST
def begin_file(request: HttpRequest, year: int) -> HttpResponse:
    """The door of the file: the year opens and the file is asked for."""
    return redirect("planning_desk:import_new", draft_of(year, by=actor(request)).year)


@requires(Perm.IMPORT_PLAN)
def copied_years(request: HttpRequest, year: int) -> HttpResponse:
    """The copied texts that name the years of their origin: a person says which move."""
    shown = strategy_of(year)
    must_be_open(shown)
    shifts = year_shifts_of(shown)
    form = ShiftForm(request.POST or None, shifts=shifts, seen=digest_of(facts_of(shown)))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        shift_years(shown, data["code"], seen=data["seen"], by=actor(request))
        moved = count(len(data["code"]), _("actividad dice"), _("actividades dicen"))
        messages.success(request, _("%(moved)s ahora el año nuevo. Se puede deshacer.") % {"moved": moved})
        return redirect("planning_desk:grid", year)
    context = {
        **frame(request, shown),
        "trail": trail(shown, Link(_("Años que se nombran"), "")),
        "form": form,
        "shifts": shifts,
        "ticked": form.ticked(),
    }
    return render(request, "planning/staff/copied_years.html", context, status=422 if form.is_bound else 200)


@requires(Perm.IMPORT_PLAN)
def begin_model(request: HttpRequest, year: int) -> HttpResponse:
    """The door of the model: the kinds of activity of the method, to tick what applies."""
    shown = Strategy.objects.filter(year=year).first()
    if shown:
        must_be_open(shown)
    form = ModelForm(request.POST if request.method == "POST" else None, offers=_offers(shown))
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        begin_with_model(year, chosen, by=actor(request))
        added = count(len(chosen), _("actividad"), _("actividades"))
        messages.success(request, _("El cronograma tiene %(added)s más. Se puede deshacer.") % {"added": added})
        return redirect("planning_desk:grid", year)
    context = {
        "form": form,
        "begin_year": year,
        "trail": [Link(_("Empezar"), _begin_url(year)), Link(_("El modelo"), "")],
        "has_leads": bool(form.leads),
    }
    return render(request, "planning/staff/begin_model.html", context, status=422 if form.is_bound else 200)


def _year_to_begin() -> int:
    """This year while its strategy is not adopted; then the next."""
    this_year = clock.today().year
    is_adopted = Strategy.objects.filter(year=this_year).exclude(state=StrategyState.DRAFT).exists()
    return this_year + 1 if is_adopted else this_year


def _begin_url(year: int) -> str:
    return f"{reverse('planning_desk:begin')}?vigencia={year}"


def _offers(shown: Strategy | None) -> list[Offer]:
    there = set(shown.activities.values_list("action_type", flat=True)) if shown else set()
    names = list(Unit.objects.active_on(clock.today()).values_list("name", flat=True))
    return [Offer(one, likely_lead(one, names), one.key in there) for one in ACTION_TYPES]


def _steps(shown: Strategy | None) -> list[Step]:
    """The first hour, and where this year is in it."""
    activities: int = shown.activity_count if shown else 0  # type: ignore[attr-defined] # annotated by the query
    is_adopted = shown is not None and shown.state != StrategyState.DRAFT
    here = 4 if is_adopted else (1 if activities else 0)
    return [
        Step(label, plain, "done" if place < here else "now" if place == here else "todo", url=url)
        for place, (label, plain, url) in enumerate(_path(shown.year if shown and activities else None))
    ]


def _path(year: int | None) -> list[tuple[str, str, str]]:
    pages: dict[str, Any] = {
        name: reverse(f"planning_desk:{name}", args=[year]) if year else "" for name in ("grid", "team", "strategy")
    }
    return [
        (_("Traer el cronograma"), _("por una de las tres puertas"), ""),
        (_("Revisarlo e imprimirlo"), _("en la cuadrícula"), pages["grid"]),
        (_("Contarle al equipo"), _("quién debe qué, y las invitaciones"), pages["team"]),
        (_("Adoptarlo"), _("y desde ese día es público"), pages["strategy"]),
    ]
