"""Answer a survey: one step at a time, without account and without JavaScript, and without losing what was typed.

What was answered in earlier steps travels with the form: nothing of an answer that is not sent stays on the server.
The last step is received once, however often it arrives.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rendir.foundation.accounts.access import public
from rendir.foundation.audit.held import standing_at
from rendir.foundation.audit.queries import standing
from rendir.foundation.core import clock
from rendir.foundation.core.components.forms import KEY_OF_SENDING
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound, TooMany
from rendir.foundation.core.versioned import done
from rendir.information.surveys.actions.receiving import receive_public_answer
from rendir.information.surveys.forms.answering import AnswerForm, carried
from rendir.information.surveys.models import AccessMode, Survey
from rendir.information.surveys.queries import is_answered_on
from rendir.information.surveys.rules.answering import (
    is_shown,
    next_step,
    problems_of,
    shown_answers,
    step_before,
)
from rendir.information.surveys.rules.questionnaire import Question, steps_of
from rendir.information.surveys.states import SurveyState
from rendir.information.surveys.views.public import trail

_A_YEAR = 365 * 24 * 60 * 60
_STEP, _BACK, _CODE = "paso", "atras", "codigo"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The first step; the next one, where the last was sent; thanks, where all were."""
    survey = _survey_of(public_id)
    if not is_answered_on(survey, clock.today()):
        return _not_today(request, survey)
    if _has_answered(request, survey):
        return render(request, "surveys/thanks.html", {"trail": _trail(survey), "survey": survey, "again": True})
    if request.method == "POST":
        return _go_on(request, survey)
    with standing_at(standing()):  # nothing is written: what the page shows of the house may be held
        return _Sheet(request, survey).show(0, {}, code=request.GET.get(_CODE, ""))


@never_cache
@public
def thanks(request: HttpRequest, public_id: str) -> HttpResponse:
    """It was received."""
    survey = _survey_of(public_id)
    return render(request, "surveys/thanks.html", {"trail": _trail(survey), "survey": survey, "again": False})


class _Sheet:
    """The questionnaire of a survey as it is being answered by one request."""

    def __init__(self, request: HttpRequest, survey: Survey) -> None:
        self.request, self.survey = request, survey
        self.questionnaire = survey.questionnaire()
        self.steps = steps_of(self.questionnaire)

    def answers(self) -> dict[str, Any]:
        """What was answered so far, in this step and in the earlier ones that travelled with it."""
        form = AnswerForm(self.questionnaire.questions, self.request.POST, strict=False)
        form.is_valid()
        return shown_answers(self.questionnaire, form.answers())

    def asked(self, at: int, answers: Mapping[str, Any]) -> list[Question]:
        """What is shown in a step."""
        return [one for one in self.steps[at] if is_shown(one, answers)]

    def show(
        self,
        at: int,
        answers: Mapping[str, Any],
        form: AnswerForm | None = None,
        *,
        code: str = "",
    ) -> HttpResponse:
        """The page of a step, with what was answered there; what was answered elsewhere goes along."""
        here = self.asked(at, answers)
        form = form or AnswerForm(here, initial=answers)
        others = [one for one in self.questionnaire if one not in here]
        context = {
            "trail": _trail(self.survey),
            "survey": self.survey,
            "form": form,
            "asked": list(form.asked()),
            "section": self.steps[at][0].section,
            "at": at,
            "place": at + 1,
            "steps": len(self.steps),
            "is_first": at == 0,
            "is_last": next_step(self.steps, at, answers) is None,
            "carried": carried(others, self.request.POST),
            "needs_code": self.survey.access == AccessMode.CODE,
            "asks_code": at == 0 or bool(form.non_field_errors()),  # where it was refused, it is corrected
            "code": code,
        }
        return render(self.request, "surveys/answer.html", context, status=422 if form.errors else 200)


def _go_on(request: HttpRequest, survey: Survey) -> HttpResponse:
    sheet = _Sheet(request, survey)
    at, code = _step_asked(request, len(sheet.steps)), request.POST.get(_CODE, "")
    answers = sheet.answers()
    if _BACK in request.POST:
        return sheet.show(step_before(sheet.steps, at, answers), answers, code=code)
    form = AnswerForm(sheet.asked(at, answers), request.POST)
    if not form.is_valid():
        return sheet.show(at, answers, form, code=code)
    following = next_step(sheet.steps, at, answers)
    if following is not None:
        return sheet.show(following, answers, code=code)
    if problems := problems_of(sheet.questionnaire, answers):
        return _back_to_problem(sheet, problems, answers, code)
    return _send(request, sheet, at, answers, form, code)


def _back_to_problem(sheet: _Sheet, problems: Mapping[str, str], answers: Mapping[str, Any], code: str) -> HttpResponse:
    """To the first step with something to correct: who answered in another order than the pages' may have jumped it."""
    at = next(number for number, step in enumerate(sheet.steps) if any(one.key in problems for one in step))
    form = AnswerForm(sheet.asked(at, answers), sheet.request.POST)
    form.is_valid()
    return sheet.show(at, answers, form, code=code)


def _send(
    request: HttpRequest, sheet: _Sheet, at: int, answers: Mapping[str, Any], form: AnswerForm, code: str
) -> HttpResponse:
    if not ratelimit.consume(request, action="answer_survey"):
        message = _("Desde su red llegaron muchas respuestas en poco tiempo.")
        raise TooMany(
            message, way_out=_("Espere cinco minutos y envíela otra vez: lo escrito sigue en la página anterior.")
        )
    sending = request.POST.get(KEY_OF_SENDING) or get_random_string(24)
    if not done(form, lambda: receive_public_answer(sheet.survey, answers, sending=sending, code=code)):
        return sheet.show(at, answers, form, code=code)
    response = redirect("surveys:thanks", sheet.survey.public_id)
    if sheet.survey.access == AccessMode.LINK:
        _note_answered(response, sheet.survey)
    return response


def _step_asked(request: HttpRequest, steps: int) -> int:
    told = request.POST.get(_STEP, "")
    return min(int(told), steps - 1) if told.isdecimal() else 0


def _survey_of(public_id: str) -> Survey:
    """A survey that was ever open. A draft is nobody's to see."""
    rows = Survey.objects.defer("counts", "results").filter(public_id=public_id, opened_on__isnull=False)
    survey = rows.exclude(state=SurveyState.DRAFT).first()
    if survey is None:
        message = _("No hay una encuesta en esta dirección.")
        raise NotFound(message, way_out=_("Revise el enlace, o vea en «Encuestas» las que se responden hoy."))
    return survey


def _not_today(request: HttpRequest, survey: Survey) -> HttpResponse:
    context = {
        "trail": _trail(survey),
        "survey": survey,
        "will_open": survey.state == SurveyState.OPEN
        and survey.opens_on is not None
        and survey.opens_on > clock.today(),
    }
    return render(request, "surveys/not_today.html", context)


def _trail(survey: Survey) -> Sequence[Link]:
    return trail(Link(survey.title, ""))


def _cookie_of(survey: Survey) -> str:
    return f"encuesta-{survey.public_id}"


def _has_answered(request: HttpRequest, survey: Survey) -> bool:
    """Whether this device says that it did. It is the device that keeps it: the server keeps no list of devices."""
    return survey.access == AccessMode.LINK and bool(request.get_signed_cookie(_cookie_of(survey), default=""))


def _note_answered(response: HttpResponse, survey: Survey) -> None:
    response.set_signed_cookie(
        _cookie_of(survey),
        "1",
        max_age=_A_YEAR,
        path="/encuestas/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
