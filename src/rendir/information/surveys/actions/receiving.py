"""Receive what somebody answered. The one place where answers are written, and they pass no ledger: an entry of it
has a moment, an order and an actor, by which an answer could be tied to a person. What the ledger knows is how many
there were when the survey closed.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check
from rendir.foundation.audit.actors import Actor, PublicToken
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.information.surveys.models import AccessMode, Channel, Receipt, Response, Survey, SurveyCode, TextAnswer
from rendir.information.surveys.queries import is_answered_on
from rendir.information.surveys.rules.answering import problems_of, shown_answers
from rendir.information.surveys.rules.questionnaire import Kind
from rendir.information.surveys.states import SurveyState

ANYBODY = PublicToken("survey", frozenset({Perm.COLLECT_ANSWERS}))
"""Whoever answers: nobody in particular."""


def receive_public_answer(survey: Survey, answers: Mapping[str, Any], *, sending: str, code: str = "") -> bool:
    """What somebody answered by the link or with a code. False where the same sending had arrived already.

    `WrongState` where it is not answered today; `Invalid` where the code does not serve or something is missing.
    """
    told = _checked(survey, answers, complete=True)
    with atomic():
        _lock(survey)
        if not is_answered_on(survey, clock.today()):
            raise WrongState(_("Esta encuesta no recibe respuestas hoy."), way_out=_("En su página están las fechas."))
        if not is_first(survey, f"sending:{sending}"):
            return False
        if survey.access == AccessMode.CODE and not _use(survey, code):
            message = _("Ese código no sirve, o ya se usó.")
            raise Invalid(message, way_out=_("Revise cómo está escrito; si no, pida otro a quien se lo dio."))
        write(survey, told, Channel.LINK)
    return True


def receive_answer(
    survey: Survey, answers: Mapping[str, Any], *, channel: Channel, sending: str = "", by: Actor
) -> bool:
    """What a person of the entity receives for somebody else: assisted, keyed from paper, brought in from a file.

    What is missing may be missing, as it was on the paper. False where the same sending had arrived already.
    """
    check(Perm.COLLECT_ANSWERS, survey, by=by)
    told = _checked(survey, answers, complete=channel == Channel.ASSISTED)
    with atomic():
        _lock(survey)
        if survey.state != SurveyState.OPEN:
            raise WrongState(
                _("Esta encuesta no está abierta."), way_out=_("Solo se reciben respuestas mientras lo está.")
            )
        if sending and not is_first(survey, f"sending:{sending}"):
            return False
        write(survey, told, channel)
    return True


def is_first(survey: Survey, what: str) -> bool:
    """Whether nothing like it arrived before; from now on it has. The survey is locked."""
    digest = digest_under_key(survey, what)
    if Receipt.objects.filter(digest=digest).exists():
        return False
    Receipt.objects.create(digest=digest, survey=survey)
    return True


def write(survey: Survey, answers: Mapping[str, Any], channel: Channel) -> None:
    """The answers, and apart from them the texts, which nothing ties to the rest."""
    texts = {one.key for one in survey.questionnaire() if one.kind is Kind.TEXT}
    rest = {key: value for key, value in answers.items() if key not in texts}
    Response.objects.create(survey=survey, day=clock.today(), channel=channel, answers=rest)
    TextAnswer.objects.bulk_create(
        TextAnswer(survey=survey, question=key, text=answers[key].strip()) for key in texts & answers.keys()
    )


def digest_under_key(survey: Survey, what: str) -> str:
    """What is kept of a code or of a sending: whoever reads the database alone cannot tell which it was."""
    return salted_hmac("rendir.surveys", f"{survey.public_id}:{what}", algorithm="sha256").hexdigest()


def clean_code(code: str) -> str:
    """A code as it was given, however it was typed."""
    return "".join(code.split()).replace("-", "").lower()


def _lock(survey: Survey) -> None:
    """One answer at a time: so none arrives while the survey is being closed and counted."""
    now = Survey.objects.select_for_update().get(pk=survey.pk)
    survey.state, survey.closes_on, survey.opens_on = now.state, now.closes_on, now.opens_on


def _use(survey: Survey, code: str) -> bool:
    digest = digest_under_key(survey, f"code:{clean_code(code)}")
    return bool(SurveyCode.objects.filter(survey=survey, digest=digest, used=False).update(used=True))


def _checked(survey: Survey, answers: Mapping[str, Any], *, complete: bool) -> dict[str, Any]:
    """Only what was shown. `Invalid` where nothing was answered, something cannot be or, if `complete`, lacks."""
    questionnaire = survey.questionnaire()
    told = shown_answers(questionnaire, answers)
    wrong = problems_of(questionnaire, told, complete=complete)
    if not told:
        raise Invalid(_("No hay ninguna respuesta."), way_out=_("Responda por lo menos una pregunta."))
    if wrong:
        places = {one.key: str(place) for place, one in enumerate(questionnaire, start=1)}
        lines = "; ".join(f"{places[key]}: {said}" for key, said in wrong.items())
        raise Invalid(_("Hay respuestas por corregir."), way_out=lines)
    return told
