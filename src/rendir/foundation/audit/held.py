"""Values read once and held in memory while what they were read of stands as it stood.

Everything that changes goes through the ledger, and the hash of its head never comes back: neither after a transaction
that was undone nor after an old copy was restored; and the same is true of the stamp that a topic gets each time that
it changes. So nothing has to be told to forget.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the ledger stands: the hash of its head (empty before anything was done), how often each topic changed and
    the stamp of its last change.
    """

    head: str = ""
    values: Mapping[str, int] = field(default_factory=dict)
    stamps: Mapping[str, str] = field(default_factory=dict)


NOWHERE = Standing()
_MOST = 256
_everything: list[dict[tuple[object, ...], object]] = []
"""What each held function keeps, so that tests begin with nothing."""
_moment: ContextVar[Standing] = ContextVar("rendir_moment", default=NOWHERE)


def moment() -> str:
    """The head of the ledger that the page being drawn was read at; empty where no page says it."""
    return _moment.get().head


def never_changed(topic: str) -> bool:
    """Whether the page being drawn knows that nothing of a topic was ever done: there is nothing to ask for."""
    standing = _moment.get()
    return bool(standing.head) and topic not in standing.values


@contextmanager
def standing_at(standing: Standing) -> Iterator[None]:
    """Inside, nothing is written, and `held` functions may answer with what they read while the ledger stood here.

    `NOWHERE`, and a ledger without entries, hold nothing.
    """
    token = _moment.set(standing)
    try:
        yield
    finally:
        _moment.reset(token)


def held(*topics: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Ask the function once for its arguments while the topics, all that it reads of, do not change; without topics,
    while nothing at all does. Where no page says where the ledger stands it is always asked.

    What it gives is shared by every page: it must not be changed.
    """

    def decorate(read: Callable[P, R]) -> Callable[P, R]:
        kept: dict[tuple[object, ...], R] = {}
        _everything.append(cast("dict[tuple[object, ...], object]", kept))

        @wraps(read)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            standing = _moment.get()
            if not standing.head:
                return read(*args, **kwargs)
            key = (_as_it_stands(standing, topics), args, *kwargs.items())
            if key not in kept:
                _make_room(kept)
                kept[key] = read(*args, **kwargs)
            return kept[key]

        return answer

    return decorate


def _as_it_stands(standing: Standing, topics: tuple[str, ...]) -> str | tuple[str, ...]:
    """Of a topic that never changed there is nothing to read. One without a stamp changed before there were stamps, and
    may change like anything else.
    """
    stamps = tuple(standing.stamps.get(one, "never") for one in topics)
    return stamps if stamps and all(stamps) else standing.head


def _make_room(kept: dict[tuple[object, ...], R]) -> None:
    """The eldest goes first: those of former heads are never asked for again."""
    while len(kept) >= _MOST:
        kept.pop(next(iter(kept)), None)
