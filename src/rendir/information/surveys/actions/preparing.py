"""Prepare a survey: what it is, what it asks, by which question its results are crossed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import squeeze
from rendir.information.surveys.models import Audience, Survey
from rendir.information.surveys.queries import counted
from rendir.information.surveys.rules.box import TEMPLATES
from rendir.information.surveys.rules.questionnaire import Question, Questionnaire
from rendir.information.surveys.states import SurveyState

EDITABLE = frozenset(
    {
        "title", "audience", "purpose", "access", "opens_on", "closes_on", "population", "population_size", "sampling",
        "invited", "fieldwork", "made_by",
    }
)  # fmt: skip
_ALWAYS = frozenset({"closes_on", "population", "population_size", "sampling", "invited", "fieldwork", "made_by"})
"""What may still be written while it is open or closed: until when, and the method sheet, which is known at the end."""


def create_survey(*, year: int, title: str, audience: str, purpose: str, template: str = "", by: Actor) -> Survey:
    """A new draft, with the questions of a template of the box where one is named."""
    check(Perm.EDIT_SURVEYS, by=by)
    title, purpose = squeeze(title), purpose.strip()
    if not title or not purpose:
        message = _("Falta el título o para qué se pregunta.")
        raise Invalid(message, way_out=_("Quien responde lo lee primero: escríbalo en una o dos frases."))
    if audience not in Audience.values or (template and template not in TEMPLATES):
        raise Invalid(_("No se conoce ese público o esa plantilla."), way_out=_("Escoja uno de la lista."))
    questions = TEMPLATES[template].questionnaire.as_json() if template else []
    survey = Survey(year=year, title=title, audience=audience, purpose=purpose, questions=questions)
    with atomic():
        return create(survey, perm=Perm.EDIT_SURVEYS, by=by)


def edit_survey(survey: Survey, fields: Mapping[str, Any], *, expected: int, by: Actor) -> Survey:
    """Correct what it is; once open, only until when it is answered and its method sheet."""
    check(Perm.EDIT_SURVEYS, survey, by=by)
    changed = {name for name, value in fields.items() if getattr(survey, name) != value}
    allowed = EDITABLE if survey.state == SurveyState.DRAFT else _ALWAYS
    if survey.state in (SurveyState.PUBLISHED, SurveyState.WITHDRAWN) or not changed <= allowed:
        message = _("Esto ya no se cambia: la gente responde, o respondió, lo que leyó.")
        raise WrongState(message, way_out=_("Mientras nadie haya respondido, puede volverla a borrador."))
    dates = {name: fields.get(name, getattr(survey, name)) for name in ("opens_on", "closes_on")}
    if dates["opens_on"] and dates["closes_on"] and dates["closes_on"] < dates["opens_on"]:
        raise Invalid(_("Cierra antes de abrir."), way_out=_("Revise las dos fechas."))
    with atomic():
        return change(survey, fields, perm=Perm.EDIT_SURVEYS, by=by, expected=expected)


def save_question(survey: Survey, question: Question, *, expected: int, by: Actor) -> Survey:
    """A new question, last, or the next words of one that is there."""
    return _asks(survey, survey.questionnaire().having(question), expected=expected, by=by)


def remove_question(survey: Survey, key: str, *, expected: int, by: Actor) -> Survey:
    """It is not asked."""
    return _asks(survey, survey.questionnaire().without(key), expected=expected, by=by)


def move_question(survey: Survey, key: str, places: int, *, expected: int, by: Actor) -> Survey:
    """It is asked so many places later; earlier where negative."""
    return _asks(survey, survey.questionnaire().moved(key, places), expected=expected, by=by)


def choose_grouping(survey: Survey, key: str, *, expected: int, by: Actor) -> Survey:
    """Cross the results by the answers to that question; by none where it is empty. Counts anew what was counted."""
    check(Perm.EDIT_SURVEYS, survey, by=by)
    question = survey.questionnaire().find(key)
    if key and (question is None or not question.kind.may_group):
        message = _("Por esa pregunta no se puede cruzar.")
        raise Invalid(message, way_out=_("Escoja una de una sola respuesta, como la zona o la edad."))
    if survey.state not in (SurveyState.DRAFT, SurveyState.OPEN, SurveyState.CLOSED):
        message = _("Los resultados ya se publicaron.")
        raise WrongState(message, way_out=_("Corríjalos primero, con su razón."))
    with atomic():
        fields: dict[str, object] = {"group_by": key}
        if survey.state == SurveyState.CLOSED:
            fields["counts"] = counted(survey, group_by=key).as_json()
        verb = "choose_grouping"
        return change(survey, fields, perm=Perm.EDIT_SURVEYS, by=by, expected=expected, verb=verb)


def _asks(survey: Survey, questionnaire: Questionnaire, *, expected: int, by: Actor) -> Survey:
    check(Perm.EDIT_SURVEYS, survey, by=by)
    if survey.state != SurveyState.DRAFT:
        message = _("El cuestionario quedó congelado cuando la encuesta se abrió.")
        raise WrongState(message, way_out=_("Mientras nadie haya respondido, puede volverla a borrador."))
    fields = {"questions": questionnaire.as_json()}
    with atomic():
        return change(survey, fields, perm=Perm.EDIT_SURVEYS, by=by, expected=expected, verb="edit_questions")
