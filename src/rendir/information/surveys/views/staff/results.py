"""What was counted of a closed survey, as it would be published; publish it, correct it, take the answers away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import WrongState
from rendir.foundation.core.versioned import done
from rendir.information.surveys.actions.preparing import choose_grouping
from rendir.information.surveys.actions.publishing import correct_results, publish_results
from rendir.information.surveys.actions.taking import take_answers
from rendir.information.surveys.exports.answers import answers_csv
from rendir.information.surveys.exports.results import render_results
from rendir.information.surveys.forms.preparing import GroupingForm, ReasonForm
from rendir.information.surveys.models import Survey
from rendir.information.surveys.queries import results_now
from rendir.information.surveys.rules.questionnaire import Kind
from rendir.information.surveys.sections.wording import figures_told, method_of
from rendir.information.surveys.states import SurveyState
from rendir.information.surveys.views.staff.surveys import survey_of, trail_of


@requires(Perm.READ_SURVEYS)
def results(request: HttpRequest, public_id: str) -> HttpResponse:
    """The results as anybody would read them: what is held back is held back here too."""
    return _page(request, survey_of(public_id))


@require_POST
@requires(Perm.EDIT_SURVEYS)
def grouping(request: HttpRequest, public_id: str) -> HttpResponse:
    """By which question they are crossed."""
    shown = survey_of(public_id)
    form, by = GroupingForm(shown, request.POST), actor(request)
    if form.is_valid() and done(form, lambda: _cross(shown, form, by)):
        messages.success(request, _("Los resultados quedaron cruzados así."))
        return redirect("surveys_desk:results", public_id)
    return _page(request, shown, crossing=form)


@require_POST
@requires(Perm.PUBLISH_SURVEYS)
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """For everybody, in every format."""
    shown = survey_of(public_id)
    told = request.POST.get("expected", "")
    expected = int(told) if told.isdecimal() else None
    publish_results(shown, render=render_results, expected=expected, by=actor(request))
    messages.success(request, _("Los resultados ya son públicos y quedaron como evidencia de la actividad."))
    return redirect(shown)


@require_POST
@requires(Perm.PUBLISH_SURVEYS)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Closed again, until the next version."""
    shown = survey_of(public_id)
    form, by = ReasonForm(request.POST, auto_id="corregir-%s"), actor(request)
    if form.is_valid() and done(form, lambda: correct_results(shown, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("Corrija lo que falta y publique la versión siguiente."))
        return redirect("surveys_desk:results", public_id)
    return _page(request, shown, correcting=form)


@require_POST
@requires(Perm.EXPORT_ANSWERS)
def answers_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The anonymous answers one by one, in an order drawn at random. Who took them stays in the ledger."""
    shown = survey_of(public_id)
    take_answers(shown, by=actor(request))
    headers = {"Content-Disposition": f'attachment; filename="respuestas-{shown.year}-{public_id}.csv"'}
    return StreamingHttpResponse(answers_csv(shown), content_type="text/csv; charset=utf-8", headers=headers)


def _page(
    request: HttpRequest,
    shown: Survey,
    *,
    crossing: GroupingForm | None = None,
    correcting: ReasonForm | None = None,
) -> HttpResponse:
    if shown.counts is None:
        raise WrongState(
            _("Los resultados se ven con la encuesta cerrada."),
            way_out=_("Mientras se responde, nadie los ve: así nadie los mueve."),
        )
    person, found = actor(request), results_now(shown)
    bound = crossing or correcting
    context = {
        "trail": trail_of(shown, Link(_("Resultados"), "")),
        "survey": shown,
        "results": found,
        "method": method_of(shown, found),
        "how": list(figures_told(found)),
        "texts": [one for one in shown.questionnaire() if one.kind is Kind.TEXT],
        "is_closed": shown.state == SurveyState.CLOSED,
        "is_published": shown.state == SurveyState.PUBLISHED,
        "can_edit": person.has_perm(Perm.EDIT_SURVEYS),
        "can_publish": person.has_perm(Perm.PUBLISH_SURVEYS),
        "can_export": person.has_perm(Perm.EXPORT_ANSWERS),
        "form": crossing or GroupingForm(shown),
        "correct_form": correcting or ReasonForm(auto_id="corregir-%s"),
        "bound": bound,
    }
    return render(request, "surveys/staff/results.html", context, status=422 if bound else 200)


def _cross(shown: Survey, form: GroupingForm, by: Actor) -> None:
    data = form.cleaned_data
    choose_grouping(shown, data["group_by"], expected=data["expected"], by=by)
