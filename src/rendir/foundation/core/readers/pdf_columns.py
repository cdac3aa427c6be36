"""Tables of a page that have lines across and none down: their columns are the white that runs down between the words.

Web pages and reports draw a line under each row and leave the columns to the eye. The titles say how many columns
there are; the rows say where one ends. Where even the lines between the rows are left out, white parts the rows too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page

Char = dict[str, Any]
Span = tuple[float, float]
_NEAR = 3.0
_TALL = 6.0
"""From here on a line down is one; less is the thickness of a line across."""
_FEWEST_RULES = 3
_FEWEST_COLUMNS = 3
_WHITE = 0.36
"""The white that parts two columns, in shares of the size of the letters: more than a space between words."""
_SAME_BLOCK = 1.7
"""Lines nearer than this, in shares of the size of the letters, are of one block."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """Where the lines of a table that leaves some out would be: columns from left to right, rows from top to bottom."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]


def ruled_tables(page: Page, known: Sequence[float] = ()) -> list[Ruled]:
    """The tables of a page that have lines across, of one width, and none down inside. `known` are the columns of the
    last such table, which may go on.
    """
    chars = [one for one in page.chars if one["text"].strip() and abs(one["matrix"][1]) < abs(one["matrix"][0])]
    down = [one for one in page.edges if one["orientation"] == "v" and one["bottom"] - one["top"] > _TALL]
    found = []
    for left, right, tops, joints in _rules(page):
        inside = [one for one in chars if left - _NEAR <= _middle(one, "x0", "x1") <= right + _NEAR]
        crossed = any(
            left + _NEAR < one["x0"] < right - _NEAR and one["top"] < tops[-1] and one["bottom"] > tops[0]
            for one in down
        )
        others = [one for one in page.edges if one["orientation"] == "h" and not _is_at(one, tops)]
        partial = any(tops[0] < one["top"] < tops[-1] and left - _NEAR <= one["x0"] < right for one in others)
        table = None if crossed else _table(inside, [left, *joints, right], tops, known)
        if table and not partial and len(tops) <= _FEWEST_RULES + 1:
            table = replace(table, rows=tuple(sorted([*table.rows, *_breaks(inside, tops)])))
        if table:
            found.append(table)
            known = table.columns
    return found


def bare_bands(page: Page, stretches: Sequence[Span], down: Sequence[Char]) -> list[Ruled]:
    """The rows without any line between rows of one table that have theirs, as in tables that paint every other row;
    and the one that may follow the last.
    """
    chars = [one for one in page.chars if one["text"].strip()]
    found = []
    for place, (_, bottom) in enumerate(stretches):
        columns = _columns_of(down, "bottom", bottom)
        below = stretches[place + 1] if place + 1 < len(stretches) else None
        if len(columns) <= _FEWEST_COLUMNS:
            continue
        if below is None:
            size = max((float(one["size"]) for one in chars), default=0.0)
            band = _block(chars, bottom, size)
            end = max((float(one["bottom"]) for one in band), default=bottom) + 1
        else:
            band = [one for one in chars if bottom < _middle(one, "top", "bottom") < below[0]]
            end = below[0]
        goes_on = below is None or _alike(columns, _columns_of(down, "top", below[0]))
        if band and goes_on and (below or place) and not _crosses(band, columns) and _fills(band, columns):
            found.append(Ruled(tuple(columns), (bottom, end)))
    return found


def _is_at(edge: Char, tops: Sequence[float]) -> bool:
    return any(abs(float(edge["top"]) - top) <= _NEAR for top in tops)


def _columns_of(down: Sequence[Char], end: str, at: float) -> list[float]:
    """Where lines down begin (`top`) or end (`bottom`) at a height."""
    sides = sorted(float(one["x0"]) for one in down if abs(float(one[end]) - at) <= _NEAR)
    return [side for place, side in enumerate(sides) if not place or side - sides[place - 1] > _NEAR]


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _rules(page: Page) -> Iterator[tuple[float, float, list[float], list[float]]]:
    """The lines across that have the same ends, three at least: from where to where, how far down each is, and where
    the pieces meet of which most are made.
    """
    segments: dict[int, list[Span]] = {}
    for one in page.edges:
        if one["orientation"] == "h":
            segments.setdefault(round(float(one["top"])), []).append((float(one["x0"]), float(one["x1"])))
    whole: dict[tuple[int, int], list[float]] = {}
    ends: dict[tuple[int, int], Span] = {}
    joints: dict[tuple[int, int], Counter[int]] = {}
    for top, parts in sorted(segments.items()):
        for left, right in _joined(parts, _NEAR):
            same = next(
                (key for key in ends if abs(ends[key][0] - left) <= _NEAR and abs(ends[key][1] - right) <= _NEAR), None
            )
            key = same or (round(left), round(right))
            ends.setdefault(key, (left, right))
            tops = whole.setdefault(key, [])
            if not tops or top - tops[-1] > _NEAR:
                tops.append(float(top))
                inner = {round(start) for start, _ in parts if left + _NEAR < start < right - _NEAR}
                joints.setdefault(key, Counter()).update(inner)
    for key, tops in whole.items():
        if len(tops) >= _FEWEST_RULES:
            yield *ends[key], tops, sorted(float(x) for x, times in joints[key].items() if times * 2 > len(tops))


