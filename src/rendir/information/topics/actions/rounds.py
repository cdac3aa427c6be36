"""Prepare a round, open it, close it with its ranking frozen, and decide: what is taken, what is left and why."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create, remove_many, take, touch
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Stale, WrongState
from rendir.foundation.core.spanish import join_words, squeeze
from rendir.foundation.library.actions import publish
from rendir.information.topics.actions.topics import reason_given
from rendir.information.topics.models import (
    BasisChoice,
    RoundCriterion,
    RoundTopic,
    SourceKind,
    Topic,
    TopicJudgement,
    TopicRound,
)
from rendir.information.topics.queries import criteria_of, every_option_of, judgements_of, options_of, round_inputs
from rendir.information.topics.rules.deciding import Choice, unexplained
from rendir.information.topics.rules.ranking import Placed, weights_fault
from rendir.information.topics.rules.recount import as_json, ranking_of
from rendir.information.topics.states import ROUND_FLOW, RoundState, TopicState
from rendir.plan.compliance.actions.evidence import Record, attach_evidence

ACTION_TYPE = "prioritize_topics"
LEAST_TOPICS = 2


@dataclass(frozen=True, slots=True)
class Weight:
    """A criterion as a person writes it."""

    name: str
    weight: int
    basis: str
    source_kind: str = ""
    explains: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is published: what is said of each topic, and what of the whole."""

    choices: Mapping[str, Choice]
    decision: str
    role: str
    at: datetime


RoundRenderer = Callable[[TopicRound, Decided], Mapping[str, tuple[str, bytes]]]


def prepare_round(
    *,
    title: str,
    question: str,
    opens_on: date,
    closes_on: date,
    method: str = "",
    most_choices: int = 3,
    places: int = 5,
    needs_code: bool = False,
    by: Actor,
) -> TopicRound:
    """A draft of the year in which it opens."""
    fields = _checked(title, question, opens_on, closes_on, most_choices, places)
    last = TopicRound.objects.filter(year=opens_on.year).order_by("-number").values_list("number", flat=True).first()
    round_ = TopicRound(
        year=opens_on.year, number=(last or 0) + 1, method=method.strip(), needs_code=needs_code, **fields
    )
    with atomic():
        return create(round_, perm=Perm.EDIT_TOPICS, by=by, verb="prepare_topic_round")


def edit_round(
    round_: TopicRound,
    *,
    title: str,
    question: str,
    opens_on: date,
    closes_on: date,
    method: str,
    most_choices: int,
    places: int,
    needs_code: bool,
    expected: int,
    by: Actor,
) -> TopicRound:
    """What the draft says. Its year and number stay."""
    check(Perm.EDIT_TOPICS, by=by)
    _must_be_draft(round_)
    fields = _checked(title, question, opens_on, closes_on, most_choices, places)
    if opens_on.year != round_.year:
        raise Invalid(_("La ronda es de otra vigencia."), way_out=_("Prepare una ronda nueva."))
    fields |= {"method": method.strip(), "needs_code": needs_code}
    with atomic():
        return change(round_, fields, perm=Perm.EDIT_TOPICS, by=by, expected=expected, verb="edit_topic_round")


def set_criteria(round_: TopicRound, weights: Sequence[Weight], *, expected: int | None = None, by: Actor) -> None:
    """The criteria of a draft, all at once: their weights add up to 100."""
    check(Perm.EDIT_TOPICS, by=by)
    _must_be_draft(round_)
    if fault := weights_fault([one.weight for one in weights]):
        raise Invalid(fault, way_out=_("Reparta 100 entre los criterios."))
    for one in weights:
        _must_make_sense(one)
    with atomic():
        touch(
            round_,
            perm=Perm.EDIT_TOPICS,
            by=by,
            expected=round_.version if expected is None else expected,
            verb="set_round_criteria",
            public={"weights": {squeeze(one.name): one.weight for one in weights}},
        )
        remove_many(judgements_of(round_).values(), perm=Perm.EDIT_TOPICS, by=by, verb="remove_topic_judgement")
        remove_many(criteria_of(round_), perm=Perm.EDIT_TOPICS, by=by, verb="remove_round_criterion")
        for place, one in enumerate(weights, start=1):
            row = RoundCriterion(
                round=round_,
                place=place,
                name=squeeze(one.name)[:80],
                explains=squeeze(one.explains)[:250],
                weight=one.weight,
                basis=one.basis,
                source_kind=one.source_kind,
            )
            create(row, perm=Perm.EDIT_TOPICS, by=by, verb="add_round_criterion")


