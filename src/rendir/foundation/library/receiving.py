"""Receiving a file piece by piece over HTTP, for every view that lets somebody send one: of the entity, or the holder
of a link. The protocol is that of tus, as far as a page of ours needs it.

`POST begin` (name, size) → 201 and the upload's address. There: `HEAD` tells where it goes on (`Upload-Offset`);
`PATCH` with `Upload-Offset` appends, 409 tells the right one; `POST` finishes; `DELETE` abandons.
"""

import base64
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _

from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.library.actions import abandon_upload, append_chunk, begin_upload, finish_upload
from rendir.foundation.library.forms import UploadForm
from rendir.foundation.library.models import Upload
from rendir.foundation.library.queries import is_known, upload_of

METHODS = ("HEAD", "PATCH", "POST", "DELETE")
"""What an upload's address answers to."""
_PIECE = 64 * 1024


def begin(
    request: HttpRequest,
    *,
    by: Actor,
    address: Callable[[str], str],
    most: int | None = None,
    folder: bool = False,
) -> HttpResponse:
    """Announce a file, or a compressed `folder`. `address` gives, for the upload's identity, where it goes on."""
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise _incomplete()
    told = form.cleaned_data
    upload = begin_upload(name=told["name"], size=told["size"], by=by, most=most, folder=folder)
    answer = JsonResponse({"upload": upload.public_id}, status=HTTPStatus.CREATED)
    answer["Location"] = address(upload.public_id)
    return _told(answer, 0, upload)


def go_on(request: HttpRequest, public_id: str, *, by: Actor, says_known: bool = False) -> HttpResponse:
    """Whatever is asked of an upload that was begun. `says_known`: tell, at its end, whether the library has the same
    bytes already; not for strangers, who would learn what is kept.
    """
    upload = upload_of(public_id, by=by)
    match request.method:
        case "PATCH":
            return _append(request, upload, by)
        case "POST":
            return _finish(request, upload, by, says_known=says_known)
        case "DELETE":
            abandon_upload(upload, by=by)
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return _told(HttpResponse(), upload.received, upload)


def _append(request: HttpRequest, upload: Upload, by: Actor) -> HttpResponse:
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isdecimal():
        raise _incomplete()
    try:
        reached = append_chunk(upload, _body(request), offset=int(offset), by=by, sha256=_checksum(request))
    except UnreadablePostError:  # the line dropped; nobody listens any more, and what came is kept
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    return _told(HttpResponse(status=HTTPStatus.NO_CONTENT), reached, upload)


def _finish(request: HttpRequest, upload: Upload, by: Actor, *, says_known: bool) -> HttpResponse:
    finish_upload(upload, by=by, sha256=request.POST.get("sha256", ""))
    told: dict[str, object] = {"upload": upload.public_id, "name": upload.name, "size": upload.size}
    if says_known:
        told["known"] = is_known(upload.sha256)
    return _told(JsonResponse(told), upload.size, upload)


def _body(request: HttpRequest) -> Iterator[bytes]:
    """What is sent, as it comes. `UnreadablePostError` where it ends before its time."""
    left = int(request.headers.get("Content-Length") or 0)
    while left and (piece := request.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece
    if left:
        raise UnreadablePostError


def _checksum(request: HttpRequest) -> str:
    """`Upload-Checksum: sha256 …`, in base 64 as tus writes it; nothing where none is told."""
    kind, _space, value = request.headers.get("Upload-Checksum", "").partition(" ")
    try:
        return base64.b64decode(value, validate=True).hex() if kind == "sha256" else ""
    except ValueError as error:
        raise _incomplete() from error


def _told(answer: HttpResponse, offset: int, upload: Upload) -> HttpResponse:
    answer["Upload-Offset"] = str(offset)
    answer["Upload-Length"] = str(upload.size)
    answer["Cache-Control"] = "no-store"
    return answer


def _incomplete() -> Invalid:
    return Invalid(_("La carga llegó incompleta."), way_out=_("Elija el archivo otra vez."))
