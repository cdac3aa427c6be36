"""What opens the door to somebody who has no password yet: a code that can be read aloud, typed and printed, and the
longer secret of a link. Both are made from the invitation's identity and the installation's key: none is kept.
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from rendir.foundation.audit.models import PUBLIC_ID_ALPHABET

DAYS = 7
"""For how many days an invitation opens the door, the day it is made left aside."""

LENGTH = 10
"""Signs of a code: 49 bits, which sign-in's own limits make hopeless to guess within those days."""


def code_of(public_id: str) -> str:
    """The code as it is printed: two groups of five signs that nobody confuses, `K7QF3-M2XTP`."""
    number = int.from_bytes(salted_hmac("rendir.invitation.code", public_id, algorithm="sha256").digest())
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(PUBLIC_ID_ALPHABET))
        signs.append(PUBLIC_ID_ALPHABET[place])
    whole = "".join(signs).upper()
    return f"{whole[: LENGTH // 2]}-{whole[LENGTH // 2 :]}"


def code_digest(typed: str) -> str:
    """Under what a code is looked up, however it was typed: capitals, spaces and strokes do not matter."""
    signs = "".join(sign for sign in typed.lower() if sign.isalnum())
    return salted_hmac("rendir.invitation.digest", signs, algorithm="sha256").hexdigest()


def link_secret(public_id: str) -> str:
    """The secret that stands in the link."""
    return salted_hmac("rendir.invitation.link", public_id, algorithm="sha256").hexdigest()[:40]


def is_link_secret(public_id: str, secret: str) -> bool:
    """Whether a link is the one that was made for this invitation."""
    return constant_time_compare(secret, link_secret(public_id))
