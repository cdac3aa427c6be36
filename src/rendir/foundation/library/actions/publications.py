"""Freeze a publication: its files and the hash of each, for good."""

from collections.abc import Mapping
from pathlib import Path

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.queries import head
from rendir.foundation.core import clock
from rendir.foundation.library.actions.files import store_file, store_made
from rendir.foundation.library.models import Publication, PublicationFile, StoredFile

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}


def publish(
    *,
    subject: str,
    number: int,
    title: str,
    digest: str,
    files: Mapping[str, tuple[str, bytes | Path]],
    perm: str = Perm.PUBLISH,
    by: Actor,
) -> Publication:
    """Freeze a version: `files` gives by format the name and the bytes, or where they are on disk. A version is
    published once and never rewritten.

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
            stored = _stored(data, name=name, media_type=MEDIA_TYPES[kind], perm=perm, by=by)
            create(PublicationFile(publication=publication, format=kind, file=stored), perm=perm, by=by)
    return publication


def _stored(data: bytes | Path, *, name: str, media_type: str, perm: str, by: Actor) -> StoredFile:
    if isinstance(data, Path):
        return store_made(data, name=name, media_type=media_type, perm=perm, by=by)
    return store_file(data, name=name, media_type=media_type, perm=perm, by=by)
