"""People: who works here, with which hats, the invitation by which each comes in, and what is open to them."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.actions import (
    close_sessions_of,
    correct_person,
    give_role,
    invite_person,
    make_invitation,
    remove_second_factor,
    set_active,
)
from rendir.foundation.accounts.invitations import code_of
from rendir.foundation.accounts.models import Invitation, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import (
    has_second_factor,
    hats_not_over,
    people_with_hats,
    sessions_of,
    waiting_invitation,
)
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import atomic
from rendir.foundation.core import clock
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.organization.models import Unit
from rendir.front.portal.forms import HatForm, InviteForm, PersonForm, typed
from rendir.front.portal.invitations import invitation_path


@requires(Perm.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with today's hats; and a new person."""
    form = InviteForm(typed(request), initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        person = _invite(request, form)
        said = _("%(name)s ya está en la lista. Déle el enlace o la hoja para que escoja su clave.")
        messages.success(request, said % {"name": person.name})
        return redirect("portal_desk:person", person.public_id)
    return render(request, "portal/staff/people.html", {"people": people_with_hats(clock.today()), "form": form})


@requires(Perm.MANAGE_PEOPLE)
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person: hats, invitation, access."""
    somebody = get_object_or_404(Person, public_id=public_id)
    form = HatForm(typed(request))
    if request.method == "POST" and form.is_valid():
        _give(somebody, form, request, is_head=form.cleaned_data["is_head"])
        messages.success(request, _("El rol quedó anotado."))
        return redirect("portal_desk:person", public_id)
    invitation = waiting_invitation(somebody, clock.today())
    context = {
        "somebody": somebody,
        "form": form,
        "invitation": invitation,
        "text": _invitation_text(request, invitation) if invitation else "",
        "hats": hats_not_over(somebody, clock.today()),
        "sessions": len(sessions_of(somebody)),
        "has_second_factor": has_second_factor(somebody),
        "is_oneself": somebody.pk == actor(request).pk,
    }
    return render(request, "portal/staff/person.html", context)


@requires(Perm.MANAGE_PEOPLE)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a name, or the mail with which somebody signs in."""
    somebody = get_object_or_404(Person, public_id=public_id)
    expected = int(request.POST.get("version", somebody.version))
    form = PersonForm(typed(request), initial={"name": somebody.name, "email": somebody.email})
    if request.method == "POST" and form.is_valid():
        correct_person(somebody, expected=expected, by=actor(request), **form.cleaned_data)
        messages.success(request, _("Los datos quedaron corregidos."))
        return redirect("portal_desk:person", public_id)
    return render(request, "portal/staff/person_data.html", {"somebody": somebody, "form": form})


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def switch_access(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody in again, or no longer."""
    somebody = get_object_or_404(Person, public_id=public_id)
    set_active(somebody, active=not somebody.is_active, by=actor(request))
    said = _("%(name)s puede entrar de nuevo.") if somebody.is_active else _("%(name)s ya no puede entrar.")
    messages.success(request, said % {"name": somebody.name})
    return redirect("portal_desk:person", public_id)


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def invite_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new invitation; the one before opens nothing any more."""
    somebody = get_object_or_404(Person, public_id=public_id)
    invitation = make_invitation(somebody, by=actor(request))
    said = _("La invitación está lista y sirve hasta el %(day)s.")
    messages.success(request, said % {"day": written_day(invitation.expires_on, "month")})
    return redirect("portal_desk:person", public_id)


@requires(Perm.MANAGE_PEOPLE)
def invitation_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """The invitation on paper: the short address, the code and a drawing that a phone reads."""
    somebody = get_object_or_404(Person, public_id=public_id)
    invitation = waiting_invitation(somebody, clock.today())
    if invitation is None:
        message = _("%(name)s no tiene una invitación por usar.") % {"name": somebody.name}
        raise NotFound(message, way_out=_("Vuelva a su página y haga una."))
    context = {
        "somebody": somebody,
        "invitation": invitation,
        "code": code_of(invitation.public_id),
        "address": _short_address(request),
        "desk": request.build_absolute_uri(reverse("portal_desk:desk")).partition("://")[2],
        "drawing": segno.make(_link(request, invitation), error="m", micro=False).svg_data_uri(border=2, scale=5),
    }
    return render(request, "portal/staff/invitation_sheet.html", context)


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def close_sessions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close everything somebody has open."""
    somebody = get_object_or_404(Person, public_id=public_id)
    closed = close_sessions_of(somebody, by=actor(request))
    said = ngettext("Se cerró una sesión.", "Se cerraron %(count)s sesiones.", closed) % {"count": closed}
    messages.success(request, said)
    return redirect("portal_desk:person", public_id)


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def drop_second_factor(request: HttpRequest, public_id: str) -> HttpResponse:
    """For somebody who lost the telephone and the codes."""
    somebody = get_object_or_404(Person, public_id=public_id)
    remove_second_factor(somebody, by=actor(request))
    said = _("%(name)s entra ahora solo con su contraseña.")
    messages.success(request, said % {"name": somebody.name})
    return redirect("portal_desk:person", public_id)


def _asked_for(request: HttpRequest) -> dict[str, object]:
    """The first hat of somebody invited for a unit: `?dependencia=` as the page of the team links here."""
    wanted = request.GET.get("dependencia")
    unit = Unit.objects.filter(public_id=wanted).first() if wanted else None
    return {"unit": unit, "role": Role.UNIT_STAFF} if unit else {}


def _invite(request: HttpRequest, form: InviteForm) -> Person:
    with atomic():
        invited = invite_person(name=form.cleaned_data["name"], email=form.cleaned_data["email"], by=actor(request))
        _give(invited, form, request, is_head=False)
        make_invitation(invited, by=actor(request))
    return invited


def _give(somebody: Person, form: InviteForm | HatForm, request: HttpRequest, *, is_head: bool) -> None:
    data = form.cleaned_data
    role, unit, ends_on = Role(data["role"]), data["unit"], data["ends_on"]
    today, by = clock.today(), actor(request)
    give_role(somebody, role, unit=unit, starts_on=today, ends_on=ends_on, is_head=is_head, by=by)


def _link(request: HttpRequest, invitation: Invitation) -> str:
    return request.build_absolute_uri(invitation_path(invitation))


def _short_address(request: HttpRequest) -> str:
    """Where a code is typed, as one types it: without its scheme."""
    return request.build_absolute_uri(reverse("portal:type_code")).partition("://")[2].rstrip("/")


def _invitation_text(request: HttpRequest, invitation: Invitation) -> str:
    text = _(
        "Buen día, %(name)s. Para trabajar en la rendición de cuentas, escoja su clave en este enlace "
        "(sirve una sola vez, hasta el %(day)s): %(link)s Si no le abre, entre a %(address)s y escriba el código "
        "%(code)s. Después entre con su correo, %(email)s."
    )
    return text % {
        "name": invitation.person.name,
        "day": written_day(invitation.expires_on, "month"),
        "link": _link(request, invitation),
        "address": _short_address(request),
        "code": code_of(invitation.public_id),
        "email": invitation.person.email,
    }
