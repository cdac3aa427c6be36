"""Office files are ZIP archives of XML: opened with bounds, and never more of it unpacked than a schedule needs."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Self
from xml.etree import ElementTree as ET

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.limits import MEGABYTE, MOST_PARTS, MOST_UNPACKED, too_large

File = Path | IO[bytes]
"""An office file: in a folder, or one of ours still in memory."""
_MOST_RATIO = 300
_SMALL = 20 * MEGABYTE
_AGAIN = "Ábralo en su programa, guárdelo de nuevo y cárguelo otra vez."


def damaged() -> Unreadable:
    """The refusal of a file that breaks off or contradicts itself."""
    return Unreadable("El archivo está dañado o incompleto.", way_out=_AGAIN)


class Archive:
    """An office file, open. Raises `Unreadable` where it holds too much, is damaged or hides a declaration."""

    def __init__(self, path: File, *, most_unpacked: int = MOST_UNPACKED) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged() from error
        self._check(most_unpacked)
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def _check(self, most_unpacked: int) -> None:
        parts = self._zip.infolist()
        unpacked, packed = (sum(getattr(one, size) for one in parts) for size in ("file_size", "compress_size"))
        bomb = unpacked > _SMALL and unpacked > _MOST_RATIO * max(packed, 1)
        if len(parts) > MOST_PARTS or unpacked > most_unpacked or bomb:
            raise too_large(f"por dentro ocupa {unpacked // MEGABYTE} MB en {len(parts)} partes")

    def read(self, name: str) -> bytes:
        """A part, whole. `KeyError` where there is none."""
        try:
            data = self._zip.read(name)
        except KeyError:
            raise
        except RuntimeError as error:  # zipfile's way to ask for a password
            raise Unreadable("El archivo está protegido con contraseña.", way_out=_AGAIN) from error
        except Exception as error:
            raise damaged() from error
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            message = "El archivo trae declaraciones que un archivo de oficina no lleva. Por seguridad no se lee."
            raise Unreadable(message, way_out=_AGAIN)
        return data

    def xml(self, name: str) -> ET.Element:
        """A part as a tree. `KeyError` where there is none."""
        try:
            return ET.fromstring(self.read(name))  # noqa: S314 - `read` refuses declarations
        except ET.ParseError as error:
            raise damaged() from error

    def elements(self, name: str) -> Iterator[ET.Element]:
        """The elements of a part, each when it ends, for a part too large to stand in memory as a tree."""
        data = BytesIO(self.read(name))
        try:
            for _, element in ET.iterparse(data):  # noqa: S314 - `read` refuses declarations
                yield element
        except ET.ParseError as error:
            raise damaged() from error

    def relations(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """Id, kind (the last word of its type), target (a part's name or an address) and whether it is external."""
        folder, name = posixpath.split(part)
        try:
            tree = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        except KeyError:
            return
        for one in tree:
            external = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield one.get("Id", ""), one.get("Type", "").rsplit("/", 1)[-1], target if external else place, external


def local(tag: str) -> str:
    """The name of an element without its namespace: transitional and strict files differ only there."""
    return tag.rsplit("}", 1)[-1]


def attribute(element: ET.Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def children(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """The children of an element by their name without namespace."""
    return (one for one in element if local(one.tag) == name)
