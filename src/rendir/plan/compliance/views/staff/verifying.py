"""One delivery before Control Interno: what was promised, what supports it, what the entity says, what was found."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.versioned import done
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.organization.queries import terms_on
from rendir.foundation.organization.terms import TermKey
from rendir.plan.compliance.actions import control
from rendir.plan.compliance.exports.wording import percent
from rendir.plan.compliance.forms.control import VerificationForm
from rendir.plan.compliance.models import Evidence, Verification, VerificationRound
from rendir.plan.compliance.queries import deliveries_to_verify, delivery_row, evidence_of, verification_of
from rendir.plan.compliance.rules.checking import Scale, criterion, found_of, next_pending, suggest
from rendir.plan.compliance.rules.cuts import line_of
from rendir.plan.compliance.rules.promises import Key, cut_day
from rendir.plan.compliance.rules.standing import Delivery, Result
from rendir.plan.compliance.states import RoundState
from rendir.plan.compliance.views.staff.control import found_mark, opened, round_trail
from rendir.plan.compliance.views.staff.frame import frame
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import PERIOD_LABELS
from rendir.plan.planning.rules.titles import plain_title


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence, and whether it came after the cut's day."""

    evidence: Evidence
    added_on: date
    is_after_cut: bool


@requires(Perm.VERIFY_DELIVERY)
def verify(request: HttpRequest, year: int, period: int, key: str) -> HttpResponse:
    """Look at one delivery and write what was found; saved, the next one that nobody verified comes."""
    verified = opened(year, period)
    deliveries = deliveries_to_verify(verified)
    shown = _named(deliveries, key)
    known = verification_of(verified, shown.key)
    form = _form(verified, known, request.POST if request.method == "POST" else None)
    if (
        form is not None
        and form.is_bound
        and form.is_valid()
        and done(form, lambda: _record(request, verified, shown, form))
    ):
        messages.success(request, _("%(key)s: lo que encontró quedó escrito.") % {"key": shown.key})
        return _onwards(verified, deliveries, shown.key)
    if request.method == "POST" and form is None:
        messages.error(request, _("Ahora no se verifica: vea en qué está la verificación."))
        return redirect("compliance_desk:round", year, period)
    return _page(request, verified, deliveries, shown, known, form)


def _record(request: HttpRequest, verified: VerificationRound, shown: Delivery, form: VerificationForm) -> object:
    data = form.cleaned_data
    return control.verify_delivery(
        verified,
        shown.key,
        result=Result(data["result"]),
        percentage=data["percentage"],
        remark=data["remark"],
        recommendation=data["recommendation"],
        expected=data["expected"] or 0,  # 0: nobody had verified it when the page was opened
        by=actor(request),
    )


def _page(
    request: HttpRequest,
    verified: VerificationRound,
    deliveries: tuple[Delivery, ...],
    shown: Delivery,
    known: Verification | None,
    form: VerificationForm | None,
) -> HttpResponse:
    strategy = verified.strategy
    facts, place = shown.promise.facts, deliveries.index(shown)
    scale, source = _scale(clock.today())
    suggestion = suggest(shown, scale)
    bound = form if form is not None and form.is_bound else None
    context = {
        **frame(request, strategy),
        "trail": round_trail(verified, Link(str(shown.key), "")),
        "round": verified,
        "shown": shown,
        "title": plain_title(facts),
        "kicker": f"{shown.key} · {shown.key.component.label} · {PERIOD_LABELS[verified.period]} de {strategy.year}",
        "day": cut_day(strategy.year, verified.period),
        "line": (line := line_of(shown, strategy.year, verified.period, ())),
        "said": percent(line.progress),
        "proofs": _proofs(strategy, verified.period, shown.key),
        "known": known,
        "found": found_mark(found_of(shown)),
        "found_percent": percent(known.percentage) if known else "",
        "form": form,
        "bound": bound,
        "suggestion": suggestion,
        "suggested": percent(suggestion.percentage) if suggestion.percentage is not None else "",
        "criterion": criterion(scale, source),
        "place": place + 1,
        "total": len(deliveries),
        "before": _url(verified, deliveries[place - 1]) if place else "",
        "after": _url(verified, deliveries[place + 1]) if place + 1 < len(deliveries) else "",
        "round_url": reverse("compliance_desk:round", args=[strategy.year, verified.period]),
    }
    return render(request, "compliance/staff/verify.html", context, status=422 if bound else 200)


def _scale(today: date) -> tuple[Scale, str]:
    """The entity's percentages of that day, and their source."""
    known = {one.key: value for one, value in terms_on(today)}
    values = [known[key] for key in (TermKey.CONTROL_WHOLE, TermKey.CONTROL_PARTLY, TermKey.CONTROL_NONE)]
    whole, partly, none = (one.value for one in values)
    return Scale(whole, partly, none), "; ".join(dict.fromkeys(one.norm for one in values))


def _named(deliveries: tuple[Delivery, ...], text: str) -> Delivery:
    key = Key.parse(text)
    found = next((one for one in deliveries if one.key == key), None)
    if found is None:
        message = _("%(key)s no está entre lo que se verifica en este corte.") % {"key": text.upper()}
        raise NotFound(message, way_out=_("Vea la lista de la verificación."))
    return found


def _form(verified: VerificationRound, known: Verification | None, data: QueryDict | None) -> VerificationForm | None:
    """The form to write what was found, with what was written before; None while nothing is verified any more."""
    if verified.state != RoundState.VERIFYING:
        return None
    names = ("result", "percentage", "remark", "recommendation")
    initial = {name: getattr(known, name) for name in names} if known else {}
    return VerificationForm(data, version=known.version if known else None, initial=initial)


def _onwards(verified: VerificationRound, deliveries: tuple[Delivery, ...], key: Key) -> HttpResponse:
    """To the next one that nobody verified, or back to the round where all are."""
    upcoming = next_pending(deliveries, key)
    if upcoming is None:
        return redirect("compliance_desk:round", verified.strategy.year, verified.period)
    return redirect(_url(verified, upcoming))


def _proofs(strategy: Strategy, period: int, key: Key) -> list[Proof]:
    row = delivery_row(strategy, key)
    if row is None:
        return []
    cut = cut_day(strategy.year, period)
    return [
        Proof(one.evidence, day_in_bogota(one.evidence.added_at), day_in_bogota(one.linked_at) > cut)
        for one in evidence_of(row)
    ]


def _url(verified: VerificationRound, delivery: Delivery) -> str:
    return reverse("compliance_desk:verify", args=[verified.strategy.year, verified.period, str(delivery.key)])
