"""What the age of the last backup means, and which backups are old enough to go. Ley 594 de 2000 (Ley General de
Archivos), arts. 19 and 46: the entity answers for the conservation of its electronic records.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Light(StrEnum):
    """How things stand with the backups: like a traffic light."""

    FRESH = "fresh"
    OLD = "old"
    MISSING = "missing"


def days_since(last: datetime | None, now: datetime) -> int | None:
    """Whole days since the last backup; nothing where there is none. A clock that went back counts as today."""
    return None if last is None else max((now - last).days, 0)


def light_of(days: int | None, *, fresh: int, old: int) -> Light:
    """`FRESH` in fewer than `fresh` days, `OLD` in fewer than `old`, then `MISSING` as if there were none."""
    if days is None or days >= old:
        return Light.MISSING
    return Light.FRESH if days < fresh else Light.OLD


def too_many(newest_first: Sequence[T], *, kept: int) -> Sequence[T]:
    """Those that go so that `kept` remain."""
    return newest_first[kept:]
