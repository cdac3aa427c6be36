"""Office files are ZIP archives of XML; here they are packed so that the same parts give the same bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape as _escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, str | bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """The parts in their order, compressed but for those named in `stored`."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def escape(text: str) -> str:
    """Text as XML, in an element or between quotation marks."""
    return _escape(text, {'"': "&quot;"})
