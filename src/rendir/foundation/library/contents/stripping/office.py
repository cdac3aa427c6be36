"""Office files: the same archive without its labels, its comments and its marks of revision. What was struck out goes,
what was added stays.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from lxml import etree

from rendir.foundation.core.readers.archive import Archive, damaged, local
from rendir.foundation.library.contents.inside import open_office
from rendir.foundation.library.contents.kinds import FileKind
from rendir.foundation.library.contents.stripping.photographs import without_labels

_OOXML_GONE = re.compile(
    r"docProps/.*|customXml/.*|_xmlsignatures/.*|word/(?:comments\w*|people)\.xml|xl/comments[\w/]*\.xml"
    r"|xl/(?:threadedComments|persons|printerSettings|revisions)/.*|ppt/comments/.*"
    r"|ppt/(?:commentAuthors|authors)\.xml|ppt/printerSettings/.*|(?:word|xl|ppt)/_rels/(?:people|comments\w*)\.xml\.rels"
)
_ODF_GONE = re.compile(
    r"meta\.xml|settings\.xml|Thumbnails/.*|Configurations2/.*|layout-cache|META-INF/.*signatures.*|manifest\.rdf"
)
_RELATIONS_GONE = frozenset({"attachedTemplate", "mailMergeSource", "printerSettings"})
_ELEMENTS_GONE = frozenset(
    {
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotation", "annotation-end"),
        *("del", "moveFrom", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "numberingChange"),
        *("tracked-changes", "change", "change-start", "change-end", "tblGridChange", "cellIns", "cellDel"),
        *("rsids", "docVars", "attachedTemplate", "absPath", "fileSharing", "cmAuthorLst"),
    }
)
_UNWRAPPED = frozenset({"ins", "moveTo"})
_WORD = "wordprocessingml"
_CHANGED = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|settings|styles|numbering)\.xml|xl/workbook\.xml"
    r"|xl/worksheets/[^/]+\.xml|content\.xml|styles\.xml"
)
_PICTURE = re.compile(r".*\.(?:jpe?g|png)", re.IGNORECASE)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def stripped(path: Path, kind: FileKind) -> bytes:
    """The copy. The same file gives the same bytes."""
    copy = BytesIO()
    odf = kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)
    with open_office(path) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as packed:
        gone = _gone(archive, _ODF_GONE if odf else _OOXML_GONE)
        for name in sorted(archive.names - gone, key=lambda one: (one != "mimetype", one)):
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name, _LONG_AGO), _part(archive, name, gone), how)
    return copy.getvalue()


def _gone(archive: Archive, pattern: re.Pattern[str]) -> frozenset[str]:
    """The parts left out; with the notes of a sheet also the drawing that shows them."""
    gone = {name for name in archive.names if pattern.fullmatch(name)}
    noted = [name for name in archive.names if re.fullmatch(r"xl/worksheets/_rels/[^/]+\.rels", name)]
    for name in noted:
        targets = {one for one in _targets(archive, name) if one in archive.names}
        if targets & gone:
            gone |= {one for one in targets if one.endswith(".vml")}
    return frozenset(gone)


def _targets(archive: Archive, relations: str) -> list[str]:
    return [_place(relations, one.get("Target", "")) for one in _tree(archive.read(relations))]


def _place(relations: str, target: str) -> str:
    """The part that a relation leads to, seen from the folder above `_rels`."""
    folder = posixpath.dirname(posixpath.dirname(relations))
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _part(archive: Archive, name: str, gone: frozenset[str]) -> bytes:
    if name.endswith("/"):
        return b""
    data = archive.read(name)
    if name.endswith(".rels"):
        return _changed(data, lambda tree: _drop_relations(tree, name, gone))
    if name == "[Content_Types].xml":
        return _changed(data, lambda tree: _drop_named(tree, "PartName", gone))
    if name == "META-INF/manifest.xml":
        return _changed(data, lambda tree: _drop_named(tree, "full-path", gone))
    if _CHANGED.fullmatch(name):
        notes = any(one.endswith(".vml") for one in gone)
        return _changed(data, lambda tree: _strip_elements(tree, notes=notes))
    return without_labels(data) if _PICTURE.fullmatch(name) else data


def _changed(data: bytes, change: Callable[[etree._Element], None]) -> bytes:
    tree = _tree(data)
    change(tree)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _tree(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def _drop_relations(tree: etree._Element, name: str, gone: frozenset[str]) -> None:
    for one in list(tree):
        outside = one.get("TargetMode") == "External"
        leads_nowhere = not outside and _place(name, one.get("Target", "")) in gone
        if leads_nowhere or one.get("Type", "").rsplit("/", 1)[-1] in _RELATIONS_GONE:
            tree.remove(one)


def _drop_named(tree: etree._Element, attribute: str, gone: frozenset[str]) -> None:
    for one in list(tree):
        named = next((value for key, value in one.attrib.items() if local(str(key)) == attribute), "")
        if str(named).lstrip("/") in gone:
            tree.remove(one)


def _strip_elements(tree: etree._Element, *, notes: bool) -> None:
    for one in list(tree.iter(etree.Element)):
        name = local(str(one.tag))
        if name in _UNWRAPPED and _WORD in str(one.tag):
            _unwrap(one)
        elif name in _ELEMENTS_GONE or (notes and name == "legacyDrawing"):
            _remove(one)


def _remove(element: etree._Element) -> None:
    """Without the words that follow it: those belong to the paragraph."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail


def _unwrap(element: etree._Element) -> None:
    """What was added stays where it stands; that it was added, by whom and when, does not."""
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        for offset, child in enumerate(list(element)):
            parent.insert(place + offset, child)
        _remove(element)
