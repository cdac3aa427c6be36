"""Sounds and films: what is heard and seen is not touched; titles, places, devices and dates beside it go."""

import shutil
import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.archive import damaged
from rendir.foundation.library.contents import boxes

_TAGS, _INFO, _SEGMENT, _CLUSTER = b"\x12\x54\xc3\x67", b"\x15\x49\xa9\x66", b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
_ATTACHMENTS = b"\x19\x41\xa4\x69"
_TELLING_INFO = (b"\x44\x61", b"\x7b\xa9", b"\x4d\x80", b"\x57\x41", b"\x73\x84")
"""Date, title, the programs that wrote it, and the name of the file."""
_PAGE = struct.Struct("<4sBBqIIIB")
_CRC = []
for _byte in range(256):
    _value = _byte << 24
    for _ in range(8):
        _value = ((_value << 1) ^ 0x04C11DB7) if _value & 0x80000000 else _value << 1
    _CRC.append(_value & 0xFFFFFFFF)


def without_boxes(path: Path) -> bytes:
    """MP4, M4A, MOV: boxes that tell are blanked where they stand."""
    film = BytesIO()
    with path.open("rb") as file:
        shutil.copyfileobj(file, film, 1024 * 1024)
    try:
        boxes.blank(film)
    except (ValueError, struct.error) as error:
        raise damaged() from error
    return film.getvalue()


def without_labels(path: Path) -> bytes:
    """MP3: the labels before and after the sound go."""
    data = path.read_bytes()
    while data[:3] == b"ID3" and len(data) > 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    if data[-32:-24] == b"APETAGEX":
        size = int.from_bytes(data[-20:-16], "little") + (32 if data[-9] & 0x80 else 0)
        data = data[: max(0, len(data) - size)]
    return data.lstrip(b"\0")


def without_tags(path: Path) -> bytes:
    """WEBM: tags, attachments and what its head tells become void, as long as they were."""
    film = bytearray(path.read_bytes())
    try:
        for start, end, name in _elements(film, 0, len(film)):
            if name == _SEGMENT:
                _blank_in_segment(film, start, end)
    except (IndexError, ValueError) as error:
        raise damaged() from error
    return bytes(film)


def _blank_in_segment(film: bytearray, start: int, end: int) -> None:
    for inner, last, name in list(_elements(film, start, end)):
        if name in (_TAGS, _ATTACHMENTS):
            _void(film, inner - _head_size(film, inner, name), last)
        elif name == _INFO:
            for content, close, told in list(_elements(film, inner, last)):
                if told in _TELLING_INFO:
                    film[content:close] = bytes(close - content)


def _elements(film: bytearray, start: int, end: int) -> list[tuple[int, int, bytes]]:
    """Where the content of each element begins and ends, and its name. Those of unknown length end with the film."""
    found = []
    while start < end:
        name = _number(film, start)
        length = _number(film, start + len(name))
        content = start + len(name) + len(length)
        size = int.from_bytes(length, "big") & ((1 << (7 * len(length))) - 1)
        unknown = size == (1 << (7 * len(length))) - 1
        last = end if unknown else content + size
        if last > end:
            raise ValueError
        found.append((content, last, name))
        start = last
        if name == _CLUSTER and unknown:
            break
    return found


def _number(film: bytearray, start: int) -> bytes:
    """The zeros before its first bit say how many bytes a number takes."""
    length = 9 - film[start].bit_length()
    if length > 8:
        raise ValueError
    return bytes(film[start : start + length])


def _head_size(film: bytearray, content: int, name: bytes) -> int:
    """How far before its content an element begins."""
    return next(size + len(name) for size in range(1, 9) if film[content - size - len(name) : content - size] == name)


def _void(film: bytearray, start: int, end: int) -> None:
    film[start:end] = b"\xec\x01" + (end - start - 9).to_bytes(7, "big") + bytes(end - start - 9)


def without_comments(path: Path) -> bytes:
    """OGG: the page with its titles becomes a page of the same length that tells nothing."""
    data = bytearray(path.read_bytes())
    place, blanked = 0, 0
    with suppress(struct.error, IndexError):  # a short sound ends sooner
        for _ in range(8):  # the heads of a sound stand on its first pages
            place, found = _blank_page(data, place)
            blanked += found
    if not blanked:
        raise damaged()  # or a kind of sound whose titles stand elsewhere
    return bytes(data)


def _blank_page(data: bytearray, start: int) -> tuple[int, int]:
    """Where the next page begins, and whether this one told something."""
    head = _PAGE.unpack_from(data, start)
    if head[0] != b"OggS":
        raise IndexError
    segments = int(head[7])
    content = start + _PAGE.size + segments
    end = content + sum(data[start + _PAGE.size : content])
    for mark in (b"OpusTags", b"\x03vorbis"):
        if data.startswith(mark, content):
            _blank_comments(data, content + len(mark), end, framed=mark != b"OpusTags")
            data[start + 22 : start + 26] = bytes(4)
            data[start + 22 : start + 26] = _checksum(data[start:end]).to_bytes(4, "little")
            return end, 1
    return end, 0


def _blank_comments(data: bytearray, start: int, end: int, *, framed: bool) -> None:
    """The name of the program and each title keep their length and lose their letters."""
    place = _blank_one(data, start, end - framed)
    count = int.from_bytes(data[place : place + 4], "little")
    place += 4
    for _ in range(min(count, end)):
        place = _blank_one(data, place, end - framed)


def _blank_one(data: bytearray, start: int, end: int) -> int:
    """Blank one title that begins with its length; gives where the next begins."""
    last = start + 4 + int.from_bytes(data[start : start + 4], "little")
    if last > end:
        message = "El audio trae títulos o imágenes demasiado largos para quitarlos."
        raise Unreadable(message, way_out="Guárdelo como MP3 y cargue ese archivo.")
    length = last - start - 4
    data[start + 4 : last] = b"X=".ljust(length)[:length]
    return last


def _checksum(page: bytearray) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _CRC[(value >> 24) ^ byte]
    return value
