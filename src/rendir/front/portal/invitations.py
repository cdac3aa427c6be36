"""The link by which a person chooses a password: signed, for one use, valid for some days; no mail server needed."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from rendir.foundation.accounts.models import Person


class InvitationTokens(PasswordResetTokenGenerator):
    """Valid while the password is the same, so that a link used once is spent."""

    key_salt = "rendir.invitation"


TOKENS = InvitationTokens()


def invitation_path(person: Person) -> str:
    """Where the person chooses a password."""
    return reverse("portal_desk:choose_password", args=[person.public_id, TOKENS.make_token(person)])


def invited_person(public_id: str, token: str) -> Person | None:
    """The person behind a link; None where it is spent, old or forged."""
    person = Person.objects.filter(public_id=public_id, is_active=True).first()
    return person if person and TOKENS.check_token(person, token) else None
