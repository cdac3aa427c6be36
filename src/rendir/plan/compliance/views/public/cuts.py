"""The frozen cuts and the sealed reports of Control Interno: their pages and their files."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.spanish import count
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.queries import files_of
from rendir.foundation.library.serving import file_response
from rendir.plan.compliance.exports import control as control_export
from rendir.plan.compliance.exports import cut as cut_export
from rendir.plan.compliance.exports.wording import in_a_sentence, percent, written
from rendir.plan.compliance.models import Cut, VerificationRound
from rendir.plan.compliance.queries import cuts_of, sealed_rounds, versions_of_cut
from rendir.plan.compliance.rules.checking import OWN_REASON
from rendir.plan.compliance.rules.cuts import FrozenLine
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Result, Status
from rendir.plan.compliance.rules.tally import Tally
from rendir.plan.compliance.sections.follow_up import shares
from rendir.plan.compliance.views.public.follow_up import TOPICS, adopted, trail
from rendir.plan.planning.queries import plain_titles
from rendir.plan.planning.rules.facts import PERIOD_LABELS, Component
from rendir.plan.planning.rules.titles import shortened

PAGE = 100
_NAMES = {"pdf": "PDF", "docx": "Word", "odt": "ODT", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class LineView:
    """One delivery of a frozen cut, in words."""

    key: str
    url: str
    title: str
    who: str
    nature: str
    product: str
    due: str
    status: str
    reported: str
    done: str
    percent: str
    evidence: tuple[str, ...]
    remark: str
    alone: bool


@dataclass(frozen=True, slots=True)
class BandView:
    """One element with its frozen deliveries."""

    component: Component
    note: str
    lines: tuple[LineView, ...]


@public(topics=TOPICS)
def cut(request: HttpRequest, year: int, period: int, number: int | None = None) -> HttpResponse:
    """One frozen cut: what was programmed, what had been done by its day, what supports it."""
    shown, known = named_cut(year, period, number)
    counted, lines = Tally(**shown.counts), _in_bands(shown.frozen_lines())
    page = Paginator(lines, PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    report = next((one for one in sealed_rounds(shown.strategy) if one.period == period), None)
    context = {
        "shown_year": year,
        "trail": trail(
            year,
            Link(_("Cumplimiento"), reverse("compliance:follow_up", args=[year])),
            Link(_("Corte del %(day)s") % {"day": written_day(shown.cut_on, "month")}, ""),
        ),
        "cut": shown,
        "period_label": PERIOD_LABELS[period],
        "frozen_on": day_in_bogota(shown.frozen_at),
        "is_in_force": shown.pk == known[0].pk,
        "others": [one for one in known if one.pk != shown.pk],
        "opening": in_a_sentence(counted),
        "shares": shares(counted),
        "page": page,
        "bands": _bands(shown, page.object_list, Counter(key.component for key, _line in lines)),
        "downloads": _downloads(shown),
        "report": report,
        "certificate": reverse("compliance:cut_version_certificate", args=[year, period, shown.number]),
        "hashes": _hashes(files_of(shown.publication), lambda kind: cut_export.file_name(shown, kind)),
    }
    return render(request, "compliance/cut.html", context)


@public(topics=TOPICS)
def cut_file(
    request: HttpRequest, year: int, period: int, extension: str, number: int | None = None
) -> HttpResponseBase:
    """A frozen cut as the file that was published with it."""
    shown, _known = named_cut(year, period, number)
    kind, stored = _file(files_of(shown.publication), extension)
    return file_response(request, stored, name=cut_export.file_name(shown, kind), inline=True)


@public(topics=TOPICS)
def control_report(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """The sealed report of Control Interno on a cut: both voices, delivery by delivery."""
    shown = named_round(year, period)
    counted, titles = Tally(**(shown.counts or {})), plain_titles(year, shown.strategy.number)
    page = Paginator(shown.lines or (), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {
        "shown_year": year,
        "trail": trail(
            year,
            Link(_("Cumplimiento"), reverse("compliance:follow_up", args=[year])),
            Link(_("Informe de Control Interno"), ""),
        ),
        "round": shown,
        "own_reason": OWN_REASON,
        "period_label": PERIOD_LABELS[period],
        "sealed_on": day_in_bogota(shown.sealed_at) if shown.sealed_at else None,
        "counted": counted,
        "said": percent(counted.percent_so_far),
        "found": percent(counted.percent_verified),
        "difference": control_export.difference(counted),
        "page": page,
        "lines": [_verified_line(year, one, titles) for one in page.object_list],
        "downloads": [
            Download(reverse("compliance:control_report_file", args=[year, period, kind]), _NAMES[kind])
            for kind in control_export.FORMATS
        ],
        "certificate": reverse("compliance:control_report_certificate", args=[year, period]),
        "hashes": _hashes(files_of(shown.publication), lambda kind: control_export.file_name(shown, kind)),
    }
    return render(request, "compliance/control_report.html", context)


@public(topics=TOPICS)
def control_report_file(request: HttpRequest, year: int, period: int, extension: str) -> HttpResponseBase:
    """The report as the file that was published when it was sealed."""
    shown = named_round(year, period)
    kind, stored = _file(files_of(shown.publication), extension)
    return file_response(request, stored, name=control_export.file_name(shown, kind), inline=True)


def named_cut(year: int, period: int, number: int | None) -> tuple[Cut, Sequence[Cut]]:
    """The cut asked for, in force where no number is asked, and every version of it, newest first."""
    strategy = adopted(year)
    known = versions_of_cut(strategy, period)
    found = next((one for one in known if number in (None, one.number)), None)
    if found is None:
        message = _("Ese corte no se ha congelado.")
        frozen = ", ".join(written_day(one.cut_on, "month") for one in cuts_of(strategy)) or _("ninguno todavía")
        raise NotFound(message, way_out=_("Cortes publicados de %(year)s: %(cuts)s.") % {"year": year, "cuts": frozen})
    return found, known


def named_round(year: int, period: int) -> VerificationRound:
    """The sealed round of a cut. `NotFound` in words where there is none."""
    found = next((one for one in sealed_rounds(adopted(year)) if one.period == period), None)
    if found is None:
        message = _("Control Interno no ha publicado el informe de ese corte.")
        raise NotFound(message, way_out=_("Vea el cumplimiento del año: allí están los informes publicados."))
    return found


def _file(files: Mapping[str, StoredFile], extension: str) -> tuple[str, StoredFile]:
    kind = extension.lower()
    if kind not in files:
        message = _("No se publicó en el formato «%(name)s».") % {"name": extension}
        raise NotFound(message, way_out=_("Puede descargarlo en %(formats)s.") % {"formats": ", ".join(files)})
    return kind, files[kind]


def _downloads(shown: Cut) -> list[Download]:
    args = [shown.strategy.year, shown.period, shown.number]
    return [
        Download(reverse("compliance:cut_version_file", args=[*args, kind]), _NAMES[kind])
        for kind in cut_export.FORMATS
    ]


def _hashes(files: Mapping[str, StoredFile], name: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(name(kind), stored.sha256) for kind, stored in files.items()]


def _in_bands(lines: Sequence[FrozenLine]) -> list[tuple[Key, FrozenLine]]:
    """The lines under their elements, each with its key."""
    keyed = [(key, one) for one in lines if (key := Key.parse(one.key))]
    order = list(Component)
    return sorted(keyed, key=lambda line: order.index(line[0].component))


def _bands(shown: Cut, lines: Iterable[tuple[Key, FrozenLine]], whole: Mapping[Component, int]) -> list[BandView]:
    """The lines of a page under their elements; `whole` is how many each has on all pages."""
    year, titles = shown.strategy.year, plain_titles(shown.strategy.year, shown.plan_number)
    return [
        BandView(
            component,
            count(whole[component], _("entrega"), _("entregas")),
            tuple(_line(year, key, one, titles) for key, one in found),
        )
        for component, found in groupby(lines, key=lambda line: line[0].component)
    ]


def _line(year: int, key: Key, line: FrozenLine, titles: Mapping[str, str]) -> LineView:
    return LineView(
        key=line.key,
        url=f"{reverse('compliance:activity', args=[year, key.code])}#{line.key}",
        title=titles.get(key.code) or shortened(line.activity),
        who=", ".join(line.responsibles) or _("Por definir"),
        nature=line.nature,
        product=line.product,
        due=written(line.due_on),
        status=line.status,
        reported=written(line.reported_on),
        done=line.done,
        percent=_("No aplica") if line.status == Status.NOT_APPLICABLE else percent(line.progress),
        evidence=line.evidence,
        remark=line.remark,
        alone=line.accepted_alone,
    )


@dataclass(frozen=True, slots=True)
class VerifiedLine:
    """One delivery of a sealed report, in words: two voices and the unit's reply."""

    key: str
    url: str
    title: str
    who: str
    status: str
    said: str
    result: str
    tone: str
    shape: str
    found: str
    remark: str
    recommendation: str
    reply: str
    alone: bool


_MARKS = {Result.VERIFIED: ("ok", "circle"), Result.PARTLY: ("due", "half"), Result.NOT_VERIFIED: ("bad", "square")}


def _verified_line(year: int, line: Mapping[str, object], titles: Mapping[str, str]) -> VerifiedLine:
    key, result = Key.parse(str(line["key"])), Result(str(line["result"]))
    tone, shape = _MARKS[result]
    responsibles = line["responsibles"]
    assert isinstance(responsibles, list)  # noqa: S101 - narrows JSON for the type checker
    return VerifiedLine(
        key=str(key),
        url=f"{reverse('compliance:activity', args=[year, key.code if key else ''])}#{key}",
        title=titles.get(key.code if key else "") or shortened(str(line["activity"])),
        who=", ".join(responsibles) or _("Por definir"),
        status=str(line["status"]),
        said=percent(line["reported_percentage"]),  # type: ignore[arg-type] # an int or None
        result=result.label,
        tone=tone,
        shape=shape,
        found=percent(line["percentage"]),  # type: ignore[arg-type] # an int or None
        remark=str(line["remark"]),
        recommendation=str(line["recommendation"]),
        reply=str(line["reply"]),
        alone=bool(line["accepted_alone"]),
    )
