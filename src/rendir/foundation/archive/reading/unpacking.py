"""What is in a ZIP, told and handed over: the first line says what becomes of each entry, the bytes of those that are
taken follow in frames. Nothing of it is ever written under a name that the ZIP gives.
"""

import json
import lzma
import stat
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from rendir.foundation.archive.reading.limits import (
    MOST_ENTRIES,
    MOST_OF_ONE,
    MOST_RATIO,
    MOST_UNPACKED,
    SWELLS_FROM,
)
from rendir.foundation.archive.rules.names import harm_of, is_noise, read_name
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.limits import MEGABYTE
from rendir.foundation.library.contents.recognition import refuse_by_name

FRAME = struct.Struct(">I")
WHOLE, BROKEN = 0, 0xFFFFFFFF
"""What stands in place of a frame's length where an entry ends."""
_PIECE = 256 * 1024
_PACKED = (".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_UTF8, _LOCKED = 0x800, 0x1
_DAMAGES = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_HALVES = "Divida la carpeta (por ejemplo, un ZIP por año) y cargue cada parte."


def print_entries(path: Path) -> None:
    """The list, then the bytes."""
    output = sys.stdout.buffer
    try:
        with zipfile.ZipFile(path) as archive:
            entries = list(_entries(archive))
            told = [entry for entry, _info in entries]
            output.write(json.dumps({"entries": told}, ensure_ascii=False).encode() + b"\n")
            for entry, info in entries:
                if entry["outcome"] == "take":
                    _hand_over(archive, info, output)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(
            "La carpeta comprimida está dañada o no es un ZIP.", way_out="Comprímala de nuevo y cárguela otra vez."
        ) from error


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[dict[str, Any], zipfile.ZipInfo]]:
    """What becomes of each file; folders are no files. `Unreadable` where they are more than a folder may hold."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MOST_ENTRIES:
        raise Unreadable(f"La carpeta trae más de {MOST_ENTRIES} archivos.", way_out=_HALVES)
    if sum(info.file_size for info in files) > MOST_UNPACKED:
        message = f"La carpeta, descomprimida, pesa más de {MOST_UNPACKED // MEGABYTE} MB."
        raise Unreadable(message, way_out=_HALVES)
    for info in files:
        path = read_name(info.orig_filename, is_utf8=bool(info.flag_bits & _UTF8))
        outcome, why = _outcome(path, info)
        yield {"path": path, "size": info.file_size, "outcome": outcome, "why": why}, info


def _outcome(path: str, info: zipfile.ZipInfo) -> tuple[str, str]:
    if is_noise(path):
        return "left", "Lo dejan los programas para sí: no es un documento."
    why = harm_of(path) or _harm_of_entry(info) or _refused_by_name(path)
    return ("refused", why) if why else ("take", "")


def _harm_of_entry(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _LOCKED:
        return "Está protegido con contraseña: quítesela y cárguelo."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "Es un atajo a otro archivo: no se toma."
    if info.file_size == 0:
        return "Está vacío."
    if info.file_size > MOST_OF_ONE:
        return f"Pesa más de {MOST_OF_ONE // MEGABYTE} MB."
    if info.file_size > SWELLS_FROM and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        return "Se infla demasiado al descomprimirlo: parece hecho para dañar."
    return ""


def _refused_by_name(path: str) -> str:
    if path.lower().endswith(_PACKED):
        return "Es otra carpeta comprimida: descomprímala y ponga sus archivos en la carpeta."
    try:
        refuse_by_name(path)
    except Unreadable as refusal:
        return f"{refusal.message} {refusal.way_out}"
    return ""


def _hand_over(archive: zipfile.ZipFile, info: zipfile.ZipInfo, output: BinaryIO) -> None:
    """The bytes of one entry in frames; never more than it announced."""
    left = info.file_size
    try:
        with archive.open(info) as source:
            while piece := source.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    break
                output.write(FRAME.pack(len(piece)) + piece)
    except (*_DAMAGES, NotImplementedError, EOFError, RuntimeError, OSError, ValueError):
        left = -1
    output.write(FRAME.pack(BROKEN if left else WHOLE))
