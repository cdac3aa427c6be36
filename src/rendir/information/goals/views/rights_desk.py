"""The catalogue of rights at the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.information.goals.actions.rights import (
    add_right,
    correct_right,
    load_constitution,
    put_back_right,
    withdraw_right,
)
from rendir.information.goals.forms import ReasonForm, RightForm
from rendir.information.goals.models import Right
from rendir.information.goals.reference import constitutional_rights
from rendir.information.goals.views.plan_desk import trail


@requires(Perm.ENTER_DESK)
def rights(request: HttpRequest) -> HttpResponse:
    """Every right, those that are not used any more at the end."""
    found = list(Right.objects.all())
    codes = {one.code for one in found}
    context = {
        "trail": _trail(),
        "rights": [one for one in found if not one.withdrawn_reason],
        "withdrawn": [one for one in found if one.withdrawn_reason],
        "to_load": sum(f"cp-{one.article}" not in codes for one in constitutional_rights()),
        "may_edit": actor(request).has_perm(Perm.EDIT_GOALS),
    }
    return render(request, "goals/staff/rights.html", context)


@require_POST
@requires(Perm.EDIT_GOALS)
def load(request: HttpRequest) -> HttpResponse:
    """The rights of the Constitution that are not there."""
    number = load_constitution(by=actor(request))
    messages.success(request, _("Derechos agregados: %(number)s.") % {"number": number})
    return redirect("goals_desk:rights")


@requires(Perm.EDIT_GOALS)
def right_new(request: HttpRequest) -> HttpResponse:
    """A right that the catalogue did not have."""
    form = RightForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        data = {name: value for name, value in form.cleaned_data.items() if name != "expected"}
        add_right(**data, by=actor(request))

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("El derecho quedó en el catálogo."))
        return redirect("goals_desk:rights")
    return _form(request, form, _("Agregar un derecho"))


@requires(Perm.EDIT_GOALS)
def right(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct one."""
    shown = get_object_or_404(Right, public_id=public_id)
    form = RightForm(request.POST if request.method == "POST" else None, right=shown)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: correct_right(shown, **form.cleaned_data, by=actor(request)))
    ):
        messages.success(request, _("El derecho quedó corregido."))
        return redirect("goals_desk:rights")
    return _form(request, form, shown.name)


@requires(Perm.EDIT_GOALS)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nothing more is tied to it, and why."""
    shown = get_object_or_404(Right, public_id=public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, version=shown.version, initial={})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: withdraw_right(shown, **form.cleaned_data, by=actor(request)))
    ):
        messages.success(request, _("El derecho ya no se usa. Sus vínculos se conservan."))
        return redirect("goals_desk:rights")
    return _form(request, form, _("Dejar de usar: %(right)s") % {"right": shown})


@require_POST
@requires(Perm.EDIT_GOALS)
def put_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """It may be tied to again."""
    shown = get_object_or_404(Right, public_id=public_id)
    put_back_right(shown, expected=shown.version, by=actor(request))
    messages.success(request, _("El derecho se vuelve a usar."))
    return redirect("goals_desk:rights")


def _form(request: HttpRequest, form: RightForm | ReasonForm, title: str) -> HttpResponse:
    context = {"trail": _trail(Link(title, "")), "form": form, "title": title, "back": reverse("goals_desk:rights")}
    return render(request, "goals/staff/form.html", context, status=422 if form.errors else 200)


def _trail(*links: Link) -> list[Link]:
    return trail(Link(_("Derechos"), reverse("goals_desk:rights")), *links)
