"""Planning's queue: what was reported and what asks to be excused, one after the other, the longest wait first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import Refusal
from rendir.foundation.core.spanish import count
from rendir.foundation.core.zone import day_in_bogota
from rendir.plan.compliance.actions.deliveries import accept_delivery
from rendir.plan.compliance.forms.deliveries import RefuseForm, ReturnForm, StepForm
from rendir.plan.compliance.models import Delivery, EvidenceLink
from rendir.plan.compliance.queries import deliveries_of, evidence_of_each, review_queue
from rendir.plan.compliance.rules import standing
from rendir.plan.compliance.rules.standing import days_late
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.compliance.views.staff.frame import frame, strategy_at_work, trail
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.titles import plain_title

PAGE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One delivery that waits for planning. `token` is its key and version, as a form sends them: `I4-2:3`."""

    row: Delivery
    shown: standing.Delivery
    title: str
    token: str
    is_waiver: bool
    is_mine: bool
    reported_on: date | None
    late: int
    evidence: Sequence[EvidenceLink]
    forms: dict[str, BaseForm]


@requires(Perm.ACCEPT_DELIVERY)
def review(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The queue, each with its words, its evidence and its two buttons."""
    strategy = strategy_at_work(year, clock.today())
    page = Paginator(review_queue(strategy), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    waiting = _waiting(strategy, list(page.object_list), actor(request).public_id)
    context = {
        **frame(request, strategy, "review"),
        "page": page,
        "waiting": waiting,
        "selectable": sum(not one.is_waiver and not one.is_mine for one in waiting),
        "here": request.get_full_path(),
    }
    return render(request, "compliance/staff/review.html", context)


@requires(Perm.ACCEPT_DELIVERY)
def accept_many(request: HttpRequest, year: int) -> HttpResponse:
    """Accept the chosen ones. GET asks, with the list before the eyes; POST accepts each that is as it was seen."""
    strategy = strategy_at_work(year, clock.today())
    tokens = (request.POST if request.method == "POST" else request.GET).getlist("row")
    waiting = _waiting(strategy, list(review_queue(strategy)), actor(request).public_id)
    chosen = [one for one in waiting if one.token in tokens and not one.is_waiver]
    if request.method == "POST":
        _accept(request, chosen, missing=len(set(tokens)) - len(chosen))
        return redirect("compliance_desk:review", year)
    if not chosen:
        messages.warning(request, _("Marque al menos una entrega para aceptarlas juntas."))
        return redirect("compliance_desk:review", year)
    context = {
        **frame(request, strategy),
        "trail": trail(strategy, Link(_("Aceptar varias"), "")),
        "chosen": chosen,
    }
    return render(request, "compliance/staff/accept_many.html", context)


def _accept(request: HttpRequest, chosen: Sequence[Waiting], *, missing: int) -> None:
    """One that is refused does not keep the others from being accepted: each is its own act, and each is told."""
    accepted = 0
    for one in chosen:
        try:
            accept_delivery(one.row, by=actor(request))
            accepted += 1
        except Refusal as refusal:
            messages.error(request, f"{one.shown.key}: {refusal.message} {refusal.way_out}")
    if accepted:
        said = count(accepted, _("entrega aceptada."), _("entregas aceptadas."))
        messages.success(request, said)
    if missing > 0:
        told = _("%(count)s cambiaron mientras usted las veía: revíselas de nuevo.")
        messages.warning(request, told % {"count": missing})


def _waiting(strategy: Strategy, rows: Sequence[Delivery], person: str) -> list[Waiting]:
    known = {one.key: one for one in deliveries_of(strategy)}
    evidence = evidence_of_each(rows)
    today = clock.today()
    return [
        Waiting(
            row=row,
            shown=known[row.key],
            title=plain_title(known[row.key].promise.facts),
            token=f"{row.key}:{row.version}",
            is_waiver=row.state == DeliveryState.WAIVER_ASKED,
            is_mine=row.reported_by == person,
            reported_on=day_in_bogota(row.reported_at) if row.reported_at else None,
            late=0 if row.state == DeliveryState.WAIVER_ASKED else days_late(known[row.key], today),
            evidence=evidence.get(row.pk, []),
            forms=_forms(row),
        )
        for row in rows
        if row.key in known
    ]


def _forms(row: Delivery) -> dict[str, BaseForm]:
    """The forms of the steps that are open. Ids differ from row to row."""
    if row.state == DeliveryState.WAIVER_ASKED:
        return {"grant_waiver": StepForm(version=row.version), "refuse_waiver": _own(RefuseForm, row)}
    return {"accept_delivery": StepForm(version=row.version), "return_delivery": _own(ReturnForm, row)}


def _own(made: type[StepForm], row: Delivery) -> StepForm:
    form = made(version=row.version)
    form.auto_id = f"{row.key}-%s"
    return form
