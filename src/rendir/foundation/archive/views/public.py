"""The archive for everybody: find a document of past years, open it, check that it did not change."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.archive.forms import ArchiveFilter
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.archive.queries import (
    found_in_public,
    head_at_publication,
    listed_publicly,
    public_document,
    years_of,
)
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.certificate import Published, PublishedFile
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.serving import certificate_response, file_response

TOPICS = ("archive", "organization", "plan")
"""The plan too: the bar over every page says which year is in force."""
PAGE = 30


@public(topics=TOPICS)
def archive(request: HttpRequest) -> HttpResponse:
    """What was listed, found by words, year and kind."""
    rows = listed_publicly()
    form = ArchiveFilter(request.GET, years=years_of(rows))
    asked = form.asked()
    if year := asked.get("vigencia"):
        rows = rows.filter(year=int(year))
    if family := asked.get("tipo"):
        rows = rows.filter(family=family)
    page = Paginator(found_in_public(rows, asked.get("q", "")), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {"trail": _trail(), "form": form, "asked": asked, "page": page}
    return render(request, "archive/archive.html", context)


@public(topics=TOPICS)
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is, of when, and how to check that it is the one that was published."""
    shown = _published(public_id)
    return render(request, "archive/document.html", {"trail": _trail(Link(shown.public_title, "")), "shown": shown})


@public(topics=TOPICS)
def document_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The published copy: without the name of who made it."""
    shown = _published(public_id)
    return file_response(request, _copy(shown), name=_name(shown), inline=True)


@public(topics=TOPICS)
def document_certificate(request: HttpRequest, public_id: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That it was published, when, and with which hash."""
    shown, copy = _published(public_id), _copy(_published(public_id))
    assert shown.published_at is not None  # noqa: S101 - a constraint of the database holds it
    of = Published(
        title=shown.public_title,
        number=1,
        address=f"{settings.BASE_URL}{shown.get_public_url()}",
        published_at=shown.published_at,
        digest=copy.sha256,
        ledger_head=head_at_publication(shown),
        files=(PublishedFile(_extension(copy), _name(shown), copy.size, copy.sha256),),
    )
    return certificate_response(of, f"certificado-archivo-{shown.public_id}.pdf")


def _published(public_id: str) -> ArchiveDocument:
    found = public_document(public_id)
    if found is None:
        message = _("No hay un documento público con esta dirección.")
        raise NotFound(message, way_out=_("Puede que la entidad haya dejado de publicarlo: pregúntele por qué."))
    return found


def _copy(shown: ArchiveDocument) -> StoredFile:
    assert shown.public_file is not None  # noqa: S101 - a constraint of the database holds it
    return shown.public_file


def _extension(copy: StoredFile) -> str:
    return copy.name.rpartition(".")[2].lower()


def _name(shown: ArchiveDocument) -> str:
    return f"archivo-{shown.year}-{shown.public_id}.{_extension(_copy(shown))}"


def _trail(*links: Link) -> list[Link]:
    home = Link(_("Inicio"), "/")
    return [home, Link(_("Archivo"), reverse("archive:archive")), *links]
