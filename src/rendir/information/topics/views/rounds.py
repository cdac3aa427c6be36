"""A round at the desk: what it asks, its topics, its criteria, and what people give where a person judges."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.information.topics.actions import edit_round, judge_topic, prepare_round, set_criteria, set_options
from rendir.information.topics.exports.wording import basis_in_words, days_in_words
from rendir.information.topics.forms import ExtendForm, JudgeForm, OptionsForm, ReasonForm, RoundForm, criterion_forms
from rendir.information.topics.models import BasisChoice, RoundCriterion, Topic, TopicRound
from rendir.information.topics.queries import (
    asks_for_votes,
    ballots_by_channel,
    candidates,
    criteria_of,
    judgements_of,
    options_of,
    round_of,
)
from rendir.information.topics.rules.ranking import in_two_decimals
from rendir.information.topics.rules.recount import from_json
from rendir.information.topics.states import RoundState
from rendir.information.topics.views.staff import trail


@requires(Perm.READ_TOPICS)
def round_(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of one round, and the steps it can take."""
    return round_page(request, round_of(slug))


@requires(Perm.EDIT_TOPICS)
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a round."""
    today = clock.today()
    initial = {"opens_on": today, "closes_on": today, "most_choices": 3, "places": 5}
    form = RoundForm(request.POST if request.method == "POST" else None, version=None, initial=initial)
    made: list[TopicRound] = []

    def act() -> None:
        made.append(prepare_round(by=actor(request), **_said(form)))

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("La ronda está en preparación. Escoja sus temas y sus criterios."))
        return redirect("topics_desk:round", made[0].slug)
    context = {"trail": trail(Link(_("Ronda nueva"), "")), "form": form, "round": None}
    return render(request, "topics/staff/round_edit.html", context, status=422 if form.errors else 200)


@requires(Perm.EDIT_TOPICS)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct what a draft says."""
    shown = round_of(slug)
    names = ("title", "question", "method", "opens_on", "closes_on", "most_choices", "places", "needs_code")
    initial = {name: getattr(shown, name) for name in names}
    form = RoundForm(request.POST if request.method == "POST" else None, version=shown.version, initial=initial)

    def act() -> None:
        edit_round(shown, expected=form.cleaned_data["expected"], by=actor(request), **_said(form))

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("Quedó guardado."))
        return redirect("topics_desk:round", shown.slug)
    context = {"trail": round_trail(shown, _("Corregir")), "form": form, "round": shown}
    return render(request, "topics/staff/round_edit.html", context, status=422 if form.errors else 200)


