"""How the year goes, for everybody: the follow-up, the deliveries one by one, and each activity with its own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.audit.held import held
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.foundation.core.refusal import NotFound
from rendir.plan.compliance.queries import (
    cuts_of,
    deliveries_of,
    public_evidence_of,
    sealed_rounds,
    warning_days,
)
from rendir.plan.compliance.rules.selection import select
from rendir.plan.compliance.rules.standing import Delivery, Status, Verdict, is_on_time, status_on
from rendir.plan.compliance.rules.tally import tally
from rendir.plan.compliance.sections import follow_up as parts
from rendir.plan.compliance.views.public.filters import DeliveryFilter
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import known_versions, published_version
from rendir.plan.planning.rules.facts import PERIOD_LABELS, Component
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.sections import pages
from rendir.plan.planning.sections.filters import chips

PAGE = 100
MISSED_SHOWN = 30
TOPICS = ("compliance", "organization", "plan")


@public(topics=TOPICS)
def follow_up(request: HttpRequest, year: int) -> HttpResponse:
    """The year in plain words: how much, what not and why, by whom, from cut to cut, and how it is counted."""
    strategy = adopted(year)
    return render(request, "compliance/follow_up.html", _follow_up(strategy, clock.today()))


@held()
def _follow_up(strategy: Strategy, today: date) -> dict[str, Any]:
    """What the page says on a day."""
    year, warning = strategy.year, warning_days(today)
    deliveries, sealed = deliveries_of(strategy), sealed_rounds(strategy)
    counted = tally(deliveries, today, warning_days=warning)
    missed = parts.missed_lines(year, deliveries, today, warning_days=warning)
    return {
        "shown_year": year,
        "trail": trail(year, Link(_("Cumplimiento"), "")),
        "counted": counted,
        "opening": parts.opening(counted),
        "shares": parts.shares(counted),
        "figures": parts.figures(year, counted, today),
        "voices": parts.voices(counted, sealed),
        "missed": missed[:MISSED_SHOWN],
        "all_missed": parts.list_url(year, estado=Status.MISSED) if len(missed) > MISSED_SHOWN else "",
        "groups": parts.groups(year, deliveries, today, warning_days=warning),
        "cuts": parts.cut_lines(cuts_of(strategy), sealed),
        "percent_of_year": parts.in_percent(counted.percent_of_year),
        "percent_on_time": parts.in_percent(counted.percent_on_time),
        "statuses": list(Status),
        "warning_days": warning,
        "downloads": _downloads(year),
    }


@public(topics=TOPICS)
def deliveries(request: HttpRequest, year: int) -> HttpResponse:
    """The deliveries one by one, or those that are asked for: what every figure opens."""
    strategy, today = adopted(year), clock.today()
    whole, warning = deliveries_of(strategy), warning_days(clock.today())
    form = DeliveryFilter(request.GET, [one.promise.facts for one in whole])
    shown = _in_bands(select(whole, form.selection(), today, warning_days=warning))
    page = Paginator(shown, PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    bands = Counter(one.key.component for one in shown)
    context = {
        "shown_year": year,
        "trail": trail(
            year, Link(_("Cumplimiento"), reverse("compliance:follow_up", args=[year])), Link(_("Entregas"), "")
        ),
        "form": form,
        "chips": chips(form, request.GET),
        "page": page,
        "bands": [
            Band(component, _band_note(bands[component]), tuple(_row(year, one, today, warning) for one in rows))
            for component, rows in groupby(page.object_list, key=lambda one: one.key.component)
        ],
        "shown": len(shown),
        "whole": len(whole),
        "downloads": _downloads(year),
    }
    return render(request, "compliance/deliveries.html", context)


@public(topics=TOPICS)
def activity(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One activity: what was promised, how each of its deliveries goes in two voices, and its history."""
    if code != code.upper():
        return redirect("compliance:activity", year, code.upper(), permanent=True)
    known = known_versions(year)
    page = pages.activity_page(year, code, known)
    context = {
        "page": page,
        "shown_year": year,
        "versions": known,
        "deliveries": () if page.retirement else _deliveries_of_activity(known[0].strategy, code, clock.today()),
    }
    return render(request, "compliance/activity.html", context)


def adopted(year: int) -> Strategy:
    """The strategy of a year that was adopted; `NotFound` in words where there is none."""
    version = published_version(year)
    if version is None:
        message = _("La entidad no ha publicado una estrategia para %(year)s.") % {"year": year}
        raise NotFound(message, way_out=_("En el mapa del sitio están los años publicados."))
    return version.strategy


