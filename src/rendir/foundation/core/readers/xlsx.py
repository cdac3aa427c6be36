"""Excel workbooks (ECMA-376, transitional and strict): sheets, merged cells, hidden things, calculated values."""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from rendir.foundation.core.importing import Grid, Unreadable
from rendir.foundation.core.readers.archive import Archive, File, attribute, children, damaged, local
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.limits import MOST_COLUMNS
from rendir.foundation.core.readers.xlsx_formulas import CannotBeWorkedOut, Formulas, Place
from rendir.foundation.core.readers.xlsx_values import Styles, escaped, shown

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NO_MACROS = "Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)», que no lleva macros."
_NO_LINKS = "En Excel, en la pestaña Datos, elija «Editar vínculos» y «Romper vínculos»; guarde y cárguelo otra vez."


def read(path: File) -> tuple[Grid, ...]:
    """The worksheets in their order, hidden ones too. Raises `Unreadable`."""
    with Archive(path) as archive:
        _refuse_what_runs(archive)
        return _Book(archive).grids()


def _refuse_what_runs(archive: Archive) -> None:
    if any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in archive.names):
        raise Unreadable("El libro de Excel trae macros. Por seguridad no se lee.", way_out=_NO_MACROS)
    if any(name.startswith("xl/externalLinks/") for name in archive.names):
        message = "El libro de Excel toma datos de otros archivos (vínculos externos) que no vienen con él."
        raise Unreadable(message, way_out=_NO_LINKS)


class _Book:
    """A workbook, open: its sheets, and the texts and styles that they share."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.part = next((to for _, kind, to, _ in archive.relations("") if kind == "officeDocument"), "")
        try:
            self.tree = archive.xml(self.part)
        except KeyError as error:
            raise damaged() from error
        self.relations = {key: (kind, to) for key, kind, to, _ in archive.relations(self.part)}
        self.texts = self._shared_texts()
        self.styles = Styles.of(self._shared("styles"), self.tree)

    def _shared(self, kind: str) -> ET.Element | None:
        part = next((to for one, to in self.relations.values() if one == kind), None)
        return self.archive.xml(part) if part in self.archive.names and part else None

    def _shared_texts(self) -> list[str]:
        tree = self._shared("sharedStrings")
        return [] if tree is None else [_text(item) for item in children(tree, "si")]

    def sheets(self) -> Iterator[tuple[str, str, bool]]:
        """Name, part and whether it is hidden."""
        for one in self.tree.iter():
            if local(one.tag) == "sheet":
                kind, part = self.relations.get(attribute(one, "id") or "", ("", ""))
                if kind == "worksheet" and part in self.archive.names:
                    yield one.get("name", ""), part, one.get("state", "visible") != "visible"

    def grids(self) -> tuple[Grid, ...]:
        """All sheets, read before any formula is worked out: it may take texts from another one."""
        sheets = {name: self._sheet(name, part, hidden) for name, part, hidden in self.sheets()}
        formulas = {
            (name, *place): formula for name, sheet in sheets.items() for place, (formula, _) in sheet.formulas.items()
        }
        results = Formulas(formulas, lambda place: _text_at(sheets, place))
        for sheet in sheets.values():
            sheet.fill(results)
            sheet.merge()
        return tuple(sheet.board.grid() for sheet in sheets.values())

    def _sheet(self, name: str, part: str, hidden: bool) -> "_Sheet":
        sheet = _Sheet(Board(name, name, hidden), self.texts, self.styles)
        for element in self.archive.elements(part):
            sheet.take(element)
        return sheet


def _text_at(sheets: Mapping[str, "_Sheet"], place: Place) -> str:
    """What a cell shows; a sheet is named in a formula in any case."""
    name, row, column = place
    sheet = sheets.get(name) or next((one for key, one in sheets.items() if key.casefold() == name.casefold()), None)
    if sheet is None:
        raise CannotBeWorkedOut
    cell = sheet.board.at(row, column)
    return cell.text if cell else ""


class _Sheet:
    """Reads the elements of one sheet as they end."""

    def __init__(self, board: Board, texts: list[str], styles: Styles) -> None:
        self.board, self.texts, self.styles = board, texts, styles
        self.merged: list[str] = []
        self.formulas: dict[tuple[int, int], tuple[str, str | None]] = {}
        """By row and column, the formulas without result, each with the colour behind its cell."""
        self.row = 0

    def take(self, element: ET.Element) -> None:
        match local(element.tag):
            case "row":
                self._take_row(element)
                element.clear()
            case "col" if element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                self.board.hidden_columns |= set(range(first, min(last, MOST_COLUMNS) + 1))
            case "mergeCell":
                self.merged.append(element.get("ref", ""))

    def _take_row(self, element: ET.Element) -> None:
        self.row = int(element.get("r", self.row + 1))
        if element.get("hidden") in ("1", "true"):
            self.board.hidden_lines.add(self.row)
        column = 0
        read = []
        for cell in children(element, "c"):
            column = _column(cell.get("r")) or column + 1
            read.append((column, self._value(cell, column), self.styles.shade(cell.get("s"))))
        if any(text.strip() for _, text, _ in read):
            for place, text, shade in read:
                if text or shade:
                    self.board.put(self.row, place, text, shaded=shade)

    def _value(self, cell: ET.Element, column: int) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_text(one) for one in children(cell, "is"))
        raw = next((one.text for one in children(cell, "v")), None)
        if not raw or kind == "e":
            formula = next((one.text or "" for one in children(cell, "f")), None)
            if kind == "e":
                self.board.stale.append(self.board.source(self.row, column))
            elif formula is not None:
                self.formulas[self.row, column] = formula, self.styles.shade(cell.get("s"))
            return ""
        if kind == "s":
            return self.texts[int(raw)] if raw.isdecimal() and int(raw) < len(self.texts) else ""
        if kind in ("str", "d"):
            return escaped(raw)
        return shown(raw, kind, self.styles.look(cell.get("s")), since_1904=self.styles.since_1904)

    def fill(self, results: Formulas) -> None:
        """Write the results of the formulas; those without one are told."""
        for (row, column), (_, shade) in self.formulas.items():
            text = results.result((self.board.name, row, column))
            if text is None:
                self.board.stale.append(self.board.source(row, column))
            elif text:
                self.board.put(row, column, text, shaded=shade)

    def merge(self) -> None:
        """Spread the merged cells over their places."""
        for reference in self.merged:
            found = _REFERENCE.findall(reference)
            if len(found) == 2:
                (left, top), (right, bottom) = ((_number(letters), int(row)) for letters, row in found)
                self.board.merge(top, left, bottom, right)


def _column(reference: str | None) -> int:
    found = _REFERENCE.match(reference or "")
    return _number(found[1]) if found else 0


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _text(item: ET.Element) -> str:
    """The text of a plain or rich string, without how it is pronounced (`rPh`)."""
    runs = [one for one in item if local(one.tag) in ("t", "r")]
    return escaped("".join((run.text or "") if local(run.tag) == "t" else _text(run) for run in runs))