@requires(Perm.EDIT_TOPICS)
def options(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the topics of a draft."""
    shown = round_of(slug)
    chosen = [one.topic.slug for one in options_of(shown)]
    data = request.POST if request.method == "POST" else None
    form = OptionsForm(data, topics=candidates(), chosen=chosen)

    def act() -> None:
        topics = Topic.objects.filter(slug__in=form.cleaned_data["topics"])
        set_options(shown, list(topics), by=actor(request))

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, _("Quedaron los temas de la ronda."))
        return redirect("topics_desk:round", shown.slug)
    context = {"trail": round_trail(shown, _("Temas de la ronda")), "form": form, "round": shown}
    return render(request, "topics/staff/round_options.html", context, status=422 if form.errors else 200)


@requires(Perm.EDIT_TOPICS)
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the criteria of a draft; their weights add up to 100."""
    shown = round_of(slug)
    is_sent = request.method == "POST"
    forms = criterion_forms(request.POST if is_sent else None, criteria_of(shown))
    are_valid = is_sent and _are_valid(forms)

    def act() -> None:
        given = [one.weight_given() for one in forms]
        set_criteria(shown, [one for one in given if one], by=actor(request))

    if are_valid and done(forms[0], act):
        messages.success(request, _("Quedaron los criterios y sus pesos."))
        return redirect("topics_desk:round", shown.slug)
    context = {"trail": round_trail(shown, _("Criterios")), "forms": forms, "round": shown}
    return render(request, "topics/staff/round_criteria.html", context, status=422 if is_sent else 200)


@requires(Perm.EDIT_TOPICS)
def judge(request: HttpRequest, slug: str) -> HttpResponse:
    """Give each topic its value where a person judges, with the reason."""
    shown, is_sent = round_of(slug), request.method == "POST"
    given = judgements_of(shown)
    rows = [
        (
            criterion,
            [
                JudgeForm(
                    request.POST if is_sent else None,
                    option=one,
                    criterion=criterion,
                    given=given.get((one.pk, criterion.pk)),
                )
                for one in options_of(shown)
            ],
        )
        for criterion in criteria_of(shown)
        if criterion.basis == BasisChoice.JUDGEMENT
    ]
    forms = [one for _criterion, found in rows for one in found]
    for one in forms:
        one.option.round = shown
    are_valid = is_sent and _are_valid(forms)

    def act() -> None:
        for one in forms:
            if one.is_said():
                data = one.cleaned_data
                judge_topic(one.option, one.criterion, value=data["value"], reason=data["reason"], by=actor(request))

    if are_valid and (not forms or done(forms[0], act)):
        messages.success(request, _("Quedó lo valorado."))
        return redirect("topics_desk:round", shown.slug)
    context = {"trail": round_trail(shown, _("Valorar")), "rows": rows, "forms": forms, "round": shown}
    return render(request, "topics/staff/round_judge.html", context, status=422 if is_sent else 200)


def round_page(
    request: HttpRequest,
    shown: TopicRound,
    *,
    leaving: ReasonForm | None = None,
    extending: ExtendForm | None = None,
) -> HttpResponse:
    """The page of a round, with the form that came back with something to correct."""
    person, criteria_, options_ = actor(request), criteria_of(shown), options_of(shown)
    may_edit, may_run = person.has_perm(Perm.EDIT_TOPICS), person.has_perm(Perm.RUN_ROUND)
    placed = from_json(shown.ranking) if shown.ranking else ()
    judged = judgements_of(shown)
    judging = [one for one in criteria_ if one.basis == BasisChoice.JUDGEMENT]
    is_open, is_draft = shown.state == RoundState.OPEN, shown.state == RoundState.DRAFT
    context = {
        "trail": round_trail(shown),
        "round": shown,
        "days": days_in_words(shown.opens_on, shown.closes_on),
        "criteria": [(one, basis_in_words(_told(one))) for one in criteria_],
        "weight": sum(one.weight for one in criteria_),
        "options": options_,
        "judgements": (len(judged), len(judging) * len(options_)),
        "ballots": ballots_by_channel(shown),
        "bundles": list(shown.bundles.select_related("scan")),
        "codes": shown.codes.count(),
        "placed": [(one, in_two_decimals(one.points)) for one in placed],
        "votes_asked": asks_for_votes(criteria_),
        "may_edit": may_edit,
        "may_run": may_run,
        "may_decide": person.has_perm(Perm.DECIDE_ROUND) and shown.state == RoundState.CLOSED,
        "is_open": is_open,
        "is_draft": is_draft,
        "can_close": is_open and clock.today() > shown.closes_on,
        "can_withdraw": may_run and shown.state in (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED),
        "leave_form": leaving or ReasonForm(auto_id="retirar-%s"),
        "extend_form": extending or ExtendForm(initial={"closes_on": shown.closes_on}, auto_id="alargar-%s"),
        "bound": leaving or extending,
    }
    return render(request, "topics/staff/round.html", context, status=422 if leaving or extending else 200)


def round_trail(shown: TopicRound, here: str = "") -> list[Link]:
    """From the desk to a page of a round."""
    if not here:
        return trail(Link(shown.title, ""))
    return trail(Link(shown.title, reverse("topics_desk:round", args=[shown.slug])), Link(here, ""))


def _told(criterion: RoundCriterion) -> dict[str, str]:
    return {"basis": criterion.basis, "source_kind": criterion.source_kind, "explains": criterion.explains}


def _are_valid(forms: Sequence[Form]) -> bool:
    """Every one is asked, so that each says what it lacks."""
    return [one.is_valid() for one in forms].count(False) == 0


def _said(form: RoundForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "expected"}
