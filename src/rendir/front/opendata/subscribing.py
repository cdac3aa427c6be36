"""The links by which somebody confirms that they want the daily head, or leaves. Signed: nothing of them is kept.

Whoever holds a link holds the mailbox that it was sent to; that is all it opens.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from rendir.front.opendata.models import HeadSubscription

LASTS = timedelta(days=3)
"""How long the link to confirm serves, and an address waits for it."""
_CONFIRM, _LEAVE = "opendata.confirm_heads", "opendata.leave_heads"


def confirm_url(subscription: HeadSubscription) -> str:
    """The whole address of the page that asks whether they want it."""
    return _url("opendata:confirm_heads", subscription, _CONFIRM)


def leave_url(subscription: HeadSubscription) -> str:
    """The whole address of the page by which they leave."""
    return _url("opendata:leave_heads", subscription, _LEAVE)


def to_confirm(token: str) -> HeadSubscription | None:
    """Whose link it is; None where it is of nobody, or no longer serves."""
    return _holder(token, _CONFIRM, LASTS)


def to_leave(token: str) -> HeadSubscription | None:
    """Whose link it is; None where it is of nobody, or of somebody who left. It serves for ever."""
    return _holder(token, _LEAVE, None)


def _url(route: str, subscription: HeadSubscription, salt: str) -> str:
    token = signing.dumps(subscription.public_id, salt=salt)
    return f"{settings.BASE_URL}{reverse(route, args=[token])}"


def _holder(token: str, salt: str, lasts: timedelta | None) -> HeadSubscription | None:
    try:
        public_id = signing.loads(token, salt=salt, max_age=lasts)
    except signing.BadSignature:
        return None
    return HeadSubscription.objects.filter(public_id=public_id).first()
