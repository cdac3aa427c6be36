"""Receive a large file on a bad line: begin, append, finish; then whoever needs it claims it.

Only beginning, finishing, claiming and abandoning are deeds of the ledger. How far an upload is, the length of its
file says: neither a killed process nor a dropped line can make the two disagree.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Stale, WrongState
from rendir.foundation.library import shelf
from rendir.foundation.library.actions.files import (
    folder_type,
    is_folder_name,
    keep,
    plain_name,
    recognized,
    refusing_in_words,
)
from rendir.foundation.library.contents.recognition import refuse_by_name
from rendir.foundation.library.models import BroughtTable, StoredFile, Upload
from rendir.foundation.library.queries import last_sign_of, upload_of
from rendir.foundation.library.states import UPLOAD_FLOW, TableState, UploadState

MOST_AT_ONCE = 20
"""Uploads that one person, or one holder of a link, may have begun and not finished."""
_GOING_ON = (UploadState.OPEN, UploadState.FINISHED)
_A_DAY = timedelta(days=1)


def begin_upload(*, name: str, size: int, by: Actor, most: int | None = None, folder: bool = False) -> Upload:
    """Announce a file of that many bytes; then append its pieces. `Invalid` where such a file is not kept, `NoRoom`
    where the disk would not hold it.

    `folder`: it is a compressed folder, for whoever unpacks it; as evidence none is kept.
    """
    check(Perm.FILES_ADD, by=by)
    _must_be_named(name, folder=folder)
    most = most or settings.MOST_FILE_BYTES
    if size < 1:
        raise Invalid(_("El archivo está vacío."), way_out=_("Revise que sea el correcto y cárguelo otra vez."))
    if size > most:
        raise shelf.too_large(most)
    _must_not_have_too_many(by)
    with atomic():
        upload = Upload(name=plain_name(name), size=size, owner=by.actor_id, started_at=clock.now())
        create(upload, perm=Perm.FILES_ADD, by=by)
        shelf.begin_part(upload.public_id, size)
    return upload


def append_chunk(upload: Upload, chunks: Iterable[bytes], *, offset: int, by: Actor, sha256: str = "") -> int:
    """Append what comes at `offset`; gives where the upload is then. What came before a dropped line stays.

    `shelf.WrongOffset` says where it really is, when that is not `offset`, when somebody else is sending it, or when
    the bytes are not those of `sha256`.
    """
    check(Perm.FILES_ADD, by=by)
    _must_be_open(upload)
    return shelf.append_to_part(upload.public_id, chunks, offset=offset, most=upload.size, sha256=sha256)


def finish_upload(upload: Upload, *, by: Actor, sha256: str = "") -> Upload:
    """All pieces are here: check length, hash (where the sender tells one) and kind. Finished once, it stays so.

    `Invalid` where it is none that is kept or not what was sent: it is then abandoned, for nothing would mend it.
    """
    check(Perm.FILES_ADD, by=by)
    if upload.state == UploadState.FINISHED:
        return upload
    _must_be_open(upload)
    length = shelf.length_of_part(upload.public_id)
    if length != upload.size:
        raise shelf.WrongOffset(length)
    try:
        fields = _checked(upload, sha256)
    except Invalid:
        abandon_upload(upload, by=by)
        raise
    return take(upload, UPLOAD_FLOW, "finish_upload", fields, by=by)


def claim_upload(public_id: str, *, by: Actor, folder: bool = False) -> StoredFile:
    """The file of an upload, kept in the library for what its owner wanted it for. Asked again, the same file.

    `came_again` is true on it where the library had the same bytes. `NotFound` where the upload is another's.
    """
    upload = upload_of(public_id, by=by)
    _must_be_named(upload.name, folder=folder)
    if upload.file:
        return upload.file
    with atomic():
        finish_upload(upload, by=by)
        _must_be_here(upload)
        arrival = shelf.Arrival(shelf.part_of(public_id), upload.size, upload.sha256)
        stored = keep(arrival, name=upload.name, media_type=upload.media_type, by=by)
        take(upload, UPLOAD_FLOW, "claim_upload", {"file": stored}, by=by)
        forget_once_written(upload.public_id)
    return stored


def abandon_upload(upload: Upload, *, by: Actor) -> Upload:
    """Leave an upload for good; its bytes go."""
    with atomic():
        take(upload, UPLOAD_FLOW, "abandon_upload", by=by)
        forget_once_written(upload.public_id)
    return upload


def clean_uploads(*, by: Actor) -> int:
    """Abandon what nobody went on with for the days that the installation gives, and sweep up what was left over by
    processes that were killed. Gives how many uploads were abandoned.
    """
    limit = clock.now() - timedelta(days=settings.UPLOAD_DAYS)
    waiting = Upload.objects.filter(state__in=_GOING_ON, started_at__lt=limit).order_by("pk")
    old = [upload for upload in waiting if last_sign_of(upload) < limit]
    done = [_abandoned(upload, by) for upload in old]
    kept = Upload.objects.filter(state__in=_GOING_ON).values_list("public_id", flat=True)
    tables = BroughtTable.objects.filter(state=TableState.OPEN).values_list("public_id", flat=True)
    shelf.sweep({*kept, *tables}, before=(clock.now() - _A_DAY).timestamp())
    return done.count(True)


def _abandoned(upload: Upload, by: Actor) -> bool:
    """False where its owner was faster."""
    try:
        abandon_upload(upload, by=by)
    except Stale:
        return False
    return True


def _checked(upload: Upload, sha256: str) -> dict[str, object]:
    digest = shelf.digest_of_part(upload.public_id)
    if sha256 and sha256 != digest:
        message = _("Lo que llegó no es lo que se envió: el archivo cambió mientras se cargaba.")
        raise Invalid(message, way_out=_("Cárguelo de nuevo."))
    part = shelf.part_of(upload.public_id)
    media_type = folder_type(part) if is_folder_name(upload.name) else recognized(part, upload.name)
    return {"sha256": digest, "media_type": media_type}


def _must_be_named(name: str, *, folder: bool) -> None:
    """A folder goes where folders are unpacked, and nowhere else; there nothing else goes."""
    if folder and not is_folder_name(name):
        message = _("El archivo no es una carpeta comprimida ZIP.")
        raise Invalid(message, way_out=_("Comprima la carpeta en un archivo que termine en .zip y cárguelo."))
    if not folder:
        with refusing_in_words():
            refuse_by_name(name)


def _must_be_open(upload: Upload) -> None:
    if upload.state != UploadState.OPEN:
        message = _("Esta carga ya está %(state)s.") % {"state": upload.get_state_display().lower()}
        raise WrongState(message, way_out=_("Si el archivo no quedó guardado, cárguelo de nuevo."))


def _must_be_here(upload: Upload) -> None:
    """Copies of an installation carry the library and leave out what was still on its way."""
    if not shelf.part_of(upload.public_id).exists():
        message = _("Lo que cargó ya no está en el servidor.")
        raise Invalid(message, way_out=_("Elija el archivo otra vez: se carga desde el principio."))


def _must_not_have_too_many(by: Actor) -> None:
    if Upload.objects.filter(owner=by.actor_id, state__in=_GOING_ON).count() >= MOST_AT_ONCE:
        message = _("Ya tiene %(number)s cargas sin terminar.") % {"number": MOST_AT_ONCE}
        raise Invalid(message, way_out=_("Termine o cancele alguna; las viejas se quitan solas."))


def forget_once_written(public_id: str) -> None:
    """Drop bytes that waited, only once the transaction holds: one that is undone finds them again."""
    transaction.on_commit(partial(shelf.drop_part, public_id))
