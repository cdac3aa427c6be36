"""Spreadsheets of OpenDocument (`.ods`): sheets, merged and repeated cells, hidden things."""

from pathlib import Path
from xml.etree import ElementTree as ET

from rendir.foundation.core.importing import Grid
from rendir.foundation.core.readers.archive import attribute, children, local
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.odf import TableReader, content, shades_of


def read(path: Path) -> tuple[Grid, ...]:
    """The sheets in their order, hidden ones too. Raises `Unreadable`."""
    tree = content(path)
    shades, hidden = shades_of(tree), _hidden_styles(tree)
    grids = []
    for sheets in (one for one in tree.iter() if local(one.tag) == "spreadsheet"):
        for table in children(sheets, "table"):
            name = attribute(table, "name") or ""
            board = Board(name, name, attribute(table, "style-name") in hidden)
            grids.append(TableReader(board, shades).read(table))
    return tuple(grids)


def _hidden_styles(tree: ET.Element) -> set[str | None]:
    return {
        attribute(style, "name")
        for style in tree.iter()
        if local(style.tag) == "style"
        for properties in children(style, "table-properties")
        if attribute(properties, "display") == "false"
    }
