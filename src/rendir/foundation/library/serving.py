"""Handing a kept file, or the certificate of a publication, to a browser: never as a page, never under a name that
tells who made it.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from rendir.foundation.core.documents import to_pdf
from rendir.foundation.library.certificate import Published, certificate
from rendir.foundation.library.contents.kinds import Family, FileKind
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.queries import current_entity

_SHOWN = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG, FileKind.WEBP, FileKind.TXT})
"""What a browser may show by itself: none of these runs anything there."""
_PLAYED = frozenset({Family.AUDIO, Family.VIDEO})
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PIECE = 256 * 1024
PROOF = "#comprobar"
"""The part of the page of whatever is published where its hashes stand."""
_POLICY = "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'"


def file_response(request: HttpRequest, stored: StoredFile, *, name: str, inline: bool = False) -> HttpResponseBase:
    """The file under a name that the caller chooses: one that tells nothing of the person who made it.

    `inline` shows it in the browser where that is safe (PDF, JPG, PNG, WEBP, plain text); anything else is downloaded.
    Sounds and films may be asked for in parts, so that a player can jump.
    """
    kind = stored.kind
    part = _part_asked(request, stored) if kind and kind.family in _PLAYED else None
    response = _part(stored, *part) if part else FileResponse(stored.path.open("rb"))
    if kind and kind.family in _PLAYED:
        response["Accept-Ranges"] = "bytes"
    if response.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        response["Content-Type"] = stored.media_type if kind else "application/octet-stream"
    response["Content-Disposition"] = _disposition(name, shown=inline and kind in _SHOWN)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def certificate_response(of: Published, name: str) -> HttpResponse:
    """The certificate of what was published, as a PDF; its code leads to the page where the hashes stand."""
    entity = current_entity()
    logo = logo_of(entity) if entity else None
    document = certificate(of, entity=entity.name if entity else "", logo=logo, verify_at=f"{of.address}{PROOF}")
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(to_pdf(document), content_type="application/pdf", headers=headers)


def _disposition(name: str, *, shown: bool) -> str:
    """A name of any letters, and for old programs the same in plain ones."""
    plain = re.sub(r'[^\w .()-]|["\\]', "_", name.encode("ascii", "replace").decode().replace("?", "_"))
    return f"{'inline' if shown else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def _part_asked(request: HttpRequest, stored: StoredFile) -> tuple[int, int] | None:
    """From which byte to which; none where the whole file is asked for."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(0, stored.size - int(last)), stored.size - 1
    return int(first), min(int(last), stored.size - 1) if last else stored.size - 1


def _part(stored: StoredFile, first: int, last: int) -> HttpResponseBase:
    if first > last or first >= stored.size:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{stored.size}"
        return refused
    file = stored.path.open("rb")
    file.seek(first)
    response = StreamingHttpResponse(_pieces(file, last + 1 - first), status=HTTPStatus.PARTIAL_CONTENT)
    response["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    response["Content-Length"] = str(last + 1 - first)
    return response


def _pieces(file: BinaryIO, left: int) -> Iterator[bytes]:
    with file:
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
