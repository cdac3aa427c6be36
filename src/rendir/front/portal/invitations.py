"""The addresses of an invitation: its link, and the short one at which its code is typed; no mail server needed."""

from django.urls import reverse

from rendir.foundation.accounts.invitations import is_link_secret, link_secret
from rendir.foundation.accounts.models import Invitation
from rendir.foundation.core import clock


def invitation_path(invitation: Invitation) -> str:
    """Where the person chooses a password."""
    return reverse("portal_desk:choose_password", args=[invitation.public_id, link_secret(invitation.public_id)])


def invitation_of(public_id: str, secret: str) -> Invitation | None:
    """The invitation behind a link; None where it is spent, old or forged."""
    if not is_link_secret(public_id, secret):
        return None
    return Invitation.objects.open_on(clock.today()).filter(public_id=public_id).first()
