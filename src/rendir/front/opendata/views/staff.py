"""«Archivo del año»: which years have one, of when, and publish the next."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.shapes import Link
from rendir.front.opendata.actions import publish_year
from rendir.front.opendata.queries import YearFile, year_files
from rendir.plan.planning.queries import versions_in_force


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year that was adopted, and the last file published of it."""

    year: int
    last: YearFile | None


@requires(Perm.PUBLISH)
def year_files_desk(request: HttpRequest) -> HttpResponse:
    """Every adopted year, newest first."""
    years = [one.strategy.year for one in versions_in_force()]
    lines = [YearLine(year, next(iter(year_files(year)), None)) for year in years]
    return render(request, "opendata/staff/year_files.html", {"lines": lines})


@requires(Perm.PUBLISH)
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """The question before it is made, and the act: what is published stays."""
    if request.method == "POST":
        published = publish_year(year, by=actor(request))
        said = _("Publicado el archivo de %(year)s, versión %(number)s. Dígale a otra persona su huella.")
        messages.success(request, said % {"year": year, "number": published.number})
        return redirect("opendata_desk:year_files")
    context = {
        "shown_year": year,
        "last": next(iter(year_files(year)), None),
        "trail": [Link(_("Archivo del año"), reverse("opendata_desk:year_files")), Link(str(year), "", current=True)],
    }
    return render(request, "opendata/staff/publish_year.html", context)
