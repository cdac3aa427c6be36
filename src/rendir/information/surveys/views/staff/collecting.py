"""Help to answer: codes, the notice with the QR, the answer of somebody who is helped."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.forms import KEY_OF_SENDING
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.documents import to_pdf
from rendir.foundation.core.refusal import WrongState
from rendir.foundation.core.versioned import done
from rendir.information.surveys.actions.codes import make_codes
from rendir.information.surveys.actions.receiving import receive_answer
from rendir.information.surveys.exports.paper import poster_document
from rendir.information.surveys.forms.answering import AnswerForm
from rendir.information.surveys.forms.preparing import NumberForm
from rendir.information.surveys.models import Channel, Survey
from rendir.information.surveys.rules.answering import problems_of, shown_answers
from rendir.information.surveys.states import SurveyState
from rendir.information.surveys.views.staff.surveys import lines_of, survey_of, trail_of


@requires(Perm.EDIT_SURVEYS)
def codes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make codes: they are shown this one time."""
    shown = survey_of(public_id)
    form = NumberForm(request.POST if request.method == "POST" else None)
    made: list[str] = []
    if form.is_valid():
        number, by = form.cleaned_data["number"], actor(request)
        done(form, lambda: made.extend(make_codes(shown, number, expected=shown.version, by=by)))
    context = {
        "trail": trail_of(shown, Link(_("Códigos"), "")),
        "survey": shown,
        "form": form,
        "codes": made,
        "listed": "\n".join(made),
    }
    return render(request, "surveys/staff/codes.html", context, status=422 if form.errors else 200)


@requires(Perm.COLLECT_ANSWERS)
def assisted(request: HttpRequest, public_id: str) -> HttpResponse:
    """What somebody answers with the help of a person of the entity, all on one page."""
    shown = survey_of(public_id)
    _must_be_open(shown)
    questionnaire = shown.questionnaire()
    form = AnswerForm(questionnaire.questions, request.POST if request.method == "POST" else None, strict=False)
    if form.is_valid():
        answers = shown_answers(questionnaire, form.answers())
        form.refuse(problems_of(questionnaire, answers))
        sending, by = request.POST.get(KEY_OF_SENDING) or get_random_string(24), actor(request)
        if form.is_valid() and done(
            form, lambda: receive_answer(shown, answers, channel=Channel.ASSISTED, sending=sending, by=by)
        ):
            messages.success(request, _("Respuesta recibida. Puede empezar la siguiente."))
            return redirect("surveys_desk:assisted", public_id)
    context = {
        "trail": trail_of(shown, Link(_("Responder con ayuda"), "")),
        "survey": shown,
        "form": form,
        "asked": list(zip(form.asked(), lines_of(questionnaire), strict=True)),
    }
    return render(request, "surveys/staff/assisted.html", context, status=422 if form.errors else 200)


@requires(Perm.READ_SURVEYS)
def poster(request: HttpRequest, public_id: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """A sheet to put on a wall: what is asked, until when, and the code for a telephone's camera."""
    shown = survey_of(public_id)
    _must_be_open(shown)
    headers = {"Content-Disposition": f'inline; filename="afiche-encuesta-{public_id}.pdf"'}
    return HttpResponse(to_pdf(poster_document(shown)), content_type="application/pdf", headers=headers)


def _must_be_open(shown: Survey) -> None:
    if shown.state != SurveyState.OPEN:
        raise WrongState(_("Esta encuesta no está abierta."), way_out=_("Se responde solo mientras lo está."))
