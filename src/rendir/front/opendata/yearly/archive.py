"""Reading a yearly file that may be damaged or made to harm: bounded, and never a crash. Standard library only."""

import csv
import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

MOST_BYTES = 4_000_000_000
MOST_MEMBERS = 20_000
MOST_AT_ONCE = 200_000_000
"""What a member that is read whole may have: figures and rows, never documents."""
MOST_LINE = 16_000_000
_PIECE = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    LookupError,
    csv.Error,
)
"""What Python raises, somewhere, for a ZIP or a text that is not what it says: an encrypted or nested one too."""


class Unusable(Exception):  # noqa: N818 - it says what the file is
    """The file is no yearly file, or cannot be read as one."""


class Damaged(Exception):  # noqa: N818 - it says what the member is
    """A member of the file is not there, or is not what a yearly file has in its place."""


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Whatever breaks while a member is read is said of the member."""
    try:
        yield
    except _BROKEN as error:
        message = f"{name}: está dañado o no tiene la forma que debe"
        raise Damaged(message) from error


class Archive:
    """The members of a ZIP, read with limits whatever the ZIP says of itself."""

    def __init__(self, file: str | Path | IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            members = self._zip.infolist()
        except _BROKEN as error:
            message = "el archivo no es un ZIP, o está incompleto"
            raise Unusable(message) from error
        _must_be_harmless(members)
        self.names = [one.filename for one in members]
        self.sizes = {one.filename: one.file_size for one in members}
        first = min((one.header_offset for one in members), default=0)
        self.has_more = bool(first or self._zip.comment)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def twice(self) -> list[str]:
        """The names that come more than once."""
        return sorted(name for name, times in Counter(self.names).items() if times > 1)

    def digest(self, name: str) -> str:
        """The SHA-256 of a member."""
        digest = hashlib.sha256()
        with reading(name), self._zip.open(name) as member:
            while piece := member.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def whole(self, name: str) -> bytes:
        """The bytes of a member that is not large."""
        if self.sizes.get(name, 0) > MOST_AT_ONCE:
            message = f"{name}: es demasiado grande"
            raise Damaged(message)
        with reading(name):
            return self._zip.read(name)

    def json(self, name: str) -> Any:  # noqa: ANN401 - any JSON
        """What a member says as JSON."""
        data = self.whole(name)
        with reading(name):
            return json.loads(data)

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV, by the names of its first line."""
        data = self.whole(name)
        with reading(name):
            text = io.StringIO(data.decode("utf-8-sig"), newline="")
            return list(csv.DictReader(text, strict=True))

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member, each with its end, read one by one."""
        with reading(name), self._zip.open(name) as member:
            while line := member.readline(MOST_LINE):
                yield line


def _must_be_harmless(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what would fill a disk or a memory, or write outside its folder when somebody unpacks it."""
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES:
        message = "el archivo es demasiado grande para ser un archivo del año"
        raise Unusable(message)
    for one in members:
        parts = one.orig_filename.removesuffix("/").split("/")
        if not one.orig_filename.isprintable() or set(parts) & {"", ".", ".."} or set("\\:") & set(one.orig_filename):
            message = "el archivo trae nombres que no son de un archivo del año: no lo descomprima"
            raise Unusable(message)
