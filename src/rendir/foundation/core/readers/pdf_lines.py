"""The ruled lines of pages: tables that leave out lines down get them back, from their titles and from their rows.

Word processors often draw a box around each title and only hairlines between the rows below; some leave the outer
sides open. Without the lines down no cell would be found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfplumber.page import Page

from rendir.foundation.core.readers.pdf_columns import bare_bands, ruled_tables

Edge = dict[str, Any]
_NEAR = 3.0
_THICK = 3.0
"""A line down that is no longer than this is only how thick a line across is."""
_MOSTLY = 0.9
_FEWEST = 3
"""Lines across that must reach a side for it to be the side of a table; columns that make one."""


@dataclass
class MissingLines:
    """Finds the lines down that a page leaves out; remembers the columns of the last table, which may go on."""

    columns: list[float] = field(default_factory=list)
    white: Sequence[float] = ()

    def settings(self, page: Page) -> dict[str, Any]:
        """How the tables of the page are found: by its lines, and by those that it leaves out."""
        down = self.of(page)
        across: list[Edge] = []
        tall = [one for one in page.edges if one["orientation"] == "v" and one["bottom"] - one["top"] > _THICK]
        ruled = ruled_tables(page, self.white)
        self.white = ruled[-1].columns if ruled else self.white
        for table in [*ruled, *bare_bands(page, _stretches(tall), tall)]:
            top, bottom = table.rows[0], table.rows[-1]
            down += [self._line(column, top, bottom, page) for column in table.columns]
            across += [_across(table.columns[0], table.columns[-1], row, page) for row in table.rows]
        added = {"explicit_vertical_lines": down, "explicit_horizontal_lines": across}
        return {key: lines for key, lines in added.items() if lines}

    def of(self, page: Page) -> list[Edge]:
        """The lines to add to those of the page."""
        edges: list[Edge] = page.edges
        across = [one for one in edges if one["orientation"] == "h"]
        down = [one for one in edges if one["orientation"] == "v" and one["bottom"] - one["top"] > _THICK]
        stretches = _stretches(down)
        added = [self._line(*one, page) for stretch in stretches for one in _open_sides(stretch, across, down)]
        for place, stretch in enumerate(stretches):
            limit = stretches[place + 1][0] if place + 1 < len(stretches) else float(page.height)
            columns = _columns_at(stretch[1], down)
            if len(columns) >= _FEWEST:
                self.columns = columns
                added += self._extended(stretch[1], limit, across, page)
        if not stretches and self.columns:
            added += self._extended(0.0, float(page.height), across, page)
        return added

    def _extended(self, top: float, limit: float, across: Sequence[Edge], page: Page) -> Iterator[Edge]:
        """The columns go on down to the last line across that has their whole width."""
        left, right = self.columns[0], self.columns[-1]
        rows = {
            round(one["top"], 1)
            for one in across
            if top - _NEAR <= one["top"] < limit - _NEAR
            and abs(one["x0"] - left) <= _NEAR
            and abs(one["x1"] - right) <= _NEAR
        }
        ends = sorted(rows | ({top} if top else set()))
        while len(ends) > 1 and self._is_crossed(page, ends[-2], ends[-1]):
            ends.pop()  # the line at the foot of the page, or prose under the table
        if len(ends) > (1 if top else _FEWEST):
            for column in self.columns:
                yield self._line(column, ends[0], ends[-1], page)

    def _is_crossed(self, page: Page, top: float, bottom: float) -> bool:
        """Whether letters stand where the lines down would be."""
        here = (one for one in page.chars if top < one["top"] and one["bottom"] < bottom and one["text"].strip())
        inner = self.columns[1:-1]
        return any(one["x0"] + 1 < column < one["x1"] - 1 for one in here for column in inner)

    @staticmethod
    def _line(side: float, top: float, bottom: float, page: Page) -> Edge:
        height = float(page.height)
        across = {"x0": side, "x1": side, "width": 0, "object_type": "line", "page_number": page.page_number}
        down = {"top": top, "bottom": bottom, "doctop": top, "height": bottom - top}
        return {**across, **down, "y0": height - bottom, "y1": height - top}


def _across(left: float, right: float, top: float, page: Page) -> Edge:
    height = float(page.height)
    sides = {"x0": left, "x1": right, "width": right - left, "object_type": "line", "page_number": page.page_number}
    return {**sides, "top": top, "bottom": top, "doctop": top, "height": 0, "y0": height - top, "y1": height - top}


def _stretches(down: Sequence[Edge]) -> list[tuple[float, float]]:
    """From where to where lines run down the page without a break, as a table does."""
    stretches: list[tuple[float, float]] = []
    for edge in sorted(down, key=lambda one: float(one["top"])):
        if stretches and edge["top"] <= stretches[-1][1] + _NEAR:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], edge["bottom"]))
        else:
            stretches.append((edge["top"], edge["bottom"]))
    return stretches


def _columns_at(bottom: float, down: Sequence[Edge]) -> list[float]:
    """The lines down that end where a stretch does."""
    columns: list[float] = []
    for place in sorted(float(one["x0"]) for one in down if abs(one["bottom"] - bottom) <= _NEAR):
        if not columns or place - columns[-1] > _NEAR:
            columns.append(place)
    return columns


def _open_sides(
    stretch: tuple[float, float], across: Sequence[Edge], down: Sequence[Edge]
) -> Iterator[tuple[float, float, float]]:
    """The sides, left and right, that the lines across reach and no line down closes; from where to where."""
    top, bottom = stretch
    here = [one for one in across if top - _NEAR <= one["top"] <= bottom + _NEAR]
    lefts, rights = sorted(one["x0"] for one in here), sorted((one["x1"] for one in here), reverse=True)
    for side in (_side(lefts), _side(rights)):
        if side is not None and _closed(down, side, top, bottom) < _MOSTLY * (bottom - top):
            yield side, top, bottom


def _side(places: Sequence[float]) -> float | None:
    """The outermost place, where enough lines reach it."""
    reaching = [place for place in places if abs(place - places[0]) <= _NEAR]
    return places[0] if len(reaching) >= _FEWEST else None


def _closed(down: Sequence[Edge], side: float, top: float, bottom: float) -> float:
    """How much of the side has a line down already."""
    beside = [one for one in down if abs(one["x0"] - side) <= _NEAR]
    return float(sum(max(0.0, min(one["bottom"], bottom) - max(one["top"], top)) for one in beside))
