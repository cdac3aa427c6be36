"""The letters of the printed page: Source Sans Pro (SIL OFL 1.1), as a package carries it, and what it can draw.

Only these files are used, never the machine's own: the same document gives the same bytes everywhere.
"""

import struct
import tempfile
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

FAMILY = "Source Sans Pro"
MISSING = "☐"
_NEAREST = {
    "●": "•",
    "○": "◌",
    "□": "☐",
    "▪": "■",
    "↩": "←",
    "✔": "✓",
    "✗": "×",
    "✘": "×",
    "❌": "×",
    "✅": "☑",
    "‑": "-",
}
"""Drawings that mean the same where the letters lack the one that was written."""
_UPRIGHT = ("Regular", "Semibold")
_SLANTED = ("It", "SemiboldIt")
_SEGMENTED, _GROUPED = 4, 12


def drawable(text: str) -> str:
    """The text with `☐` where the letters have no drawing (PDF/A refuses a character without one).

    Before that its compatible form is tried (`①` is `1`), then a drawing near to it (`✔` is `✓`). Marks that are
    never drawn (joiners, variation selectors) fall away.
    """
    composed = unicodedata.normalize("NFC", text)
    return composed.translate({ord(mark): _drawn(mark) for mark in set(composed)})


def slants(text: str) -> bool:
    """Whether the slanted faces, which have fewer letters, can draw the text (already made `drawable`)."""
    return all(mark == "\n" or ord(mark) in _covered(_SLANTED) for mark in text)


@cache
def collection() -> typst.Fonts:
    """The four faces, loaded once. A folder of links holds them: their own folder holds each face twice."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder().name])


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Lives as long as the process, and goes with it."""
    folder = tempfile.TemporaryDirectory(prefix="rendir-fonts-")
    for path in map(_path, (*_UPRIGHT, *_SLANTED)):
        Path(folder.name, path.name).symlink_to(path)
    return folder


def _path(face: str) -> Path:
    return Path(str(files("font_source_sans_pro"))) / "files" / f"SourceSansPro-{face}.otf"


@cache
def _drawn(mark: str) -> str:
    for shape in (mark, unicodedata.normalize("NFKC", mark), _NEAREST.get(mark, mark)):
        if shape == "\n" or all(ord(part) in _covered(_UPRIGHT) for part in shape):
            return shape
    never_drawn = unicodedata.category(mark) == "Cf" or unicodedata.name(mark, "").startswith("VARIATION SELECTOR")
    return "" if never_drawn else MISSING


@cache
def _covered(faces: tuple[str, ...]) -> frozenset[int]:
    """The characters that all those faces draw, private ones apart (PDF/A refuses them too)."""
    common = frozenset.intersection(*(frozenset(_mapped(_path(face).read_bytes())) for face in faces))
    return frozenset(code for code in common if unicodedata.category(chr(code)) not in {"Co", "Cc", "Cf"})


def _mapped(font: bytes) -> Iterator[int]:
    """The characters in an OpenType file's `cmap` (the OpenType specification, formats 4 and 12)."""
    start = _table_offset(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * index + 4)
        (shape,) = struct.unpack_from(">H", font, start + offset)
        if shape == _SEGMENTED:
            yield from _segments(font, start + offset)
        elif shape == _GROUPED:
            yield from _groups(font, start + offset)


def _table_offset(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return next(int(offset) for tag, _, offset, _ in records if tag == name)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", font, at + 16 + doubled)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for index in range(count):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * index)
        yield from range(first, last + 1)
