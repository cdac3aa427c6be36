"""How the schedule looks in a workbook: colours only as lines and headings, widths, and rows as tall as their texts."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from rendir.plan.planning.rules.facts import Component

ACTIVITY_WIDTH, PRODUCT_WIDTH, RESPONSIBLE_WIDTH, MARK_WIDTH, COMPONENT_WIDTH = 46.0, 52.0, 28.0, 5.3, 5.0
COLOURS = {
    Component.INFORMATION: "#2F5FC4",
    Component.DIALOGUE: "#0B6B4F",
    Component.RESPONSIBILITY: "#8A4B08",
}
_INK, _MUTED, _HAIRLINE, _GROUND = "#12233B", "#44546B", "#B8C4D6", "#EEF2F8"
_TEXT_POINTS, _LINE_POINTS, _TALLEST = 9, 12, 408.75
_LETTERS_PER_WIDTH, _LOST_AT_LINE_END = 1.36, 6  # a width counts digits of 11 points; letters of 9 are narrower
_LABEL_POINTS, _LEAST_LABEL_POINTS, _CLIMB = (
    11,
    5,
    0.85,
)  # a bold capital climbs so much of its size, also in wide typefaces


def row_height(texts: Sequence[tuple[str, float]]) -> float:
    """Points that hold the tallest of the texts, each in a column of that width, up to what a spreadsheet allows."""
    return min(_TALLEST, max(_lines(text, width) for text, width in texts) * _LINE_POINTS + 9)


def _lines(text: str, width: float) -> int:
    room = width * _LETTERS_PER_WIDTH - _LOST_AT_LINE_END
    return sum(max(1, ceil(len(paragraph) / room)) for paragraph in text.splitlines() or [""])


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        header = {"bold": True, "align": "center", "text_wrap": True, "bg_color": _GROUND} | _box("left", "right")
        self.entity = self._add(font_size=11, font_color=_MUTED)
        self.reference = self._add(font_color=_MUTED, align="right")
        self.title = self._add(font_size=17, bold=True)
        self.note = self._add(font_color=_MUTED)
        self.header = self._add(**header, **_box("top", "bottom"))
        self.turned = self._add(**header, **_box("top", "bottom"), rotation=90)
        self.strong = self._add(bold=True)
        self.plain = self._add()
        signature = {"text_wrap": True, "align": "left", "valign": "top", "indent": 1}
        self.signature = self._add(**signature, **_box("left", "right", "top", "bottom"))

    def component(self, component: Component | None, height: float) -> Format:
        """Its name, climbing, in its colour, as large as fits in so many points."""
        colour = COLOURS[component] if component else _INK
        size = min(_LABEL_POINTS, height / (_CLIMB * len(component or " ")))
        look = {"bold": True, "font_size": round(max(size, _LEAST_LABEL_POINTS)), "font_color": colour}
        return self._cell("component", component, rotation=90, align="center", **look)

    def text(self, opens: Component | None) -> Format:
        """For texts; the row that opens a component has its line above."""
        return self._cell("text", opens, text_wrap=True, align="left", indent=1)

    def mark(self, opens: Component | None) -> Format:
        """For the X of a stage or a period, and for its absence."""
        return self._cell("mark", opens, bold=True, align="center")

    def _cell(self, name: str, opens: Component | None, **look: Any) -> Format:  # noqa: ANN401 - XlsxWriter's own
        key = f"{name} {opens} {look.get('font_size')}"
        if key not in self._made:
            above = {"top": 2, "top_color": COLOURS[opens]} if opens else _box("top")
            self._made[key] = self._add(**look, **_box("left", "right", "bottom"), **above)
        return self._made[key]

    def _add(self, **look: Any) -> Format:  # noqa: ANN401 - XlsxWriter's own
        return self._book.add_format({"font_size": _TEXT_POINTS, "font_color": _INK, "valign": "vcenter", **look})


def _box(*sides: str) -> dict[str, object]:
    """Hairlines on those sides of a cell."""
    return dict.fromkeys(sides, 1) | {f"{side}_color": _HAIRLINE for side in sides}
