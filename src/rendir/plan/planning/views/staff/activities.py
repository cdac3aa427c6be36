"""One activity: correct it, add it, move it, retire it, bring it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.submissions import received_once
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.organization.queries import unit_names
from rendir.plan.planning.actions.corrections import accept_correction
from rendir.plan.planning.actions.schedule import (
    add_activity,
    bring_back_activity,
    edit_activity,
    move_down,
    move_up,
    must_be_open,
    retire_activity,
)
from rendir.plan.planning.forms import ActivityForm, ExpectedForm, MoveForm, RetireForm
from rendir.plan.planning.queries import facts_of, retired_of
from rendir.plan.planning.rules.coherence import CoherenceCode, check_coherence
from rendir.plan.planning.rules.facts import ActivityFacts, Component
from rendir.plan.planning.sections.carried import told
from rendir.plan.planning.views.staff.frame import activity_of, back_to, frame, grid_link, strategy_of, trail
from rendir.plan.planning.views.staff.warnings import about


@requires(Perm.EDIT_PLAN)
def activity_edit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Correct one activity. Where a colleague was faster, what was typed stays and what is there now is shown."""
    shown = strategy_of(year)
    must_be_open(shown)
    activity = activity_of(shown, code)
    form = ActivityForm(request.POST or None, current=activity.facts(), version=activity.version)
    if request.method == "POST" and form.is_valid():
        edit = edit_activity(activity, form.facts(), expected=form.cleaned_data["expected"], by=actor(request))
        said = _("%(code)s quedó corregida.") if edit else _("%(code)s ya decía eso: no cambió nada.")
        messages.success(request, said % {"code": activity.code})
        return redirect(back_to(request, reverse("planning_desk:grid", args=[year]) + f"#{activity.code}"))
    context = {
        **frame(request, shown, "grid"),
        "trail": trail(shown, grid_link(shown), Link(activity.code, "")),
        "activity": activity,
        "form": form,
        "units": unit_names(),
        "warnings": about(activity, check_coherence(facts_of(shown))),
        "carried": told(activity.facts().carried_over),
        "back": request.POST.get("back", request.GET.get("back", "")),
    }
    return render(request, "planning/staff/activity.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_PLAN)
def activity_add(request: HttpRequest, year: int) -> HttpResponse:
    """A new activity, at the end of its component."""
    shown = strategy_of(year)
    must_be_open(shown)
    wanted = request.GET.get("componente", "")
    new = ActivityFacts(Component(wanted) if wanted in list(Component) else None, 0, "")
    form = ActivityForm(request.POST or None, current=new, choose_component=True)
    if request.method == "POST" and form.is_valid():
        added = received_once(request, lambda: {"code": add_activity(shown, form.facts(), by=actor(request)).code})
        messages.success(request, _("%(code)s quedó en el cronograma.") % added)
        return redirect(reverse("planning_desk:grid", args=[year]) + f"#{added['code']}")
    context = {
        **frame(request, shown, "grid"),
        "trail": trail(shown, grid_link(shown), Link(_("Actividad nueva"), "")),
        "form": form,
        "units": unit_names(),
    }
    return render(request, "planning/staff/activity_new.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_PLAN)
@require_POST
def activity_move(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One place up or down in its component."""
    activity = activity_of(strategy_of(year), code)
    form = MoveForm(request.POST)
    if form.is_valid():
        move = {"up": move_up, "down": move_down}[form.cleaned_data["direction"]]
        move(activity, by=actor(request))
        messages.success(request, _("%(code)s cambió de lugar.") % {"code": activity.code})
    return redirect(back_to(request, reverse("planning_desk:activity_edit", args=[year, activity.code])))


@requires(Perm.EDIT_PLAN)
def activity_retire(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The last question before an activity leaves the schedule."""
    shown = strategy_of(year)
    must_be_open(shown)
    activity = activity_of(shown, code)
    form = RetireForm(request.POST or None, initial={"expected": activity.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        retire_activity(activity, reason=data["reason"], expected=data["expected"], by=actor(request))
        messages.success(request, _("%(code)s quedó retirada. Puede volver a incluirla.") % {"code": activity.code})
        return redirect("planning_desk:retired", year)
    context = {
        **frame(request, shown, "grid"),
        "trail": trail(shown, grid_link(shown), Link(_("Retirar %(code)s") % {"code": activity.code}, "")),
        "activity": activity,
        "form": form,
    }
    return render(request, "planning/staff/retire.html", context, status=422 if form.is_bound else 200)


@requires(Perm.READ_PLAN)
def retired(request: HttpRequest, year: int) -> HttpResponse:
    """What was retired, why, and the way back."""
    shown = strategy_of(year)
    context = {
        **frame(request, shown, "grid"),
        "trail": trail(shown, grid_link(shown), Link(_("Retiradas"), "")),
        "activities": list(retired_of(shown)),
    }
    return render(request, "planning/staff/retired.html", context)


@requires(Perm.EDIT_PLAN)
@require_POST
def activity_bring_back(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Into the schedule again."""
    activity = next((one for one in retired_of(strategy_of(year)) if one.code == code.upper()), None)
    form = ExpectedForm(request.POST)
    if activity and form.is_valid():
        bring_back_activity(activity, expected=form.cleaned_data["expected"], by=actor(request))
        messages.success(request, _("%(code)s está de nuevo en el cronograma.") % {"code": activity.code})
    return redirect("planning_desk:grid", year)


@requires(Perm.EDIT_PLAN)
@require_POST
def correct(request: HttpRequest, year: int, code: str, kind: str) -> HttpResponse:
    """Accept the correction that a coherence warning brings."""
    activity = activity_of(strategy_of(year), code)
    form = ExpectedForm(request.POST)
    if form.is_valid() and kind in list(CoherenceCode):
        accept_correction(activity, CoherenceCode(kind), expected=form.cleaned_data["expected"], by=actor(request))
        messages.success(request, _("%(code)s quedó corregida.") % {"code": activity.code})
    return redirect(back_to(request, reverse("planning_desk:strategy", args=[year])))
