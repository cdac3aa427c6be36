"""Take the anonymous answers of a closed survey away, one by one."""

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, record
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import WrongState
from rendir.information.surveys.models import Survey
from rendir.information.surveys.states import SurveyState


def take_answers(survey: Survey, *, by: Actor) -> None:
    """Write down who takes them: several answers together may tell who gave them, so they are not published."""
    check(Perm.EXPORT_ANSWERS, survey, by=by)
    if survey.state not in (SurveyState.CLOSED, SurveyState.PUBLISHED):
        message = _("Las respuestas se llevan con la encuesta cerrada.")
        raise WrongState(message, way_out=_("Ciérrela primero."))
    with atomic():
        record(survey, verb="take_answers", by=by, public={"survey": survey.public_id})