def set_options(round_: TopicRound, topics: Sequence[Topic], *, expected: int | None = None, by: Actor) -> None:
    """The topics of a draft: those named come in or stay, the others leave it."""
    check(Perm.EDIT_TOPICS, by=by)
    _must_be_draft(round_)
    known = {one.topic_id: one for one in every_option_of(round_)}
    wanted = {one.pk: one for one in topics if one.state == TopicState.CANDIDATE}
    gone = [one for pk, one in known.items() if pk not in wanted]
    with atomic():
        touch(
            round_,
            perm=Perm.EDIT_TOPICS,
            by=by,
            expected=round_.version if expected is None else expected,
            verb="set_round_topics",
            public={"topics": sorted(one.slug for one in wanted.values())},
        )
        judged = TopicJudgement.objects.filter(option__in=gone)
        remove_many(judged, perm=Perm.EDIT_TOPICS, by=by, verb="remove_topic_judgement")
        remove_many(gone, perm=Perm.EDIT_TOPICS, by=by, verb="leave_out_of_round")
        for pk, topic in wanted.items():
            if pk not in known:
                create(RoundTopic(round=round_, topic=topic), perm=Perm.EDIT_TOPICS, by=by, verb="bring_into_round")


def judge_topic(option: RoundTopic, criterion: RoundCriterion, *, value: int, reason: str, by: Actor) -> TopicJudgement:
    """What a person gives a topic in a criterion that asks for it, from 0 to 100; it may be changed until the close."""
    check(Perm.EDIT_TOPICS, by=by)
    if option.round.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise WrongState(_("La ronda ya se cerró."), way_out=_("Lo valorado no cambia."))
    if criterion.round_id != option.round_id or criterion.basis != BasisChoice.JUDGEMENT:
        raise Invalid(_("Este criterio no lo valora una persona."), way_out=_("Sale de los votos o de las fuentes."))
    if not 0 <= value <= 100:
        raise Invalid(_("El valor va de 0 a 100."), way_out=_("Escriba un número entero."))
    fields = {"value": value, "reason": reason_given(reason, _("Escriba por qué ese valor: se publica."))}
    known = TopicJudgement.objects.filter(option=option, criterion=criterion).first()
    with atomic():
        if known is None:
            row = TopicJudgement(option=option, criterion=criterion, **fields)
            return create(row, perm=Perm.EDIT_TOPICS, by=by, verb="judge_topic")
        return change(known, fields, perm=Perm.EDIT_TOPICS, by=by, expected=known.version, verb="judge_topic")


def open_round(round_: TopicRound, *, expected: int | None = None, by: Actor) -> TopicRound:
    """From now on criteria, weights and topics are fixed, and anybody sees the round."""
    check(Perm.RUN_ROUND, by=by)
    if round_.state == RoundState.DRAFT:
        _must_be_ready(round_)
    with atomic():
        return take(round_, ROUND_FLOW, "open_topic_round", by=by, expected=expected)


def extend_round(round_: TopicRound, *, closes_on: date, reason: str, expected: int, by: Actor) -> TopicRound:
    """More days to vote; never fewer."""
    check(Perm.RUN_ROUND, by=by)
    reason = reason_given(reason, _("Escriba por qué se dan más días: se publica."))
    if round_.state != RoundState.OPEN or closes_on <= round_.closes_on or closes_on.year != round_.year:
        message = _("Solo se dan más días a una ronda abierta, dentro del mismo año.")
        raise Invalid(message, way_out=_("Escriba un día posterior al que ya tiene."))
    told = _("Se dieron más días para votar, hasta el %(day)s: %(reason)s") % {
        "day": f"{closes_on:%d/%m/%Y}",
        "reason": reason,
    }
    fields = {"closes_on": closes_on, "method": f"{round_.method}\n{told}".strip()}
    with atomic():
        return change(
            round_, fields, perm=Perm.RUN_ROUND, by=by, expected=expected, verb="extend_topic_round", reason=reason
        )


