"""The text of a file, and how much of it is text: a scan, or a picture inside, says nothing that can be searched."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from rendir.foundation.core.importing import Grid, Unreadable
from rendir.foundation.core.readers import ods, xls, xlsx
from rendir.foundation.core.readers.archive import Archive, damaged, local
from rendir.foundation.core.readers.html import decode
from rendir.foundation.core.readers.odf import line_of
from rendir.foundation.library.contents.inside import open_office
from rendir.foundation.library.contents.kinds import Family, FileKind

MOST_PAGES = 1_000
MOST_LETTERS = 5_000_000
_SHEETS = {FileKind.XLSX: xlsx, FileKind.ODS: ods, FileKind.XLS: xls}
_PARTS = {
    FileKind.DOCX: r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml",
    FileKind.PPTX: r"ppt/(?:slides/slide|notesSlides/notesSlide|comments/\w*?)\d+\.xml",
    FileKind.XLSX: r"xl/(?:comments[\w/]*|drawings/drawing\d+|threadedComments/\w+)\.xml",
    FileKind.ODT: r"(?:content|styles)\.xml",
    FileKind.ODS: r"styles\.xml",
    FileKind.ODP: r"(?:content|styles)\.xml",
}
"""Where the text of each office file stands; of spreadsheets, what their reader leaves out."""
_PICTURES = re.compile(r"(?:word|xl|ppt)/media/|Pictures/|Object ")
_ROWS, _PARAGRAPHS = frozenset({"tr", "table-row"}), frozenset({"p", "h"})


def answer(path: Path, kind: str) -> tuple[dict[str, Any], bytes]:
    """`text` (none where the file has no layer of text), and what of the file it does not tell."""
    told = _read(path, FileKind(kind))
    text = told.get("text")
    if text is not None and len(text) > MOST_LETTERS:
        told |= {"text": text[:MOST_LETTERS], "cut": True}
    return told, b""


def _read(path: Path, kind: FileKind) -> dict[str, Any]:
    match kind.family:
        case Family.PDF:
            return _pdf(path)
        case Family.TEXT:
            with path.open("rb") as file:
                data = file.read(MOST_LETTERS * 4)
            return {"text": decode(data), "cut": len(data) < path.stat().st_size}
        case Family.OFFICE if kind is not FileKind.DOC:
            return _office(path, kind)
    return {"text": None}


# --- PDF -------------------------------------------------------------------------------------------------------------


def _pdf(path: Path) -> dict[str, Any]:
    try:
        with pypdfium2.PdfDocument(path) as document:
            pages = [_page(document, index) for index in range(min(len(document), MOST_PAGES))]
            total = len(document)
    except PdfiumError as error:
        raise damaged() from error
    filled = "\n".join(_filled(path))
    text = "\n".join((*(text for text, _ in pages), filled)).strip()
    blank = sum(drawn and not text.strip() for text, drawn in pages)
    return {
        "text": text or None,
        "pages": total,
        "blank_pages": blank,
        "pictures": any(drawn for _, drawn in pages),
        "cut": total > MOST_PAGES,
    }


def _page(document: PdfDocument, index: int) -> tuple[str, bool]:
    """The text of a page, and whether there is a picture on it."""
    page = document[index]
    reader = page.get_textpage()
    text = reader.get_text_bounded().replace("\r\n", "\n").replace("\x02", "")
    reader.close()
    drawn = any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    page.close()
    return text, drawn


def _filled(path: Path) -> Iterator[str]:
    """What was filled into the form and noted on the pages: it is seen, and yet no part of their text."""
    with suppress(pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError), pikepdf.open(path) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary):
                names = ("/V",) if "/FT" in one else ("/Contents",) if one.get("/Type") == "/Annot" else ()
                yield from (str(one[name]) for name in names if isinstance(one.get(name), pikepdf.String))


# --- office files ----------------------------------------------------------------------------------------------------


def _office(path: Path, kind: FileKind) -> dict[str, Any]:
    lines: list[str] = []
    if kind in _SHEETS:
        with suppress(Unreadable):  # macros, links to other files: what can be read apart from them still is
            lines += _of_grids(_SHEETS[kind].read(path))
    if kind is FileKind.XLS:
        return {"text": "\n".join(lines) or None}
    with open_office(path) as archive:
        pattern = re.compile(r"xl/sharedStrings\.xml" if kind is FileKind.XLSX and not lines else r"(?!)")
        parts = [one for one in _in_order(archive.names) if re.fullmatch(_PARTS[kind], one) or pattern.fullmatch(one)]
        if kind is FileKind.ODS and not lines:
            parts.insert(0, "content.xml")
        for part in parts:
            lines += _of_part(archive, part)
        drawn = any(_PICTURES.match(name) for name in archive.names)
    text = "\n".join(line for line in lines if line.strip())
    return {"text": text or None, "pictures": drawn}


def _in_order(names: Iterable[str]) -> list[str]:
    """`slide2` before `slide10`."""
    return sorted(names, key=lambda name: [int(one) if one.isdecimal() else one for one in re.split(r"(\d+)", name)])


def _of_grids(grids: Iterable[Grid]) -> Iterator[str]:
    for grid in grids:
        for row in grid:
            yield "\t".join(cell.text for cell in row if cell.merged_from is None)


def _of_part(archive: Archive, part: str) -> list[str]:
    try:
        tree = archive.xml(part)
    except KeyError:
        return []
    lines = list(_lines(tree))
    return lines or [one.text or "" for one in tree.iter() if local(one.tag) == "t"]


def _lines(element: ET.Element) -> Iterator[str]:
    """Paragraphs, and the rows of tables with their cells side by side, in reading order."""
    for one in element:
        name = local(one.tag)
        if name in _ROWS:
            yield "\t".join(" ".join(_lines(cell)) for cell in one)
        elif name in _PARAGRAPHS:
            yield _line(one)
            yield from _inner(one)
        elif name != "tracked-changes":
            yield from _lines(one)


def _line(paragraph: ET.Element) -> str:
    """The text of a paragraph: OOXML keeps it in elements of its own, OpenDocument in the paragraph itself."""
    if "opendocument" in paragraph.tag:
        return line_of(paragraph)
    pieces = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    told = (one.text or "" if local(one.tag) == "t" else pieces.get(local(one.tag), "") for one in paragraph.iter())
    return "".join(told)


def _inner(paragraph: ET.Element) -> Iterator[str]:
    """Notes and frames of OpenDocument hang inside paragraphs, which leave them out."""
    if "opendocument" in paragraph.tag:
        for one in paragraph.iter():
            if local(one.tag) in ("annotation", "note-body", "text-box"):
                yield from _lines(one)
