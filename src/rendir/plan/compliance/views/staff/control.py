"""Control Interno's rounds: one a cut, what it verifies, its sample, its report, and its seal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.marks import tag
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.versioned import done
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.queries import files_of
from rendir.foundation.organization.queries import deadline
from rendir.foundation.organization.terms import TermKey
from rendir.plan.compliance.actions import control
from rendir.plan.compliance.exports.control import difference, render_round
from rendir.plan.compliance.exports.wording import percent
from rendir.plan.compliance.forms.control import ReportWordsForm, RoundFilter, SampleForm
from rendir.plan.compliance.forms.deliveries import StepForm
from rendir.plan.compliance.models import VerificationRound
from rendir.plan.compliance.queries import (
    deliveries_of,
    round_in_hand,
    round_lines,
    round_of,
    rounds_at_work,
    verified_of_each,
    without_its_own,
)
from rendir.plan.compliance.rules.checking import OWN_REASON, Found, choose, found_of
from rendir.plan.compliance.rules.cuts import line_of, status_at_cut
from rendir.plan.compliance.rules.promises import cut_day
from rendir.plan.compliance.rules.standing import Delivery
from rendir.plan.compliance.rules.tally import Tally
from rendir.plan.compliance.rules.working_list import Standing
from rendir.plan.compliance.states import RoundState
from rendir.plan.compliance.views.staff.deliveries import unit_choices
from rendir.plan.compliance.views.staff.frame import address, frame, left_until, strategy_at_work
from rendir.plan.compliance.views.staff.rows import DeliveryRow, rows_of
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS

PAGE = 50
ASKED = tuple(RoundFilter.base_fields)
_NAMES = {"pdf": "PDF", "docx": "Word", "odt": "ODT", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One cut of the year with its round: whether it is over, was opened, how far it goes, how much time there is."""

    period: int
    label: str
    day: date
    row: VerificationRound | None
    is_over: bool
    mark: SafeString
    due: date
    left: str
    verified: int
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One delivery of a round: what the entity says, what was found."""

    shown: DeliveryRow
    said: int | None
    found: SafeString
    percentage: int | None
    has_reply: bool
    url: str


@requires(Perm.VERIFY_DELIVERY)
def rounds(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The cuts of the year, each with its round."""
    today = clock.today()
    strategy = strategy_at_work(year, today)
    known = {one.period: one for one in rounds_at_work(strategy)}
    verified = verified_of_each(strategy)
    keys = [one.key for one in without_its_own((one.promise for one in deliveries_of(strategy)), today)]
    lines = [
        _line(
            strategy,
            period,
            known.get(period),
            verified.get(period, 0),
            [str(key) for key in keys if key.period == period],
            today,
        )
        for period in PERIODS
    ]
    context = {
        **frame(request, strategy, "rounds"),
        "lines": [one for one in lines if one.is_over],
        "coming": _coming(lines),
    }
    return render(request, "compliance/staff/rounds.html", context)


