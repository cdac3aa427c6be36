"""Values read once and held in memory while the ledger ends where it ended when they were read.

Everything that changes goes through the ledger, and the hash of its head never comes back: neither after a transaction
that was undone nor after an old copy was restored. So nothing has to be told to forget.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 256
_moment: ContextVar[str] = ContextVar("rendir_moment", default="")


def moment() -> str:
    """The head of the ledger that the page being drawn was read at; empty where no page says it."""
    return _moment.get()


@contextmanager
def standing_at(head: str) -> Iterator[None]:
    """Inside, nothing is written, and `held` functions may answer with what they read at this head of the ledger.

    An empty `head`, of a ledger without entries, holds nothing.
    """
    token = _moment.set(head)
    try:
        yield
    finally:
        _moment.reset(token)


def held(read: Callable[P, R]) -> Callable[P, R]:
    """Ask `read` once for each head of the ledger and arguments; where no page says where the ledger stands, always.

    What it gives is shared by every page: it must not be changed.
    """
    kept: dict[tuple[object, ...], R] = {}

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        moment = _moment.get()
        if not moment:
            return read(*args, **kwargs)
        key = (moment, args, *kwargs.items())
        if key not in kept:
            _make_room(kept)
            kept[key] = read(*args, **kwargs)
        return kept[key]

    return answer


def _make_room(kept: dict[tuple[object, ...], R]) -> None:
    """The eldest goes first: those of former heads are never asked for again."""
    while len(kept) >= _MOST:
        kept.pop(next(iter(kept)), None)
