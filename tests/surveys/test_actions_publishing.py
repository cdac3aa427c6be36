"""Published: frozen, evidence of its activity, data without small counts; corrected by a next version; taken down."""

import pytest

from factories.accounts import a_person, outsider
from factories.schedules import an_adopted, facts
from factories.surveys import (
    BY,
    a_closed,
    a_published,
    an_open,
    answered,
    light,
    many,
)
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.library.models import Publication
from rendir.foundation.library.queries import files_of
from rendir.information.surveys.actions.living import withdraw_survey
from rendir.information.surveys.actions.publishing import correct_results, publish_results
from rendir.information.surveys.actions.taking import take_answers
from rendir.information.surveys.actions.texts import group_texts, quote_text
from rendir.information.surveys.exports.answers import answers_csv
from rendir.information.surveys.exports.results import FORMATS, render_results
from rendir.information.surveys.models import ResultLine, Survey, TextAnswer
from rendir.information.surveys.queries import results_now
from rendir.information.surveys.states import SurveyState
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.states import EvidenceState
from rendir.plan.planning.rules.facts import Component

pytestmark = pytest.mark.usefixtures("_today")


def _a_year_that_asks() -> None:
    an_adopted([facts("Medir", Component.RESPONSIBILITY, periods=[2, 3], action_type="survey_perception")])


def test_published_they_are_frozen_and_evidence_by_themselves() -> None:
    _a_year_that_asks()
    survey = a_published()
    assert (survey.state, survey.results_number, len(survey.results_digest)) == (SurveyState.PUBLISHED, 1, 64)
    publication = Publication.objects.get(subject=f"encuesta-{survey.public_id}")
    assert (publication.number, publication.digest, [*files_of(publication)]) == (1, survey.results_digest, ["json"])
    evidence = Evidence.objects.get(ref_id=survey.public_id)
    assert (evidence.ref_version, evidence.ref_digest, evidence.url) == (1, survey.results_digest, evidence.url)
    assert evidence.url.endswith(survey.get_results_url())
    assert evidence.links.get().delivery.key.period == 3
    assert ResultLine.objects.filter(survey=survey).count() > 40


def test_without_a_year_they_are_published_all_the_same() -> None:
    survey = a_published()
    assert (survey.state, Evidence.objects.count()) == (SurveyState.PUBLISHED, 0)
    assert Survey.objects.get().published_results() == results_now(survey)


@pytest.mark.parametrize("name", ["population", "fieldwork", "made_by"])
def test_without_its_method_sheet_nothing_is_published(name: str) -> None:
    survey = a_closed(**{name: ""})
    with pytest.raises(Invalid):
        publish_results(survey, render=light, by=BY)


def test_of_too_few_nothing_is_published() -> None:
    with pytest.raises(Invalid) as refused:
        publish_results(a_closed(*many(4)), render=light, by=BY)
    assert refused.value.message.startswith("Respondieron menos de 5 personas")


def test_who_saw_something_else_or_may_not_publishes_nothing() -> None:
    survey = a_closed()
    with pytest.raises(NotAllowed):
        publish_results(survey, render=light, by=a_person("Carla", Role.PARTICIPATION))
    with pytest.raises(Stale):
        publish_results(Survey.objects.get(), render=light, expected=1, by=BY)
    assert not Publication.objects.exists()
    with pytest.raises(WrongState):
        publish_results(answered(an_open(title="Otra"), *many()), render=light, by=BY)


def test_corrected_what_follows_is_the_next_version() -> None:
    survey = a_published()
    with pytest.raises(Invalid):
        correct_results(survey, reason="", by=BY)
    correct_results(survey, reason="Faltaba agrupar textos.", by=BY)
    assert (survey.state, ResultLine.objects.count()) == (SurveyState.CLOSED, 0)
    publish_results(survey, render=light, by=BY)
    assert (survey.results_number, survey.state_reason) == (2, "Faltaba agrupar textos.")
    assert Publication.objects.count() == 2


def test_taken_down_it_is_evidence_no_more() -> None:
    _a_year_that_asks()
    survey = a_published()
    withdraw_survey(survey, reason="Un lote se contó dos veces.", by=BY)
    assert Evidence.objects.get().state == EvidenceState.WITHDRAWN


def test_every_format_is_made() -> None:
    survey = a_closed(*many(30), group_by="p1", sampling="random", invited=60)
    survey.results_number = 1
    made = render_results(survey, results_now(survey))
    assert tuple(made) == FORMATS
    assert made["pdf"][1][:4] == b"%PDF"
    assert "Margen de error" in made["json"][1].decode()
    assert made["csv"][1].decode("utf-8-sig").count("Urbana") > 10
    assert made["pdf"][0] == f"encuesta-2021-{survey.public_id}-v1.pdf"


def test_texts_are_grouped_and_counted() -> None:
    survey = a_closed(*[*many(6, p9="Las vías"), *many(6, p9="El agua")])
    roads = TextAnswer.objects.filter(text="Las vías").values_list("pk", flat=True)
    assert group_texts(survey, "p9", roads, group=" Vías  rurales ", by=BY) == 6
    version = survey.version
    assert group_texts(survey, "p9", roads, group="Vías rurales", by=BY) == 0
    assert survey.version == version
    lines = next(one for one in results_now(survey).questions if one.key == "p9").items[0].lines
    assert [(one.label, one.count) for one in lines] == [("Vías rurales", 6), ("Sin agrupar", 6)]
    entry = LedgerEntry.objects.get(verb="group_texts")
    assert "Las vías" not in str([one.body for one in entry.payloads.all()])


def test_a_text_is_read_by_all_only_where_a_person_chose_it_and_it_points_at_nobody() -> None:
    survey = a_closed(*many(9, p9="Llámeme al 300 123 4567, el agua"))
    text = TextAnswer.objects.select_related("survey").filter(survey=survey).first()
    assert text is not None
    with pytest.raises(Invalid):
        quote_text(text, text.text, confirmed=True, by=BY)
    with pytest.raises(Invalid):
        quote_text(text, "El agua", confirmed=False, by=BY)
    quote_text(text, "El agua", confirmed=True, by=BY)
    assert next(one for one in results_now(survey).questions if one.key == "p9").quotes == ("El agua",)
    quote_text(text, "", confirmed=False, by=BY)
    assert next(one for one in results_now(survey).questions if one.key == "p9").quotes == ()


def test_texts_are_grouped_while_it_is_closed_and_by_who_may() -> None:
    survey = answered(an_open(), *many(2))
    with pytest.raises(WrongState):
        group_texts(survey, "p9", [], group="x", by=BY)
    with pytest.raises(NotAllowed):
        group_texts(survey, "p9", [], group="x", by=outsider())


def test_the_answers_one_by_one_are_for_who_may_and_it_is_written_down() -> None:
    survey = a_closed(*many(3))
    with pytest.raises(NotAllowed):
        take_answers(survey, by=a_person("Carla", Role.PLANNING))
    with pytest.raises(WrongState):
        take_answers(an_open(title="Otra"), by=BY)
    take_answers(survey, by=BY)
    assert LedgerEntry.objects.filter(verb="take_answers").count() == 1
    lines = b"".join(answers_csv(survey)).decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "acueducto" not in "".join(lines)
    assert "2021" not in "".join(lines[1:])
