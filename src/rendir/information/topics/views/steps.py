"""The steps of a round: paper ballots and codes while it is open, close it, decide it, withdraw it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.versioned import done
from rendir.foundation.library.actions import store_stream
from rendir.information.topics.actions import (
    add_paper_bundle,
    close_round,
    decide_round,
    extend_round,
    make_codes,
    open_round,
    remove_paper_bundle,
    withdraw_round,
)
from rendir.information.topics.exports.round import render_round
from rendir.information.topics.forms import ChoiceForm, CodesForm, DecisionForm, ExtendForm, PaperForm, ReasonForm
from rendir.information.topics.models import PaperBundle, TopicRound
from rendir.information.topics.queries import options_of, round_of
from rendir.information.topics.rules.ranking import in_two_decimals
from rendir.information.topics.rules.recount import from_json
from rendir.information.topics.views.rounds import round_page, round_trail


@require_POST
@requires(Perm.RUN_ROUND)
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Open, close, give more days or withdraw."""
    shown, by = round_of(slug), actor(request)
    plain: dict[str, tuple[Callable[..., TopicRound], str]] = {
        "abrir": (open_round, _("La ronda está abierta: cualquiera la ve.")),
        "cerrar": (close_round, _("La ronda se cerró y su resultado quedó fijo. Falta decidir.")),
    }
    if step in plain:
        act, told = plain[step]
        act(shown, by=by)
        messages.success(request, told)
        return redirect("topics_desk:round", shown.slug)
    if step == "retirar":
        leaving = ReasonForm(request.POST, auto_id="retirar-%s")
        if leaving.is_valid() and done(
            leaving, lambda: withdraw_round(shown, reason=leaving.cleaned_data["reason"], by=by)
        ):
            messages.success(request, _("La ronda quedó retirada; la razón es pública."))
            return redirect("topics_desk:round", shown.slug)
        return round_page(request, shown, leaving=leaving)
    if step != "alargar":
        raise NotFound(_("Ese paso no existe."), way_out=_("Vuelva a la ronda."))
    more = ExtendForm(request.POST, auto_id="alargar-%s")

    def extend() -> None:
        extend_round(shown, expected=shown.version, by=by, **more.cleaned_data)

    if more.is_valid() and done(more, extend):
        messages.success(request, _("Se dieron más días para votar."))
        return redirect("topics_desk:round", shown.slug)
    return round_page(request, shown, extending=more)


@requires(Perm.EDIT_TOPICS)
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down paper ballots that were counted together."""
    shown, is_sent = round_of(slug), request.method == "POST"
    form = PaperForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        topics=[one.topic for one in options_of(shown)],
        day=clock.today(),
    )
    if is_sent and form.is_valid() and done(form, lambda: _add_paper(request, shown, form)):
        messages.success(request, _("Las papeletas quedaron contadas, con su escaneo como soporte."))
        return redirect("topics_desk:round", shown.slug)
    context = {"trail": round_trail(shown, _("Papeletas")), "form": form, "round": shown}
    return render(request, "topics/staff/round_paper.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Perm.EDIT_TOPICS)
def remove_paper(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Take away a bundle that was counted badly."""
    bundle = get_object_or_404(PaperBundle.objects.select_related("round"), public_id=public_id)
    remove_paper_bundle(bundle, reason=request.POST.get("reason", ""), by=actor(request))
    messages.success(request, _("Esas papeletas ya no cuentan: anótelas de nuevo."))
    return redirect("topics_desk:round", slug)


@never_cache
@requires(Perm.EDIT_TOPICS)
def codes(request: HttpRequest, slug: str) -> HttpResponse:
    """Make codes to print: shown this one time, kept by nobody."""
    shown = round_of(slug)
    form = CodesForm(request.POST if request.method == "POST" else None)
    made: list[str] = []

    def act() -> None:
        made.extend(make_codes(shown, form.cleaned_data["number"], by=actor(request)))

    is_done = request.method == "POST" and form.is_valid() and done(form, act)
    context = {
        "trail": round_trail(shown, _("Códigos")),
        "form": form,
        "round": shown,
        "codes": made if is_done else [],
        "address": request.build_absolute_uri(f"{shown.get_absolute_url()}votar/"),
    }
    return render(request, "topics/staff/round_codes.html", context, status=422 if form.errors else 200)


@requires(Perm.DECIDE_ROUND)
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Say of each topic whether it is taken, and why; publish it."""
    shown, is_sent = round_of(slug), request.method == "POST"
    data = request.POST if is_sent else None
    form = DecisionForm(data)
    placed = from_json(shown.ranking or ())
    rows = [
        (one, in_two_decimals(one.points), ChoiceForm(data, key=one.key, taken=one.place <= shown.places))
        for one in placed
    ]
    are_valid = is_sent and all([form.is_valid(), *(choice.is_valid() for _one, _points, choice in rows)])

    def act() -> None:
        decide_round(
            shown,
            [choice.choice() for _one, _points, choice in rows],
            decision=form.cleaned_data["decision"],
            render=render_round,
            by=actor(request),
        )

    if are_valid and done(form, act):
        messages.success(request, _("La decisión quedó publicada con todo lo que la sostiene."))
        return redirect("topics_desk:round", shown.slug)
    context = {"trail": round_trail(shown, _("Decidir")), "form": form, "rows": rows, "round": shown}
    return render(request, "topics/staff/round_decide.html", context, status=422 if is_sent else 200)


def _add_paper(request: HttpRequest, shown: TopicRound, form: PaperForm) -> None:
    data, by = form.cleaned_data, actor(request)
    sent = data["scan"]
    scan = store_stream(sent.chunks(), name=sent.name or "papeletas", by=by)
    add_paper_bundle(
        shown,
        place=data["place"],
        on=data["on"],
        papers=data["papers"],
        counts=form.counts(),
        scan=scan,
        by=by,
    )
