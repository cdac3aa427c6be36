"""People: who works here, with which hats, and the link by which each chooses a password."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, public, requires
from rendir.foundation.accounts.actions import choose_password, end_role, give_role, invite_person, set_active
from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import people_with_hats
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actions import atomic
from rendir.foundation.core import clock
from rendir.foundation.organization.models import Unit
from rendir.front.portal.forms import HatForm, InviteForm, PasswordForm, typed
from rendir.front.portal.invitations import invitation_path, invited_person


@requires(Perm.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, with today's hats; and a new person."""
    form = InviteForm(typed(request), initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        person = _invite(request, form)
        said = _("%(name)s ya está en la lista. Déle el enlace para que escoja su clave.")
        messages.success(request, said % {"name": person.name})
        return redirect("portal_desk:person", person.public_id)
    roles = [(role.label, ROLE_CARDS[role].meaning) for role in Role]
    context = {"people": people_with_hats(clock.today()), "form": form, "roles": roles}
    return render(request, "portal/staff/people.html", context)


@requires(Perm.MANAGE_PEOPLE)
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person: hats, invitation, access."""
    somebody = get_object_or_404(Person, public_id=public_id)
    form = HatForm(typed(request))
    if request.method == "POST" and form.is_valid():
        _give(somebody, form, request)
        messages.success(request, _("El rol quedó anotado."))
        return redirect("portal_desk:person", public_id)
    link = request.build_absolute_uri(invitation_path(somebody))
    context = {
        "somebody": somebody,
        "form": form,
        "link": link,
        "invitation": _invitation_text(somebody, link),
        "worn": list(somebody.hats.worn_on(clock.today())),
        "is_oneself": somebody.pk == actor(request).pk,
    }
    return render(request, "portal/staff/person.html", context)


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def end_hat(request: HttpRequest, public_id: str) -> HttpResponse:
    """Today is the last day of a hat."""
    hat = get_object_or_404(Membership.objects.select_related("person"), public_id=public_id)
    end_role(hat, on=clock.today(), by=actor(request))
    said = _("%(role)s: hoy es su último día con ese rol.")
    messages.success(request, said % {"role": hat.get_role_display()})
    return redirect("portal_desk:person", hat.person.public_id)


@require_POST
@requires(Perm.MANAGE_PEOPLE)
def switch_access(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody in again, or no longer."""
    somebody = get_object_or_404(Person, public_id=public_id)
    set_active(somebody, active=not somebody.is_active, by=actor(request))
    said = _("%(name)s puede entrar de nuevo.") if somebody.is_active else _("%(name)s ya no puede entrar.")
    messages.success(request, said % {"name": somebody.name})
    return redirect("portal_desk:person", public_id)


@sensitive_post_parameters("password", "again")
@public
def choose_password_page(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """The page behind an invitation. It needs no session: the link is the key."""
    somebody = invited_person(public_id, token)
    if somebody is None:
        return render(request, "portal/staff/invitation_spent.html", status=410)
    form = PasswordForm(typed(request))
    if request.method == "POST" and form.is_valid() and _choose(somebody, form):
        messages.success(request, _("Su clave quedó guardada. Entre con su correo."))
        return redirect("account_login")
    response = render(request, "portal/staff/choose_password.html", {"somebody": somebody, "form": form})
    response["Cache-Control"] = "no-store"
    # Not «no-referrer»: with it a browser sends this form from no known origin, and the form is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def _asked_for(request: HttpRequest) -> dict[str, object]:
    """The first hat of somebody invited for a unit: `?dependencia=` as the page of the team links here."""
    wanted = request.GET.get("dependencia")
    unit = Unit.objects.filter(public_id=wanted).first() if wanted else None
    return {"unit": unit, "role": Role.UNIT_STAFF} if unit else {}


def _invite(request: HttpRequest, form: InviteForm) -> Person:
    with atomic():
        invited = invite_person(name=form.cleaned_data["name"], email=form.cleaned_data["email"], by=actor(request))
        _give(invited, form, request)
    return invited


def _give(somebody: Person, form: InviteForm | HatForm, request: HttpRequest) -> None:
    data = form.cleaned_data
    role, unit, ends_on = Role(data["role"]), data["unit"], data["ends_on"]
    give_role(somebody, role, unit=unit, starts_on=clock.today(), ends_on=ends_on, by=actor(request))


def _choose(somebody: Person, form: PasswordForm) -> bool:
    """Whether the password was strong enough; where not, the form says why."""
    try:
        choose_password(somebody, form.cleaned_data["password"])
    except ValidationError as error:
        form.add_error("password", error)
        return False
    return True


def _invitation_text(somebody: Person, link: str) -> str:
    text = _(
        "Buen día, %(name)s. Para trabajar en la rendición de cuentas, escoja su clave en este enlace "
        "(sirve una sola vez): %(link)s Después entre con su correo, %(email)s."
    )
    return text % {"name": somebody.name, "link": link, "email": somebody.email}
