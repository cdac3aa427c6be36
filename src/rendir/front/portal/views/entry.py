"""The door: choosing a password by an invitation, typing the code of a printed one, and one's own open sessions."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rendir.foundation.accounts.access import actor, public, requires
from rendir.foundation.accounts.actions import accept_invitation, close_other_sessions, close_session
from rendir.foundation.accounts.invitations import code_digest
from rendir.foundation.accounts.models import Invitation
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import invitation_by_code, sessions_of
from rendir.foundation.core import clock
from rendir.front.portal.forms import CodeForm, PasswordForm, typed
from rendir.front.portal.invitations import invitation_of, invitation_path
from rendir.front.portal.views.errors import too_many


@never_cache
@public
def type_code(request: HttpRequest) -> HttpResponse:
    """The short address of a printed invitation. Only wrong codes are counted: a whole room may type theirs."""
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="invitation_code", dry_run=True):
            return too_many(request)
        invitation = invitation_by_code(code_digest(form.cleaned_data["code"]), clock.today())
        if invitation:
            return redirect(invitation_path(invitation))
        ratelimit.consume(request, action="invitation_code")
        form.add_error("code", _("Este código no abre nada: puede tener un error, haber vencido o haberse usado."))
    return render(request, "portal/type_code.html", {"form": form})


@sensitive_post_parameters("password", "again")
@public
def choose_password_page(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """The page behind an invitation. It needs no session: the link is the key."""
    invitation = invitation_of(public_id, token)
    if invitation is None:
        return render(request, "portal/staff/invitation_spent.html", status=410)
    form = PasswordForm(typed(request))
    if request.method == "POST" and form.is_valid() and _choose(invitation, form):
        messages.success(request, _("Su clave quedó guardada. Entre con su correo."))
        return redirect("account_login")
    context = {"somebody": invitation.person, "form": form}
    response = render(request, "portal/staff/choose_password.html", context)
    response["Cache-Control"] = "no-store"
    # Not «no-referrer»: with it a browser sends this form from no known origin, and the form is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


@requires(Perm.ENTER_DESK)
def sessions(request: HttpRequest) -> HttpResponse:
    """One's own open sessions; closing one, or all the others."""
    person, this = actor(request), request.session.session_key
    if request.method == "POST":
        if "others" in request.POST:
            closed = close_other_sessions(person, this=this)
            said = ngettext("Se cerró una sesión.", "Se cerraron %(count)s sesiones.", closed) % {"count": closed}
        else:
            close_session(person, request.POST.get("session", ""))
            said = _("La sesión quedó cerrada.")
        messages.success(request, said)
        return redirect("portal_desk:sessions")
    return render(request, "portal/staff/sessions.html", {"sessions": sessions_of(person, this=this)})


def _choose(invitation: Invitation, form: PasswordForm) -> bool:
    """Whether the password was strong enough; where not, the form says why."""
    try:
        accept_invitation(invitation, form.cleaned_data["password"])
    except ValidationError as error:
        form.add_error("password", error)
        return False
    return True
