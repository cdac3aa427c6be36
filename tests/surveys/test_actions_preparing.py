"""Prepared: begun, corrected, with its questions; frozen when it opens."""

from dataclasses import replace
from datetime import date

import pytest

from factories.accounts import insider, outsider
from factories.surveys import AGE, BY, OPINION, ZONE, a_closed, a_draft, a_published, an_open, many
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.information.surveys.actions.preparing import (
    choose_grouping,
    create_survey,
    edit_survey,
    move_question,
    remove_question,
    save_question,
)
from rendir.information.surveys.rules.box import PERCEPTION
from rendir.information.surveys.states import SurveyState

pytestmark = pytest.mark.usefixtures("_today")


def test_it_begins_with_the_questions_of_the_box_or_with_none() -> None:
    by = insider()
    made = create_survey(
        year=2021, title=" ¿Cómo  va? ", audience="citizens", purpose="Para mejorar.", template="percepcion", by=by
    )
    assert (str(made), made.state, made.questionnaire()) == ("¿Cómo va?", SurveyState.DRAFT, PERCEPTION)
    assert len(create_survey(year=2021, title="x", audience="officials", purpose="y", by=by).questionnaire()) == 0


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"purpose": " "}, {"audience": "everybody"}, {"template": "ninguna"}]
)
def test_what_lacks_or_is_unknown_is_refused(wrong: dict[str, str]) -> None:
    said = {"title": "x", "audience": "citizens", "purpose": "y", "template": ""} | wrong
    with pytest.raises(Invalid):
        create_survey(year=2021, by=BY, **said)


def test_who_may_not_prepares_nothing() -> None:
    nobody, survey = outsider(), a_draft()
    with pytest.raises(NotAllowed):
        create_survey(year=2021, title="x", audience="citizens", purpose="y", by=nobody)
    with pytest.raises(NotAllowed):
        save_question(survey, ZONE, expected=survey.version, by=nobody)


def test_once_open_only_its_last_day_and_its_method_sheet_change() -> None:
    survey = an_open()
    edit_survey(survey, {"closes_on": date(2021, 11, 5), "made_by": "Planeación"}, expected=survey.version, by=BY)
    assert (survey.closes_on, survey.made_by) == (date(2021, 11, 5), "Planeación")
    with pytest.raises(WrongState):
        edit_survey(survey, {"title": "Otra"}, expected=survey.version, by=BY)
    published = a_published(title="Otra")
    with pytest.raises(WrongState):
        edit_survey(published, {"made_by": "Otros"}, expected=published.version, by=BY)


def test_it_does_not_close_before_it_opens() -> None:
    survey = a_draft()
    with pytest.raises(Invalid):
        edit_survey(survey, {"opens_on": date(2021, 12, 1)}, expected=survey.version, by=BY)


def test_questions_are_written_moved_and_removed_while_it_is_a_draft() -> None:
    survey = a_draft()
    save_question(survey, replace(OPINION, text="¿Y ahora?"), expected=survey.version, by=BY)
    move_question(survey, AGE.key, -7, expected=survey.version, by=BY)
    remove_question(survey, "p7", expected=survey.version, by=BY)
    assert [one.key for one in survey.questionnaire()] == ["p8", "p1", "p2", "p3", "p4", "p5", "p6", "p9"]
    found = survey.questionnaire().find("p2")
    assert found is not None
    assert found.text == "¿Y ahora?"
    with pytest.raises(Stale):
        remove_question(survey, "p8", expected=1, by=BY)
    opened = an_open(title="Otra")
    with pytest.raises(WrongState):
        remove_question(opened, "p8", expected=opened.version, by=BY)


def test_it_is_crossed_by_a_question_of_one_answer_and_counted_anew() -> None:
    survey = a_closed(*many())
    assert survey.counts["items"]["p2"]["4"] == {"": 12}
    choose_grouping(survey, "p1", expected=survey.version, by=BY)
    assert survey.counts["items"]["p2"]["4"] == {"o1": 6, "o2": 6}
    choose_grouping(survey, "", expected=survey.version, by=BY)
    assert survey.group_by == ""
    for key in ("p2", "p77"):
        with pytest.raises(Invalid):
            choose_grouping(survey, key, expected=survey.version, by=BY)
    published = a_published(title="Otra")
    with pytest.raises(WrongState):
        choose_grouping(published, "p1", expected=published.version, by=BY)


def test_what_was_counted_is_not_in_the_public_part_of_the_ledger() -> None:
    survey = a_closed(*many())
    entry = LedgerEntry.objects.get(object=survey.public_id, verb="close_survey")
    told = {one.reserved: one.body for one in LedgerPayload.objects.filter(entry=entry)}
    assert set(told[False]) == {"from", "to", "closed_on"}
    assert len(told[True]["counts"]) == 64
