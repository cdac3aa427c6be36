"""The archive at the desk: find, open, correct, withdraw; and what every page of it shows."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.archive.actions.documents import correct_document, withdraw_document
from rendir.foundation.archive.forms import ArchiveFilter, DocumentForm, UnpublishForm, WithdrawForm
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.archive.queries import archived, found_inside, imports, years_of
from rendir.foundation.archive.states import DocumentState, ImportState
from rendir.foundation.audit.actions import atomic, record
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Fact, Link
from rendir.foundation.core.components.wording import written_day, written_size
from rendir.foundation.core.refusal import WrongState
from rendir.foundation.core.versioned import done
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.library.serving import file_response

PAGE = 30
_FOLDERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do with this document as it stands."""

    correct: bool
    withdraw: bool
    publish: bool
    unpublish: bool


@requires(Perm.READ_ARCHIVE)
def archive(request: HttpRequest) -> HttpResponse:
    """Everything in the archive, found by words, year and kind; and the folders that it came in."""
    rows = archived()
    form = ArchiveFilter(request.GET, years=years_of(rows))
    asked = form.asked()
    page = Paginator(narrowed(rows, asked), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {
        "trail": trail(),
        "form": form,
        "asked": asked,
        "page": page,
        "imports": list(imports()[:_FOLDERS_SHOWN]),
        "can_import": actor(request).has_perm(Perm.IMPORT_ARCHIVE),
        "can_publish": actor(request).has_perm(Perm.PUBLISH_ARCHIVE),
    }
    return render(request, "archive/staff/archive.html", context)


@requires(Perm.READ_ARCHIVE)
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """One document."""
    return document_page(request, document_of(public_id))


@require_POST
@requires(Perm.READ_ARCHIVE)
def original(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The file as it came. Who opened it stays in the ledger."""
    shown = document_of(public_id)
    with atomic():
        record(shown.file, verb="open_archived", by=actor(request), public={"document": shown.public_id})
    return file_response(request, shown.file, name=shown.filename, inline=True)


@require_POST
@requires(Perm.IMPORT_ARCHIVE)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its title, its year, its day."""
    shown = document_of(public_id)
    form = correction_of(shown, request.POST)
    if form.is_valid() and done(form, lambda: _correct(request, shown, form)):
        messages.success(request, _("Quedó corregido."))
        return redirect(shown if shown.is_in_archive else shown.source)
    return document_page(request, shown, correcting=form)


@require_POST
@requires(Perm.IMPORT_ARCHIVE)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Out of the archive."""
    shown = document_of(public_id)
    form = WithdrawForm(request.POST, auto_id="retirar-%s")
    by = actor(request)
    if form.is_valid() and done(form, lambda: withdraw_document(shown, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("El documento quedó retirado. Su historia se conserva."))
        return redirect("archive_desk:archive")
    return document_page(request, shown, withdrawing=form)


def document_page(
    request: HttpRequest,
    shown: ArchiveDocument,
    *,
    correcting: DocumentForm | None = None,
    withdrawing: WithdrawForm | None = None,
    unpublishing: UnpublishForm | None = None,
) -> HttpResponse:
    """The page, with the form that came back with something to correct."""
    bound = correcting or withdrawing or unpublishing
    way = [] if shown.is_in_archive else [Link(shown.source.filename, shown.source.get_absolute_url())]
    context = {
        "trail": trail(*way, Link(shown.title, "")),
        "shown": shown,
        "facts": _facts(shown),
        "may": _may(actor(request), shown),
        "form": correcting or correction_of(shown),
        "withdraw_form": withdrawing or WithdrawForm(auto_id="retirar-%s"),
        "unpublish_form": unpublishing or UnpublishForm(auto_id="despublicar-%s"),
        "bound": bound,
    }
    return render(request, "archive/staff/document.html", context, status=422 if bound else 200)


def document_of(public_id: str) -> ArchiveDocument:
    """A document with its folder and its files."""
    rows = ArchiveDocument.objects.select_related("source", "file", "public_file").defer("text", "source__notes")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        message = _("Este documento no existe.")
        raise Http404(message)
    return found


def correction_of(shown: ArchiveDocument, data: object = None) -> DocumentForm:
    """The form that corrects a document."""
    initial = {"title": shown.title, "year": shown.year, "day": shown.day}
    return DocumentForm(data, version=shown.version, initial=initial)


def narrowed(rows: QuerySet[ArchiveDocument], asked: dict[str, str]) -> QuerySet[ArchiveDocument]:
    """The documents that are asked for."""
    if year := asked.get("vigencia"):
        rows = rows.filter(year=int(year))
    if family := asked.get("tipo"):
        rows = rows.filter(family=family)
    return found_inside(rows, asked.get("q", ""))


def trail(*links: Link) -> list[Link]:
    """From the desk to here."""
    home = Link(_("Mi trabajo"), reverse("portal_desk:desk"))
    return [home, Link(_("Años anteriores"), reverse("archive_desk:archive")), *links]


def must_be_internal(shown: ArchiveDocument) -> None:
    """`WrongState` where it is not in the archive or is public already."""
    if not shown.is_in_archive or shown.state != DocumentState.INTERNAL:
        message = _("«%(title)s» no se puede publicar ahora.") % {"title": shown.title}
        raise WrongState(message, way_out=_("Se publica lo que está en el archivo y todavía es interno."))


def _correct(request: HttpRequest, shown: ArchiveDocument, form: DocumentForm) -> None:
    data = form.cleaned_data
    correct_document(
        shown,
        title=data["title"],
        year=data["year"],
        day=data["day"],
        expected=data["expected"],
        by=actor(request),
    )


def _may(person: Person, shown: ArchiveDocument) -> May:
    imports_, publishes = person.has_perm(Perm.IMPORT_ARCHIVE), person.has_perm(Perm.PUBLISH_ARCHIVE)
    is_here, is_internal = shown.is_in_archive, shown.state == DocumentState.INTERNAL
    waits = shown.source.state == ImportState.PREVIEWED and is_internal
    return May(
        correct=imports_ and (is_here or waits),
        withdraw=imports_ and is_here and is_internal,
        publish=publishes and is_here and is_internal,
        unpublish=publishes and shown.state == DocumentState.PUBLIC,
    )


def _facts(shown: ArchiveDocument) -> list[Fact]:
    read_at = shown.source.read_at.astimezone(BOGOTA)
    kind = shown.file.kind
    facts = [
        Fact(_("Año"), str(shown.year or ""), _("Según %(who)s.") % {"who": shown.year_told} if shown.year else ""),
        Fact(
            _("Día"),
            written_day(shown.day) if shown.day else "",
            _("Según %(who)s.") % {"who": shown.day_told} if shown.day else "",
        ),
        Fact(_("Carpeta"), shown.folder or _("la primera")),
        Fact(_("Nombre con que llegó"), shown.filename),
        Fact(_("Tipo"), f"{kind.upper() if kind else ''}, {written_size(shown.file.size)}"),
        Fact(_("Importado"), written_day(read_at.date()), shown.source.filename),
        Fact(_("Huella SHA-256"), shown.file.sha256),
    ]
    if shown.state_reason:
        facts.append(Fact(_("Por qué se retiró"), shown.state_reason))
    if shown.published_at:
        facts.append(Fact(_("Título público"), shown.public_title))
        facts.append(Fact(_("Publicado"), written_day(shown.published_at.astimezone(BOGOTA).date())))
    return facts
