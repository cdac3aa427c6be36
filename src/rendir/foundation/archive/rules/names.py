"""What the names inside a compressed folder say: how they are read, which are of no interest, which would do harm.

Pure. ZIP of PKWARE, APPNOTE 6.3.10, section 4.4.17: names are relative, with `/`; those without the mark of UTF-8 are
written as the machine that packed them writes.
"""

import re
import unicodedata
from pathlib import PurePosixPath

from rendir.foundation.core.spanish import opening, squeeze

LONGEST = 250
_NOISE = re.compile(r"^(?:thumbs\.db|desktop\.ini|\.ds_store|\._.*|~\$.*|\.~lock\..*)$", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:")
_NOTHING = re.compile(r"[\s_]+|(?<=\D)[-.](?=\D)")


def read_name(name: str, *, is_utf8: bool) -> str:
    """The path as people wrote it, with `/` between folders.

    Python reads what has no mark of UTF-8 as code page 437, which keeps every byte. Some programs write UTF-8 without
    the mark; the others, in Colombia, code page 850: in both the small letters with accents are the same bytes.
    """
    if not is_utf8:
        data = name.encode("cp437", "replace")
        try:
            name = data.decode("utf-8")
        except UnicodeDecodeError:
            name = data.decode("cp850")
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def is_noise(path: str) -> bool:
    """Whether it is what systems and programs leave in folders for themselves."""
    parts = PurePosixPath(path).parts
    return "__MACOSX" in parts or bool(parts and _NOISE.match(parts[-1]))


def harm_of(path: str) -> str:
    """Why a path is not taken; empty where it is one."""
    if path.startswith("/") or _DRIVE.match(path):
        return "Su ruta es de un disco y no de la carpeta: no se toma."
    if ".." in path.split("/"):
        return "Su ruta sale de la carpeta comprimida: no se toma."
    if not all(letter.isprintable() for letter in path):
        return "Su nombre trae signos que no se ven: no se toma."
    return "Su ruta es demasiado larga." if len(path) > LONGEST else ""


def folder_of(path: str) -> str:
    """The folders of a path, without its name."""
    parent = str(PurePosixPath(path).parent)
    return "" if parent == "." else parent


def title_of(path: str) -> str:
    """A title for the document called so: its name without its ending, with spaces."""
    stem = PurePosixPath(path).stem
    return opening(squeeze(_NOTHING.sub(" ", stem)))[:200] or stem[:200]