def preview_ranking(round_: TopicRound) -> tuple[Placed, ...]:
    """The ranking as it would be now."""
    return ranking_of(round_inputs(round_))


def close_round(round_: TopicRound, *, expected: int | None = None, by: Actor) -> TopicRound:
    """Freeze what went in and what came out. After the last day to vote, and with every judgement given."""
    check(Perm.RUN_ROUND, by=by)
    if round_.state == RoundState.OPEN and clock.today() <= round_.closes_on:
        message = _("Todavía se puede votar: el último día es el %(day)s.") % {"day": f"{round_.closes_on:%d/%m/%Y}"}
        raise Invalid(message, way_out=_("Ciérrela desde el día siguiente."))
    with atomic():
        TopicRound.objects.select_for_update().get(pk=round_.pk)
        if round_.state == RoundState.OPEN:
            _must_be_judged(round_)
        inputs = round_inputs(round_)
        ranking = as_json(ranking_of(inputs))
        digest = hashlib.sha256(canonical({"inputs": inputs, "ranking": ranking})).hexdigest()
        fields = {"inputs": inputs, "ranking": ranking, "digest": digest, "closed_at": clock.now()}
        take(round_, ROUND_FLOW, "close_topic_round", fields, by=by, expected=expected)
        attach_evidence(ACTION_TYPE, on=clock.today(), ref=_record_of(round_, 1), fulfils=False, by=by)
    return round_


def decide_round(
    round_: TopicRound,
    choices: Sequence[Choice],
    *,
    decision: str = "",
    render: RoundRenderer,
    expected: int | None = None,
    by: Actor,
) -> TopicRound:
    """Say of each topic whether it is taken, and publish it with everything that led there.

    `Invalid` where a topic is left, or taken against the ranking, without a reason.
    """
    check(Perm.DECIDE_ROUND, by=by)
    if round_.state != RoundState.CLOSED:
        raise WrongState(_("Se decide una ronda cerrada y por decidir."), way_out=_("Mire en qué estado está."))
    if expected not in (None, round_.version):
        raise Stale(_("Otra persona cambió esta ronda."), way_out=_("Abra de nuevo la página."))
    said = {one.key: Choice(one.key, one.taken, squeeze(one.reason)) for one in choices}
    _must_be_explained(round_, said)
    decided = Decided(said, decision.strip(), by.actor_role, clock.now())
    files = render(round_, decided)
    with atomic():
        for option in options_of(round_):
            choice = said[option.topic.slug]
            fields = {"taken": choice.taken, "reason": choice.reason}
            change(option, fields, perm=Perm.DECIDE_ROUND, by=by, expected=option.version, verb="decide_topic")
        publication = publish(
            subject=f"temas-{round_.slug}",
            number=1,
            title=_("Temas que más importan: %(title)s") % {"title": round_.title},
            digest=round_.digest,
            files=files,
            perm=Perm.DECIDE_ROUND,
            by=by,
        )
        fields = {
            "decision": decided.decision,
            "decided_at": decided.at,
            "decided_role": decided.role,
            "publication": publication,
        }
        take(round_, ROUND_FLOW, "decide_topic_round", fields, by=by)
        attach_evidence(ACTION_TYPE, on=clock.today(), ref=_record_of(round_, 2), by=by)
    return round_


def withdraw_round(round_: TopicRound, *, reason: str, by: Actor) -> TopicRound:
    """It will not be decided; the reason is public, and so is whatever was open."""
    reason = reason_given(reason, _("Escriba por qué se retira la ronda: se publica."))
    with atomic():
        return take(round_, ROUND_FLOW, "withdraw_topic_round", {"state_reason": reason}, by=by, reason=reason)


