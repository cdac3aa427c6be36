"""List documents of the archive for everybody, one or several: what the screen found in each, and the person's look."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.archive.actions.publishing import publish_document, unpublish_document
from rendir.foundation.archive.forms import PublishDocumentForm, UnpublishForm
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.archive.views.staff import document_of, document_page, must_be_internal, trail
from rendir.foundation.audit.actions import atomic
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.versioned import done
from rendir.foundation.library.actions import strip_metadata
from rendir.foundation.library.screening import Screening, kinds_found, screened_file

MOST_AT_ONCE = 10
"""Each is looked at whole by a person: more on one page would not be."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be published, what was found in it, and what is asked about it."""

    document: ArchiveDocument
    screening: Screening
    form: PublishDocumentForm


@requires(Perm.PUBLISH_ARCHIVE)
def publish(request: HttpRequest) -> HttpResponse:
    """The page before anybody can open them; and, each confirmed, the act: all of them or none."""
    asked = list(dict.fromkeys(request.GET.getlist("d")))
    if not 1 <= len(asked) <= MOST_AT_ONCE:
        message = _("Elija de 1 a %(most)s documentos.") % {"most": MOST_AT_ONCE}
        raise Invalid(message, way_out=_("Vuelva al archivo y marque los que va a publicar."))
    candidates = [_candidate(request, public_id) for public_id in asked]
    is_sent = request.method == "POST"
    are_valid = is_sent and not [one for one in candidates if not one.form.is_valid()]  # every form says what it lacks
    if are_valid and done(candidates[0].form, lambda: _publish(request, candidates)):
        messages.success(request, _("Ya es público: cualquiera lo encuentra y lo abre."))
        return redirect("archive_desk:archive")
    context = {"trail": trail(Link(_("Publicar"), "")), "candidates": candidates}
    return render(request, "archive/staff/publish.html", context, status=422 if is_sent else 200)


@require_POST
@requires(Perm.PUBLISH_ARCHIVE)
def unpublish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody from outside opens it any more."""
    shown = document_of(public_id)
    form = UnpublishForm(request.POST, auto_id="despublicar-%s")
    by = actor(request)
    if form.is_valid() and done(form, lambda: unpublish_document(shown, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("Dejó de ser público. Que lo fue y hasta cuándo queda en el registro."))
        return redirect(shown)
    return document_page(request, shown, unpublishing=form)


def _candidate(request: HttpRequest, public_id: str) -> Candidate:
    shown = document_of(public_id)
    must_be_internal(shown)
    screening = screened_file(shown.file)
    form = PublishDocumentForm(
        request.POST if request.method == "POST" else None,
        version=shown.version,
        initial={"title": shown.public_title or shown.title, "alt_text": shown.alt_text},
        needs_words=screening.needs_words,
        has_findings=bool(screening.findings),
        screened=kinds_found,
        prefix=public_id,
    )
    return Candidate(shown, screening, form)


def _publish(request: HttpRequest, candidates: list[Candidate]) -> None:
    by = actor(request)
    copies = [strip_metadata(one.document.file, by=by) for one in candidates]
    with atomic():
        for one, copy in zip(candidates, copies, strict=True):
            data = one.form.cleaned_data
            publish_document(
                one.document,
                title=data["title"],
                alt_text=data["alt_text"],
                copy=copy,
                screening=one.screening.as_json(data),
                expected=data["expected"],
                by=by,
            )
