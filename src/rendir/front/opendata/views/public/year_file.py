"""«El archivo del año»: everything published of a year in one ZIP, and how anybody checks it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.serving import file_response
from rendir.front.opendata.queries import year_files
from rendir.plan.planning.queries import published_version

TOPICS = ("library", "organization", "plan")


@public(topics=TOPICS)
@require_safe
def year_file(request: HttpRequest, year: int) -> HttpResponse:
    """The last one that was published, its hash, its size and its day; and those before."""
    files = year_files(year)
    if not files and published_version(year) is None:
        message = _("La entidad no ha publicado nada de %(year)s.") % {"year": year}
        raise NotFound(message, way_out=_("En el mapa del sitio están los años publicados."))
    context = {
        "shown_year": year,
        "last": files[0] if files else None,
        "before": files[1:],
        "trail": [
            Link(_("Inicio"), reverse("portal:home")),
            Link(_("Datos abiertos"), reverse("opendata:catalog")),
            Link(_("Archivo del año %(year)s") % {"year": year}, "", current=True),
        ],
    }
    return render(request, "opendata/year_file.html", context)


@public(topics=TOPICS)
@require_safe
def year_file_zip(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """A yearly file as it was published, sent piece by piece."""
    found = next((one for one in year_files(year) if one.publication.number == number), None)
    if found is None:
        message = _("El archivo del año %(year)s no tiene la versión %(number)s.") % {"year": year, "number": number}
        raise NotFound(message, way_out=_("En la página del archivo del año están las que se publicaron."))
    response = file_response(request, found.file, name=f"archivo-{year}-v{number}.zip")
    response["Content-Type"] = "application/zip"
    return response
