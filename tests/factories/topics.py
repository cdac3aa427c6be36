"""Topics and rounds in every state, reached by the real steps; small enough to count by hand."""

from collections.abc import Mapping
from datetime import date

from factories.organization import BY
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.models import StoredFile
from rendir.information.topics.actions import (
    Weight,
    add_source,
    add_topic,
    cast_ballot,
    close_round,
    decide_round,
    judge_topic,
    open_round,
    prepare_round,
    set_criteria,
    set_options,
    withdraw_round,
)
from rendir.information.topics.actions.rounds import Decided
from rendir.information.topics.models import BasisChoice, SourceKind, Topic, TopicRound
from rendir.information.topics.queries import criteria_of, options_of
from rendir.information.topics.rules.deciding import Choice
from rendir.information.topics.states import RoundState

OPENS, CLOSES, AFTER = date(2021, 6, 1), date(2021, 6, 30), date(2021, 7, 1)
TITLES = ("Agua potable", "Salud", "Vías rurales")
ALL_VOTES = (Weight("Lo que votó la gente", 100, BasisChoice.VOTES),)
MIXED = (
    Weight("Lo que votó la gente", 60, BasisChoice.VOTES),
    Weight("Lo que dijo la encuesta", 30, BasisChoice.FIGURES, SourceKind.SURVEY),
    Weight("Lo que puede la alcaldía", 10, BasisChoice.JUDGEMENT),
)


def a_topic(title: str = "Agua potable", *, mentions: int | None = None, by: Actor = BY) -> Topic:
    """A candidate; with `mentions`, a survey stands behind it."""
    topic = add_topic(title=title, by=by)
    if mentions is not None:
        add_source(
            topic,
            kind=SourceKind.SURVEY,
            reference="Encuesta",
            on=clock.today(),
            figure=mentions,
            unit="menciones",
            by=by,
        )
    return topic


def a_draft(*, weights: tuple[Weight, ...] = ALL_VOTES, titles: tuple[str, ...] = TITLES, by: Actor = BY) -> TopicRound:
    """A round of June with these topics, ready to be opened."""
    topics = [Topic.objects.filter(title=one).first() or a_topic(one, by=by) for one in titles]
    round_ = prepare_round(
        title="Temas de 2021",
        question="¿De qué se rinde cuentas?",
        opens_on=OPENS,
        closes_on=CLOSES,
        most_choices=2,
        places=2,
        by=by,
    )
    set_options(round_, topics, by=by)
    set_criteria(round_, list(weights), by=by)
    return round_


def an_open(*, weights: tuple[Weight, ...] = ALL_VOTES, by: Actor = BY) -> TopicRound:
    """The same, open."""
    with clock.travel(OPENS):
        return open_round(a_draft(weights=weights, by=by), by=by)


def voted(round_: TopicRound, *ballots: tuple[str, ...]) -> TopicRound:
    """These ballots, each of another device."""
    with clock.travel(OPENS):
        for index, choices in enumerate(ballots):
            cast_ballot(round_, choices, device=f"aparato {index}")
    return round_


def a_closed(*ballots: tuple[str, ...], by: Actor = BY) -> TopicRound:
    """Closed with these ballots; with two for «agua-potable» and one for «salud» where none are given."""
    round_ = voted(an_open(by=by), *(ballots or (("agua-potable", "salud"), ("agua-potable",))))
    with clock.travel(AFTER):
        return close_round(round_, by=by)


def light(round_: TopicRound, decided: Decided) -> Mapping[str, tuple[str, bytes]]:
    """Documents as small as can be: what a round looks like is not the question here."""
    return {"json": (f"temas-{round_.slug}.json", b"{}")}


def choices_of(round_: TopicRound, *taken: str, reason: str = "Por su puesto") -> list[Choice]:
    """Of every topic of the round whether it is taken, each with the same reason."""
    return [Choice(one["key"], one["key"] in taken, reason) for one in round_.ranking or ()]


def a_decided(*, by: Actor = BY) -> TopicRound:
    """Decided as the ranking says."""
    round_ = a_closed(by=by)
    with clock.travel(AFTER):
        return decide_round(round_, choices_of(round_, "agua-potable", "salud"), render=light, by=by)


def round_in(state: RoundState, *, by: Actor = BY) -> TopicRound:
    """A round in that state."""
    with clock.travel(OPENS):
        match state:
            case RoundState.DRAFT:
                return a_draft(by=by)
            case RoundState.OPEN:
                return an_open(by=by)
            case RoundState.CLOSED:
                return a_closed(by=by)
            case RoundState.DECIDED:
                return a_decided(by=by)
            case _:
                return withdraw_round(a_draft(by=by), reason="Se repite", by=by)


def a_scan(words: bytes = b"Conteo firmado de la urna\n", *, by: Actor = BY) -> StoredFile:
    """The support of a count of paper."""
    return store_file(words, name="conteo.txt", media_type="text/plain", by=by)


def judged(round_: TopicRound, value: int = 50, *, by: Actor = BY) -> TopicRound:
    """Every topic valued the same in every criterion that a person judges."""
    for criterion in criteria_of(round_):
        if criterion.basis == BasisChoice.JUDGEMENT:
            for option in options_of(round_):
                judge_topic(option, criterion, value=value, reason="Es competencia nuestra", by=by)
    return round_
