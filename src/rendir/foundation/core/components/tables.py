"""Components that set things in rows and in time."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.utils.safestring import SafeString

from rendir.foundation.core.components.registry import component
from rendir.foundation.core.components.shapes import Band, Step
from rendir.foundation.core.components.wording import MONTHS

_THIRD = 10


@component
def table(
    content: SafeString,
    *,
    caption: str,
    show_caption: bool = False,
    narrow: Literal["cards", "scroll"] = "cards",
    id: str = "",  # noqa: A002 - the attribute's own name
) -> dict[str, object]:
    """A table: the block is its `thead` and `tbody`. On a phone each row becomes a card whose cells are named by
    `data-label`, or (`narrow="scroll"`) the table slides in a region the keyboard reaches.
    """
    return {**locals()}


@component
def stage_path(steps: Sequence[Step], *, label: str) -> dict[str, object]:
    """The stages of the year: those done, the one we are in, those to come, each with its declared dates."""
    return {**locals()}


@component
def timeline(bands: Sequence[Band], *, label: str, year: int, today: date | None = None) -> dict[str, object]:
    """The year by months and four-month periods, a line where `today` falls in it. Each bar is said in words too."""
    here = today if today and today.year == year else None
    return {
        "bands": bands,
        "label": label,
        "today": here,
        "at": _column(here) if here else 0,
        "months": [(name[0].upper(), name[:3], name) for name in MONTHS],
    }


def _column(day: date) -> int:
    """The third of a month (1-36) a day falls in."""
    return (day.month - 1) * 3 + min((day.day - 1) // _THIRD, 2) + 1
