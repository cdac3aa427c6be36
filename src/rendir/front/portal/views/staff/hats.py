"""Hats: when each ends, who takes over what it leaves, and ending one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.actions import arrange_role, end_role, withdraw_role
from rendir.foundation.accounts.models import Membership
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.front.portal.forms import ArrangeForm, typed
from rendir.front.portal.queries import handovers, latest_strategy


@requires(Perm.MANAGE_PEOPLE)
def arrange(request: HttpRequest, public_id: str) -> HttpResponse:
    """When a hat ends and who takes over."""
    hat = _hat(public_id)
    expected = int(request.POST.get("version", hat.version))
    form = ArrangeForm(typed(request), hat=hat)
    if request.method == "POST" and form.is_valid():
        arranged = {"is_head": False, **form.cleaned_data}
        arrange_role(hat, expected=expected, by=actor(request), **arranged)
        messages.success(request, _("Quedó anotado."))
        return redirect("portal_desk:person", hat.person.public_id)
    context = {"hat": hat, "form": form, "handover": handovers([hat], latest_strategy(clock.today()))[0]}
    return render(request, "portal/staff/hat.html", context)


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Today is the last day of a hat."""
    hat = _hat(public_id)
    end_role(hat, on=clock.today(), by=actor(request))
    said = _("%(role)s: hoy es su último día con ese rol.")
    messages.success(request, said % {"role": hat.get_role_display()})
    return redirect("portal_desk:person", hat.person.public_id)


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back a hat that nobody wears yet."""
    hat = _hat(public_id)
    withdraw_role(hat, by=actor(request))
    messages.success(request, _("El rol que iba a empezar quedó quitado."))
    return redirect("portal_desk:person", hat.person.public_id)


def _hat(public_id: str) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person", "unit", "successor"), public_id=public_id)
