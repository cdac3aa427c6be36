"""The boxes that MP4, M4A and MOV are made of: which of them tell of the recording, and how to blank those.

A box is a length, a name and what it holds, which may be boxes again. To blank one, its name becomes `free` and its
content zeros: nothing moves, so that the film still plays.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_HOLDING = frozenset({b"moov", b"trak", b"mdia", b"moof", b"traf", b"udta"})
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"mere"})
_DATED = {b"mvhd": (4, 8), b"tkhd": (4, 8), b"mdhd": (4, 8)}
_MOST = 16 * 1024 * 1024
_DEEPEST = 8
_MOST_BOXES = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box stands: its name, where it begins, where its content does, where it ends."""

    name: bytes
    start: int
    content: int
    end: int


def walk(file: BinaryIO) -> Iterator[Box]:
    """Every box, each before those inside it. `ValueError` where a box does not fit in the one around it."""
    file.seek(0, 2)
    for count, box in enumerate(_within(file, 0, file.tell(), 0)):
        if count > _MOST_BOXES:
            raise ValueError
        yield box


def blank(file: BinaryIO) -> int:
    """Blank, in a file open for reading and writing, all that tells when, where, by whom. Gives how many boxes."""
    blanked, inside = 0, 0
    for box in list(walk(file)):
        if box.start < inside:
            continue
        if box.name in _TELLING:
            _write(file, box.start + 4, b"free")
            _zero(file, box.content, box.end)
            blanked, inside = blanked + 1, box.end
        elif box.name in _DATED:
            _zero_dates(file, box)
    return blanked


def about(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """When it was recorded (`mvhd`), where (`place`), and what its writer noted by name."""
    for box in walk(file):
        if box.name == b"mvhd":
            head = _read(file, box.content, box.end)
            yield b"mvhd", head[4:12] if head[:1] == b"\1" else head[4:8]
        elif box.name in (b"\xa9xyz", b"loci"):
            yield b"place", _read(file, box.content, box.end)
        elif box.name == b"meta":
            yield from _named(_read(file, box.content, box.end))


def _named(meta: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Apple's list: the keys, then a value for each, in the order of the keys."""
    keys = [found for found in _keys(meta) if found]
    place = meta.find(b"ilst")
    for key in keys if place >= 0 else ():
        place = meta.find(b"data", place)
        if place < 4:
            return
        size = int.from_bytes(meta[place - 4 : place], "big")
        value = meta[place + 12 : place - 4 + size]
        yield (b"place" if key.endswith(b"location.ISO6709") else key), value
        place += 4


def _keys(meta: bytes) -> Iterator[bytes]:
    place = meta.find(b"mdta")
    while place >= 4:
        size = int.from_bytes(meta[place - 4 : place], "big")
        if 8 < size < 200 and meta[place + 4 : place + 8] == b"com.":
            yield meta[place + 4 : place - 4 + size]
        place = meta.find(b"mdta", place + 4)


def _within(file: BinaryIO, start: int, end: int, depth: int) -> Iterator[Box]:
    while start + 8 <= end:
        box = _box_at(file, start, end)
        yield box
        if box.name in _HOLDING and depth < _DEEPEST:
            yield from _within(file, box.content, box.end, depth + 1)
        start = box.end


def _box_at(file: BinaryIO, start: int, end: int) -> Box:
    size, name = struct.unpack(">I4s", _read(file, start, start + 8))
    content = start + 8
    if size == 1:
        size, content = int.from_bytes(_read(file, content, content + 8), "big"), start + 16
    last = end if size == 0 else start + size
    if last < content or last > end:
        raise ValueError
    return Box(name, start, content, last)


def _read(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(min(end - start, _MOST))


def _write(file: BinaryIO, start: int, data: bytes) -> None:
    file.seek(start)
    file.write(data)


def _zero(file: BinaryIO, start: int, end: int) -> None:
    file.seek(start)
    while start < end:
        start += file.write(bytes(min(end - start, _MOST)))


def _zero_dates(file: BinaryIO, box: Box) -> None:
    """When it was made and changed: two numbers after the version, longer in version 1."""
    first, length = _DATED[box.name]
    wide = _read(file, box.content, box.content + 1) == b"\1"
    _zero(file, box.content + first, min(box.content + first + length * (2 if wide else 1), box.end))
