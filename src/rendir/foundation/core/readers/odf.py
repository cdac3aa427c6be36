"""What the formats of OpenDocument (ISO/IEC 26300) share: the archive, paragraphs, and tables, written alike in all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree as ET

from rendir.foundation.core.importing import Grid, Unreadable
from rendir.foundation.core.readers.archive import Archive, File, attribute, children, damaged, local
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.kinds import WITHOUT_PASSWORD
from rendir.foundation.core.readers.limits import MOST_COLUMNS
from rendir.foundation.core.readers.xlsx_values import day_text

_GROUPS = frozenset(
    f"table-{name}" for name in ("header-rows", "rows", "row-group", "header-columns", "columns", "column-group")
)
_MOST_SPACES = 64
_LONGEST_RUN = 100
"""Equal rows, or equal cells side by side, that say something: more than any schedule repeats."""
_HIDDEN = ("collapse", "filter")


def content(path: File) -> ET.Element:
    """The tree of the content. Raises `Unreadable` for what is locked, linked to other files or carries programs."""
    with Archive(path) as archive:
        _refuse_locked(archive)
        if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
            message = "El archivo trae macros. Por seguridad no se lee."
            raise Unreadable(message, way_out="Quite las macros, o guárdelo como Excel (.xlsx), y cárguelo otra vez.")
        try:
            tree = archive.xml("content.xml")
        except KeyError as error:
            raise damaged() from error
    if any(local(one.tag) == "table-source" for one in tree.iter()):
        message = "El archivo toma datos de otros archivos (vínculos externos) que no vienen con él."
        raise Unreadable(message, way_out="En «Editar», «Vínculos», rompa los vínculos, guarde y cárguelo otra vez.")
    return tree


def _refuse_locked(archive: Archive) -> None:
    if "META-INF/manifest.xml" not in archive.names:
        return
    if any(local(one.tag) == "encryption-data" for one in archive.xml("META-INF/manifest.xml").iter()):
        raise Unreadable("El archivo está protegido con contraseña.", way_out=WITHOUT_PASSWORD)


def text_of(element: ET.Element) -> str:
    """The paragraphs in an element, one per line; notes and what was struck out are not read."""
    lines = [line_of(one) for one in _paragraphs(element)]
    return "\n".join(lines)


def _paragraphs(element: ET.Element) -> Iterator[ET.Element]:
    for one in element:
        match local(one.tag):
            case "p" | "h":
                yield one
            case "list" | "list-item" | "list-header" | "section" | "text-box" | "frame":
                yield from _paragraphs(one)


def line_of(element: ET.Element) -> str:
    """The text of one paragraph, with its tabs, line breaks and runs of spaces."""
    parts = [element.text or ""]
    for one in element:
        match local(one.tag):
            case "s":
                parts.append(" " * min(int(attribute(one, "c") or "1"), _MOST_SPACES))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case "annotation" | "note" | "tracked-changes":
                pass
            case _:
                parts.append(line_of(one))
        parts.append(one.tail or "")
    return "".join(parts)


@dataclass
class TableReader:
    """Puts a `table:table` on a board. Repeated rows and columns are bounded; `shades` are the colours by style."""

    board: Board
    shades: dict[str, str] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def read(self, table: ET.Element) -> Grid:
        self._children(table)
        for one in self.merged:
            self.board.merge(*one)
        return self.board.grid()

    def _children(self, element: ET.Element) -> None:
        for one in element:
            name = local(one.tag)
            if name in _GROUPS:
                self._children(one)
            elif name == "table-row":
                self._row(one)
            elif name == "table-column":
                self._column(one)

    def _column(self, element: ET.Element) -> None:
        times = int(attribute(element, "number-columns-repeated") or "1")
        if attribute(element, "visibility") in _HIDDEN:
            last = min(self.column + times, MOST_COLUMNS)
            self.board.hidden_columns |= set(range(self.column + 1, last + 1))
        self.column += times

    def _row(self, element: ET.Element) -> None:
        times = int(attribute(element, "number-rows-repeated") or "1")
        says = any(local(one.tag) == "p" for one in element.iter())
        # A run of equal rows that say something is short in a true schedule; an endless one is empty, or hostile.
        for _ in range(min(times, _LONGEST_RUN) if says else 0):
            self.row += 1
            self._cells(element)
            if attribute(element, "visibility") in _HIDDEN:
                self.board.hidden_lines.add(self.row)
        self.row += max(0, times - _LONGEST_RUN) if says else times

    def _cells(self, element: ET.Element) -> None:
        column = 1
        for one in element:
            if local(one.tag) not in ("table-cell", "covered-table-cell"):
                continue
            times = int(attribute(one, "number-columns-repeated") or "1")
            text, shade = _value(one), self.shades.get(attribute(one, "style-name") or "")
            if (text or shade) and local(one.tag) == "table-cell":
                run = min(times, _LONGEST_RUN) if text else times
                for place in range(column, min(column + run, MOST_COLUMNS + 1)):
                    self.board.put(self.row, place, text, shaded=shade)
                self._span(one, column)
            column += times

    def _span(self, element: ET.Element, column: int) -> None:
        down = int(attribute(element, "number-rows-spanned") or "1")
        right = int(attribute(element, "number-columns-spanned") or "1")
        if down > 1 or right > 1:
            self.merged.append((self.row, column, self.row + down - 1, column + right - 1))


def _value(cell: ET.Element) -> str:
    """What the cell shows; a date always with its day first, however it is shown."""
    day = attribute(cell, "date-value")
    if day:
        try:
            return day_text(date.fromisoformat(day[:10]))
        except ValueError:
            pass
    return text_of(cell)


def shades_of(tree: ET.Element) -> dict[str, str]:
    """The colours behind cells, by the name of their style."""
    colours = {}
    for style in tree.iter():
        if local(style.tag) == "style":
            for properties in children(style, "table-cell-properties"):
                colour = (attribute(properties, "background-color") or "").lstrip("#").upper()
                if len(colour) == 6 and colour != "FFFFFF":
                    colours[attribute(style, "name") or ""] = colour
    return colours
