"""Secret addresses: made once, shown once, and kept only as a digest. Whoever reads the database learns no address."""

import hashlib
import secrets

BYTES = 24
"""Of the secret: 192 bits, which nobody guesses, so that its digest needs no salt."""


def new_secret() -> str:
    """A secret that may stand in an address."""
    return secrets.token_urlsafe(BYTES)


def digest_of(secret: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
