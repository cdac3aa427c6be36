"""How sessions are kept: in our own table, each with whose it is, under the digest of its key (settings name this
module in `SESSION_ENGINE`); and what of a session is told to its owner.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import models

from rendir.foundation.core import clock

if TYPE_CHECKING:
    from rendir.foundation.accounts.models import OpenSession

    _Text = models.CharField[Any, Any]
else:
    _Text = models.CharField

SINCE, SEEN, DEVICE = "since", "seen", "device"
EVERY = timedelta(minutes=10)
"""How often a session writes down that it is used: a page more often than that costs no writing."""


class Digest(str):
    """A key that is digested already. Its own kind: a digest that came in a cookie is digested again, and opens
    nothing.
    """

    __slots__ = ()


class DigestedKeyField(_Text):
    """Keeps the digest of whatever key it is given; what is read from it is a `Digest`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(*args, **{**kwargs, "max_length": 64})

    def get_prep_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        if value is None or isinstance(value, Digest):
            return value
        return hashlib.sha256(str(value).encode()).hexdigest()

    def from_db_value(self, value: str | None, *_: object) -> Digest | None:
        return None if value is None else Digest(value)


class SessionStore(DatabaseStore):
    """Django's store over our table."""

    @classmethod
    def get_model_class(cls) -> "type[OpenSession]":
        return apps.get_model("accounts", "OpenSession")

    def create_model_instance(self, data: dict[str, Any]) -> "OpenSession":
        """The row as it is written: with whose session it is and since when, once somebody came in."""
        if SESSION_KEY in data:
            now = clock.now().isoformat(timespec="seconds")
            data.setdefault(SINCE, now)
            data.setdefault(SEEN, now)
        row: OpenSession = super().create_model_instance(data)  # type: ignore[assignment] # of our own table
        row.person_id = data.get(SESSION_KEY)
        return row


@dataclass(frozen=True, slots=True)
class Presence:
    """What somebody is told of one of their sessions. Never from where: no address is kept."""

    digest: Digest
    device: str
    since: datetime | None
    seen: datetime | None
    is_this_one: bool


def presence_of(row: "OpenSession", this: str | None) -> Presence:
    """The session in words; `this` is the key of the one that asks."""
    data = row.get_decoded()
    digest = Digest(row.session_key)
    return Presence(
        digest, str(data.get(DEVICE, "")), _moment(data.get(SINCE)), _moment(data.get(SEEN)), digest == digest_of(this)
    )


def digest_of(key: str | None) -> Digest | None:
    """The digest under which a session of that key is kept."""
    return None if key is None else Digest(hashlib.sha256(key.encode()).hexdigest())


def note_presence(session: SessionBase, *, device: str, now: datetime) -> None:
    """Write into the session that it is used, and by which device, at most once in a while."""
    seen = _moment(session.get(SEEN))
    if seen is not None and abs(now - seen) < EVERY:
        return
    session[SEEN] = now.isoformat(timespec="seconds")
    session[DEVICE] = device


def _moment(written: object) -> datetime | None:
    return datetime.fromisoformat(str(written)) if written else None
