"""Which header a table cell answers to, put right in a finished PDF.

Typst 0.15 gives every cell under a band the band as its only header, and the band every column's header at once: a
screen reader would say fourteen headers for one mark. It also cannot yet say that a column's cells name their rows.
Here the lists of headers go, so that readers follow rows and columns by scope (ISO 32000-1, 14.8.5.7: upwards to the
band, then the column, then the stage above it), and cells of naming columns become row headers.

Typst leaves the structure tree uncompressed; each change keeps its length, so no offset in the file moves.
"""

import re
from collections.abc import Iterator, Sequence

from . import layout
from .model import Table

# Each begins a line, which no text of a document can: what stands in a PDF's strings has been put on one line.
_CELL = re.compile(rb"obj\n<</Type/StructElem/S/(?:TD|TH)/[^\n]*")
_DATA = b"obj\n<</Type/StructElem/S/TD/"
_NAMES = b"obj\n<</Type/StructElem/S/TH/"
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
_ROW_SCOPE = b"/Scope/Row"


def by_scope(pdf: bytes, tables: Sequence[Table]) -> bytes:
    """The same PDF with headers told by scope. `tables` are all of the document's, in order.

    `ValueError` where the file does not have exactly their cells: another release of typst writes another tree.
    """
    naming = [names for table in tables for names in _naming(table)]
    if pdf.count(_DATA) != len(naming):
        message = "the PDF's table cells are not those of the document"
        raise ValueError(message)
    following = iter(naming)
    return _CELL.sub(lambda found: _mend(found.group(), following), pdf)


def _naming(table: Table) -> Iterator[bool]:
    """For each body cell in reading order, whether it names its row."""
    for group in table.groups:
        for row in layout.placed(group.rows, len(table.columns)):
            yield from (table.columns[column].names_row for column, _ in row)


def _mend(element: bytes, naming: Iterator[bool]) -> bytes:
    if element.startswith(_DATA) and next(naming):
        return _HEADERS.sub(_scope_row, element.replace(_DATA, _NAMES))
    return _HEADERS.sub(lambda found: b" " * len(found.group()), element)


def _scope_row(found: re.Match[bytes]) -> bytes:
    return _ROW_SCOPE.ljust(len(found.group()))
