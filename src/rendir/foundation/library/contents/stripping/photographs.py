"""Pictures: only their points are kept, upright; what stood beside the points is gone. Those inside documents are
cleaned as they are, part by part.
"""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

from rendir.foundation.library.contents.kinds import FileKind
from rendir.foundation.library.contents.pictures import flattened, upright

_LONGEST = 6_000
"""Of a picture that is published, the longer side: enough for a printed page, light enough for a bad line."""
_QUALITY = 88
_SAVED = {
    FileKind.JPG: (FileKind.JPG, "JPEG", {"quality": _QUALITY}),
    FileKind.HEIC: (FileKind.JPG, "JPEG", {"quality": _QUALITY}),
    FileKind.PNG: (FileKind.PNG, "PNG", {}),
    FileKind.WEBP: (FileKind.WEBP, "WEBP", {"quality": _QUALITY}),
}
"""What each is published as. Few programs open HEIC: it becomes JPG."""
_SHOWING = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"acTL", b"fcTL", b"fdAT", b"pHYs"}
_PNG = b"\x89PNG\r\n\x1a\n"
_APP0, _APP14, _SCAN, _COMMENT = 0xE0, 0xEE, 0xDA, 0xFE


def stripped(path: Path, kind: FileKind) -> tuple[FileKind, bytes]:
    """The kind of the copy, and the copy."""
    image = _in_common_colours(upright(path, _LONGEST))
    image.thumbnail((_LONGEST, _LONGEST))
    published, name, options = _SAVED[kind]
    if published is FileKind.JPG:
        image = flattened(image)
    image.info = {}
    copy = BytesIO()
    image.save(copy, name, **options)
    return published, copy.getvalue()


def _in_common_colours(image: Image.Image) -> Image.Image:
    """A telephone's own colours become everybody's: its colour profile, which names it, can go."""
    profile = image.info.get("icc_profile")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            own, common = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            mode = "RGB" if image.mode == "CMYK" else image.mode
            image = ImageCms.profileToProfile(image, own, common, outputMode=mode) or image
    return image


def without_labels(data: bytes) -> bytes:
    """A JPEG or PNG inside a document, its points untouched. Anything else is given back as it is."""
    with suppress(IndexError, ValueError):
        if data.startswith(b"\xff\xd8"):
            return b"".join(_segments(data))
        if data.startswith(_PNG):
            return _PNG + b"".join(_chunks(data))
    return data


def _segments(data: bytes) -> Iterator[bytes]:
    """The parts of a JPEG that make its picture. Of the labels only those that say how to read its colours."""
    yield data[:2]
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise ValueError
        marker, size = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == _SCAN:
            yield data[place : _end_of_picture(data, place)]
            return
        labels = 0xE1 <= marker <= 0xEF and marker != _APP14
        if not labels and marker != _COMMENT:
            yield data[place : place + 2 + size]
        place += 2 + size
    raise ValueError


def _end_of_picture(data: bytes, start: int) -> int:
    """Where its last point ends: telephones hang a film, or another picture, behind it."""
    place = start
    while (place := data.find(b"\xff", place)) >= 0:
        marker = data[place + 1]
        if marker == 0xD9:
            return place + 2
        place += 2
    return len(data)


def _chunks(data: bytes) -> Iterator[bytes]:
    place = len(_PNG)
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] in _SHOWING:
            yield data[place:end]
        place = end