def _record_of(round_: TopicRound, version: int) -> Record:
    return Record(
        kind="topic_round",
        public_id=round_.public_id,
        title=round_.title,
        address=f"{settings.BASE_URL}{round_.get_absolute_url()}",
        version=version,
        digest=round_.digest,
    )


def _checked(
    title: str, question: str, opens_on: date, closes_on: date, most_choices: int, places: int
) -> dict[str, object]:
    if not squeeze(title) or not squeeze(question):
        raise Invalid(_("Falta el título o la pregunta."), way_out=_("Diga cómo se llama la ronda y qué se pregunta."))
    if closes_on < opens_on or closes_on.year != opens_on.year:
        raise Invalid(_("Los días de la ronda no van bien."), way_out=_("Se abre y se cierra dentro del mismo año."))
    if most_choices < 1 or places < 1:
        raise Invalid(_("Se escoge al menos un tema."), way_out=_("Escriba un número mayor que cero."))
    return {
        "title": squeeze(title)[:160],
        "question": squeeze(question)[:250],
        "opens_on": opens_on,
        "closes_on": closes_on,
        "most_choices": most_choices,
        "places": places,
    }


def _must_be_draft(round_: TopicRound) -> None:
    if round_.state != RoundState.DRAFT:
        message = _("La ronda ya se abrió: sus temas, criterios y pesos no cambian.")
        raise WrongState(message, way_out=_("Retírela con su razón y prepare otra."))


def _must_make_sense(one: Weight) -> None:
    if not squeeze(one.name):
        raise Invalid(_("Falta el nombre de un criterio."), way_out=_("Dígalo en pocas palabras."))
    is_known = one.basis in BasisChoice.values
    if not is_known or (one.basis == BasisChoice.FIGURES) != (one.source_kind in SourceKind.values):
        message = _("No se sabe de dónde sale el criterio «%(name)s».") % {"name": squeeze(one.name)}
        raise Invalid(message, way_out=_("Si sale de cifras, escoja de qué clase de fuente; si no, déjela vacía."))


def _must_be_ready(round_: TopicRound) -> None:
    if fault := weights_fault([one.weight for one in criteria_of(round_)]):
        raise Invalid(fault, way_out=_("Escriba los criterios de la ronda."))
    options = every_option_of(round_)
    if gone := [one.topic.title for one in options if one.topic.state != TopicState.CANDIDATE]:
        message = _("Ya no son candidatos: %(titles)s.") % {"titles": join_words(gone)}
        raise Invalid(message, way_out=_("Quítelos de la ronda."))
    if len(options) < LEAST_TOPICS:
        raise Invalid(_("Una ronda tiene al menos dos temas."), way_out=_("Escoja los temas de la ronda."))
    if clock.today() > round_.closes_on:
        raise Invalid(_("El último día para votar ya pasó."), way_out=_("Corrija las fechas de la ronda."))


def _must_be_judged(round_: TopicRound) -> None:
    given = judgements_of(round_)
    missing = [
        one.topic.title
        for one in options_of(round_)
        for criterion in criteria_of(round_)
        if criterion.basis == BasisChoice.JUDGEMENT and (one.pk, criterion.pk) not in given
    ]
    if missing:
        message = _("Falta valorar: %(titles)s.") % {"titles": join_words(list(dict.fromkeys(missing)))}
        raise Invalid(message, way_out=_("Dé el valor y la razón de cada uno."))


def _must_be_explained(round_: TopicRound, said: Mapping[str, Choice]) -> None:
    order = {one["key"]: one["title"] for one in round_.ranking or ()}
    if set(order) != set(said):
        raise Invalid(_("Falta decir qué se hace con algún tema."), way_out=_("Marque cada uno."))
    if not any(one.taken for one in said.values()):
        raise Invalid(_("La decisión no escoge ningún tema."), way_out=_("Marque los que se escogen."))
    missing = unexplained(list(order), round_.places, list(said.values()))
    if missing:
        message = _("Falta la razón de: %(titles)s.") % {"titles": join_words([order[key] for key in missing])}
        raise Invalid(message, way_out=_("Se explica cada tema que se deja y cada uno que se aparta del resultado."))
