"""What a file is, by its content; its name only tells what a person believes it to be."""

import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath

import puremagic

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.limits import MEGABYTE, MOST_BYTES, MOST_PARTS, too_large


class Kind(StrEnum):
    """A format that can be read. The value is its usual extension."""

    TEXT = "txt"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    HTML = "html"

    @property
    def what(self) -> str:
        """What a person calls it, with its article."""
        return _KINDS[self][0]

    @property
    def media_type(self) -> str:
        return _KINDS[self][1]


_KINDS = {
    Kind.TEXT: ("una tabla en texto", "text/plain"),
    Kind.XLSX: ("un libro de Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Kind.XLS: ("un libro de Excel antiguo", "application/vnd.ms-excel"),
    Kind.ODS: ("una hoja de cálculo de LibreOffice", "application/vnd.oasis.opendocument.spreadsheet"),
    Kind.DOCX: (
        "un documento de Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Kind.ODT: ("un documento de LibreOffice", "application/vnd.oasis.opendocument.text"),
    Kind.PDF: ("un PDF", "application/pdf"),
    Kind.HTML: ("una página web", "text/html"),
}
_NAMED = {
    **dict.fromkeys(("txt", "tsv", "csv", "tab"), Kind.TEXT),
    **dict.fromkeys(("html", "htm"), Kind.HTML),
    **{kind.value: kind for kind in Kind},
    "xlsm": Kind.XLSX,
    "docm": Kind.DOCX,
}
# Programs have long saved web pages and text tables under the name of Excel, which opens them all the same.
_UNDER_OTHER_NAMES = {
    (Kind.HTML, Kind.XLS),
    (Kind.TEXT, Kind.XLS),
    (Kind.XLSX, Kind.XLS),
    (Kind.TEXT, Kind.HTML),
    (Kind.HTML, Kind.TEXT),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Ábralo y guárdelo como Excel (.xlsx), Word (.docx) o «CSV UTF-8», y cargue ese archivo."
_HTML_STARTS = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<div", b"<style", b"<p", b"<h")


def kind_of(data: bytes, filename: str = "") -> Kind:
    """The format of the content. Raises `Unreadable`, with what it is and what to do, where it cannot be read, or
    where its name says another format: it is the wrong file, or a trick.
    """
    kind = _kind_by_content(data, _NAMED.get(PurePath(filename).suffix.lower().lstrip(".")))
    _must_fit_name(kind, filename)
    return kind


def _kind_by_content(data: bytes, named: Kind | None) -> Kind:
    if len(data) > MOST_BYTES:
        size, most = len(data) // MEGABYTE, MOST_BYTES // MEGABYTE
        raise too_large(f"pesa {size} MB y se leen hasta {most}")
    if not data.strip():
        raise Unreadable("El archivo está vacío.", way_out="Revise que sea el archivo correcto y cárguelo otra vez.")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_archive(data, named)
    if data.startswith(_OLE):
        return _kind_of_old_office(data)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if _is_page(data):
        return Kind.HTML
    _refuse_what_is_no_text(data)
    return Kind.TEXT


def _must_fit_name(kind: Kind, filename: str) -> None:
    extension = PurePath(filename).suffix.lower().lstrip(".")
    named = _NAMED.get(extension)
    if named is None or named is kind or (kind, named) in _UNDER_OTHER_NAMES:
        return
    way_out = f"Revise que sea el archivo correcto. Si lo es, póngale el nombre con «.{kind}» y cárguelo otra vez."
    raise Unreadable(f"El archivo es {kind.what}, no {named.what}.", way_out=way_out)


def _kind_of_archive(data: bytes, named: Kind | None) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            declared = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in names[:1] else ""
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, NotImplementedError) as error:
        fault = ", no una tabla en texto" if named is Kind.TEXT else ", y está dañado o incompleto"
        message = f"El archivo es un libro de Excel o un documento de oficina{fault}."
        raise Unreadable(message, way_out="Ábralo en su programa, guárdelo de nuevo y cárguelo otra vez.") from error
    if len(names) > MOST_PARTS:
        raise too_large(f"por dentro tiene {len(names)} partes")
    return _by_parts(set(names), declared)


def _by_parts(names: set[str], declared: str) -> Kind:
    if "opendocument.spreadsheet" in declared:
        return Kind.ODS
    if "opendocument.text" in declared:
        return Kind.ODT
    if "xl/workbook.bin" in names:
        raise Unreadable("El archivo es un libro binario de Excel (.xlsb).", way_out=_SAVE_AS)
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    what = "una presentación" if any(name.startswith("ppt/") for name in names) else "un archivo comprimido (ZIP)"
    raise Unreadable(f"El archivo es {what}, no un cronograma.", way_out=_SAVE_AS)


def _kind_of_old_office(data: bytes) -> Kind:
    """The streams of an OLE file are named in UTF-16 in its directory."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise Unreadable("El archivo está protegido con contraseña.", way_out=WITHOUT_PASSWORD)
    if has("Workbook") or has("Book"):
        return Kind.XLS
    if has("WordDocument"):
        raise Unreadable("El archivo es un documento de Word antiguo (.doc).", way_out=_SAVE_AS)
    raise Unreadable("El archivo es de un programa antiguo y no es un libro de Excel.", way_out=_SAVE_AS)


WITHOUT_PASSWORD = "Ábralo con su contraseña, guárdelo sin ella y cargue esa copia."  # noqa: S105 - advice, no secret


def _is_page(data: bytes) -> bool:
    start = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith(_HTML_STARTS) or (start.startswith(b"<?xml") and b"<html" in start)


def _refuse_what_is_no_text(data: bytes) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if b"\0" in data or data.startswith((b"{\\rtf", b"<?xml", b"MIME-Version:", b"%!PS")):
        extension = extension_of(data)
        what = f"es de tipo «{extension}», que no se lee" if extension else "no es un texto"
        raise Unreadable(f"El archivo {what}.", way_out=_SAVE_AS)


def extension_of(data: bytes) -> str:
    """What other programs call it: the likeliest extension, where the content begins like a known one."""
    try:
        return puremagic.from_string(data[:8192])
    except (puremagic.PureError, ValueError):
        return ""
