"""What a file is, by its content. A name that says another thing is the wrong file, or a trick: it is refused."""

import codecs
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import BinaryIO

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.kinds import extension_of
from rendir.foundation.library.contents import child
from rendir.foundation.library.contents.kinds import NAMED, Family, FileKind

_HEAD = 8192
_PIECE = 1024 * 1024
_KINDS_KEPT = (
    "Se guardan PDF, imágenes (JPG, PNG, WEBP, HEIC), documentos de oficina (Word, Excel, PowerPoint, LibreOffice), "
    "texto, CSV, audios (MP3, M4A, OGG) y videos (MP4, MOV, WEBM)."
)
_ALIKE = (
    frozenset({FileKind.MP4, FileKind.M4A, FileKind.MOV}),
    frozenset({FileKind.TXT, FileKind.CSV}),
)
"""Kinds that share one container: there the name says which it is."""

# What is refused by its name already, before anybody waits for an upload. The words are what it is called.
_UNKNOWN = "de un tipo desconocido"
_PROGRAM, _PAGE, _FOLDER = "un programa", "una página web", "una carpeta comprimida"
_REFUSED_NAMES = {
    **dict.fromkeys(("exe", "com", "scr", "msi", "dll", "bat", "cmd", "ps1", "vbs", "js", "mjs", "jar"), _PROGRAM),
    **dict.fromkeys(("sh", "py", "php", "apk", "app", "lnk", "reg", "hta", "wsf", "iso", "desktop"), _PROGRAM),
    **dict.fromkeys(("html", "htm", "xhtml", "shtml", "mht", "mhtml", "xml", "xsl"), _PAGE),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz"), _FOLDER),
    **dict.fromkeys(("docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "ppsm"), "un archivo de oficina con macros"),
    "svg": "un dibujo SVG",
    "rtf": "un texto RTF",
}
_INSTEAD = {
    _PAGE: "Guárdela como PDF («Imprimir», «Guardar como PDF») y cargue ese archivo.",
    _FOLDER: "Descomprímala y cargue cada archivo por aparte: así se puede ver, revisar y publicar.",
    "un archivo de oficina con macros": "Guárdelo sin macros (.docx, .xlsx o .pptx) y cargue ese archivo.",
    "un dibujo SVG": "Expórtelo como PNG o PDF y cargue ese archivo.",
    "un texto RTF": "Guárdelo como Word (.docx) o PDF y cargue ese archivo.",
}
_SIGNATURES: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", FileKind.JPG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"OggS\0", FileKind.OGG),
    (b"ID3", FileKind.MP3),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"heif"})
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_RUNS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"<?php")
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<table", b"<meta", b"<iframe", b"<style")
_PLAIN_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_TEXT = (b"{\\rtf", b"%!PS", b"MIME-Version:")
_CONTROLS = frozenset(range(32)) - frozenset(b"\b\t\n\v\f\r\x1a\x1b")


def refuse_by_name(name: str) -> None:
    """Raise `Unreadable` where the name alone tells that the file is none that is kept."""
    what = _REFUSED_NAMES.get(_extension(name))
    if what:
        raise _refused(what)


def recognize(path: Path, name: str, *, look: Callable[[Path], FileKind] = child.look_inside) -> tuple[FileKind, str]:
    """The kind of the content and its media type, with the letters' coding where it is text.

    Raises `Unreadable`, with what it is and what to do, where it is none that is kept or its name says another kind.
    """
    refuse_by_name(name)
    kind, coding = _by_content(path, look)
    named = NAMED.get(_extension(name))
    if named and named is not kind:
        if not any({named, kind} <= alike for alike in _ALIKE):
            message = f"El archivo es {kind.what}, y su nombre dice que es {named.what}."
            raise Unreadable(message, way_out=f"Revise que sea el correcto. Si lo es, cámbiele el final a «.{kind}».")
        kind = named
    if kind.family is Family.TEXT and named is None and PurePath(name).suffix:
        message = f"El archivo es un texto con un nombre que no es de texto («{PurePath(name).suffix}»)."
        raise Unreadable(message, way_out=_KINDS_KEPT)
    return kind, f"{kind.media_type}; charset={coding}" if coding else kind.media_type


def _by_content(path: Path, look: Callable[[Path], FileKind]) -> tuple[FileKind, str]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise Unreadable("El archivo está vacío.", way_out="Revise que sea el correcto y cárguelo otra vez.")
    if head.startswith(_OFFICE) or b"%PDF-" in head[:1024]:
        return look(path), ""
    kind = _by_signature(head)
    if kind:
        return kind, ""
    _refuse_what_runs(head)
    return FileKind.TXT, _coding_of_text(path, head)


def _by_signature(head: bytes) -> FileKind | None:
    for start, kind in _SIGNATURES:
        if head.startswith(start):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return FileKind.WEBM
    return FileKind.MP3 if _is_mpeg_audio(head) else None


def _by_brand(head: bytes) -> FileKind | None:
    """The container that telephones record in names what it holds; photographs say so among the others."""
    size = int.from_bytes(head[:4], "big")
    brands = {head[place : place + 4] for place in (8, *range(16, min(size, 256), 4))}
    if b"avif" in brands or b"avis" in brands:
        return None
    if brands & _HEIC_BRANDS:
        return FileKind.HEIC
    if head[8:12] == b"qt  ":
        return FileKind.MOV
    return FileKind.M4A if head[8:11] == b"M4A" else FileKind.MP4


def _is_mpeg_audio(head: bytes) -> bool:
    """An MP3 without labels begins with a frame: eleven bits set, layer III, a bit rate and a sampling rate."""
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 not in (0, 15)


def _refuse_what_runs(head: bytes) -> None:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(_RUNS) and (b"\0" in head or start.startswith((b"#!", b"<?php"))):
        raise _refused(_PROGRAM)
    lower = start[:2048].lower()
    if b"<svg" in lower and lower.startswith(b"<"):
        raise _refused("un dibujo SVG")
    if lower.startswith((*_MARKUP, b"<?xml", b"<!--")):
        raise _refused(_PAGE)
    if start.startswith(_NOT_TEXT) or (_CONTROLS.intersection(head) and not head.startswith(_PLAIN_BOMS)):
        raise _refused(_named_by_others(head))


def _named_by_others(head: bytes) -> str:
    extension = extension_of(head)
    what = f"de tipo «{extension}»" if extension else _UNKNOWN
    return _REFUSED_NAMES.get(extension.lstrip("."), what)


def _coding_of_text(path: Path, head: bytes) -> str:
    """How its letters are written: UTF-8 where all of it is valid, else what Windows writes."""
    if head.startswith(_PLAIN_BOMS):
        return "utf-16"
    with path.open("rb") as file:
        return "utf-8" if _is_utf8(file) else "windows-1252"


def _is_utf8(file: BinaryIO) -> bool:
    """Whether it is UTF-8 to the end. `Unreadable` where something that is no text follows further on."""
    decoder, valid, piece = codecs.getincrementaldecoder("utf-8")(), True, b"begin"
    while piece:
        piece = file.read(_PIECE)
        if b"\0" in piece:
            raise _refused(_UNKNOWN)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            valid = False
            decoder.reset()
    return valid


def _refused(what: str) -> Unreadable:
    return Unreadable(f"El archivo es {what}: no se guarda como soporte.", way_out=_INSTEAD.get(what, _KINDS_KEPT))


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")
