"""List a document of the archive for everybody, after a person looked at it; and stop listing it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.archive.actions.documents import must_be_in_archive
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.archive.reading.limits import MOST_LETTERS
from rendir.foundation.archive.states import DOCUMENT_FLOW
from rendir.foundation.audit.actions import atomic, check, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import fold, squeeze
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.reading import text_of


def publish_document(
    document: ArchiveDocument,
    *,
    title: str,
    alt_text: str = "",
    copy: StoredFile,
    screening: Mapping[str, Any],
    expected: int | None = None,
    by: Actor,
) -> ArchiveDocument:
    """Let anybody find and open it: a person decided so after the screen for personal data.

    `copy` is the file without metadata that is shown, and the only one whose words everybody finds it by.
    """
    check(Perm.PUBLISH_ARCHIVE, document, by=by)
    must_be_in_archive(document)
    title = squeeze(title)
    if not title:
        message = _("Falta el título con que se publica.")
        raise Invalid(message, way_out=_("Diga qué es sin nombrar a nadie, por ejemplo «Informe de gestión 2019»."))
    if not screening.get("confirmed"):
        message = _("Falta confirmar que no muestra datos personales.")
        raise Invalid(message, way_out=_("Mire el documento completo y marque la confirmación."))
    said = (text_of(copy) or "").replace("\0", " ")[: 2 * MOST_LETTERS]
    fields = {
        "public_title": title,
        "alt_text": alt_text.strip(),
        "public_file": copy,
        "public_words": fold(f"{title} {alt_text} {said}")[:MOST_LETTERS],
        "screening": dict(screening),
        "published_at": clock.now(),
    }
    with atomic():
        return take(document, DOCUMENT_FLOW, "publish_document", fields, by=by, expected=expected)


def unpublish_document(document: ArchiveDocument, *, reason: str, by: Actor) -> ArchiveDocument:
    """Nobody from outside finds or opens it any more. That it was public, and until when, stays in the ledger."""
    reason = squeeze(reason)
    if not reason:
        raise Invalid(_("Falta la razón."), way_out=_("Escriba por qué deja de ser público."))
    fields = {"published_at": None, "public_file": None, "public_words": ""}
    with atomic():
        return take(document, DOCUMENT_FLOW, "unpublish_document", fields, by=by, reason=reason)
