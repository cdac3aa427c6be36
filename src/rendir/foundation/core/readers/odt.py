"""Texts of OpenDocument (`.odt`): paragraphs and tables in their order, as one grid."""

from xml.etree import ElementTree as ET

from rendir.foundation.core.importing import Grid
from rendir.foundation.core.readers.archive import Archive, File, attribute, damaged, local
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.flow import KEPT, Flow, kept_data
from rendir.foundation.core.readers.odf import TableReader, content, line_of, shades_of


def read(path: File) -> tuple[Grid, ...]:
    """The document as one grid; with the exact data that a document of ours carries, a second one. `Unreadable`."""
    tree = content(path)
    body = next((one for one in tree.iter() if local(one.tag) == "text"), None)
    if body is None:
        raise damaged()
    flow = Flow()
    _read(body, flow, shades_of(tree))
    return (flow.grid(), *kept_data(_user_field(path)))


def _read(element: ET.Element, flow: Flow, shades: dict[str, str]) -> None:
    for one in element:
        match local(one.tag):
            case "p" | "h":
                flow.line(line_of(one))
            case "list":
                _read_list(one, flow)
            case "table":
                flow.put_table(TableReader(Board(), shades).read(one))
            case "section" | "index-body":
                _read(one, flow, shades)


def _read_list(element: ET.Element, flow: Flow) -> None:
    for one in element.iter():
        if local(one.tag) in ("p", "h"):
            flow.item(line_of(one))


def _user_field(path: File) -> str | None:
    with Archive(path) as archive:
        if "meta.xml" not in archive.names:
            return None
        fields = (one for one in archive.xml("meta.xml").iter() if local(one.tag) == "user-defined")
        return next((one.text for one in fields if attribute(one, "name") == KEPT), None)
