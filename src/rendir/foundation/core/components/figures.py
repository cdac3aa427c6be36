"""Components that show quantities: a figure never stands alone, a part is shown within its whole."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from django.utils.safestring import mark_safe

from rendir.foundation.core.charts import ProgressLine, draw_progress
from rendir.foundation.core.components.marks import mark_of, state_word
from rendir.foundation.core.components.registry import component
from rendir.foundation.core.components.shapes import Area, Share

FigureState = Literal[
    "", "cumplida", "cumplida-tarde", "en-revision", "devuelta", "no-cumplida", "por-vencer", "aun-no", "no-aplica"
]


@component
def figure(
    value: int | Decimal | None,
    *,
    label: str,
    of: str,
    definition: str = "",
    url: str = "",
    link: str = "",
    state: FigureState = "",
    unit: str = "",
) -> dict[str, object]:
    """A figure with its denominator (`of`: «de 36 que ya debían estar»), what it means and the way to its records."""
    mark = mark_of(state) if state else {}
    return {**locals(), "word": state_word(state) if state else "", **mark}


@component
def proportion(shares: Sequence[Share], *, label: str) -> dict[str, object]:
    """A bar whose parts make the whole; `label` begins what a screen reader says. Parts of zero are not drawn."""
    total = sum(share.value for share in shares)
    said = ", ".join(f"{share.value} {share.label}" for share in shares)
    return {"said": f"{label}: {said}", "parts": _segments([one for one in shares if one.value], total)}


@component
def percent_bar(
    value: int | None, *, said: str, tone: Literal["info", "ok", "due", "bad", "back"] = "info"
) -> dict[str, object]:
    """A percentage (0-100) as a short bar beside its words. What is not known (None) has words and no bar."""
    return {"value": value, "said": said, "tone": tone}


@component
def zone_map(areas: Sequence[Area], *, height: int, label: str) -> dict[str, object]:
    """Areas drawn on a sheet 1000 wide and `height` high; `label` is what a screen reader says of the whole. What the
    map says stands beside it in words: a map is never the only way to it.
    """
    return {"areas": areas, "height": height, "label": label}


@component
def progress_chart(line: ProgressLine) -> dict[str, object]:
    """What an indicator was at each cut, against the way that was expected and its target; with its data table."""
    drawn = mark_safe(draw_progress(line))  # noqa: S308 - `charts` escapes every text it draws
    expected = {one.on: one.value for one in line.expected}
    rows = [(one.on, one.value, expected.get(one.on)) for one in line.measured]
    return {"line": line, "drawn": drawn, "rows": rows}


def _segments(shares: Sequence[Share], total: int) -> list[dict[str, object]]:
    start = 0
    drawn: list[dict[str, object]] = []
    for share in shares:
        drawn.append({"tone": share.tone, "x": _thousandths(start, total), "width": _thousandths(share.value, total)})
        start += share.value
    return drawn


def _thousandths(value: int, total: int) -> int:
    return round(1000 * value / total)
