"""The years, one year at a glance, and the steps of its life: open, adopt, publish changes, close."""

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
from rendir.plan.planning.actions.strategies import adopt_strategy, close_strategy, open_strategy, publish_change
from rendir.plan.planning.actions.undoing import redo, undo
from rendir.plan.planning.exports.rendering import render_version
from rendir.plan.planning.forms import AdoptForm, ChangeForm, CloseForm, OpenForm
from rendir.plan.planning.models import ScheduleEdit, Strategy
from rendir.plan.planning.queries import activities_of, digest_of, facts_of, strategies_overview, versions_of
from rendir.plan.planning.rules.coherence import check_coherence
from rendir.plan.planning.rules.comparison import compare_schedules
from rendir.plan.planning.rules.totals import deliveries
from rendir.plan.planning.states import STRATEGY_FLOW, StrategyState
from rendir.plan.planning.views.staff.frame import back_to, frame, strategy_of, trail, what_one_may
from rendir.plan.planning.views.staff.history import history_of
from rendir.plan.planning.views.staff.pending import pending_of
from rendir.plan.planning.views.staff.warnings import grouped

EDITS_SHOWN = 20


@requires(Perm.READ_PLAN)
def strategies(request: HttpRequest) -> HttpResponse:
    """Every year's strategy; and the way to open one."""
    known = list(strategies_overview())
    this_year = clock.today().year
    context = {
        "strategies": known,
        "this_year": this_year,
        "is_missing": this_year not in [one.year for one in known],
        "form": OpenForm(initial={"year": _next_year(known, this_year)}),
        "may": what_one_may(request, None),
    }
    return render(request, "planning/staff/strategies.html", context)


@requires(Perm.IMPORT_PLAN)
@require_POST
def open_year(request: HttpRequest) -> HttpResponse:
    """Open the strategy of a year, empty."""
    form = OpenForm(request.POST)
    if not form.is_valid():
        known = list(strategies_overview())
        context = {"strategies": known, "form": form, "is_missing": False, "may": what_one_may(request, None)}
        return render(request, "planning/staff/strategies.html", context, status=422)
    strategy = open_strategy(form.cleaned_data["year"], by=actor(request))
    messages.success(request, _("La estrategia %(year)s está abierta, en borrador.") % {"year": strategy.year})
    return redirect("planning_desk:strategy", strategy.year)


@requires(Perm.READ_PLAN)
def strategy(request: HttpRequest, year: int) -> HttpResponse:
    """One year: how it stands, what it waits for, what to look at, what was done, and its versions."""
    shown = strategy_of(year)
    rows = list(activities_of(shown))
    activities = [one.facts() for one in rows]
    versions = list(versions_of(year))
    changes = compare_schedules(versions[0].activities(), activities) if versions else None
    steps = _steps(request, shown, has_changes=changes is not None and not changes.is_empty)
    closable = shown.state == StrategyState.ADOPTED and actor(request).has_perm(Perm.CLOSE_PLAN)
    framed = frame(request, shown, "strategy")
    context = {
        **framed,
        "activities": len(activities),
        "deliveries": deliveries(activities),
        "steps": steps[:-1] if closable else steps,
        "closing": steps[-1] if closable else None,
        "pending": pending_of(shown, activities, changes),
        "warnings": grouped(shown, check_coherence(activities), {one.code: one.version for one in rows}),
        "versions": versions,
        "edits": history_of(shown, rows, framed["may"], most=EDITS_SHOWN),
    }
    return render(request, "planning/staff/strategy.html", context)


@requires(Perm.ADOPT_PLAN)
def adopt(request: HttpRequest, year: int) -> HttpResponse:
    """Adopt the working copy: it becomes version 1 and public."""
    shown = strategy_of(year)
    activities = facts_of(shown)
    form = AdoptForm(request.POST or None, initial={"seen": digest_of(activities)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        adopt_strategy(shown, render=render_version, act=data["act"], seen=data["seen"], by=actor(request))
        messages.success(request, _("La estrategia %(year)s quedó adoptada y publicada.") % {"year": year})
        return redirect("planning_desk:strategy", year)
    context = {
        **frame(request, shown),
        "trail": trail(shown, Link(_("Adoptar"), "")),
        "form": form,
        "activities": len(activities),
        "deliveries": deliveries(activities),
        "warnings": len(check_coherence(activities)),
    }
    return render(request, "planning/staff/adopt.html", context, status=_status(form))


@requires(Perm.ADOPT_PLAN)
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Publish what changed since the version in force, with its reason."""
    shown = strategy_of(year)
    activities = facts_of(shown)
    last = versions_of(year).first()
    form = ChangeForm(request.POST or None, initial={"seen": digest_of(activities)})
    if request.method == "POST" and form.is_valid():
        version = publish_change(shown, render=render_version, by=actor(request), **form.cleaned_data)
        messages.success(request, _("La versión %(number)s ya es pública.") % {"number": version.number})
        return redirect("planning_desk:strategy", year)
    context = {
        **frame(request, shown),
        "trail": trail(shown, Link(_("Publicar los cambios"), "")),
        "form": form,
        "last": last,
        "comparison": compare_schedules(last.activities() if last else (), activities),
    }
    return render(request, "planning/staff/publish.html", context, status=_status(form))


@requires(Perm.CLOSE_PLAN)
def close(request: HttpRequest, year: int) -> HttpResponse:
    """Close the year: the last question before its schedule stops changing."""
    shown = strategy_of(year)
    form = CloseForm(request.POST or None, initial={"expected": shown.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        close_strategy(shown, reason=data["reason"], expected=data["expected"], by=actor(request))
        messages.success(request, _("La vigencia %(year)s quedó cerrada.") % {"year": year})
        return redirect("planning_desk:strategy", year)
    context = {**frame(request, shown), "trail": trail(shown, Link(_("Cerrar"), "")), "form": form}
    return render(request, "planning/staff/close.html", context, status=_status(form))


@requires(Perm.EDIT_PLAN)
@require_POST
def undo_one(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Undo one edit of the schedule."""
    edit = get_object_or_404(ScheduleEdit, strategy__year=year, public_id=public_id)
    undo(edit, by=actor(request))
    messages.success(request, _("Se deshizo «%(label)s».") % {"label": edit.label})
    return redirect(back_to(request, reverse("planning_desk:strategy", args=[year])))


@requires(Perm.EDIT_PLAN)
@require_POST
def redo_one(request: HttpRequest, year: int, public_id: str) -> HttpResponse:
    """Make again one edit that was undone."""
    edit = get_object_or_404(ScheduleEdit, strategy__year=year, public_id=public_id)
    redo(edit, by=actor(request))
    messages.success(request, _("Se rehízo «%(label)s».") % {"label": edit.label})
    return redirect(back_to(request, reverse("planning_desk:strategy", args=[year])))


def _next_year(known: list[Strategy], this_year: int) -> int:
    return max([this_year - 1, *(one.year for one in known)]) + 1


def _steps(request: HttpRequest, shown: Strategy, *, has_changes: bool) -> list[Link]:
    """The steps of its life that are open from here to this person; changes are published only where there are some."""
    pages = {"adopt_strategy": "adopt", "publish_change": "publish", "close_strategy": "close"}
    return [
        Link(step.label, reverse(f"planning_desk:{pages[step.name]}", args=[shown.year]))
        for step in STRATEGY_FLOW.open_steps(shown.state)
        if actor(request).has_perm(step.permission) and (has_changes or step.name != "publish_change")
    ]


def _status(form: AdoptForm | CloseForm) -> int:
    return 422 if form.is_bound else 200
