"""Files as they come with a form and as they leave: kept in the library, handed out without ever being run."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Refusal
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.forms.evidence import EvidenceForm

_SHOWN_IN_PLACE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp", "image/gif"})
"""What a browser shows without running anything of it; everything else is kept first."""


def received_files(form: EvidenceForm, *, by: Actor) -> list[StoredFile]:
    """What was sent with the form, now and before, kept in the library. What it does not keep stands in the form.

    The form remembers them: whatever is wrong elsewhere, nobody chooses a file twice.
    """
    kept = list(StoredFile.objects.filter(public_id__in=form.received_ids()).order_by("pk"))
    for sent in form.uploads():
        try:
            kept.append(keep_upload(sent, by=by))
        except Refusal as refusal:
            form.add_error("documents", f"{sent.name}: {refusal.message} {refusal.way_out}".strip())
    form.keep({one.public_id: one.name for one in kept})
    return kept


def keep_upload(sent: "UploadedFile[Any]", *, by: Actor) -> StoredFile:
    """One file that came with a form."""
    return store_file(sent.read(), name=sent.name or "archivo", media_type=sent.content_type or "", by=by)


def handed_out(stored: StoredFile, *, name: str = "") -> FileResponse:
    """The bytes under their name. A page is never shown as one: it is a file to keep, whatever it says it is."""
    in_place = stored.media_type in _SHOWN_IN_PLACE
    response = FileResponse(
        stored.path.open("rb"),
        as_attachment=not in_place,
        filename=name or stored.name,
        content_type=stored.media_type if in_place else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
