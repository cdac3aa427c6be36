"""Files as they come with a form: kept in the library, and remembered by the form."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Refusal
from rendir.foundation.library.actions import claim_upload, store_stream
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.forms.evidence import EvidenceForm


def received_files(form: EvidenceForm, *, by: Actor) -> list[StoredFile]:
    """What was sent with the form, now, piece by piece or before, kept in the library; each file once.

    What the library does not keep stands in the form. The form remembers the rest: whatever is wrong elsewhere,
    nobody chooses a file twice.
    """
    kept = list(StoredFile.objects.filter(public_id__in=form.received_ids()).order_by("pk"))
    for public_id in form.upload_ids():
        kept += _kept(form, "", partial(claim_upload, public_id, by=by))
    for sent in form.sent_files():
        kept += _kept(form, sent.name or "", partial(keep_upload, sent, by=by))
    form.keep({one.public_id: one.name for one in kept})
    return list({one.pk: one for one in kept}.values())


def keep_upload(sent: "UploadedFile[Any]", *, by: Actor) -> StoredFile:
    """One file that came with a form. What it is, its content says."""
    return store_stream(sent.chunks(), name=sent.name or "archivo", by=by)


def _kept(form: EvidenceForm, name: str, keep: Callable[[], StoredFile]) -> list[StoredFile]:
    try:
        return [keep()]
    except Refusal as refusal:
        told = f"{refusal.message} {refusal.way_out}".strip()
        form.add_error("document", f"{name}: {told}" if name else told)
        return []
