"""The four-month cuts: which were frozen, what would be frozen now, and how one is corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.versioned import done
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.models import Publication
from rendir.foundation.library.queries import files_of
from rendir.foundation.library.serving import file_response
from rendir.plan.compliance.actions.cuts import digest_of, digest_of_lines, freeze_cut
from rendir.plan.compliance.exports.cut import render_cut
from rendir.plan.compliance.exports.wording import count_lines, in_a_sentence
from rendir.plan.compliance.forms.cuts import FreezeForm
from rendir.plan.compliance.models import Cut
from rendir.plan.compliance.queries import cut_preview, cuts_of, open_cut, versions_of_cut
from rendir.plan.compliance.rules.cuts import FrozenLine
from rendir.plan.compliance.rules.promises import Key, cut_day
from rendir.plan.compliance.rules.standing import Status
from rendir.plan.compliance.rules.tally import Tally
from rendir.plan.compliance.views.staff.frame import frame, left_until, strategy_at_work, trail
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import plain_titles
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS
from rendir.plan.planning.rules.titles import shortened

PAGE = 100
_NAMES = {"pdf": "PDF", "docx": "Word", "odt": "ODT", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class CutLine:
    """One cut of the year: its day, and whether it was frozen, can be, or has not come."""

    period: int
    label: str
    day: date
    cut: Cut | None
    is_over: bool
    left: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One delivery as the cut would freeze it, with what the page calls it, how it stands and where it is."""

    line: FrozenLine
    title: str
    status: Status
    component: str
    url: str


@dataclass(frozen=True, slots=True)
class FrozenCut:
    """One frozen number of a cut with its files."""

    cut: Cut
    frozen_on: date
    downloads: list[Download]


@requires(Perm.READ_EVIDENCE)
def cuts(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The three cuts of the year."""
    today = clock.today()
    strategy = strategy_at_work(year, today)
    frozen = {one.period: one for one in cuts_of(strategy)}
    lines = [_cut_line(strategy.year, period, frozen.get(period), today) for period in PERIODS]
    context = {
        **frame(request, strategy, "cuts"),
        "lines": lines,
        "may_freeze": actor(request).has_perm(Perm.FREEZE_CUT),
        "waiting": open_cut(strategy, today),
    }
    return render(request, "compliance/staff/cuts.html", context)


@requires(Perm.READ_EVIDENCE)
def cut(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """What a cut would freeze now, and its frozen numbers."""
    return _page(request, year, period)


@requires(Perm.FREEZE_CUT)
def freeze(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """Freeze the cut, or its correction, as it was read."""
    _must_be_known(period)
    strategy = strategy_at_work(year, clock.today())
    form = _form(request, strategy, period, seen=digest_of_lines(strategy, period))
    if form is None or request.method != "POST":
        return redirect("compliance_desk:cut", year, period)

    def act() -> Cut:
        data = form.cleaned_data
        words = {"note": data["note"], "reason": data.get("reason", ""), "seen": data["seen"]}
        return freeze_cut(strategy, period, render=render_cut, by=actor(request), **words)

    if form.is_valid() and done(form, act):
        messages.success(request, _("El corte quedó congelado y publicado: ya no cambia."))
        return redirect("compliance_desk:cut", year, period)
    return _page(request, year, period, bound=form)


@requires(Perm.READ_EVIDENCE)
def cut_file(request: HttpRequest, year: int, period: int, number: int, extension: str) -> HttpResponseBase:
    """One file of a frozen cut, exactly as it was published."""
    known = versions_of_cut(strategy_at_work(year, clock.today()), period)
    found = next((one for one in known if one.number == number), None)
    file = files_of(found.publication).get(extension.lower()) if found else None
    if file is None:
        message = _("Ese corte no tiene ese archivo.")
        raise Http404(message)
    return file_response(request, file, name=file.name, inline=True)


def _page(request: HttpRequest, year: int, period: int, *, bound: FreezeForm | None = None) -> HttpResponse:
    _must_be_known(period)
    today = clock.today()
    strategy = strategy_at_work(year, today)
    day = cut_day(year, period)
    lines, counts = cut_preview(strategy, period)
    counted, frozen = Tally(**counts), versions_of_cut(strategy, period)
    page = Paginator(lines, PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    titles = plain_titles(year, strategy.number)
    context = {
        **frame(request, strategy),
        "trail": trail(
            strategy,
            Link(_("Cortes"), reverse("compliance_desk:cuts", args=[year])),
            Link(written_period(period), ""),
        ),
        "period": period,
        "label": PERIOD_LABELS[period],
        "day": day,
        "is_over": day < today,
        "left": left_until(day, today),
        "sentence": in_a_sentence(counted),
        "counts": list(count_lines(counted)),
        "page": page,
        "lines": [_preview(year, one, titles) for one in page.object_list],
        "frozen": [_frozen(one) for one in frozen],
        "form": bound or _form(request, strategy, period, seen=digest_of(lines, counts)),
        "bound": bound,
    }
    return render(request, "compliance/staff/cut.html", context, status=422 if bound else 200)


def written_period(period: int) -> str:
    """`Corte 2`."""
    return _("Corte %(period)s") % {"period": period}


def _form(request: HttpRequest, strategy: Strategy, period: int, *, seen: str) -> FreezeForm | None:
    """The form to freeze with; None to who may not, and before the day is over. `seen` is what the page shows."""
    if not actor(request).has_perm(Perm.FREEZE_CUT) or clock.today() <= cut_day(strategy.year, period):
        return None
    before = next(iter(versions_of_cut(strategy, period)), None)
    data = request.POST if request.method == "POST" else None
    note = before.note if before else ""
    return FreezeForm(data, seen=seen, note=note, is_correction=before is not None)


def _must_be_known(period: int) -> None:
    if period not in PERIODS:
        message = _("El año tiene tres cortes.")
        raise Http404(message)


def _cut_line(year: int, period: int, frozen: Cut | None, today: date) -> CutLine:
    day = cut_day(year, period)
    return CutLine(
        period=period,
        label=PERIOD_LABELS[period],
        day=day,
        cut=frozen,
        is_over=day < today,
        left=left_until(day, today),
        sentence=in_a_sentence(Tally(**frozen.counts)) if frozen else "",
        url=reverse("compliance_desk:cut", args=[year, period]),
    )


def _preview(year: int, line: FrozenLine, titles: Mapping[str, str]) -> PreviewLine:
    key = Key.parse(line.key)
    return PreviewLine(
        line=line,
        title=titles.get(key.code if key else "") or shortened(line.activity),
        status=Status(line.status),
        component=key.component.value if key else "",
        url=reverse("compliance_desk:delivery", args=[year, line.key]),
    )


def _frozen(found: Cut) -> FrozenCut:
    return FrozenCut(found, day_in_bogota(found.frozen_at), _downloads(found, found.publication))


def _downloads(found: Cut, publication: Publication | None) -> list[Download]:
    base = [found.strategy.year, found.period, found.number]
    return [
        Download(reverse("compliance_desk:cut_file", args=[*base, kind]), _NAMES[kind], size=file.size)
        for kind, file in files_of(publication).items()
    ]
