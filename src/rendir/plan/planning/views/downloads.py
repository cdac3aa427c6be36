"""Files of the schedule: which there are, on which paper, and how they travel."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Download
from rendir.foundation.core.documents import Orientation, Paper
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.actions import MEDIA_TYPES
from rendir.foundation.library.models import StoredFile
from rendir.plan.planning.exports.rendering import DEFAULT_LAYOUT, FORMATS, ON_PAPER, Layout
from rendir.plan.planning.models import StrategyVersion

PAPERS = {"carta": Paper.CARTA, "oficio": Paper.OFICIO, "legal": Paper.LEGAL, "a4": Paper.A4}
ORIENTATIONS = {"horizontal": Orientation.LANDSCAPE, "vertical": Orientation.PORTRAIT}
_NAMES = {
    "xlsx": "Excel",
    "docx": "Word",
    "odt": "ODT",
    "pdf": "PDF",
    "csv": "CSV",
    "ics": "Calendario",
    "json": "JSON",
}
_READ_IN_PLACE = frozenset({"pdf"})
"""A phone shows these at once; the others are kept first."""


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One paper that may be asked for."""

    value: str
    label: str


def paper_choices() -> list[PaperChoice]:
    """The papers with their measures, the default first."""
    known = sorted(PAPERS.items(), key=lambda item: item[1] is not DEFAULT_LAYOUT.paper)
    return [PaperChoice(value, f"{paper.label}, {paper.size[0]} × {paper.size[1]} mm") for value, paper in known]


def version_downloads(version: StrategyVersion, files: Mapping[str, StoredFile]) -> list[Download]:
    """What can be taken away of a version in force, with the size of what was frozen."""
    year = version.strategy.year
    return [
        Download(reverse("planning:schedule_file", args=[year, kind]), _NAMES[kind], size=_size(files, kind))
        for kind in FORMATS
    ]


def frozen_downloads(version: StrategyVersion, files: Mapping[str, StoredFile]) -> list[Download]:
    """The files published with a version, exactly as they were then."""
    year, number = version.strategy.year, version.number
    return [
        Download(reverse("planning:version_file", args=[year, number, kind]), _NAMES[kind], size=file.size)
        for kind, file in files.items()
    ]


def printed_formats(year: int) -> list[Download]:
    """The formats that a choice of paper changes, each with its address."""
    kinds = [kind for kind in FORMATS if kind in ON_PAPER]
    return [Download(reverse("planning:schedule_file", args=[year, kind]), _NAMES[kind]) for kind in kinds]


def wanted_format(extension: str) -> str:
    """The format of that extension, whatever its capitals. `NotFound` in words where there is none."""
    kind = extension.lower()
    if kind not in FORMATS:
        message = _("El cronograma no se publica en el formato «%(name)s».") % {"name": extension}
        raise NotFound(message, way_out=_("Puede descargarlo en Excel, Word, ODT, PDF, CSV, calendario o JSON."))
    return kind


def wanted_layout(asked: QueryDict) -> Layout:
    """The paper asked for. `NotFound` in words where there is no such paper or orientation."""
    paper, orientation = asked.get("papel", "oficio").lower(), asked.get("orientacion", "horizontal").lower()
    if paper not in PAPERS or orientation not in ORIENTATIONS:
        message = _("No se imprime en ese papel.")
        raise NotFound(message, way_out=_("Elija carta, oficio, legal o a4, y vertical u horizontal."))
    return Layout(PAPERS[paper], ORIENTATIONS[orientation])


def file_response(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """The bytes under their name and their type."""
    place = "inline" if kind in _READ_IN_PLACE else "attachment"
    headers = {"Content-Disposition": f'{place}; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=MEDIA_TYPES[kind], headers=headers)


def _size(files: Mapping[str, StoredFile], kind: str) -> int | None:
    return files[kind].size if kind in files else None
