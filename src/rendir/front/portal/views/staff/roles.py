"""Roles: who may what, in a table; what each role is for; and the rules of the house at the entry."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.actions import set_handover_days, set_second_factor
from rendir.foundation.accounts.matrix import areas, short_name
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import handover_days, second_factor_days
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actions import atomic
from rendir.foundation.core import clock
from rendir.foundation.core.tabular import EVERYTHING, write_csv
from rendir.front.portal.forms import HouseRulesForm, typed
from rendir.front.portal.rights import FILE_NAME, RIGHTS

GRACE = timedelta(days=7)
"""What is proposed between asking for a second step and demanding it."""


@requires(Perm.ENTER_DESK)
def roles(request: HttpRequest) -> HttpResponse:
    """The table of roles and permissions, for everybody who works here."""
    days = second_factor_days()
    context = {
        "columns": [(role.label, short_name(role)) for role in Role],
        "areas": areas(),
        "cards": [(role.label, ROLE_CARDS[role].meaning, days.get(role)) for role in Role],
        "handover_days": handover_days(),
        "may_manage": actor(request).has_perm(Perm.MANAGE_PEOPLE),
    }
    return render(request, "portal/staff/roles.html", context)


@requires(Perm.ENTER_DESK)
def matrix_csv(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view is given the request
    """The same table as a file."""
    response = HttpResponse(b"".join(write_csv(RIGHTS, RIGHTS.rows(EVERYTHING))), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


@requires(Perm.MANAGE_PEOPLE)
def house_rules(request: HttpRequest) -> HttpResponse:
    """To which roles a second step is asked, and for how long the end of a hat is announced."""
    kept = {"roles": list(second_factor_days()), "since": clock.today() + GRACE, "handover_days": handover_days()}
    form = HouseRulesForm(typed(request), initial=kept)
    if request.method == "POST" and form.is_valid():
        asked = {Role(one) for one in form.cleaned_data["roles"]}
        with atomic():
            set_second_factor(asked, since=form.cleaned_data["since"], by=actor(request))
            set_handover_days(form.cleaned_data["handover_days"], by=actor(request))
        messages.success(request, _("Las reglas quedaron guardadas."))
        return redirect("portal_desk:roles")
    return render(request, "portal/staff/house_rules.html", {"form": form})
