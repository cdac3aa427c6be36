"""The published alignment: its page, its files, its certificate."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.certificate import published
from rendir.foundation.library.queries import files_of
from rendir.foundation.library.serving import certificate_response, file_response
from rendir.information.goals.exports.alignment import FORMATS, file_name
from rendir.information.goals.models import Alignment
from rendir.information.goals.queries import published_alignments
from rendir.information.goals.rules.linking import LinkCount, Linking
from rendir.information.goals.views.public import TOPICS

_NAMES = {"pdf": "PDF", "docx": "Word", "odt": "ODT", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


@public(topics=TOPICS)
def alignment(request: HttpRequest, year: int, number: int | None = None) -> HttpResponse:
    """One published alignment, goal by goal; the one in force where no version is named."""
    shown, known = _named(year, number)
    files = files_of(shown.publication)
    context = {
        "trail": [
            Link(_("Inicio"), "/"),
            Link(_("ODS"), reverse("goals:sdgs")),
            Link(_("Alineación de %(year)s") % {"year": year}, ""),
        ],
        "shown": shown,
        "published_on": day_in_bogota(shown.published_at),
        "is_in_force": shown.pk == known[0].pk,
        "others": [one for one in known if one.pk != shown.pk],
        "counted": LinkCount(**shown.counts),
        "lines": [(one, Linking(one["standing"]).label) for one in shown.lines],
        "downloads": [
            Download(
                reverse("goals:alignment_file", args=[year, shown.number, kind]), _NAMES[kind], size=files[kind].size
            )
            for kind in FORMATS
            if kind in files
        ],
        "hashes": [(file_name(shown, kind), stored.sha256) for kind, stored in files.items()],
        "certificate": reverse("goals:alignment_certificate", args=[year, shown.number]),
    }
    return render(request, "goals/alignment.html", context)


@public(topics=TOPICS)
def alignment_file(request: HttpRequest, year: int, number: int, extension: str) -> HttpResponseBase:
    """A published alignment as the file that was published with it."""
    shown, _known = _named(year, number)
    stored = files_of(shown.publication).get(extension.lower())
    if stored is None:
        message = _("La alineación no se publicó en ese formato.")
        raise NotFound(message, way_out=_("Su página dice en cuáles."))
    return file_response(request, stored, name=file_name(shown, extension.lower()), inline=True)


@public(topics=TOPICS)
def certificate(request: HttpRequest, year: int, number: int) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That it was published, when, and with which hashes."""
    shown, _known = _named(year, number)
    assert shown.publication is not None  # noqa: S101 - `publish_alignment` writes it with its publication
    told = published(shown.publication, address=f"{settings.BASE_URL}{shown.get_absolute_url()}")
    suffix = _(", versión %(number)s") % {"number": told.number}
    told = replace(told, title=told.title.removesuffix(suffix))
    return certificate_response(told, f"certificado-alineacion-{year}-v{number}.pdf")


def _named(year: int, number: int | None) -> tuple[Alignment, list[Alignment]]:
    known = published_alignments(year)
    found = next((one for one in known if number in {None, one.number}), None)
    if found is None:
        message = _("No hay una alineación publicada con esta dirección.")
        raise NotFound(message, way_out=_("En la página de los ODS están las que hay."))
    return found, known
