"""How sign-in is tied to our people: nobody signs up, passwords change by our door, rights come from hats."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rendir.foundation.accounts.actions import choose_password
from rendir.foundation.accounts.models import Person


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
        "too_many_login_attempts": _("Fueron muchos intentos seguidos. Espere unos minutos y pruebe otra vez."),
        "rate_limited": _("Fueron muchos intentos seguidos. Espere unos minutos y pruebe otra vez."),
        "same_as_current": _("Escriba una distinta de la que ya tiene."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own signature
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Through the ledger, like everything that changes."""
        choose_password(user, password)


class SignInBackend(AuthenticationBackend):  # type: ignore[misc] # allauth carries no types
    """Knows who somebody is; what they may do is `access.RoleBackend`'s to say.

    Django's own backend behind this one would ask for superusers and groups, which do not exist here.
    """

    def has_perm(self, user_obj: Person, perm: str, obj: Any = None) -> bool:  # noqa: ANN401, ARG002 - Django's own signature
        return False


def display_name(user: Person) -> str:
    """How a person is called on the pages of sign-in."""
    return user.name
