"""How sign-in is tied to our people: nobody signs up, passwords change by our door, rights come from hats."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from rendir.foundation.accounts.actions import choose_password
from rendir.foundation.accounts.models import Person


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """People are invited; nobody signs up."""

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
