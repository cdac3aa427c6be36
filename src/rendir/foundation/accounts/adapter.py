"""How sign-in is tied to our people: nobody signs up, passwords change by our door, rights come from hats, and who
tries too often waits.
"""

from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rendir.foundation.accounts.actions import choose_password
from rendir.foundation.accounts.devices import device_in_words
from rendir.foundation.accounts.models import OpenSession, Person
from rendir.foundation.accounts.sessions import DEVICE
from rendir.foundation.core.refusal import NotNow


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """People are invited; nobody signs up. What is told of a sign-in that fails is told in our own words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Esta cuenta está cerrada. Pida a quien lidera el equipo que la abra de nuevo."),
        "email_password_mismatch": _("El correo o la contraseña no corresponden. Revíselos y pruebe otra vez."),
        "invalid_login": _("El correo o la contraseña no corresponden. Revíselos y pruebe otra vez."),
        "enter_current_password": _("Escriba la contraseña que usa hoy."),
        "incorrect_password": _("Esa no es la contraseña."),
        "incorrect_code": _("Ese código no es. Espere el siguiente y escríbalo."),
        "invalid_or_expired_key": _("El enlace ya se usó o venció. Pida uno nuevo."),
        "invalid_password_reset": _("El enlace ya se usó o venció. Pida uno nuevo."),
        "too_many_login_attempts": _("Demasiados intentos seguidos. Espere cinco minutos y vuelva a intentarlo."),
        "rate_limited": _("Demasiados intentos seguidos. Espere cinco minutos y vuelva a intentarlo."),
        "same_as_current": _("Escriba una distinta de la que ya tiene."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own signature
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Through the ledger, like everything that changes."""
        choose_password(user, password)

    def login(self, request: HttpRequest, user: Person) -> None:
        """Note by which device, and take the sessions that ran out from the table."""
        super().login(request, user)
        request.session[DEVICE] = device_in_words(request.headers.get("User-Agent", ""))
        OpenSession.get_session_store_class().clear_expired()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's own signature
        """After too many failures for one mail, whether it is somebody's or not, or from one place of the network:
        a page that says when to try again.
        """
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            raise ImmediateHttpResponse(respond_429(request)) from refused

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """`NotNow` where the mail server does not take it: a new link needs no mail."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            message = gettext("El correo no salió: el servidor de correo no responde.")
            way_out = gettext("Inténtelo más tarde, o pida un enlace a quien administra las cuentas de la entidad.")
            raise NotNow(message, way_out=way_out) from error


class SignInBackend(AuthenticationBackend):  # type: ignore[misc] # allauth carries no types
    """Knows who somebody is; what they may do is `access.RoleBackend`'s to say.

    Django's own backend behind this one would ask for superusers and groups, which do not exist here.
    """

    def has_perm(self, user_obj: Person, perm: str, obj: Any = None) -> bool:  # noqa: ANN401, ARG002 - Django's own signature
        return False


def display_name(user: Person) -> str:
    """How a person is called on the pages of sign-in."""
    return user.name