def trail(year: int, *further: Link) -> list[Link]:
    """The way back from a page of the year."""
    return [
        Link(_("Inicio"), reverse("portal:home")),
        Link(_("El año %(year)s") % {"year": year}, reverse("portal:year", args=[year])),
        *further,
    ]


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One line of the list."""

    key: str
    title: str
    url: str
    who: str
    period: str
    due: str
    status: str
    word: str
    note: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Band:
    """One element with its lines of a page."""

    component: Component
    note: str
    rows: tuple[DeliveryRow, ...]


def _in_bands(shown: Sequence[Delivery]) -> list[Delivery]:
    """Under their elements, in each as the schedule has them."""
    order = list(Component)
    return sorted(shown, key=lambda one: order.index(one.key.component))


def _band_note(number: int) -> str:
    """How many the element has on all pages."""
    return _("%(count)s entregas") % {"count": written_number(number)} if number > 1 else _("1 entrega")


def _row(year: int, delivery: Delivery, today: date, warning: int) -> DeliveryRow:
    facts, status = delivery.promise.facts, status_on(delivery, today, warning_days=warning)
    return DeliveryRow(
        key=str(delivery.key),
        title=plain_title(facts),
        url=parts.activity_url(year, delivery),
        who=", ".join(one.name for one in facts.responsibles) or _("Por definir"),
        period=PERIOD_LABELS[delivery.key.period],
        due=written_day(delivery.promise.due_on, "short"),
        status=status.value,
        word=status.label,
        note=_note(delivery, status),
        verdict=delivery.verdict.result.label if delivery.verdict else "",
    )


def _note(delivery: Delivery, status: Status) -> str:
    """Why it is not there, where somebody said so."""
    work = delivery.work
    if status in (Status.MISSED, Status.DUE_SOON, Status.NOT_YET):
        return work.delay
    return work.reason if status in (Status.RETURNED, Status.NOT_APPLICABLE) else ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence that anybody may open."""

    title: str
    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class ActivityDelivery:
    """One delivery on the page of its activity, in two voices."""

    key: str
    period: str
    nature: str
    meaning: str
    due: str
    due_why: str
    status: str
    status_meaning: str
    reported: str
    summary: str
    progress: str
    note: str
    expected: str
    alone: bool
    evidence: tuple[EvidenceLine, ...]
    internal: int
    verdict: Verdict | None
    verdict_percent: str


@held()
def _deliveries_of_activity(strategy: Strategy, code: str, today: date) -> tuple[ActivityDelivery, ...]:
    warning, open_to_all = warning_days(today), public_evidence_of(strategy)
    return tuple(
        _whole(one, today, warning, tuple(map(_evidence, open_to_all.get(one.key, ()))))
        for one in deliveries_of(strategy)
        if one.key.code == code
    )


def _whole(delivery: Delivery, today: date, warning: int, evidence: tuple[EvidenceLine, ...]) -> ActivityDelivery:
    promise, work = delivery.promise, delivery.work
    status = status_on(delivery, today, warning_days=warning)
    told = work if status in _TOLD else None
    return ActivityDelivery(
        key=str(delivery.key),
        period=PERIOD_LABELS[delivery.key.period],
        nature=promise.nature.label,
        meaning=promise.nature.meaning,
        due=written_day(promise.due_on),
        due_why=work.due_reason or promise.due_norm,
        status=status.value,
        status_meaning=status.meaning,
        reported=_reported(delivery),
        summary=told.summary if told else "",
        progress="" if told is None or told.progress is None else parts.in_percent(told.progress),
        note=_note(delivery, status),
        expected=written_day(work.expected_on) if work.expected_on else "",
        alone=work.accepted_alone,
        evidence=evidence,
        internal=max(0, work.evidence - len(evidence)),
        verdict=delivery.verdict,
        verdict_percent=parts.in_percent(delivery.verdict.percentage) if delivery.verdict else "",
    )


_TOLD = frozenset({Status.FULFILLED, Status.FULFILLED_LATE})
"""What the entity says of its work is public once planning accepted it."""


def _reported(delivery: Delivery) -> str:
    day = delivery.work.reported_on
    if day is None:
        return ""
    said = _("a tiempo") if is_on_time(delivery) else _("después de su último día")
    return _("Reportada el %(day)s, %(said)s.") % {"day": written_day(day), "said": said}


def _evidence(evidence: Any) -> EvidenceLine:  # noqa: ANN401 - a row of `Evidence`
    url = reverse("compliance:evidence", args=[evidence.public_id])
    return EvidenceLine(evidence.public_title, url, evidence.alt_text)


def _downloads(year: int) -> list[Download]:
    return [
        Download(f"{reverse('opendata:download', args=['entregas', kind])}?vigencia={year}", name)
        for kind, name in (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
    ]
