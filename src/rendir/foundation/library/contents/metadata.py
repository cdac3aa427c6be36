"""What a file tells of itself besides what it shows: when and where a photograph was taken, with which device, who
wrote a document and with which program. Proof for an auditor; never published.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pillow_heif
import pypdfium2
from PIL import ExifTags, Image, UnidentifiedImageError
from pypdfium2 import PdfiumError

from rendir.foundation.core.readers.archive import Archive, damaged, local
from rendir.foundation.library.contents import boxes
from rendir.foundation.library.contents.inside import open_office
from rendir.foundation.library.contents.kinds import Family, FileKind

_LONGEST = 300
_QUICKTIME_BEGINS = datetime(1904, 1, 1, tzinfo=UTC)
_PDF_DAY = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_ISO6709 = re.compile(rb"([+-]\d{1,3}\.\d+)([+-]\d{1,3}\.\d+)")
_APPLE = {b"com.apple.quicktime.make": "make", b"com.apple.quicktime.model": "model"}
_OFFICE = {
    "creator": "author",
    "initial-creator": "author",
    "lastModifiedBy": "last_author",
    "created": "created_at",
    "creation-date": "created_at",
    "modified": "modified_at",
    "title": "title",
    "Application": "program",
    "generator": "program",
    "Company": "organization",
    "Manager": "manager",
}
_PDF = {
    "Author": "author",
    "Title": "title",
    "Creator": "program",
    "Producer": "producer",
    "CreationDate": "created_at",
    "ModDate": "modified_at",
}


def answer(path: Path, kind: str) -> tuple[dict[str, Any], bytes]:
    """Only what is known: `taken_at`, `place` (latitude, longitude), `device`, `author`, `program` and the like."""
    match FileKind(kind):
        case FileKind.PDF:
            found = _of_pdf(path)
        case FileKind.DOCX | FileKind.XLSX | FileKind.PPTX | FileKind.ODT | FileKind.ODS | FileKind.ODP:
            found = _of_office(path)
        case FileKind.MP4 | FileKind.M4A | FileKind.MOV:
            found = _of_recording(path)
        case one if one.family is Family.PICTURE:
            found = _of_picture(path)
        case _:
            found = {}
    return {name: _plain(value) for name, value in found.items() if value not in (None, "", {})}, b""


def _plain(value: object) -> object:
    return "".join(one for one in value if one.isprintable()).strip()[:_LONGEST] if isinstance(value, str) else value


# --- photographs -----------------------------------------------------------------------------------------------------


def _of_picture(path: Path) -> dict[str, Any]:
    pillow_heif.register_heif_opener()
    try:
        with Image.open(path) as image:
            exif, info = image.getexif(), dict(image.info)
            own = {**dict(exif), **exif.get_ifd(ExifTags.IFD.Exif)}
            place = _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise damaged() from error
    device = " ".join(dict.fromkeys(_text(own.get(tag)) for tag in (ExifTags.Base.Make, ExifTags.Base.Model)))
    return {
        "taken_at": _moment(_text(own.get(ExifTags.Base.DateTimeOriginal) or own.get(ExifTags.Base.DateTime))),
        "place": place,
        "device": device.strip(),
        "author": _text(own.get(ExifTags.Base.Artist)) or _text(info.get("Author")),
        "program": _text(own.get(ExifTags.Base.Software)) or _text(info.get("Software")),
        "title": _text(own.get(ExifTags.Base.ImageDescription)) or _text(info.get("Title")),
    }


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value.strip("\0 ") if isinstance(value, str) else ""


def _moment(written: str) -> str:
    """`2021:10:15 09:30:00`, as cameras write it, as other programs read it."""
    with suppress(ValueError):
        return datetime.strptime(written, "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007 - cameras know no zone
    return ""


def _place(gps: Mapping[int, Any]) -> dict[str, float]:
    with suppress(KeyError, TypeError, ValueError, ZeroDivisionError):
        latitude = _degrees(gps[ExifTags.GPS.GPSLatitude], _text(gps[ExifTags.GPS.GPSLatitudeRef]))
        longitude = _degrees(gps[ExifTags.GPS.GPSLongitude], _text(gps[ExifTags.GPS.GPSLongitudeRef]))
        return {"latitude": latitude, "longitude": longitude}
    return {}


def _degrees(parts: Any, side: str) -> float:  # noqa: ANN401 - three numbers of some kind
    degrees, minutes, seconds = (float(one) for one in parts)
    whole = degrees + minutes / 60 + seconds / 3600
    if not 0 <= whole <= 180:  # also what is no number
        raise ValueError
    return round(-whole if side.upper() in ("S", "W", "O") else whole, 6)


# --- documents -------------------------------------------------------------------------------------------------------


def _of_pdf(path: Path) -> dict[str, Any]:
    try:
        with pypdfium2.PdfDocument(path) as document:
            told = document.get_metadata_dict(skip_empty=True)
    except PdfiumError as error:
        raise damaged() from error
    found = {_PDF[name]: value for name, value in told.items() if name in _PDF}
    return found | {name: _pdf_moment(found[name]) for name in ("created_at", "modified_at") if name in found}


def _pdf_moment(written: str) -> str:
    found = _PDF_DAY.match(written)
    if not found:
        return ""
    year, month, day, hour, minute, second = (int(one) for one in found.groups(default="0"))
    with suppress(ValueError):
        return datetime(year, month or 1, day or 1, hour, minute, second).isoformat()  # noqa: DTZ001 - told seldom
    return ""


def _of_office(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with open_office(path) as archive:
        for part in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
            found |= dict(_told_in(archive, part))
    return found


def _told_in(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    if part in archive.names:
        for one in archive.xml(part).iter():
            name = _OFFICE.get(local(one.tag)) or ("last_author" if part == "meta.xml" and _is_last(one.tag) else None)
            if name and one.text:
                yield name, one.text


def _is_last(tag: str) -> bool:
    return tag.endswith("purl.org/dc/elements/1.1/}creator")


# --- recordings ------------------------------------------------------------------------------------------------------


def _of_recording(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        found = dict(boxes.about(file))
    taken = int.from_bytes(found.get(b"mvhd", b""), "big")
    place = _ISO6709.search(found.get(b"place", b""))
    make = [found[key].decode("utf-8", "replace") for key in _APPLE if key in found]
    return {
        "taken_at": (_QUICKTIME_BEGINS + timedelta(seconds=taken)).isoformat() if taken else "",
        "place": {"latitude": float(place[1]), "longitude": float(place[2])} if place else {},
        "device": " ".join(make),
        "program": found.get(b"com.apple.quicktime.software", b"").decode("utf-8", "replace"),
    }
