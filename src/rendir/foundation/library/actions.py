"""Keep a file, freeze a publication."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.db import IntegrityError

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.queries import head
from rendir.foundation.core import clock
from rendir.foundation.library.models import Publication, PublicationFile, StoredFile

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
}


def store_file(data: bytes, *, name: str, media_type: str, perm: str = Perm.FILES_ADD, by: Actor) -> StoredFile:
    """Keep the bytes once; the same bytes again give the same file."""
    check(perm, by=by)
    sha256 = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known:
        return known
    stored = StoredFile(
        sha256=sha256, size=len(data), media_type=media_type, name=Path(name).name[:250], stored_at=clock.now()
    )
    _write(stored.path, data)
    try:
        return create(stored, perm=perm, by=by)
    except IntegrityError:  # another transaction kept the same bytes first
        return StoredFile.objects.get(sha256=sha256)


def publish(
    *,
    subject: str,
    number: int,
    title: str,
    digest: str,
    files: Mapping[str, tuple[str, bytes]],
    perm: str = Perm.PUBLISH,
    by: Actor,
) -> Publication:
    """Freeze a version: `files` gives name and bytes by format. A version is published once and never rewritten.

    `perm` is the right that the act itself asks for, where it is not that of publishing: who may seal a report may
    publish what is sealed.
    """
    with atomic():
        publication = create(
            Publication(
                subject=subject,
                number=number,
                title=title,
                published_at=clock.now(),
                digest=digest,
                ledger_head=head()[1],
            ),
            perm=perm,
            by=by,
        )
        for kind, (name, data) in files.items():
            stored = store_file(data, name=name, media_type=MEDIA_TYPES[kind], perm=perm, by=by)
            create(PublicationFile(publication=publication, format=kind, file=stored), perm=perm, by=by)
    return publication


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a killed process or a full disk leaves no half file under the hash's name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
