"""Surveys in every state, reached by the real steps, with answers of people who do not exist."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from rendir.foundation.audit.actors import Actor, Job
from rendir.information.surveys.actions.codes import make_codes
from rendir.information.surveys.actions.living import close_survey, open_survey
from rendir.information.surveys.actions.preparing import choose_grouping, create_survey, edit_survey, save_question
from rendir.information.surveys.actions.publishing import publish_results
from rendir.information.surveys.actions.receiving import receive_answer
from rendir.information.surveys.exports.results import file_name, results_json
from rendir.information.surveys.models import AccessMode, Channel, Survey
from rendir.information.surveys.rules.questionnaire import Condition, Kind, Option, Question, Questionnaire
from rendir.information.surveys.rules.results import Results

BY = Job("tests")
CLOSES = date(2021, 10, 29)
METHOD = {
    "closes_on": CLOSES,
    "population": "Personas mayores de edad",
    "population_size": 1000,
    "fieldwork": "Por el enlace",
    "made_by": "Participación",
}


def options(*labels: str) -> tuple[Option, ...]:
    """Options with the keys that they get when they are typed."""
    return tuple(Option(f"o{number}", label) for number, label in enumerate(labels, start=1))


ZONE = Question("p1", Kind.SINGLE, "¿Dónde vive?", options=options("Urbana", "Rural"), required=True, section="Usted")
OPINION = Question("p2", Kind.SCALE, "¿Cómo va?", low_label="mal", high_label="bien", section="La Alcaldía")
ATTENDED = Question("p3", Kind.SINGLE, "¿Asistió a la audiencia?", options=options("Sí", "No"), required=True)
UNDERSTOOD = Question("p4", Kind.SCALE, "¿Se entendió?", condition=Condition("p3", ("o1",)))
SERVICES = Question("p5", Kind.MATRIX, "¿Qué tal?", rows=options("Agua", "Vías"), options=options("Mal", "Bien"))
CHANNELS = Question("p6", Kind.MULTIPLE, "¿Por dónde se entera?", options=options("Emisora", "Internet", "Nadie"))
FIRST = Question("p7", Kind.RANKING, "¿Qué va primero?", options=options("Agua", "Vías", "Salud"))
AGE = Question("p8", Kind.NUMBER, "¿Qué edad tiene?", low=18, high=120)
WISH = Question("p9", Kind.TEXT, "¿De qué quiere que le rindan cuentas?")
EVERY_KIND = Questionnaire((ZONE, OPINION, ATTENDED, UNDERSTOOD, SERVICES, CHANNELS, FIRST, AGE, WISH))


def an_answer(**changes: Any) -> dict[str, Any]:
    """Every question answered, but for `changes`; None leaves one out."""
    said: dict[str, Any] = {
        "p1": "o1",
        "p2": 4,
        "p3": "o1",
        "p4": 3,
        "p5": {"o1": "o1", "o2": "o2"},
        "p6": ["o1", "o2"],
        "p7": ["o2", "o1", "o3"],
        "p8": 40,
        "p9": "El acueducto",
    }
    return {key: value for key, value in (said | changes).items() if value is not None}


def a_draft(
    *,
    title: str = "¿Cómo va?",
    audience: str = "citizens",
    questions: Questionnaire = EVERY_KIND,
    by: Actor = BY,
    **fields: Any,
) -> Survey:
    """A survey that nobody answers yet, ready to open."""
    survey = create_survey(year=2021, title=title, audience=audience, purpose="Para mejorar.", by=by)
    edit_survey(survey, METHOD | fields, expected=survey.version, by=by)
    for question in questions:
        save_question(survey, question, expected=survey.version, by=by)
    return survey


def an_open(*, group_by: str = "", by: Actor = BY, **fields: Any) -> Survey:
    """A survey that is answered."""
    survey = a_draft(by=by, **fields)
    if group_by:
        choose_grouping(survey, group_by, expected=survey.version, by=by)
    if survey.access == AccessMode.CODE:
        make_codes(survey, 3, expected=survey.version, by=by)
    return open_survey(survey, by=by)


def answered(
    survey: Survey, *answers: Mapping[str, Any], channel: Channel = Channel.ASSISTED, by: Actor = BY
) -> Survey:
    """The same survey, with these answers received."""
    for one in answers:
        receive_answer(survey, one, channel=channel, by=by)
    return survey


def many(number: int = 12, **changes: Any) -> list[dict[str, Any]]:
    """So many answers, half of each zone."""
    return [an_answer(p1="o1" if one % 2 else "o2", **changes) for one in range(number)]


def a_closed(*answers: Mapping[str, Any], by: Actor = BY, **fields: Any) -> Survey:
    """A survey that was counted."""
    return close_survey(answered(an_open(by=by, **fields), *(answers or many())), by=by)


def a_published(*answers: Mapping[str, Any], by: Actor = BY, **fields: Any) -> Survey:
    """A survey with its results, in the format that is quick to make."""
    return publish_results(a_closed(*answers, by=by, **fields), render=light, by=by)


def light(survey: Survey, results: Results) -> Mapping[str, tuple[str, bytes]]:
    """The real data file, and no document."""
    return {"json": (file_name(survey, "json"), json.dumps(results_json(survey, results)).encode())}
