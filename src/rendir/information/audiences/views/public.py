"""The groups for everybody: who they are, what they want to know, how they are told and where they are heard."""

from collections.abc import Mapping
from datetime import date

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
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.queries import files_of
from rendir.foundation.library.serving import certificate_response, file_response
from rendir.information.audiences.exports.characterisation import FORMATS, file_name, rule_in_words
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.queries import characterisation_in_force, newest_number, published_versions
from rendir.information.audiences.rules.comparison import compare
from rendir.information.audiences.views.tables import count_tables

TOPICS = ("audiences", "organization", "plan")
_NAMES = {"pdf": "PDF", "docx": "Word", "odt": "ODT", "json": "JSON"}


@public(topics=TOPICS)
def groups(request: HttpRequest) -> HttpResponse:
    """To whom the entity renders account, as the version in force tells it."""
    version = characterisation_in_force()
    told = version.groups if version else ()
    context = {
        "trail": _trail(),
        "version": version,
        "groups": told,
        "left_out": [one for one in told if not one.publication or not one.dialogue],
        "published_on": _day(version) if version else None,
        "downloads": _downloads(version) if version else [],
    }
    return render(request, "audiences/groups.html", context)


@public(topics=TOPICS)
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group, as the version in force tells it."""
    version = characterisation_in_force()
    found = next((one for one in version.groups if one.slug == slug), None) if version else None
    if version is None or found is None:
        message = _("No hay un grupo con esta dirección en la caracterización vigente.")
        raise NotFound(message, way_out=_("Vea la lista de los grupos, o las versiones anteriores."))
    context = {
        "trail": _trail(Link(found.name, "")),
        "group": found,
        "version": version,
        "published_on": _day(version),
        "tables": count_tables(found.tables),
        "rule": rule_in_words(version.least),
    }
    return render(request, "audiences/group.html", context)


@public(topics=TOPICS)
def versions(request: HttpRequest) -> HttpResponse:
    """Every published version, and the way to compare each with the one before."""
    found = list(published_versions())
    rows = [
        (one, _day(one), before.number if before else None)
        for one, before in zip(found, [*found[1:], None], strict=False)
    ]
    context = {"trail": _trail(Link(_("Versiones"), "")), "rows": rows}
    return render(request, "audiences/versions.html", context)


@public(topics=TOPICS)
def characterisation(request: HttpRequest, number: int) -> HttpResponse:
    """One published version whole: both chapters, every group, and how to check it."""
    shown = _version(number)
    context = {
        "trail": _trail(
            Link(_("Versiones"), reverse("audiences:versions")),
            Link(_("Versión %(number)s") % {"number": number}, ""),
        ),
        "version": shown,
        "published_on": _day(shown),
        "newer": newest_number() if newest_number() != number else None,
        "groups": [(one, count_tables(one.tables)) for one in shown.groups],
        "rule": rule_in_words(shown.least),
        "downloads": _downloads(shown),
        "certificate": reverse("audiences:certificate", args=[number]),
        "hashes": [(file_name(shown, kind), file.sha256) for kind, file in _files(shown).items()],
    }
    return render(request, "audiences/characterisation.html", context)


@public(topics=TOPICS)
def characterisation_file(request: HttpRequest, number: int, extension: str) -> HttpResponseBase:
    """A published version as the file that was frozen with it."""
    shown = _version(number)
    kind, files = extension.lower(), _files(shown)
    if kind not in files:
        message = _("No se publicó en el formato «%(name)s».") % {"name": extension}
        raise NotFound(message, way_out=_("Puede descargarla en %(formats)s.") % {"formats": ", ".join(files)})
    return file_response(request, files[kind], name=file_name(shown, kind), inline=True)


@public(topics=TOPICS)
def certificate(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That the version was published, when, and with which hash."""
    shown = _version(number)
    assert shown.publication is not None  # noqa: S101 - a constraint of the database holds it
    told = published(shown.publication, address=f"{settings.BASE_URL}{shown.get_absolute_url()}")
    return certificate_response(told, f"certificado-caracterizacion-v{number}.pdf")


@public(topics=TOPICS)
def comparison(request: HttpRequest, before: int, after: int) -> HttpResponse:
    """What changed from one version to another."""
    first, second = _version(before), _version(after)
    context = {
        "trail": _trail(Link(_("Versiones"), reverse("audiences:versions")), Link(_("Qué cambió"), "")),
        "before": first,
        "after": second,
        "changes": compare(first.groups, second.groups),
    }
    return render(request, "audiences/comparison.html", context)


def _version(number: int) -> Characterisation:
    found = published_versions().filter(number=number).select_related("publication").first()
    if found is None:
        message = _("Esa versión de la caracterización no se ha publicado.")
        raise NotFound(message, way_out=_("Vea las versiones publicadas."))
    return found


def _files(version: Characterisation) -> Mapping[str, StoredFile]:
    return files_of(version.publication)


def _downloads(version: Characterisation) -> list[Download]:
    return [Download(reverse("audiences:file", args=[version.number, kind]), _NAMES[kind]) for kind in FORMATS]


def _day(version: Characterisation) -> date:
    assert version.published_at is not None  # noqa: S101 - a constraint of the database holds it
    return day_in_bogota(version.published_at)


def _trail(*links: Link) -> list[Link]:
    home = Link(_("Inicio"), reverse("portal:home"))
    return [home, Link(_("Grupos de valor"), reverse("audiences:groups")), *links]
