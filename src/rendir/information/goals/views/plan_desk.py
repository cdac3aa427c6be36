"""The plans at the desk: which there are, one with its goals, a goal written by hand, and who reads them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.versioned import done
from rendir.information.goals.actions.goals import write_goal
from rendir.information.goals.actions.plans import correct_plan, hide_goals, open_plan, publish_goals
from rendir.information.goals.exports.indicative import FORMATS, plan_table
from rendir.information.goals.forms import GoalForm, PlanForm, ReasonForm
from rendir.information.goals.models import Plan
from rendir.information.goals.queries import select, whole_plan
from rendir.information.goals.states import PlanState
from rendir.information.goals.views.public import counted_links, filter_of, row_shown

PAGE = 50


@requires(Perm.ENTER_DESK)
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan, the newest first; where there is one only, that one."""
    found = list(Plan.objects.all())
    context = {"trail": trail(), "plans": found, "may_edit": actor(request).has_perm(Perm.EDIT_GOALS)}
    return render(request, "goals/staff/plans.html", context)


@requires(Perm.EDIT_GOALS)
def plan_new(request: HttpRequest) -> HttpResponse:
    """A new plan."""
    form = PlanForm(request.POST if request.method == "POST" else None)
    made: list[Plan] = []

    def act() -> None:
        data = {name: value for name, value in form.cleaned_data.items() if name != "expected"}
        made.append(open_plan(**data, by=actor(request)))

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("El plan quedó abierto. Ahora importe o escriba sus metas."))
        return redirect(made[0])
    context = {"trail": trail(Link(_("Plan nuevo"), "")), "form": form, "title": _("Abrir un plan")}
    return render(request, "goals/staff/form.html", context, status=_status(form))


@requires(Perm.ENTER_DESK)
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """One plan with its goals, how they stand towards SDGs and rights, and what may be done with it."""
    shown, person = plan_of(public_id), actor(request)
    whole = whole_plan(shown, clock.today())
    form = filter_of(request, whole)
    page = Paginator(select(whole, form.asked()), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {
        "trail": trail(Link(str(shown), "")),
        "plan": shown,
        "whole": len(whole),
        "form": form,
        "is_asked": bool(form.changed_data),
        "page": page,
        "shown": [row_shown(one) for one in page.object_list],
        "counted": counted_links(whole),
        "is_public": shown.state == PlanState.PUBLIC,
        "may_edit": person.has_perm(Perm.EDIT_GOALS),
        "may_import_progress": person.has_perm(Perm.REPORT_ANY_PROGRESS),
        "may_publish": person.has_perm(Perm.PUBLISH_GOALS),
        "downloads": [
            Download(reverse("goals_desk:download", args=[shown.public_id, kind]), name)
            for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
        ],
    }
    return render(request, "goals/staff/plan.html", context)


@requires(Perm.EDIT_GOALS)
def plan_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its name and its act."""
    shown = plan_of(public_id)
    form = PlanForm(request.POST if request.method == "POST" else None, plan=shown)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: correct_plan(shown, **form.cleaned_data, by=actor(request)))
    ):
        messages.success(request, _("El plan quedó corregido."))
        return redirect(shown)
    context = {"trail": trail(plan_link(shown), Link(_("Datos"), "")), "form": form, "title": _("Datos del plan")}
    return render(request, "goals/staff/form.html", context | {"back": shown.get_absolute_url()}, status=_status(form))


@requires(Perm.PUBLISH_GOALS)
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let everybody read the goals: asked before it is done."""
    shown = plan_of(public_id)
    if request.method == "POST":
        publish_goals(shown, expected=int(request.POST.get("expected") or 0), by=actor(request))
        messages.success(request, _("Las metas ya son públicas."))
        return redirect(shown)
    context = {"trail": trail(plan_link(shown), Link(_("Publicar"), "")), "plan": shown}
    return render(request, "goals/staff/publish.html", context)


@requires(Perm.PUBLISH_GOALS)
def hide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody from outside reads them any more, and why."""
    shown = plan_of(public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, version=shown.version, initial={})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: hide_goals(shown, **form.cleaned_data, by=actor(request)))
    ):
        messages.success(request, _("Las metas dejaron de ser públicas."))
        return redirect(shown)
    context = {
        "trail": trail(plan_link(shown), Link(_("Dejar de publicar"), "")),
        "form": form,
        "title": _("Dejar de publicar las metas"),
        "word": _("Dejar de publicar"),
        "back": shown.get_absolute_url(),
    }
    return render(request, "goals/staff/form.html", context, status=_status(form))


@requires(Perm.EDIT_GOALS)
def goal_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A goal written by hand."""
    shown = plan_of(public_id)
    form = GoalForm(request.POST if request.method == "POST" else None, plan=shown)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: write_goal(shown, form.row(), by=actor(request)))
    ):
        messages.success(request, _("La meta quedó escrita."))
        return redirect(shown)
    context = {
        "trail": trail(plan_link(shown), Link(_("Meta nueva"), "")),
        "form": form,
        "title": _("Escribir una meta"),
        "back": shown.get_absolute_url(),
    }
    return render(request, "goals/staff/form.html", context, status=_status(form))


@requires(Perm.ENTER_DESK)
def download(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """The plan as a table, which can be imported again."""
    shown = plan_of(public_id)
    if extension not in FORMATS:
        message = _("El plan se descarga en Excel o en CSV.")
        raise Http404(message)
    name = f"plan-indicativo-{shown.years}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(plan_table(shown, extension), content_type=FORMATS[extension], headers=headers)


def plan_of(public_id: str) -> Plan:
    """The plan of that identity."""
    return get_object_or_404(Plan, public_id=public_id)


def plan_link(shown: Plan) -> Link:
    """The way back to a plan."""
    return Link(str(shown), shown.get_absolute_url())


def trail(*links: Link) -> list[Link]:
    """From the desk to here."""
    return [
        Link(_("Mi trabajo"), reverse("portal_desk:desk")),
        Link(_("Metas del plan"), reverse("goals_desk:plans")),
        *links,
    ]


def _status(form: PlanForm | ReasonForm | GoalForm) -> int:
    return 422 if form.errors else 200
