"""Bring a folder in: send it, see what would come, say the years, leave out, confirm once; undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.archive.actions.bringing import (
    bring_back,
    confirm_import,
    discard_import,
    leave_out,
    read_folder,
    set_year_of_folder,
    undo_import,
)
from rendir.foundation.archive.forms import ExpectedForm, FolderForm, FolderYearForm
from rendir.foundation.archive.models import ArchiveImport
from rendir.foundation.archive.queries import documents_of, folders_of, was_published
from rendir.foundation.archive.states import DocumentState, ImportState
from rendir.foundation.archive.views.staff import document_of, trail
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.versioned import done
from rendir.foundation.library import receiving
from rendir.foundation.library.actions import claim_upload, store_folder
from rendir.foundation.library.models import StoredFile

PAGE = 50
_VIEWS = ("documentos", "notas")


@requires(Perm.IMPORT_ARCHIVE)
def import_new(request: HttpRequest) -> HttpResponse:
    """Send a compressed folder."""
    is_sent = request.method == "POST"
    form = FolderForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    made: list[ArchiveImport] = []
    if form.is_valid() and done(form, lambda: made.append(_read(request, form))):
        return _told_what_came(request, made[0])
    context = {"trail": trail(Link(_("Traer una carpeta"), "")), "form": form}
    return render(request, "archive/staff/import_new.html", context, status=422 if form.is_bound else 200)


@requires(Perm.IMPORT_ARCHIVE)
@require_POST
def upload_begin(request: HttpRequest) -> HttpResponse:
    """Announce a compressed folder that comes piece by piece."""
    return receiving.begin(
        request,
        by=actor(request),
        address=lambda public_id: reverse("library_desk:upload", args=[public_id]),
        folder=True,
    )


@requires(Perm.READ_ARCHIVE)
def import_(request: HttpRequest, public_id: str) -> HttpResponse:
    """What came, or would come, with a folder: its documents, its folders by year, and what is no document here."""
    made = _import_of(public_id)
    view = request.GET.get("ver", "")
    view = view if view in _VIEWS else "documentos"
    rows = documents_of(made)
    states = list(rows.values_list("state", flat=True))
    out = states.count(DocumentState.LEFT_OUT)
    can_import = actor(request).has_perm(Perm.IMPORT_ARCHIVE)
    folders = folders_of(made)
    context = {
        "trail": trail(Link(made.filename, "")),
        "made": made,
        "view": view,
        "views": _views(made, view, len(states)),
        "page": Paginator(rows, PAGE).get_page(request.GET.get(PAGE_PARAMETER)),
        "folders": folders,
        "coming": len(states) - out,
        "left_out": out,
        "undated": sum(one.undated for one in folders),
        "is_open": made.state == ImportState.PREVIEWED and can_import,
        "can_undo": made.state == ImportState.CONFIRMED and can_import and not was_published(made),
    }
    return render(request, "archive/staff/import.html", context)


@requires(Perm.IMPORT_ARCHIVE)
@require_POST
def import_year(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of one folder is of one year."""
    made = _import_of(public_id)
    form = FolderYearForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Falta el año de la carpeta."), way_out=_("Escríbalo con cuatro cifras, por ejemplo 2019."))
    data = form.cleaned_data
    number = set_year_of_folder(made, data["folder"], data["year"], by=actor(request))
    told = _("Documentos que ahora son de %(year)s: %(number)s.") % {"year": data["year"], "number": number}
    messages.success(request, told)
    return redirect(made)


@requires(Perm.IMPORT_ARCHIVE)
@require_POST
def import_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of it into the archive, or nothing."""
    made = _import_of(public_id)
    confirm_import(made, expected=_expected(request), by=actor(request))
    messages.success(request, _("Los documentos están en el archivo. Nadie de afuera los ve hasta que los publique."))
    return redirect("archive_desk:archive")


@requires(Perm.IMPORT_ARCHIVE)
@require_POST
def import_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nothing of it."""
    discard_import(_import_of(public_id), by=actor(request))
    messages.success(request, _("La carpeta quedó descartada. El archivo no cambió."))
    return redirect("archive_desk:archive")


@requires(Perm.IMPORT_ARCHIVE)
@require_POST
def import_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Out again."""
    made = undo_import(_import_of(public_id), by=actor(request))
    messages.success(request, _("Lo que entró con esta carpeta ya no está en el archivo."))
    return redirect(made)


@requires(Perm.IMPORT_ARCHIVE)
@require_POST
def leave(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """This one does not come in, or does after all."""
    shown = document_of(public_id)
    act = bring_back if shown.state == DocumentState.LEFT_OUT else leave_out
    act(shown, by=actor(request))
    page = request.POST.get("page", "")
    query = f"?{PAGE_PARAMETER}={page}" if page.isdecimal() else ""
    return redirect(f"{shown.source.get_absolute_url()}{query}#documento-{shown.public_id}")


def _import_of(public_id: str) -> ArchiveImport:
    return get_object_or_404(ArchiveImport, public_id=public_id)


def _read(request: HttpRequest, form: FolderForm) -> ArchiveImport:
    """The folder kept and read. What the library does not keep, or cannot open, stands in the form."""
    return read_folder(_kept(request, form), by=actor(request))


def _kept(request: HttpRequest, form: FolderForm) -> StoredFile:
    by = actor(request)
    if upload := form.cleaned_data["upload"]:
        return claim_upload(upload, by=by, folder=True)
    sent = form.cleaned_data["document"]
    return store_folder(sent.chunks(), name=sent.name or "carpeta.zip", by=by)


def _told_what_came(request: HttpRequest, made: ArchiveImport) -> HttpResponse:
    messages.success(request, _("La carpeta se leyó. Nada entra al archivo hasta que usted confirme."))
    return redirect(made)


def _expected(request: HttpRequest) -> int:
    form = ExpectedForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("El formulario llegó incompleto."), way_out=_("Vuelva a la carpeta e intente de nuevo."))
    return int(form.cleaned_data["expected"])


def _views(made: ArchiveImport, view: str, documents: int) -> list[Link]:
    address = made.get_absolute_url()
    told = (("documentos", _("Documentos"), documents), ("notas", _("Lo que no entra"), len(made.notes)))
    return [Link(label, f"{address}?ver={key}", key == view, number) for key, label, number in told]
