"""Whose turn it is: one backup or one restore at a time, told by a lock that dies with the process that holds it.

A row that says «se está haciendo» may outlive whoever was making it; the lock never does.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = ".turn"


@contextmanager
def turn(folder: Path) -> Iterator[int | None]:
    """Inside it is our turn; nothing is given where somebody else has it. The handle given can be left to a child
    process, which then has the turn until it ends.
    """
    handle = _open(folder)
    try:
        yield handle if _is_ours(handle) else None
    finally:
        os.close(handle)  # not «unlock»: a child that was given the handle keeps the turn


def is_taken(folder: Path) -> bool:
    """Whether somebody has the turn."""
    if not (folder / NAME).exists():
        return False
    with turn(folder) as ours:
        return ours is None


def _open(folder: Path) -> int:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)


def _is_ours(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
