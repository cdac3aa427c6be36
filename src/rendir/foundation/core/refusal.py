"""The one family of exceptions by which the domain says no. A middleware turns them into pages."""

from collections.abc import Mapping
from http import HTTPStatus


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """The domain says no: `message` says what cannot be, `way_out` what the person can do instead.

    `facts` are what a program needs besides the words (where an upload goes on), by the name of a header.
    """

    status = HTTPStatus.CONFLICT
    facts: Mapping[str, str] = {}

    def __init__(self, message: str, *, way_out: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out


class NotAllowed(Refusal):
    """This actor may not do this."""

    status = HTTPStatus.FORBIDDEN


class WrongState(Refusal):
    """The step does not start in the state the thing is in."""


class Stale(Refusal):
    """Somebody else changed the thing since it was read."""


class Invalid(Refusal):
    """What was asked for cannot be, whoever asks and whenever."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotFound(Refusal):
    """There is no such thing at this address, and it can be said in words what there is instead."""

    status = HTTPStatus.NOT_FOUND


class NotNow(Refusal):
    """It could be, and something that is needed does not answer: a mail server, another backup that is being made."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class TooOften(Refusal):
    """It was asked too many times in a short while."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class NoRoom(Refusal):
    """There is no space for it on the disk."""

    status = HTTPStatus.INSUFFICIENT_STORAGE
