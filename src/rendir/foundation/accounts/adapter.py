"""How sign-in is tied to our people: nobody signs up, passwords change by our door, rights come from hats."""

from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rendir.foundation.accounts.actions import choose_password
from rendir.foundation.accounts.models import Person
from rendir.foundation.core.refusal import NotNow


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """People are invited; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own signature
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Through the ledger, like everything that changes."""
        choose_password(user, password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """`NotNow` where the mail server does not take it: a new link needs no mail."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            message = _("El correo no salió: el servidor de correo no responde.")
            way_out = _("Inténtelo más tarde, o pida un enlace a quien administra las cuentas de la entidad.")
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
