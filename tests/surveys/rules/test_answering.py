"""Which answers can be, which are asked for, and where two readings of a sheet differ."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.surveys import (
    AGE,
    ATTENDED,
    CHANNELS,
    EVERY_KIND,
    FIRST,
    OPINION,
    SERVICES,
    UNDERSTOOD,
    WISH,
    ZONE,
    an_answer,
)
from rendir.information.surveys.rules.answering import (
    differences,
    is_shown,
    next_step,
    problem_of,
    problems_of,
    shown_answers,
    step_before,
    told,
)
from rendir.information.surveys.rules.questionnaire import Condition, Question, Questionnaire, steps_of


def test_every_kind_answered_has_no_problem() -> None:
    assert problems_of(EVERY_KIND, shown_answers(EVERY_KIND, an_answer())) == {}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (ZONE, "o3"),
        (ZONE, ["o1"]),
        (ZONE, None),
        (CHANNELS, []),
        (CHANNELS, "o1"),
        (CHANNELS, ["o1", "o9"]),
        (CHANNELS, ["o1", "o1"]),
        (FIRST, ["o1", "o2"]),
        (FIRST, ["o1", "o2", "o2"]),
        (FIRST, "o1"),
        (SERVICES, {}),
        (SERVICES, "o1"),
        (SERVICES, {"o9": "o1"}),
        (SERVICES, {"o1": "o9"}),
        (replace(SERVICES, required=True), {"o1": "o1"}),
        (OPINION, 6),
        (OPINION, "4"),
        (OPINION, True),
        (AGE, 17),
        (WISH, "  "),
        (WISH, 4),
        (WISH, "x" * 2001),
    ],
)
def test_what_cannot_be_is_told(question: Question, value: Any) -> None:
    assert problem_of(question, value) != ""


def test_a_table_may_be_half_answered_where_it_is_not_needed_or_on_paper() -> None:
    half = {"o1": "o1"}
    assert problem_of(SERVICES, half) == ""
    assert problem_of(replace(SERVICES, required=True), half, complete=False) == ""


@given(st.integers())
def test_a_number_is_within_its_bounds_or_a_problem(value: int) -> None:
    assert (problem_of(AGE, value) == "") is (AGE.low <= value <= AGE.high)


def test_a_question_is_asked_only_where_the_earlier_answer_says_so() -> None:
    assert is_shown(UNDERSTOOD, {"p3": "o1"})
    assert not is_shown(UNDERSTOOD, {"p3": "o2"})
    assert not is_shown(UNDERSTOOD, {})
    by_many = replace(UNDERSTOOD, condition=Condition("p6", ("o2", "o3")))
    assert is_shown(by_many, {"p6": ["o1", "o3"]})
    by_scale = replace(UNDERSTOOD, condition=Condition("p2", ("1", "2")))
    assert is_shown(by_scale, {"p2": 2})


def test_what_was_not_asked_is_not_answered_however_deep() -> None:
    deep = Question("p10", UNDERSTOOD.kind, "¿Por qué?", condition=Condition("p4", ("3",)))
    whole = EVERY_KIND.having(deep)
    assert shown_answers(whole, an_answer(p10=5)).keys() >= {"p4", "p10"}
    assert shown_answers(whole, an_answer(p3="o2", p10=5)).keys().isdisjoint({"p4", "p10"})


def test_what_lacks_is_told_only_where_it_must_be_complete() -> None:
    asked = replace(UNDERSTOOD, required=True)
    whole = Questionnaire((ATTENDED, asked))
    lacks = "Falta responder esta pregunta."
    assert problems_of(whole, {}) == {"p3": lacks}
    assert problems_of(whole, {"p3": "o1"}) == {"p4": lacks}
    assert problems_of(whole, {"p3": "o2"}) == {}
    assert problems_of(whole, {}, complete=False) == {}
    assert problems_of(whole, {"p3": "x"}, complete=False) == {"p3": "Escoja una de las respuestas."}


def test_steps_in_which_nothing_is_asked_are_passed_by() -> None:
    steps = steps_of(Questionnaire((ATTENDED, UNDERSTOOD, replace(WISH, section="Al final"))))
    assert len(steps) == 3
    assert next_step(steps, -1, {}) == 0
    assert next_step(steps, 0, {"p3": "o1"}) == 1
    assert next_step(steps, 0, {"p3": "o2"}) == 2
    assert next_step(steps, 2, {}) is None
    assert step_before(steps, 2, {"p3": "o2"}) == 0
    assert step_before(steps, 2, {"p3": "o1"}) == 1
    assert step_before(steps, 0, {}) == 0


def test_two_readings_differ_where_they_say_something_else_or_nothing() -> None:
    first, second = an_answer(), an_answer(p1="o2", p8=None)
    found = differences(EVERY_KIND, first, second)
    assert [(one.question.key, one.first, one.second) for one in found] == [("p1", "o1", "o2"), ("p8", 40, None)]
    assert differences(EVERY_KIND, first, first) == ()


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (ZONE, "o2", "Rural"),
        (ZONE, None, "sin respuesta"),
        (CHANNELS, ["o1", "o2"], "Emisora, Internet"),
        (FIRST, ["o3", "o1", "o2"], "Salud, Agua, Vías"),
        (SERVICES, {"o2": "o1"}, "Vías: Mal"),
        (OPINION, 5, "5"),
        (AGE, 40, "40"),
        (WISH, "El acueducto", "El acueducto"),
    ],
)
def test_an_answer_is_told_in_words(question: Question, value: Any, said: str) -> None:
    assert told(question, value) == said
