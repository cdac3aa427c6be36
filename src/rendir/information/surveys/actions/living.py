"""Open a survey, with its questionnaire frozen; take it back while nobody answered; close it, counted; withdraw it."""

import hashlib

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.information.surveys.actions.publishing import take_down
from rendir.information.surveys.models import (
    FrozenQuestionnaire,
    PaperSheet,
    Receipt,
    Response,
    Survey,
    SurveyCode,
    TextAnswer,
)
from rendir.information.surveys.queries import counted, what_is_missing
from rendir.information.surveys.states import SURVEY_FLOW, SheetState, SurveyState


def open_survey(survey: Survey, *, expected: int | None = None, by: Actor) -> Survey:
    """From now on it is answered. Its questionnaire is frozen as the next version. `Invalid` where something lacks."""
    check(Perm.EDIT_SURVEYS, survey, by=by)
    if lacking := what_is_missing(survey):
        raise Invalid(_("Todavía no se puede abrir."), way_out=" ".join(lacking))
    with atomic():
        take(survey, SURVEY_FLOW, "open_survey", {"opened_on": clock.today()}, by=by, expected=expected)
        number = FrozenQuestionnaire.objects.filter(survey=survey).count() + 1
        digest = hashlib.sha256(canonical(survey.questions)).hexdigest()
        frozen = FrozenQuestionnaire(
            survey=survey, number=number, questions=survey.questions, digest=digest, frozen_on=clock.today()
        )
        create(frozen, perm=Perm.EDIT_SURVEYS, by=by, verb="freeze_questionnaire")
    return survey


def correct_survey(survey: Survey, *, by: Actor) -> Survey:
    """Back to a draft, while nobody answered: opening it again freezes the next version of the questionnaire."""
    check(Perm.EDIT_SURVEYS, survey, by=by)
    with atomic():
        Survey.objects.select_for_update().get(pk=survey.pk)
        sheets = PaperSheet.objects.filter(survey=survey).exclude(state=SheetState.VOID)
        if _was_answered(survey) or sheets.exists():
            message = _("Ya hay respuestas, u hojas impresas: el cuestionario no cambia.")
            raise Invalid(message, way_out=_("Ciérrela y haga otra, o anule primero las hojas."))
        return take(survey, SURVEY_FLOW, "correct_survey", {"opened_on": None}, by=by)


def close_survey(survey: Survey, *, by: Actor) -> Survey:
    """Nobody answers any more; the answers are counted, and who held a code is forgotten for good."""
    check(Perm.EDIT_SURVEYS, survey, by=by)
    with atomic():
        Survey.objects.select_for_update().get(pk=survey.pk)
        waiting = PaperSheet.objects.filter(survey=survey, state__in=(SheetState.KEYED, SheetState.DIFFERENT)).count()
        if waiting:
            message = _("Hay hojas de papel digitadas a medias: %(number)s.") % {"number": waiting}
            raise Invalid(message, way_out=_("Termine de digitarlas o anúlelas, y cierre después."))
        fields = {"closed_on": clock.today(), "counts": counted(survey).as_json()}
        take(survey, SURVEY_FLOW, "close_survey", fields, by=by)
        _forget_who_may(survey)
    return survey


def withdraw_survey(survey: Survey, *, reason: str, by: Actor) -> Survey:
    """It is not answered, and what was published of it is not shown any more; the reason is."""
    reason = squeeze(reason)
    if not reason:
        raise Invalid(_("Falta la razón."), way_out=_("Escriba por qué se retira: quien entre la leerá."))
    name = "withdraw_results" if survey.state == SurveyState.PUBLISHED else "withdraw_survey"
    with atomic():
        take(survey, SURVEY_FLOW, name, {"state_reason": reason}, by=by, reason=reason)
        take_down(survey, reason=reason)
        _forget_who_may(survey)
    return survey


def _was_answered(survey: Survey) -> bool:
    return (
        Response.objects.filter(survey=survey).exists()
        or TextAnswer.objects.filter(survey=survey).exists()
        or SurveyCode.objects.filter(survey=survey, used=True).exists()
    )


def _forget_who_may(survey: Survey) -> None:
    """Codes, and what tells a sending from another: from now on not even who keeps the database can put the order in
    which codes were used beside the order in which answers came.
    """
    SurveyCode.objects.filter(survey=survey).delete()
    Receipt.objects.filter(survey=survey).delete()
