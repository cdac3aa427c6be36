"""What a survey asks: kept as it is, in steps that need no script, with its flaws told before it opens."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.surveys import ATTENDED, EVERY_KIND, OPINION, UNDERSTOOD, WISH, ZONE, options
from rendir.information.surveys.rules.box import TEMPLATES
from rendir.information.surveys.rules.questionnaire import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Condition,
    Flaw,
    Kind,
    Option,
    Question,
    Questionnaire,
    flaws_of,
    options_of,
    steps_of,
)


def _keys(questionnaire: Questionnaire) -> list[str]:
    return [one.key for one in questionnaire]


def test_it_is_read_back_as_it_was_kept() -> None:
    assert Questionnaire.from_json(EVERY_KIND.as_json()) == EVERY_KIND


def test_what_comes_in_the_box_has_no_flaw() -> None:
    assert [flaws_of(one.questionnaire) for one in TEMPLATES.values()] == [()] * len(TEMPLATES)


def test_a_step_begins_with_a_section_and_where_an_answer_is_needed_first() -> None:
    assert [[one.key for one in step] for step in steps_of(EVERY_KIND)] == [
        ["p1"],
        ["p2", "p3"],
        ["p4", "p5", "p6", "p7", "p8", "p9"],
    ]
    assert steps_of(Questionnaire(())) == ()
    assert [len(step) for step in steps_of(Questionnaire((replace(WISH, section=""),)))] == [1]


@given(st.permutations(list(EVERY_KIND.questions)))
def test_nothing_depends_on_an_answer_of_its_own_step(questions: list[Question]) -> None:
    for step in steps_of(Questionnaire(tuple(questions))):
        for place, one in enumerate(step):
            before = {other.key for other in step[:place]}
            assert not (one.condition and one.condition.question in before)


def test_questions_are_added_replaced_removed_and_moved() -> None:
    whole = Questionnaire((ZONE, OPINION, ATTENDED))
    assert whole.next_key() == "p4"
    assert Questionnaire(()).next_key() == "p1"
    assert _keys(whole.having(UNDERSTOOD)) == ["p1", "p2", "p3", "p4"]
    assert whole.having(replace(OPINION, text="¿Y ahora?")).questions[1].text == "¿Y ahora?"
    assert _keys(whole.without("p2")) == ["p1", "p3"]
    assert _keys(whole.moved("p3", -1)) == ["p1", "p3", "p2"]
    assert _keys(whole.moved("p1", 9)) == ["p2", "p3", "p1"]
    assert _keys(whole.moved("p1", -1)) == ["p1", "p2", "p3"]
    assert whole.moved("p8", 1) == whole
    assert (len(whole), whole.find("p8")) == (3, None)


def test_options_keep_their_key_while_their_words_stay() -> None:
    first = options_of("Sí\n\n  No  \nSí\n")
    assert first == (Option("o1", "Sí"), Option("o2", "No"))
    assert options_of("Tal vez\nNO\nNunca", first) == (
        Option("o3", "Tal vez"),
        Option("o2", "NO"),
        Option("o4", "Nunca"),
    )


def test_labels_are_those_of_options_rows_and_ends_of_a_scale() -> None:
    assert [one.label for one in OPINION.choices] == ["1: mal", "2", "3", "4", "5: bien"]
    assert (ZONE.label_of("o2"), ZONE.label_of("o9")) == ("Rural", "o9")
    assert len({one.label for one in Kind}) == len(Kind)
    assert [one for one in Kind if one.may_group] == [Kind.SINGLE]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (replace(ZONE, text=""), "Falta lo que se pregunta."),
        (replace(ZONE, options=options("Una")), "Necesita por lo menos dos respuestas para escoger."),
        (replace(ZONE, options=options(*map(str, range(31)))), f"Tiene 31 respuestas: caben {MOST_OPTIONS}."),
        (
            Question("p1", Kind.MATRIX, "¿Qué tal?", options=options("Mal", "Bien")),
            f"Una tabla tiene entre una y {MOST_OPTIONS} filas.",
        ),
        (replace(OPINION, low=5, high=5), "El valor más alto debe ser mayor que el más bajo."),
        (replace(OPINION, low=0, high=11), "Entre el valor más bajo y el más alto caben 10."),
        (replace(ZONE, condition=Condition("p8", ("o1",))), "Depende de una pregunta que ya no está antes."),
    ],
)
def test_what_keeps_it_from_opening_is_told(question: Question, said: str) -> None:
    assert flaws_of(Questionnaire((question,))) == (Flaw(question.key, said),)


def test_a_condition_needs_an_answer_that_is_there() -> None:
    gone = Flaw("p4", "Depende de una respuesta que ya no existe.")
    for answers in ((), ("o7",)):
        asked = replace(UNDERSTOOD, condition=Condition("p3", answers))
        assert flaws_of(Questionnaire((ATTENDED, asked))) == (gone,)
    on_text = replace(UNDERSTOOD, condition=Condition("p9", ("x",)))
    assert flaws_of(Questionnaire((WISH, on_text))) == (Flaw("p4", "Depende de una pregunta que ya no está antes."),)


def test_none_and_too_many_are_flaws() -> None:
    assert flaws_of(Questionnaire(())) == (Flaw("", "El cuestionario no tiene preguntas."),)
    many = Questionnaire(tuple(replace(WISH, key=f"p{number}") for number in range(MOST_QUESTIONS + 1)))
    assert flaws_of(many) == (Flaw("", "Tiene 61 preguntas: caben 60."),)
