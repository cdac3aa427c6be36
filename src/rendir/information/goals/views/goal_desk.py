"""One goal at the desk: its data, its progress, its links."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.information.goals.actions.goals import correct_goal
from rendir.information.goals.actions.links import excuse_goal, tie_to_right, tie_to_sdg, unexcuse_goal, untie
from rendir.information.goals.actions.progress import record_progress
from rendir.information.goals.forms import GoalForm, ProgressForm, ReasonForm, TieForm
from rendir.information.goals.models import Goal, Indicator, RightLink, SdgLink
from rendir.information.goals.queries import rights_in_use, standing_of_goal, whole_goals
from rendir.information.goals.reference import sdgs
from rendir.information.goals.views.plan_desk import plan_link, trail
from rendir.information.goals.views.public import row_shown


@requires(Perm.ENTER_DESK)
def goal(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far it is, its cuts, what it is tied to, and what may be done."""
    return _page(request, goal_of(public_id))


@require_POST
@requires(Perm.EDIT_GOALS)
def tie(request: HttpRequest, public_id: str) -> HttpResponse:
    """One more link."""
    shown = goal_of(public_id)
    form = TieForm(request.POST, rights=rights_in_use())
    if form.is_valid() and done(form, lambda: _tie(request, shown, form)):
        messages.success(request, _("La meta quedó vinculada."))
        return redirect(shown.get_desk_url())
    return _page(request, shown, tying=form)


@require_POST
@requires(Perm.EDIT_GOALS)
def untie_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """A link taken away."""
    link = _link_of(public_id)
    untie(link, by=actor(request))
    messages.success(request, _("El vínculo se quitó."))
    return redirect(link.goal.get_desk_url())


@require_POST
@requires(Perm.EDIT_GOALS)
def excuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """No more links are needed, and why."""
    shown = goal_of(public_id)
    form = _excuse_form(shown, request.POST)
    if form.is_valid() and done(form, lambda: excuse_goal(shown, **form.cleaned_data, by=actor(request))):
        messages.success(request, _("La meta quedó excusada."))
        return redirect(shown.get_desk_url())
    return _page(request, shown, excusing=form)


@require_POST
@requires(Perm.EDIT_GOALS)
def unexcuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """It waits for its links again."""
    shown = goal_of(public_id)
    unexcuse_goal(shown, expected=shown.version, by=actor(request))
    messages.success(request, _("La meta vuelve a esperar su vínculo."))
    return redirect(shown.get_desk_url())


@requires(Perm.EDIT_GOALS)
def indicator(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct an indicator and its goal."""
    shown = _indicator_of(public_id)
    plan = shown.goal.plan
    form = GoalForm(request.POST if request.method == "POST" else None, plan=plan, indicator=shown)

    def act() -> None:
        correct_goal(shown, form.row(), expected=form.cleaned_data["expected"], by=actor(request))

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("La meta quedó corregida."))
        return redirect(shown.goal.get_desk_url())
    context = {
        "trail": trail(plan_link(plan), Link(shown.goal.code, shown.goal.get_desk_url()), Link(_("Corregir"), "")),
        "form": form,
        "title": _("Corregir la meta %(code)s") % {"code": shown.goal.code},
        "back": shown.goal.get_desk_url(),
    }
    return render(request, "goals/staff/form.html", context, status=422 if form.errors else 200)


@requires(Perm.REPORT_PROGRESS)
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """What an indicator was at a cut."""
    shown = _indicator_of(public_id)
    form = ProgressForm(request.POST if request.method == "POST" else None, indicator=shown, today=clock.today())
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: record_progress(shown, form.told(), by=actor(request)))
    ):
        messages.success(request, _("El avance quedó anotado."))
        return redirect(shown.goal.get_desk_url())
    context = {
        "trail": trail(
            plan_link(shown.goal.plan), Link(shown.goal.code, shown.goal.get_desk_url()), Link(_("Anotar avance"), "")
        ),
        "form": form,
        "title": _("Anotar avance: %(indicator)s") % {"indicator": shown.name},
        "lead": _("Si ya hay un avance de ese día, se corrige."),
        "back": shown.goal.get_desk_url(),
    }
    return render(request, "goals/staff/form.html", context, status=422 if form.errors else 200)


def goal_of(public_id: str) -> Goal:
    """The goal of that identity, whole."""
    return get_object_or_404(whole_goals(Goal.objects.all()), public_id=public_id)


def _page(
    request: HttpRequest, shown: Goal, *, tying: TieForm | None = None, excusing: ReasonForm | None = None
) -> HttpResponse:
    person, bound = actor(request), tying or excusing
    standing = standing_of_goal(shown, clock.today())
    context: dict[str, Any] = {
        "trail": trail(plan_link(shown.plan), Link(shown.code, "")),
        "goal": shown,
        "row": row_shown(standing),
        "indicators": standing.indicators,
        "sdg": [(one, sdgs()[one.number].label) for one in shown.sdg_links.all()],
        "rights": shown.right_links.all(),
        "may_edit": person.has_perm(Perm.EDIT_GOALS),
        "may_report": person.has_perm(Perm.REPORT_PROGRESS, shown),
        "tie_form": tying or TieForm(rights=rights_in_use()),
        "excuse_form": excusing or _excuse_form(shown),
        "bound": bound,
    }
    return render(request, "goals/staff/goal.html", context, status=422 if bound else 200)


def _excuse_form(shown: Goal, data: object = None) -> ReasonForm:
    return ReasonForm(data, version=shown.version, initial={}, auto_id="excusar-%s")


def _tie(request: HttpRequest, shown: Goal, form: TieForm) -> None:
    said, by = form.cleaned_data, actor(request)
    if said["sdg"]:
        tie_to_sdg(shown, said["sdg"], note=said["note"], by=by)
    if said["right"]:
        tie_to_right(shown, form.rights[said["right"]], note=said["note"], by=by)


def _link_of(public_id: str) -> SdgLink | RightLink:
    found = (
        SdgLink.objects.select_related("goal__plan").filter(public_id=public_id).first()
        or RightLink.objects.select_related("goal__plan").filter(public_id=public_id).first()
    )
    if found is None:
        message = _("Este vínculo no existe.")
        raise Http404(message)
    return found


def _indicator_of(public_id: str) -> Indicator:
    rows = Indicator.objects.select_related("goal__plan", "goal__programme__line", "goal__unit")
    return get_object_or_404(rows, public_id=public_id)