@requires(Perm.VERIFY_DELIVERY)
def verification_round(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """One round: what is verified, and every step that is open."""
    strategy = _strategy(year, period)
    found = round_of(strategy, period)
    return _page(request, found) if found else _unopened(request, strategy, period)


@require_POST
@requires(Perm.VERIFY_DELIVERY)
def open_it(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """Open the round of a cut that is over."""
    strategy = _strategy(year, period)
    control.open_round(strategy, period, by=actor(request))
    messages.success(request, _("La verificación quedó abierta."))
    return redirect("compliance_desk:round", year, period)


@require_POST
@requires(Perm.VERIFY_DELIVERY)
def draw(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """Draw the sample."""
    found = opened(year, period)
    form = SampleForm(request.POST, version=found.version)

    def act() -> object:
        data = form.cleaned_data
        return control.draw_round_sample(found, data["size"], expected=data["expected"], by=actor(request))

    return _done_or_again(
        request, found, "sample", form, act, _("La muestra quedó sacada. Cualquiera puede repetirla.")
    )


@require_POST
@requires(Perm.VERIFY_DELIVERY)
def write(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """Write the words of the report."""
    found = opened(year, period)
    form = ReportWordsForm(request.POST, version=found.version)

    def act() -> object:
        data = dict(form.cleaned_data)
        return control.write_report(found, by=actor(request), **data)

    return _done_or_again(request, found, "report", form, act, _("El texto del informe quedó guardado."))


STEPS: dict[str, tuple[str, Callable[..., object], Any]] = {
    "pedir-replica": (
        "ask_replies",
        control.ask_replies,
        gettext_lazy("Las dependencias ya pueden responder lo que no se verificó del todo."),
    ),
    "volver-a-verificar": (
        "verify_again",
        control.verify_again,
        gettext_lazy("Puede corregir lo verificado. Después pida réplica de nuevo."),
    ),
}


@require_POST
@requires(Perm.VERIFY_DELIVERY)
def take_step(request: HttpRequest, year: int, period: int, step: str) -> HttpResponse:
    """Ask the units for their replies, or take up the verification again."""
    found = opened(year, period)
    if step not in STEPS:
        raise Http404
    name, action, said = STEPS[step]
    form = StepForm(request.POST, version=found.version)
    return _done_or_again(
        request,
        found,
        name,
        form,
        lambda: action(found, expected=form.cleaned_data["expected"], by=actor(request)),
        str(said),
    )


@requires(Perm.VERIFY_DELIVERY)
def seal(request: HttpRequest, year: int, period: int) -> HttpResponse:
    """What will be published and cannot be changed afterwards; then, its seal."""
    found = opened(year, period)
    if found.state == RoundState.SEALED:
        return redirect("compliance_desk:round", year, period)
    form = StepForm(request.POST if request.method == "POST" else None, version=found.version)

    def act() -> object:
        expected = form.cleaned_data["expected"]
        return control.seal_round(found, render=render_round, expected=expected, by=actor(request))

    if form.is_bound and form.is_valid() and done(form, act):
        messages.success(request, _("El informe quedó sellado y publicado: ya no cambia."))
        return redirect("compliance_desk:round", year, period)
    if form.is_bound:
        found = opened(year, period)  # what a refused seal left in the object is not what there is
    lines, counts = round_lines(found)
    counted = Tally(**counts)
    context = {
        **frame(request, found.strategy),
        "trail": round_trail(found, Link(_("Sellar"), "")),
        "round": found,
        "form": form,
        "lines": lines,
        "counted": counted,
        "said": percent(counted.percent_so_far),
        "found": percent(counted.percent_verified),
        "difference": difference(counted),
        "formats": list(_NAMES.values()),
        "back": _url(found),
    }
    return render(request, "compliance/staff/round_seal.html", context, status=422 if form.errors else 200)


def opened(year: int, period: int) -> VerificationRound:
    """The round that an address names. `NotFound` in words where it was not opened."""
    found = round_of(_strategy(year, period), period)
    if found is None:
        message = _("La verificación de ese corte no se ha abierto.")
        raise NotFound(message, way_out=_("Ábrala desde la lista de Control Interno."))
    return found


def round_trail(verified: VerificationRound, *further: Link) -> list[Link]:
    """The way back from a page of a round."""
    day = written_day(cut_day(verified.strategy.year, verified.period), "month")
    url = reverse("compliance_desk:rounds", args=[verified.strategy.year])
    title = _("Corte del %(day)s") % {"day": day}
    return [Link(_("Control Interno"), url), Link(title, _url(verified) if further else ""), *further]


def found_mark(found: Found) -> SafeString:
    """A result as word and shape."""
    if found == Found.VERIFIED:
        return tag(found.label, tone="ok", shape="circle")
    if found == Found.PARTLY:
        return tag(found.label, tone="due", shape="triangle")
    if found == Found.NOT_VERIFIED:
        return tag(found.label, tone="bad", shape="square")
    return tag(found.label, shape="ring")


def round_mark(verified: VerificationRound | None) -> SafeString:
    """Where a round is, as word and shape."""
    if verified is None:
        return tag(_("Sin abrir"), shape="ring")
    word = verified.get_state_display()
    if verified.state == RoundState.SEALED:
        return tag(word, tone="ok", shape="circle")
    if verified.state == RoundState.REPLYING:
        return tag(word, tone="due", shape="hourglass")
    return tag(word, tone="info", shape="half")


def _page(
    request: HttpRequest, found: VerificationRound, *, name: str = "", bound: BaseForm | None = None
) -> HttpResponse:
    """The page of an open or sealed round, with the form that came back with something to correct in its place."""
    strategy, today = found.strategy, clock.today()
    day = cut_day(strategy.year, found.period)
    deliveries, own = round_in_hand(found)
    rows = tuple(Standing(one, status_at_cut(one, strategy.year, found.period)) for one in deliveries)
    chosen = choose(rows, request.GET.dict())
    page = Paginator(chosen, PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    pending = [one for one in deliveries if one.verdict is None]
    context = {
        **frame(request, strategy),
        "trail": round_trail(found),
        "round": found,
        "day": day,
        "label": PERIOD_LABELS[found.period],
        "mark": round_mark(found),
        "left": left_until(found.due_on, today) if found.state != RoundState.SEALED else "",
        "sealed_on": day_in_bogota(found.sealed_at) if found.sealed_at else None,
        "verified": len(deliveries) - len(pending),
        "total": len(deliveries),
        "replies": sum(bool(one.verdict and one.verdict.reply) for one in deliveries),
        "is_reply_over": found.reply_until is not None and found.reply_until < today,
        "left_out": [str(key) for key in own],
        "own_reason": OWN_REASON,
        "next": _verify_url(found, pending[0]) if pending and found.state == RoundState.VERIFYING else "",
        "filter": RoundFilter(request.GET, units=unit_choices(rows)),
        "page": page,
        "rows": _checked(found, list(page.object_list), today),
        "shown": len(chosen),
        "is_filtered": any(request.GET.get(one) for one in ASKED),
        "is_narrowed": any(request.GET.get(one) for one in ASKED if one not in {"q", "hallazgo"}),
        "findings": _findings(request.GET, rows),
        "forms": {**_forms(found, deliveries), **({name: bound} if bound else {})},
        "bound": bound,
        "bound_name": name,
        "most": len(deliveries) - 1,
        "downloads": _downloads(found),
        "seal_url": reverse("compliance_desk:seal_round", args=[strategy.year, found.period]),
    }
    return render(request, "compliance/staff/round.html", context, status=422 if bound else 200)


def _unopened(request: HttpRequest, strategy: Strategy, period: int) -> HttpResponse:
    today, day = clock.today(), cut_day(strategy.year, period)
    of_period = [one.promise for one in deliveries_of(strategy) if one.key.period == period]
    keys = [str(one.key) for one in without_its_own(of_period, today)]
    url = reverse("compliance_desk:rounds", args=[strategy.year])
    context = {
        **frame(request, strategy),
        "trail": [
            Link(_("Control Interno"), url),
            Link(_("Corte del %(day)s") % {"day": written_day(day, "month")}, ""),
        ],
        "one": _line(strategy, period, None, 0, keys, today),
        "left_out": [str(one.key) for one in of_period if str(one.key) not in keys],
        "own_reason": OWN_REASON,
    }
    return render(request, "compliance/staff/round_unopened.html", context)


def _done_or_again(
    request: HttpRequest,
    found: VerificationRound,
    name: str,
    form: StepForm,
    act: Callable[[], object],
    said: str,
) -> HttpResponse:
    if form.is_valid() and done(form, act):
        messages.success(request, said)
        return redirect("compliance_desk:round", found.strategy.year, found.period)
    again = opened(found.strategy.year, found.period)
    return _page(request, again, name=name, bound=form)


def _strategy(year: int, period: int) -> Strategy:
    if period not in PERIODS:
        message = _("El año tiene tres cortes.")
        raise Http404(message)
    return strategy_at_work(year, clock.today())


def _line(
    strategy: Strategy, period: int, row: VerificationRound | None, verified: int, keys: Sequence[str], today: date
) -> RoundLine:
    day = cut_day(strategy.year, period)
    is_over = day < today
    due = row.due_on if row else deadline(TermKey.INTERNAL_CONTROL_REPORT, day).day
    is_sealed = row is not None and row.state == RoundState.SEALED
    asked = keys if row is None or row.sample is None else [one for one in keys if one in set(row.sample)]
    return RoundLine(
        period=period,
        label=PERIOD_LABELS[period],
        day=day,
        row=row,
        is_over=is_over,
        mark=round_mark(row),
        due=due,
        left=left_until(due, today) if is_over and not is_sealed else "",
        verified=verified,
        total=len(asked),
        url=reverse("compliance_desk:round", args=[strategy.year, period]),
    )


def _coming(lines: Sequence[RoundLine]) -> RoundLine | None:
    """The next cut, whose round cannot be opened yet."""
    return next((one for one in lines if not one.is_over), None)


def _checked(found: VerificationRound, rows: Sequence[Standing], today: date) -> list[Checked]:
    drawn = rows_of(found.strategy.year, rows, today)
    return [
        Checked(
            shown=shown,
            said=line_of(row.delivery, found.strategy.year, found.period, ()).progress,
            found=found_mark(found_of(row.delivery)),
            percentage=row.delivery.verdict.percentage if row.delivery.verdict else None,
            has_reply=bool(row.delivery.verdict and row.delivery.verdict.reply),
            url=_verify_url(found, row.delivery),
        )
        for row, shown in zip(rows, drawn, strict=True)
    ]


def _findings(asked: QueryDict, rows: Sequence[Standing]) -> list[Link]:
    """Each finding with how many of what is otherwise asked for have it: a press shows only those."""
    wide = choose(rows, {name: asked.get(name, "") for name in ASKED if name != "hallazgo"})
    counts = {one: sum(found_of(row.delivery) == one for row in wide) for one in Found}
    wanted = asked.get("hallazgo", "")
    everything = Link(_("Todas"), address(asked, ASKED, hallazgo=""), wanted not in list(Found), len(wide))
    return [everything] + [
        Link(one.label, address(asked, ASKED, hallazgo=one.value), one == wanted, number)
        for one, number in counts.items()
        if number or one == wanted
    ]


def _forms(found: VerificationRound, deliveries: Sequence[Delivery]) -> dict[str, BaseForm]:
    """A form for each step that is open, as it is before anything is typed."""
    if found.state == RoundState.SEALED:
        return {}
    words = {"scope": found.scope, "conclusions": found.conclusions, "recommendations": found.recommendations}
    forms: dict[str, BaseForm] = {"report": ReportWordsForm(version=found.version, initial=words)}
    if found.state == RoundState.REPLYING:
        return {**forms, "verify_again": StepForm(version=found.version)}
    is_untouched = found.sample is None and all(one.verdict is None for one in deliveries)
    if is_untouched and len(deliveries) > 1:
        forms["sample"] = SampleForm(version=found.version)
    return {**forms, "ask_replies": StepForm(version=found.version)}


def _downloads(found: VerificationRound) -> list[Download]:
    """The published files of a sealed round; none before."""
    return [
        Download(
            reverse("compliance:control_report_file", args=[found.strategy.year, found.period, kind]),
            _NAMES[kind],
            size=file.size,
        )
        for kind, file in files_of(found.publication).items()
    ]


def _url(verified: VerificationRound) -> str:
    return reverse("compliance_desk:round", args=[verified.strategy.year, verified.period])


def _verify_url(verified: VerificationRound, delivery: Delivery) -> str:
    return reverse("compliance_desk:verify", args=[verified.strategy.year, verified.period, str(delivery.key)])
