"""Opened with its questionnaire frozen, taken back while nobody answered, closed and counted, withdrawn."""

from datetime import date

import pytest

from factories.accounts import outsider
from factories.surveys import (
    BY,
    UNDERSTOOD,
    ZONE,
    a_closed,
    a_draft,
    a_published,
    an_answer,
    an_open,
    answered,
    many,
)
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.information.surveys.actions.living import close_survey, correct_survey, open_survey, withdraw_survey
from rendir.information.surveys.actions.paper import key_sheet, print_sheets, void_sheet
from rendir.information.surveys.actions.receiving import receive_public_answer
from rendir.information.surveys.models import (
    AccessMode,
    FrozenQuestionnaire,
    Receipt,
    ResultLine,
    SurveyCode,
)
from rendir.information.surveys.rules.questionnaire import Questionnaire
from rendir.information.surveys.states import SurveyState

pytestmark = pytest.mark.usefixtures("_today")


def test_opened_its_questionnaire_is_frozen() -> None:
    survey = an_open()
    frozen = FrozenQuestionnaire.objects.get(survey=survey)
    assert (survey.state, survey.opened_on) == (SurveyState.OPEN, date(2021, 10, 15))
    assert (frozen.number, frozen.questions, len(frozen.digest)) == (1, survey.questions, 64)
    assert str(frozen) == "¿Cómo va?, versión 1"


def test_opened_again_after_a_correction_is_the_next_version() -> None:
    survey = an_open()
    correct_survey(survey, by=BY)
    assert (survey.state, survey.opened_on) == (SurveyState.DRAFT, None)
    open_survey(survey, expected=survey.version, by=BY)
    assert [one.number for one in FrozenQuestionnaire.objects.filter(survey=survey)] == [2, 1]
    with pytest.raises(WrongState):
        open_survey(survey, by=BY)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"closes_on": None}, "Falta hasta cuándo se responde."),
        ({"closes_on": date(2021, 10, 14)}, "El último día para responder ya pasó."),
        ({"access": AccessMode.CODE}, "Falta hacer los códigos con que se responde."),
        ({"questions": Questionnaire(())}, "El cuestionario no tiene preguntas."),
    ],
)
def test_what_lacks_before_it_opens_is_told(fields, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid) as refused:
        open_survey(a_draft(**fields), by=BY)
    assert refused.value.way_out == said


def test_a_flaw_of_a_question_is_told_with_its_number() -> None:
    with pytest.raises(Invalid) as refused:
        open_survey(a_draft(questions=Questionnaire((ZONE, UNDERSTOOD))), by=BY)
    assert refused.value.way_out == "Pregunta 2: Depende de una pregunta que ya no está antes."


def test_what_somebody_saw_otherwise_does_not_open() -> None:
    survey = a_draft()
    with pytest.raises(Stale):
        open_survey(survey, expected=1, by=BY)


def test_once_somebody_answered_or_a_sheet_is_printed_it_does_not_change() -> None:
    with pytest.raises(Invalid):
        correct_survey(answered(an_open(), an_answer()), by=BY)
    printed = an_open(title="Otra")
    (sheet,) = print_sheets(printed, 1, by=BY)
    with pytest.raises(Invalid):
        correct_survey(printed, by=BY)
    void_sheet(sheet, reason="Se dañó", by=BY)
    assert correct_survey(printed, by=BY).state == SurveyState.DRAFT


def test_closed_it_is_counted_and_who_held_a_code_is_forgotten() -> None:
    survey = an_open(access=AccessMode.CODE)
    assert SurveyCode.objects.filter(survey=survey).count() == 3
    answered(survey, *many(7))
    close_survey(survey, by=BY)
    assert (survey.state, survey.counts["total"], survey.closed_on) == (
        SurveyState.CLOSED,
        7,
        date(2021, 10, 15),
    )
    assert not SurveyCode.objects.exists()
    assert not Receipt.objects.exists()


def test_a_sheet_keyed_once_keeps_it_open() -> None:
    survey = an_open()
    (sheet,) = print_sheets(survey, 1, by=BY)
    key_sheet(sheet, an_answer(), by=BY)
    with pytest.raises(Invalid):
        close_survey(survey, by=BY)


def test_withdrawn_it_says_why_and_is_answered_no_more() -> None:
    survey = an_open()
    with pytest.raises(Invalid):
        withdraw_survey(survey, reason=" ", by=BY)
    withdraw_survey(survey, reason="Preguntaba mal.", by=BY)
    assert (survey.state, survey.state_reason) == (SurveyState.WITHDRAWN, "Preguntaba mal.")
    with pytest.raises(WrongState):
        receive_public_answer(survey, an_answer(), sending="x" * 24)


def test_withdrawn_after_publishing_its_figures_are_data_no_more() -> None:
    survey = a_published()
    assert ResultLine.objects.filter(survey=survey).exists()
    withdraw_survey(survey, reason="Se contó dos veces un lote.", by=BY)
    assert not ResultLine.objects.filter(survey=survey).exists()
    with pytest.raises(WrongState):
        withdraw_survey(survey, reason="Otra vez", by=BY)


def test_who_may_not_moves_nothing() -> None:
    nobody = outsider()
    with pytest.raises(NotAllowed):
        open_survey(a_draft(), by=nobody)
    survey = an_open(title="Otra")
    for act in (close_survey, correct_survey):
        with pytest.raises(NotAllowed):
            act(survey, by=nobody)
    with pytest.raises(NotAllowed):
        withdraw_survey(survey, reason="x", by=nobody)


def test_the_day_it_closes_is_the_day_it_is_closed() -> None:
    survey = an_open()
    with clock.travel(date(2021, 11, 2)):
        assert close_survey(answered(survey, *many(1)), by=BY).closed_on == date(2021, 11, 2)
    assert a_closed(title="Otra").counts["channels"] == {"assisted": 12}
