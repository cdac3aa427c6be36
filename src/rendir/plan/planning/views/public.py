"""What anybody reads of the plan: the schedule, each version, and their files."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.queries import files_of
from rendir.plan.planning.exports.rendering import (
    DEFAULT_LAYOUT,
    ON_PAPER,
    Layout,
    activity_address,
    activity_ics,
    file_name,
    render_format,
)
from rendir.plan.planning.models import StrategyVersion
from rendir.plan.planning.queries import known_versions, published_version
from rendir.plan.planning.rules.facts import ActivityFacts
from rendir.plan.planning.rules.selection import select
from rendir.plan.planning.rules.totals import deliveries
from rendir.plan.planning.sections import pages
from rendir.plan.planning.sections.tables import component_bands, period_columns, timeline_bands
from rendir.plan.planning.views import downloads
from rendir.plan.planning.views.filters import ScheduleFilter, address, chips

TOPICS = ("organization", "plan")


@public(topics=TOPICS)
def schedule(request: HttpRequest, year: int) -> HttpResponse:
    """The schedule in force, as a table or along the months; only part of it where the address asks so."""
    version = published_version(year)
    if version is None:
        return _nothing_yet(request, year)
    activities = version.activities()
    form = ScheduleFilter(request.GET, activities)
    shown = select(activities, form.selection())
    view = "linea" if request.GET.get("vista") == "linea" else "tabla"
    context = {
        "shown_year": year,
        "version": version,
        "adopted_on": pages.adopted_on(version),
        "form": form,
        "chips": chips(form, request.GET),
        "view": view,
        "views": _views(request, view),
        "activities": len(activities),
        "deliveries": deliveries(activities),
        "shown_activities": len(shown),
        "shown_deliveries": deliveries(shown),
        "columns": period_columns(year, clock.today()),
        "bands": timeline_bands(year, shown) if view == "linea" else component_bands(year, shown),
        "downloads": downloads.version_downloads(version, files_of(version.publication)),
        "papers": downloads.paper_choices(),
        "printed": downloads.printed_formats(year),
    }
    return render(request, "planning/schedule.html", context)


@public(topics=TOPICS)
def schedule_file(request: HttpRequest, year: int, extension: str, number: int | None = None) -> HttpResponse:
    """The schedule as a file: the frozen one, or the same version on the paper asked for."""
    kind = downloads.wanted_format(extension)
    layout = downloads.wanted_layout(request.GET) if kind in ON_PAPER else DEFAULT_LAYOUT
    version = _in_force(year) if number is None else _version(known_versions(year), year, number)
    return downloads.file_response(_bytes(version, kind, layout), name=file_name(version, kind), kind=kind)


@public(topics=TOPICS)
def activity_file(request: HttpRequest, year: int, code: str, extension: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """The activity's dates for a calendar, or all of it as data."""
    version, facts = pages.last_said(year, code.upper(), known_versions(year))
    if extension.lower() == "ics":
        data, kind = activity_ics(version, facts), "ics"
    elif extension.lower() == "json":
        data, kind = _as_data(version, facts), "json"
    else:
        message = _("Una actividad se descarga como calendario (.ics) o como datos (.json).")
        raise NotFound(message, way_out=_("Para Excel, Word o PDF descargue el cronograma completo."))
    return downloads.file_response(data, name=f"{facts.code}-{year}.{kind}", kind=kind)


@public(topics=TOPICS)
def versions(request: HttpRequest, year: int) -> HttpResponse:
    """Every version adopted, newest first, with what each one changed."""
    known = known_versions(year)
    if not known:
        return _nothing_yet(request, year)
    context = {"shown_year": year, "entries": pages.version_entries(known)}
    return render(request, "planning/versions.html", context)


@public(topics=TOPICS)
def version(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One version: its act and reason, what it changed from another, its frozen files and all its activities."""
    known = known_versions(year)
    shown = _version(known, year, number)
    other = _compared(known, shown, request.GET.get("con", ""))
    files = files_of(shown.publication)
    activities = shown.activities()
    context = {
        "shown_year": year,
        "version": shown,
        "adopted_on": pages.adopted_on(shown),
        "others": [one for one in known if one.pk != shown.pk],
        "other": other,
        "is_in_force": shown.number == shown.strategy.number,
        "compared": sorted((shown.number, other.number)) if other else (),
        "comparison": pages.comparison_of(shown, other) if other else None,
        "activities": len(activities),
        "deliveries": deliveries(activities),
        "columns": period_columns(year, clock.today()),
        "bands": component_bands(year, activities),
        "downloads": downloads.frozen_downloads(shown, files),
        "files": [(file_name(shown, kind), file.sha256) for kind, file in files.items()],
    }
    return render(request, "planning/version.html", context)


def _nothing_yet(request: HttpRequest, year: int) -> HttpResponse:
    """The running year says that it is being prepared; another year was never published."""
    if year != clock.today().year:
        raise _never_published(year)
    return render(request, "planning/nothing_yet.html", {"shown_year": year})


def _never_published(year: int) -> NotFound:
    message = _("La entidad no ha publicado un cronograma para %(year)s.") % {"year": year}
    return NotFound(message, way_out=_("En el mapa del sitio están los años publicados."))


def _in_force(year: int) -> StrategyVersion:
    version = published_version(year)
    if version is None:
        raise _never_published(year)
    return version


def _version(known: Sequence[StrategyVersion], year: int, number: int) -> StrategyVersion:
    found = next((one for one in known if one.number == number), None)
    if found is None:
        message = _("El cronograma de %(year)s no tiene versión %(number)s.") % {"year": year, "number": number}
        raise NotFound(message, way_out=_("Vea la lista de versiones: %(url)s") % {"url": _versions_url(year)})
    return found


def _versions_url(year: int) -> str:
    return reverse("planning:versions", args=[year])


def _compared(known: Sequence[StrategyVersion], shown: StrategyVersion, asked: str) -> StrategyVersion | None:
    """The version asked for; without asking, the one before. None where there is no other."""
    number = int(asked) if asked.isascii() and asked.isdigit() else shown.number - 1
    return next((one for one in known if one.number == number and one.pk != shown.pk), None)


def _bytes(version: StrategyVersion, kind: str, layout: Layout) -> bytes:
    frozen = files_of(version.publication).get(kind) if layout == DEFAULT_LAYOUT else None
    return frozen.read() if frozen else render_format(version, kind, layout)


def _as_data(version: StrategyVersion, facts: ActivityFacts) -> bytes:
    data: dict[str, Any] = {
        "year": version.strategy.year,
        "version": version.number,
        "code": facts.code,
        **facts.as_json(),
        "address": activity_address(version.strategy.year, facts.code),
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def _views(request: HttpRequest, view: str) -> list[Link]:
    return [
        Link(_("Tabla"), address(request.GET, vista=""), current=view == "tabla"),
        Link(_("Línea de tiempo"), address(request.GET, vista="linea"), current=view == "linea"),
    ]
