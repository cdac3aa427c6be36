"""A round is fixed when it opens, frozen when it closes, decided with reasons; its evidence attaches by itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from factories.accounts import colleague, insider
from factories.organization import BY
from factories.schedules import an_adopted, facts
from factories.topics import (
    AFTER,
    ALL_VOTES,
    CLOSES,
    MIXED,
    OPENS,
    a_closed,
    a_decided,
    a_draft,
    a_topic,
    an_open,
    choices_of,
    judged,
    light,
    voted,
)
from rendir.foundation.audit.actors import Job
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.information.topics.actions import (
    Weight,
    add_source,
    close_round,
    decide_round,
    edit_round,
    extend_round,
    judge_topic,
    open_round,
    prepare_round,
    preview_ranking,
    set_criteria,
    set_options,
    withdraw_round,
    withdraw_topic,
)
from rendir.information.topics.models import BasisChoice, SourceKind, Topic, TopicRound
from rendir.information.topics.queries import cast_in, criteria_of, judgements_of, options_of
from rendir.information.topics.rules.deciding import Choice
from rendir.information.topics.rules.recount import as_json, ranking_of
from rendir.information.topics.rules.voting import tally
from rendir.information.topics.states import RoundState
from rendir.plan.compliance.models import Delivery, Evidence
from rendir.plan.compliance.states import DeliveryState

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"title": "Temas", "question": "¿Cuáles?", "opens_on": OPENS, "closes_on": CLOSES}


@pytest.fixture(autouse=True)
def _june() -> Any:
    with clock.travel(OPENS):
        yield


def test_rounds_are_numbered_within_their_year() -> None:
    first, second = prepare_round(**TOLD, by=BY), prepare_round(**TOLD, by=BY)
    assert (first.slug, second.slug, str(first)) == ("2021-1", "2021-2", "Temas")


WRONG: dict[str, dict[str, object]] = {
    "no title": {"title": " "},
    "no question": {"question": " "},
    "backwards": {"closes_on": date(2021, 5, 1)},
    "over two years": {"closes_on": date(2022, 1, 1)},
    "no choice": {"most_choices": 0},
    "no place": {"places": 0},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_round_that_cannot_be_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid):
        prepare_round(**{**TOLD, **WRONG[wrong]}, by=BY)


def _edit(round_: TopicRound, **other: Any) -> TopicRound:
    rest = {"method": " M ", "most_choices": 1, "places": 1, "needs_code": True, "expected": round_.version, "by": BY}
    return edit_round(round_, **{**TOLD, **rest, **other})


def test_a_draft_is_corrected_within_its_year() -> None:
    round_ = _edit(prepare_round(**TOLD, by=BY), title=" Otro  título ")
    assert (round_.title, round_.method, round_.needs_code) == ("Otro título", "M", True)
    with pytest.raises(Invalid):
        _edit(round_, opens_on=date(2022, 1, 1), closes_on=date(2022, 1, 2))


def test_criteria_are_set_all_at_once_and_take_what_was_judged_with_them() -> None:
    round_ = judged(a_draft(weights=MIXED))
    assert [(one.place, one.name, one.weight) for one in criteria_of(round_)] == [
        (1, "Lo que votó la gente", 60),
        (2, "Lo que dijo la encuesta", 30),
        (3, "Lo que puede la alcaldía", 10),
    ]
    set_criteria(round_, ALL_VOTES, by=BY)
    assert ([str(one) for one in criteria_of(round_)], judgements_of(round_)) == (["Lo que votó la gente"], {})


@pytest.mark.parametrize(
    "weight",
    [
        Weight("Votos", 90, BasisChoice.VOTES),
        Weight(" ", 100, BasisChoice.VOTES),
        Weight("Votos", 100, "rumores"),
        Weight("Encuesta", 100, BasisChoice.FIGURES),
        Weight("Votos", 100, BasisChoice.VOTES, SourceKind.SURVEY),
    ],
)
def test_criteria_that_nobody_could_compute_are_refused(weight: Weight) -> None:
    with pytest.raises(Invalid):
        set_criteria(a_draft(), [weight], by=BY)


def test_the_topics_of_a_draft_are_those_that_are_named() -> None:
    round_ = judged(a_draft(weights=MIXED))
    kept, extra = Topic.objects.get(slug="salud"), a_topic("Otro")
    set_options(round_, [kept, extra], by=BY)
    assert [one.topic.slug for one in options_of(round_)] == ["otro", "salud"]
    assert len(judgements_of(round_)) == 1
    withdraw_topic(extra, reason="Ya se hizo", by=BY)
    set_options(round_, [kept, extra], by=BY)
    assert [one.topic.slug for one in options_of(round_)] == ["salud"]


def test_what_two_people_set_at_once_is_not_mixed() -> None:
    round_ = a_draft()
    for act in (
        lambda: set_options(round_, [], expected=1, by=BY),
        lambda: set_criteria(round_, ALL_VOTES, expected=1, by=BY),
    ):
        with pytest.raises(Stale):
            act()


FIXED: dict[str, Callable[[TopicRound], object]] = {
    "its words": _edit,
    "its criteria": lambda one: set_criteria(one, ALL_VOTES, by=BY),
    "its topics": lambda one: set_options(one, [], by=BY),
}


@pytest.mark.parametrize("what", FIXED)
def test_nothing_of_an_open_round_changes(what: str) -> None:
    with pytest.raises(WrongState):
        FIXED[what](an_open())


FORBIDDEN: dict[str, Callable[[TopicRound], object]] = {
    "prepare": lambda _one: prepare_round(**TOLD, by=colleague()),
    "edit": lambda one: _edit(one, by=colleague()),
    "criteria": lambda one: set_criteria(one, ALL_VOTES, by=colleague()),
    "topics": lambda one: set_options(one, [], by=colleague()),
    "more days": lambda one: extend_round(one, closes_on=AFTER, reason="Llovió", expected=1, by=colleague()),
    "withdraw": lambda one: withdraw_round(one, reason="No", by=colleague()),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_who_may_not_is_refused(what: str) -> None:
    round_ = a_draft()
    with pytest.raises(NotAllowed):
        FORBIDDEN[what](round_)


def _with_one_topic(round_: TopicRound) -> None:
    set_options(round_, [Topic.objects.get(slug="salud")], by=BY)


def _with_a_topic_that_left(_round: TopicRound) -> None:
    withdraw_topic(Topic.objects.get(slug="salud"), reason="Ya se hizo", by=BY)


@pytest.mark.parametrize("spoil", [_with_one_topic, _with_a_topic_that_left])
def test_a_round_that_is_not_ready_does_not_open(spoil: Callable[[TopicRound], None]) -> None:
    round_ = a_draft()
    spoil(round_)
    with pytest.raises(Invalid):
        open_round(round_, by=BY)


def test_a_round_without_criteria_or_whose_days_are_over_does_not_open() -> None:
    with pytest.raises(Invalid):
        open_round(prepare_round(**TOLD, by=BY), by=BY)
    with clock.travel(AFTER), pytest.raises(Invalid):
        open_round(a_draft(), by=BY)


def test_a_round_gets_more_days_and_never_fewer() -> None:
    round_ = an_open()
    for day in (CLOSES, date(2021, 6, 20), date(2022, 1, 1)):
        with pytest.raises(Invalid):
            extend_round(round_, closes_on=day, reason="Llovió", expected=round_.version, by=BY)
    with pytest.raises(Invalid):
        extend_round(round_, closes_on=date(2021, 7, 5), reason=" ", expected=round_.version, by=BY)
    longer = extend_round(round_, closes_on=date(2021, 7, 5), reason="Llovió", expected=round_.version, by=BY)
    assert longer.takes_votes_on(date(2021, 7, 5))
    assert longer.method == "Se dieron más días para votar, hasta el 05/07/2021: Llovió"


def test_a_judgement_has_a_reason_and_is_changed_until_the_close() -> None:
    round_ = an_open(weights=MIXED)
    option, judge = options_of(round_)[0], criteria_of(round_)[2]
    first = judge_topic(option, judge, value=10, reason=" Es  nuestra ", by=BY)
    again = judge_topic(option, judge, value=20, reason="Es nuestra", by=BY)
    assert (first.pk, again.value, again.reason) == (again.pk, 20, "Es nuestra")
    assert str(again).endswith(": 20")
    for value, reason in ((101, "Sí"), (-1, "Sí"), (10, " ")):
        with pytest.raises(Invalid):
            judge_topic(option, judge, value=value, reason=reason, by=BY)
    with pytest.raises(Invalid):
        judge_topic(option, criteria_of(round_)[0], value=10, reason="Sí", by=BY)
    with pytest.raises(Invalid):
        judge_topic(option, criteria_of(an_open(weights=MIXED))[2], value=10, reason="Sí", by=BY)
    with pytest.raises(NotAllowed):
        judge_topic(option, judge, value=10, reason="Sí", by=colleague())
    withdraw_round(round_, reason="No", by=BY)
    option.round.refresh_from_db()
    with pytest.raises(WrongState):
        judge_topic(option, judge, value=10, reason="Sí", by=BY)


def test_a_round_closes_after_its_last_day_and_with_every_judgement() -> None:
    round_ = an_open(weights=MIXED)
    with clock.travel(CLOSES), pytest.raises(Invalid):
        close_round(round_, by=BY)
    with clock.travel(AFTER):
        with pytest.raises(Invalid) as refused:
            close_round(round_, by=BY)
        assert refused.value.message == "Falta valorar: Agua potable, Salud y Vías rurales."
        assert close_round(judged(round_), by=BY).state == RoundState.CLOSED


def test_what_is_shown_comes_out_again_of_what_is_published_and_of_the_ballots() -> None:
    round_ = an_open(weights=MIXED)
    add_source(
        Topic.objects.get(slug="salud"), kind=SourceKind.SURVEY, reference="Encuesta", on=OPENS, figure=40, by=BY
    )
    add_source(Topic.objects.get(slug="salud"), kind=SourceKind.COUNCIL, reference="Acta", on=OPENS, by=BY)
    voted(judged(round_), ("agua-potable", "salud"), ("agua-potable",), ("vias-rurales", "agua-potable"))
    before = preview_ranking(round_)
    with clock.travel(AFTER):
        close_round(round_, by=BY)
    round_.refresh_from_db()
    assert round_.ranking == as_json(ranking_of(round_.inputs or {})) == as_json(before)
    assert {one["key"]: one["votes"] for one in round_.ranking or ()} == tally(cast_in(round_))
    assert [(one["key"], one["shown"]) for one in round_.ranking or ()] == [
        ("agua-potable", "65,00"),
        ("salud", "55,00"),
        ("vias-rurales", "25,00"),
    ]
    assert [one["kinds"] for one in round_.ranking or ()] == [0, 2, 0]


def test_what_happens_to_a_topic_after_the_close_changes_no_result() -> None:
    round_ = a_closed()
    withdraw_topic(Topic.objects.get(slug="salud"), reason="Ya se hizo", by=BY)
    round_.refresh_from_db()
    assert [one["key"] for one in round_.ranking or ()] == ["agua-potable", "salud", "vias-rurales"]


def test_a_decision_by_the_ranking_needs_reasons_only_for_what_is_left() -> None:
    round_ = a_closed()
    choices = [
        Choice("agua-potable", taken=True),
        Choice("salud", taken=True),
        Choice("vias-rurales", taken=False, reason="Ya se hizo"),
    ]
    decide_round(round_, choices, decision=" Acta 3 ", render=light, by=insider())
    assert (round_.state, round_.decision, round_.decided_role) == (
        RoundState.DECIDED,
        "Acta 3",
        "Líder del equipo de rendición de cuentas",
    )
    assert [(one.topic.slug, one.taken, one.reason) for one in options_of(round_)] == [
        ("agua-potable", True, ""),
        ("salud", True, ""),
        ("vias-rurales", False, "Ya se hizo"),
    ]
    assert round_.publication is not None
    assert (round_.publication.subject, round_.publication.digest) == ("temas-2021-1", round_.digest)


def test_a_decision_against_the_ranking_says_why_of_each_that_departs() -> None:
    round_ = a_closed()
    with pytest.raises(Invalid) as refused:
        decide_round(round_, choices_of(round_, "agua-potable", "vias-rurales", reason=""), render=light, by=BY)
    assert refused.value.message == "Falta la razón de: Salud y Vías rurales."
    decide_round(round_, choices_of(round_, "agua-potable", "vias-rurales", reason="Urge"), render=light, by=BY)
    assert round_.state == RoundState.DECIDED


@pytest.mark.parametrize("choices", [[], [Choice("agua-potable", taken=True)]])
def test_a_decision_speaks_of_every_topic(choices: list[Choice]) -> None:
    with pytest.raises(Invalid):
        decide_round(a_closed(), choices, render=light, by=BY)


def test_a_decision_takes_something_and_answers_to_what_was_read() -> None:
    round_ = a_closed()
    with pytest.raises(Invalid):
        decide_round(round_, choices_of(round_), render=light, by=BY)
    with pytest.raises(Stale):
        decide_round(round_, choices_of(round_, "salud"), expected=1, render=light, by=BY)


def _plan() -> None:
    with clock.travel(date(2021, 1, 20)):
        an_adopted([facts("Escoger los temas con la gente", periods=[2], action_type="prioritize_topics")])


def test_a_round_that_closes_supports_its_delivery_and_one_that_is_decided_fulfils_it() -> None:
    _plan()
    round_ = a_closed()
    evidence = Evidence.objects.get()
    assert (evidence.ref_kind, evidence.ref_id, evidence.ref_version) == ("topic_round", round_.public_id, 1)
    assert Delivery.objects.get().state == DeliveryState.PENDING
    with clock.travel(AFTER):
        decide_round(round_, choices_of(round_, "agua-potable", "salud"), render=light, by=BY)
    assert Delivery.objects.get().state == DeliveryState.REPORTED
    assert [one.ref_digest for one in Evidence.objects.all()] == [round_.digest, round_.digest]


def test_without_a_strategy_a_round_is_decided_all_the_same() -> None:
    assert (a_decided().state, Evidence.objects.count()) == (RoundState.DECIDED, 0)


def test_a_decision_whose_files_fail_decides_nothing() -> None:
    round_ = a_closed()

    def broken(_round: TopicRound, _decided: object) -> dict[str, tuple[str, bytes]]:
        return {"unknown": ("x", b"")}

    with pytest.raises(KeyError):
        decide_round(round_, choices_of(round_, "agua-potable", "salud"), render=broken, by=Job("tests"))
    fresh = TopicRound.objects.get()
    assert (fresh.state, [one.taken for one in options_of(fresh)]) == (RoundState.CLOSED, [None, None, None])


def test_a_round_is_withdrawn_with_a_reason() -> None:
    round_ = an_open()
    with pytest.raises(Invalid):
        withdraw_round(round_, reason=" ", by=BY)
    assert withdraw_round(round_, reason="Llovió", by=BY).state_reason == "Llovió"
