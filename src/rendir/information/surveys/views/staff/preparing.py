"""Prepare a survey: begin it, say what it is, write its questions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.submissions import received_once
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.information.surveys.actions.preparing import (
    create_survey,
    edit_survey,
    move_question,
    remove_question,
    save_question,
)
from rendir.information.surveys.forms.preparing import NewSurveyForm, QuestionForm, SurveyForm
from rendir.information.surveys.models import Survey
from rendir.information.surveys.rules.questionnaire import Question
from rendir.information.surveys.states import SurveyState
from rendir.information.surveys.views.staff.surveys import survey_of, trail, trail_of
from rendir.plan.planning.queries import year_in_force


@requires(Perm.EDIT_SURVEYS)
def survey_new(request: HttpRequest) -> HttpResponse:
    """Begin a survey, from a template of the box or in blank."""
    form = NewSurveyForm(request.POST if request.method == "POST" else None)
    made: dict[str, str] = {}
    if form.is_valid() and done(form, lambda: made.update(received_once(request, lambda: _create(request, form)))):
        messages.success(request, _("La encuesta quedó en borrador: revise las preguntas y diga cuándo se responde."))
        return redirect("surveys_desk:survey", made["survey"])
    context = {"trail": trail(Link(_("Nueva"), "")), "form": form}
    return render(request, "surveys/staff/survey_new.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_SURVEYS)
def survey_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is, when it is answered, its method sheet."""
    shown = survey_of(public_id)
    form = SurveyForm(shown, request.POST if request.method == "POST" else None)
    if shown.state != SurveyState.DRAFT:
        for name in ("title", "audience", "purpose", "access", "opens_on"):
            form.fields[name].disabled = True
    if form.is_valid() and done(form, lambda: _edit(request, shown, form)):
        messages.success(request, _("Quedó guardado."))
        return redirect(shown)
    context = {"trail": trail_of(shown, Link(_("Datos y ficha técnica"), "")), "survey": shown, "form": form}
    return render(request, "surveys/staff/survey_edit.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_SURVEYS)
def question_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new question, last."""
    return _question_page(request, survey_of(public_id), None)


@requires(Perm.EDIT_SURVEYS)
def question(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """The words of a question."""
    shown = survey_of(public_id)
    return _question_page(request, shown, _asked(shown, key))


@require_POST
@requires(Perm.EDIT_SURVEYS)
def question_move(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One place earlier or later."""
    shown = survey_of(public_id)
    places = -1 if request.POST.get("hacia") == "arriba" else 1
    move_question(shown, _asked(shown, key).key, places, expected=_expected(request, shown), by=actor(request))
    return redirect(f"{shown.get_absolute_url()}#{key}")


@require_POST
@requires(Perm.EDIT_SURVEYS)
def question_remove(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """It is not asked."""
    shown = survey_of(public_id)
    remove_question(shown, _asked(shown, key).key, expected=_expected(request, shown), by=actor(request))
    messages.success(request, _("La pregunta se quitó."))
    return redirect(f"{shown.get_absolute_url()}#preguntas")


def _question_page(request: HttpRequest, shown: Survey, asked: Question | None) -> HttpResponse:
    questionnaire, by = shown.questionnaire(), actor(request)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(questionnaire, asked, data, version=shown.version)
    if form.is_valid() and done(
        form, lambda: save_question(shown, form.asked(), expected=form.cleaned_data["expected"], by=by)
    ):
        messages.success(request, _("La pregunta quedó guardada."))
        return redirect(f"{shown.get_absolute_url()}#preguntas")
    title = _("Corregir una pregunta") if asked else _("Nueva pregunta")
    context = {"trail": trail_of(shown, Link(title, "")), "survey": shown, "form": form, "title": title}
    return render(request, "surveys/staff/question.html", context, status=422 if form.is_bound else 200)


def _asked(shown: Survey, key: str) -> Question:
    found = shown.questionnaire().find(key)
    if found is None:
        message = _("Esta pregunta ya no está.")
        raise Http404(message)
    return found


def _create(request: HttpRequest, form: NewSurveyForm) -> dict[str, str]:
    data, today = form.cleaned_data, clock.today()
    survey = create_survey(
        year=year_in_force(today.year) or today.year,
        title=data["title"],
        audience=data["audience"],
        purpose=data["purpose"],
        template=data["template"],
        by=actor(request),
    )
    return {"survey": survey.public_id}


def _edit(request: HttpRequest, shown: Survey, form: SurveyForm) -> None:
    data = dict(form.cleaned_data)
    expected = data.pop("expected")
    edit_survey(shown, data, expected=expected, by=actor(request))


def _expected(request: HttpRequest, shown: Survey) -> int:
    told = request.POST.get("expected", "")
    return int(told) if told.isdecimal() else shown.version
