"""Topics for everybody: the rounds, what came out of each and how anybody computes it again, each topic's way."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.certificate import published
from rendir.foundation.library.queries import files_of
from rendir.foundation.library.serving import certificate_response, file_response
from rendir.information.topics.exports.round import FORMATS, NAMES, file_name
from rendir.information.topics.exports.wording import (
    BY_ITS_PLACE,
    HOW,
    basis_in_words,
    channel_lines,
    days_in_words,
    part_in_words,
)
from rendir.information.topics.models import RoundCriterion, RoundTopic, TopicRound
from rendir.information.topics.queries import (
    asks_for_votes,
    candidates,
    criteria_of,
    options_of,
    public_rounds,
    round_of,
    rounds_of_topic,
    sources_behind,
    topic_of,
)
from rendir.information.topics.rules.ranking import in_two_decimals
from rendir.information.topics.rules.recount import from_json
from rendir.information.topics.states import RoundState

TOPICS = ("organization", "plan", "topics")
"""The plan too: the bar over every page says which year is in force."""


@dataclass(frozen=True, slots=True)
class PlacedView:
    """A topic in its place, in words: points, votes, the tie, what was decided, and how its points come about."""

    place: int
    key: str
    title: str
    points: str
    votes: int
    tie: str
    taken: bool | None
    reason: str
    parts: list[tuple[str, str, str]]


@public(topics=TOPICS)
def topics(request: HttpRequest) -> HttpResponse:
    """The round in which one can vote, the ones before, and the topics there are."""
    rounds, today = list(public_rounds()), clock.today()
    context = {
        "trail": trail(),
        "open": [(one, one.takes_votes_on(today)) for one in rounds if one.state == RoundState.OPEN],
        "others": [one for one in rounds if one.state != RoundState.OPEN],
        "topics": list(candidates()),
    }
    return render(request, "topics/topics.html", context)


@public(topics=TOPICS)
def round_(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: what is asked and until when; once closed, its result step by step; once decided, the decision."""
    shown = round_of(slug, rows=public_rounds())
    options, criteria = options_of(shown), criteria_of(shown)
    placed = _placed(shown, options)
    context = {
        "trail": trail(Link(shown.title, "")),
        "round": shown,
        "days": days_in_words(shown.opens_on, shown.closes_on),
        "takes_votes": shown.takes_votes_on(clock.today()) and asks_for_votes(criteria),
        "options": options,
        "criteria": [(one.name, one.weight, basis_in_words(_as_json(one))) for one in criteria],
        "placed": placed,
        "ties": [one for one in placed if one.tie],
        "channels": list(channel_lines(shown.inputs)) if shown.inputs else [],
        "how": HOW,
        "decided_on": day_in_bogota(shown.decided_at) if shown.decided_at else None,
        "downloads": _downloads(shown),
        "hashes": [(file_name(shown, kind), one.sha256) for kind, one in files_of(shown.publication).items()],
        "certificate": reverse("topics:round_certificate", args=[shown.slug]),
    }
    return render(request, "topics/round.html", context)


@public(topics=TOPICS)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The way of a topic: where it comes from, in which rounds it was and what came of it."""
    shown = topic_of(slug)
    context = {
        "trail": trail(Link(shown.title, "")),
        "topic": shown,
        "sources": sources_behind([shown])[shown.pk],
        "rounds": [_in_round(one) for one in rounds_of_topic(shown)],
    }
    return render(request, "topics/topic.html", context)


@public(topics=TOPICS)
def round_file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """A decided round as the file that was published with it."""
    shown = round_of(slug, rows=public_rounds())
    found = files_of(shown.publication).get(extension.lower())
    if found is None:
        message = _("Esta ronda no se publicó en el formato «%(name)s».") % {"name": extension}
        raise NotFound(message, way_out=_("Su página dice qué se puede descargar."))
    return file_response(request, found, name=file_name(shown, extension.lower()), inline=True)


@public(topics=TOPICS)
def round_certificate(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That a round was decided and published, when, and with which hash."""
    shown = round_of(slug, rows=public_rounds())
    if shown.publication is None:
        message = _("Esta ronda todavía no se ha decidido.")
        raise NotFound(message, way_out=_("Su certificado sale con la decisión."))
    told = published(shown.publication, address=f"{settings.BASE_URL}{shown.get_absolute_url()}")
    told = replace(told, title=told.title.removesuffix(_(", versión %(number)s") % {"number": told.number}))
    return certificate_response(told, f"certificado-temas-{shown.slug}.pdf")


def trail(*links: Link) -> list[Link]:
    """From the first page to here."""
    return [Link(_("Inicio"), "/"), Link(_("Temas"), reverse("topics:topics")), *links]


def _placed(shown: TopicRound, options: list[RoundTopic]) -> list[PlacedView]:
    if not shown.inputs:
        return []
    by_key = {one.topic.slug: one for one in options}
    criteria = {one["key"]: one for one in shown.inputs["criteria"]}
    reasons = {one["key"]: one["reasons"] for one in shown.inputs["topics"]}
    return [
        PlacedView(
            one.place,
            one.key,
            one.title,
            in_two_decimals(one.points),
            one.votes,
            one.tie,
            option.taken if (option := by_key.get(one.key)) else None,
            (option.reason or BY_ITS_PLACE) if option and option.taken is not None else "",
            [
                (
                    criteria[part.criterion]["name"],
                    part_in_words(part, criteria[part.criterion], reasons[one.key].get(part.criterion, "")),
                    in_two_decimals(part.points),
                )
                for part in one.parts
            ],
        )
        for one in from_json(shown.ranking or ())
    ]


def _as_json(criterion: RoundCriterion) -> dict[str, str]:
    return {"basis": criterion.basis, "source_kind": criterion.source_kind, "explains": criterion.explains}


def _in_round(option: RoundTopic) -> tuple[TopicRound, int | None, RoundTopic]:
    """A round in which the topic was, its place there where it has one, and what was decided."""
    place = next((one["place"] for one in option.round.ranking or () if one["key"] == option.topic.slug), None)
    return option.round, place, option


def _downloads(shown: TopicRound) -> list[Download]:
    if shown.publication is None:
        return []
    return [Download(reverse("topics:round_file", args=[shown.slug, kind]), NAMES[kind]) for kind in FORMATS]