def _joined(spans: Iterable[Span], near: float) -> list[Span]:
    """Spans that overlap or almost touch as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= near:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _middle(char: Char, low: str, high: str) -> float:
    return float(char[low] + char[high]) / 2


def _table(chars: Sequence[Char], jointed: list[float], tops: list[float], known: Sequence[float]) -> Ruled | None:
    left, right = jointed[0], jointed[-1]
    size = max((float(one["size"]) for one in chars if tops[0] < one["top"] < tops[-1]), default=0.0)
    if not size:
        return None
    above, below = _block(chars, tops[0], -size), _block(chars, tops[-1], size)
    body = [one for one in chars if tops[0] < _middle(one, "top", "bottom") < tops[-1]]
    titles = above or [one for one in body if _middle(one, "top", "bottom") < tops[1]]
    goes_on = bool(known) and abs(known[0] - left) <= _NEAR and abs(known[-1] - right) <= _NEAR
    columns = _columns(titles, [*above, *body], left, right)
    if len(columns) <= _FEWEST_COLUMNS and above:
        above, titles = [], [one for one in body if _middle(one, "top", "bottom") < tops[1]]
        columns = _columns(titles, body, left, right)
    if len(jointed) > _FEWEST_COLUMNS and not _crosses(body, jointed):
        columns = jointed
    elif goes_on and not _crosses(body, known):
        columns = list(known)
    if len(columns) <= _FEWEST_COLUMNS:
        return None
    rows = list(tops)
    if above and not _crosses(above, columns):
        rows.insert(0, min(float(one["top"]) for one in above) - 1)
    if below and not _crosses(below, columns) and _fills(below, columns):
        rows.append(max(float(one["bottom"]) for one in below) + 1)
    return Ruled(tuple(columns), tuple(sorted(rows)))


def _block(chars: Sequence[Char], edge: float, step: float) -> list[Char]:
    """The lines of letters just above an edge (a negative step) or below it, down to the first wide white."""
    towards = [one for one in chars if (_middle(one, "top", "bottom") - edge) * step > 0]
    towards.sort(key=lambda one: abs(_middle(one, "top", "bottom") - edge))
    block: list[Char] = []
    last = edge
    for one in towards:
        middle = _middle(one, "top", "bottom")
        if abs(middle - last) > _SAME_BLOCK * abs(step):
            break
        block.append(one)
        last = middle
    return block


def _columns(titles: Sequence[Char], chars: Sequence[Char], left: float, right: float) -> list[float]:
    """The edges of the columns: the whites that no row crosses, each with a title on both sides."""
    if not titles:
        return []
    white = _WHITE * max(float(one["size"]) for one in titles)
    rows = _without_wide(chars, white)
    filled = _joined(((float(one["x0"]), float(one["x1"])) for one in [*rows, *titles]), white)
    said = [any(start - _NEAR <= _middle(one, "x0", "x1") <= end + _NEAR for one in titles) for start, end in filled]
    edges = [left]
    for (before, after), titled in zip(pairwise(filled), said[1:], strict=True):
        if titled:
            edges.append((before[1] + after[0]) / 2)
    return [*edges, right]


def _without_wide(chars: Sequence[Char], white: float) -> list[Char]:
    """The letters of lines that have some white: a heading that runs over the columns is no guide to them."""
    lines: dict[int, list[Char]] = {}
    for one in chars:
        lines.setdefault(round(_middle(one, "top", "bottom") / 3), []).append(one)
    kept: list[Char] = []
    for line in lines.values():
        runs = _joined(((float(one["x0"]), float(one["x1"])) for one in line), white)
        if len(runs) > 1 or runs[0][1] - runs[0][0] < _NARROW:
            kept += line
    return kept


_NARROW = 120.0
"""A line alone that is wider than this may run over several columns."""


def _crosses(chars: Sequence[Char], columns: Sequence[float]) -> bool:
    """Whether letters stand where a line down would be."""
    return any(one["x0"] + 1 < column < one["x1"] - 1 for one in chars for column in columns[1:-1])


def _fills(chars: Sequence[Char], columns: Sequence[float]) -> bool:
    """Whether the letters stand in half of the columns or more, as a row does."""
    filled = {
        place
        for place, (start, end) in enumerate(pairwise(columns))
        if any(start <= _middle(one, "x0", "x1") <= end for one in chars)
    }
    return len(filled) * 2 >= len(columns) - 1


def _breaks(chars: Sequence[Char], tops: Sequence[float]) -> list[float]:
    """Where wide white parts rows between two lines across that hold many."""
    breaks: list[float] = []
    for top, bottom in pairwise(tops):
        here = [
            (float(one["top"]), float(one["bottom"])) for one in chars if top < _middle(one, "top", "bottom") < bottom
        ]
        lines = _joined(here, -0.5)
        gaps = [after[0] - before[1] for before, after in pairwise(lines)]
        if len(gaps) < _FEWEST_RULES - 1:
            continue
        usual = min(gaps)
        wide = [place for place, gap in enumerate(gaps) if gap > usual + 2.0]
        breaks += [(lines[place][1] + lines[place + 1][0]) / 2 for place in wide or range(len(gaps))]
    return breaks
