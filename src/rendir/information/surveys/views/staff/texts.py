"""Read what people wrote, put it in groups, choose what anybody may read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.information.surveys.actions.texts import group_texts, quote_text
from rendir.information.surveys.forms.preparing import GroupTextsForm, QuoteForm
from rendir.information.surveys.models import Survey, TextAnswer
from rendir.information.surveys.queries import texts_of
from rendir.information.surveys.rules.questionnaire import Kind, Question
from rendir.information.surveys.rules.results import Texts
from rendir.information.surveys.states import SurveyState
from rendir.information.surveys.views.staff.surveys import survey_of, trail_of

PAGE = 50


@requires(Perm.EDIT_SURVEYS)
def texts(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """The texts of a question, those without a group first."""
    survey = survey_of(public_id)
    question = _question(survey, key)
    rows = TextAnswer.objects.filter(survey=survey, question=key).order_by("group", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    here = [one.pk for one in page.object_list]
    form = GroupTextsForm(here, request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: _group(request, survey, key, form)):
        messages.success(request, _("Los textos quedaron en su grupo."))
        return redirect(request.get_full_path())
    context = {
        "trail": trail_of(survey, Link(_("Textos"), "")),
        "survey": survey,
        "question": question,
        "page": page,
        "groups": texts_of(survey).get(key, Texts()),
        "form": form,
        "chosen": {*request.POST.getlist("texts")},
        "is_closed": survey.state == SurveyState.CLOSED,
    }
    return render(request, "surveys/staff/texts.html", context, status=422 if form.errors else 200)


@requires(Perm.EDIT_SURVEYS)
def text(request: HttpRequest, public_id: str, key: str, pk: int) -> HttpResponse:
    """Choose what anybody reads of a text."""
    survey = survey_of(public_id)
    shown = TextAnswer.objects.filter(survey=survey, question=key, pk=pk).first()
    if shown is None:
        message = _("Este texto no existe.")
        raise Http404(message)
    shown.survey = survey
    back = reverse("surveys_desk:texts", args=[public_id, key])
    form = QuoteForm(request.POST if request.method == "POST" else None, initial={"quote": shown.quote or shown.text})
    if form.is_valid() and done(form, lambda: _quote(request, shown, form)):
        messages.success(request, _("Quedó guardado."))
        return redirect(back)
    trail = trail_of(survey, Link(_("Textos"), back), Link(_("Publicar un texto"), ""))
    context = {"trail": trail, "survey": survey, "shown": shown, "form": form, "back": back}
    return render(request, "surveys/staff/text.html", context, status=422 if form.errors else 200)


def _group(request: HttpRequest, survey: Survey, key: str, form: GroupTextsForm) -> None:
    data = form.cleaned_data
    group_texts(survey, key, data["texts"], group=data["group"], by=actor(request))


def _quote(request: HttpRequest, shown: TextAnswer, form: QuoteForm) -> None:
    data = form.cleaned_data
    quote_text(shown, data["quote"], confirmed=data["confirmed"], by=actor(request))


def _question(survey: Survey, key: str) -> Question:
    found = survey.questionnaire().find(key)
    if found is None or found.kind is not Kind.TEXT:
        message = _("Esta pregunta no tiene textos.")
        raise Http404(message)
    return found
