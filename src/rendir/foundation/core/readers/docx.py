"""Word documents (ECMA-376): paragraphs and tables in their order, as one grid; merged cells over all their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from rendir.foundation.core.importing import Grid, Unreadable
from rendir.foundation.core.readers.archive import Archive, File, attribute, children, damaged, local
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.flow import KEPT, Flow, kept_data
from rendir.foundation.core.readers.limits import MOST_COLUMNS

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple"})
_NOT_READ = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr"})
_FETCHING = frozenset({"attachedTemplate", "oleObject", "subDocument", "frame", "package"})
_TICKS, _BOXES = {"F0FC", "F0FE", "F0FD", "F052", "F054"}, {"F0A8", "F06F", "F0A3"}
"""Letters of the fonts of symbols that people tick with, and their empty boxes."""


def read(path: File) -> tuple[Grid, ...]:
    """The document as one grid; with the exact data that a document of ours carries, a second one. `Unreadable`."""
    with Archive(path) as archive:
        part = next((to for _, kind, to, _ in archive.relations("") if kind == "officeDocument"), "")
        _refuse_what_runs(archive, part)
        try:
            tree = archive.xml(part)
        except KeyError as error:
            raise damaged() from error
        kept, lists = _kept(archive, part), _list_styles(archive, part)
    flow = Flow()
    for body in children(tree, "body"):
        _Reader(flow, lists).read(body)
    return (flow.grid(), *kept_data(kept))


def _refuse_what_runs(archive: Archive, part: str) -> None:
    if any(name.endswith("vbaProject.bin") for name in archive.names):
        way_out = "Ábralo en Word y guárdelo como «Documento de Word (.docx)», que no lleva macros."
        raise Unreadable("El documento de Word trae macros. Por seguridad no se lee.", way_out=way_out)
    parts = (part, "word/settings.xml")
    if any(external and kind in _FETCHING for one in parts for _, kind, _, external in archive.relations(one)):
        message = "El documento de Word toma contenido de otros archivos (vínculos externos) que no vienen con él."
        raise Unreadable(message, way_out="Rompa los vínculos en Word, guárdelo y cárguelo otra vez.")


def _kept(archive: Archive, part: str) -> str | None:
    """The text of our own custom part, where the document has it."""
    for _, kind, to, external in archive.relations(part):
        if kind == "customXml" and not external and to in archive.names:
            tree = archive.xml(to)
            if local(tree.tag) == KEPT:
                return tree.text
    return None


def _list_styles(archive: Archive, part: str) -> frozenset[str | None]:
    """The styles that make a paragraph an item of a list."""
    styles = next((to for _, kind, to, _ in archive.relations(part) if kind == "styles" and to in archive.names), None)
    found = children(archive.xml(styles), "style") if styles else ()
    return frozenset(
        attribute(one, "styleId") for one in found if any(local(each.tag) == "numPr" for each in one.iter())
    )


@dataclass
class _Reader:
    """Pours the body of a document, and the text boxes in it, into a flow."""

    flow: Flow
    lists: frozenset[str | None]

    def read(self, element: ET.Element) -> None:
        for one in element:
            name = local(one.tag)
            if name == "p":
                self._paragraph(one)
            elif name == "tbl":
                self.flow.put_table(_table(one))
            elif name in _WRAPPERS:
                self.read(one)

    def _paragraph(self, element: ET.Element) -> None:
        style = _property(element, "pPr", "pStyle")
        numbered = _property(element, "pPr", "numPr") is not None
        is_item = numbered or (style is not None and attribute(style, "val") in self.lists)
        (self.flow.item if is_item else self.flow.line)(_text(element))
        for box in _boxes(element):
            self.read(box)


def _boxes(element: ET.Element) -> Iterator[ET.Element]:
    """The text boxes that hang on a paragraph; each is stored twice, for new and for old programs."""
    for one in element:
        if local(one.tag) == "txbxContent":
            yield one
        elif local(one.tag) != "Fallback":
            yield from _boxes(one)


def _table(element: ET.Element) -> Grid:
    board, merges = Board(), _Merges()
    for row, line in enumerate(_under(element, "tr"), 1):
        column = 1 + _number(line, "trPr", "gridBefore")
        for cell in _under(line, "tc"):
            width = max(1, min(_number(cell, "tcPr", "gridSpan"), MOST_COLUMNS))
            going_on = _goes_on(cell)
            if not going_on:
                board.put(row, column, _cell_text(cell), shaded=_shade(cell))
            merges.take(row, column, width, going_on=going_on)
            column += width
    for one in merges.ranges():
        board.merge(*one)
    return board.grid()


class _Merges:
    """The ranges of merged cells: rows go on (`vMerge`) under the column where they began."""

    def __init__(self) -> None:
        self._open: dict[int, list[int]] = {}
        self._all: list[list[int]] = []

    def take(self, row: int, column: int, width: int, *, going_on: bool) -> None:
        if going_on and column in self._open:
            self._open[column][2] = row
            return
        self._open[column] = [row, column, row, column + width - 1]
        self._all.append(self._open[column])

    def ranges(self) -> Iterator[list[int]]:
        return (one for one in self._all if one[0] != one[2] or one[1] != one[3])


def _under(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """The children of that name, also inside content controls and insertions."""
    for one in element:
        if local(one.tag) == name:
            yield one
        elif local(one.tag) in _WRAPPERS:
            yield from _under(one, name)


def _property(element: ET.Element, group: str, name: str) -> ET.Element | None:
    return next((one for properties in children(element, group) for one in children(properties, name)), None)


def _number(element: ET.Element, group: str, name: str) -> int:
    found = _property(element, group, name)
    value = "0" if found is None else attribute(found, "val") or "0"
    return int(value) if value.isdecimal() else 0


def _goes_on(cell: ET.Element) -> bool:
    found = _property(cell, "tcPr", "vMerge")
    return found is not None and attribute(found, "val") != "restart"


def _shade(cell: ET.Element) -> str | None:
    found = _property(cell, "tcPr", "shd")
    colour = "" if found is None else (attribute(found, "fill") or "").upper()
    return colour if len(colour) == 6 and colour not in ("FFFFFF", "AUTO") else None


def _cell_text(cell: ET.Element) -> str:
    lines = [_text(one) for one in cell.iter() if local(one.tag) == "p"]
    return "\n".join(lines).strip("\n")


def _text(element: ET.Element) -> str:
    return "".join(_runs(element))


def _runs(element: ET.Element) -> Iterator[str]:
    for one in element:
        match local(one.tag):
            case "t":
                yield one.text or ""
            case "tab":
                yield "\t"
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "-"
            case "sym":
                yield _symbol((attribute(one, "char") or "").upper())
            case "checkBox":
                yield "☒" if _is_checked(one) else "☐"
            case "txbxContent":
                pass
            case name if name not in _NOT_READ:
                yield from _runs(one)


def _symbol(code: str) -> str:
    return "✓" if code in _TICKS else "☐" if code in _BOXES else ""


def _is_checked(box: ET.Element) -> bool:
    """A box of an old form: what a person chose, else what the form began with."""
    states = {local(one.tag): attribute(one, "val") not in ("0", "false") for one in box}
    return states.get("checked", states.get("default", False))
