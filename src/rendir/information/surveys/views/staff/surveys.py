"""The surveys of the desk: all of them, and each with how it stands and what comes next."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Fact, Link
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.information.surveys.forms.preparing import ReasonForm
from rendir.information.surveys.models import AccessMode, Survey
from rendir.information.surveys.queries import is_answered_on, progress_of, what_is_missing
from rendir.information.surveys.queries import surveys as all_surveys
from rendir.information.surveys.rules.questionnaire import Kind, Question, Questionnaire
from rendir.information.surveys.states import SURVEY_FLOW, SurveyState

PAGE = 30


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question as the desk lists it."""

    place: int
    question: Question
    condition: str
    is_text: bool


@requires(Perm.READ_SURVEYS)
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey."""
    page = Paginator(all_surveys(), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {"trail": trail(), "page": page, "can_edit": actor(request).has_perm(Perm.EDIT_SURVEYS)}
    return render(request, "surveys/staff/surveys.html", context)


@requires(Perm.READ_SURVEYS)
def survey(request: HttpRequest, public_id: str) -> HttpResponse:
    """One survey: what it asks, how it stands, what may be done."""
    return survey_page(request, survey_of(public_id))


def survey_page(request: HttpRequest, shown: Survey, *, withdrawing: ReasonForm | None = None) -> HttpResponse:
    """The page, with the form that came back with something to correct."""
    person, questionnaire = actor(request), shown.questionnaire()
    context = {
        "trail": trail(Link(shown.title, "")),
        "survey": shown,
        "lines": lines_of(questionnaire),
        "facts": _facts(shown),
        "progress": progress_of(shown) if shown.state in (SurveyState.OPEN, SurveyState.CLOSED) else None,
        "missing": what_is_missing(shown) if shown.state == SurveyState.DRAFT else [],
        "address": f"{settings.BASE_URL}{shown.get_public_url()}",
        "is_answered": is_answered_on(shown, clock.today()),
        "needs_code": shown.access == AccessMode.CODE,
        "may": _may(person, shown),
        "can_edit": person.has_perm(Perm.EDIT_SURVEYS),
        "can_collect": person.has_perm(Perm.COLLECT_ANSWERS),
        "withdraw_form": withdrawing or ReasonForm(auto_id="retirar-%s"),
    }
    return render(request, "surveys/staff/survey.html", context, status=422 if withdrawing else 200)


def survey_of(public_id: str) -> Survey:
    """A survey with its questions."""
    found = Survey.objects.select_related("publication").filter(public_id=public_id).first()
    if found is None:
        message = _("Esta encuesta no existe.")
        raise Http404(message)
    return found


def trail(*links: Link) -> list[Link]:
    """From the desk to here."""
    home = Link(_("Mi trabajo"), reverse("portal_desk:desk"))
    return [home, Link(_("Encuestas"), reverse("surveys_desk:surveys")), *links]


def trail_of(shown: Survey, *links: Link) -> list[Link]:
    """From the desk to a page of this survey."""
    return trail(Link(shown.title, shown.get_absolute_url()), *links)


def lines_of(questionnaire: Questionnaire) -> list[QuestionLine]:
    """Each question with its number and whom it is asked."""
    places = {one.key: place for place, one in enumerate(questionnaire, start=1)}
    return [
        QuestionLine(places[one.key], one, _condition(one, questionnaire, places), one.kind is Kind.TEXT)
        for one in questionnaire
    ]


def _condition(question: Question, questionnaire: Questionnaire, places: dict[str, int]) -> str:
    condition = question.condition
    decides = questionnaire.find(condition.question) if condition else None
    if condition is None or decides is None:
        return ""
    answers = ", ".join(f"«{decides.label_of(one)}»" for one in condition.answers)
    return _("Solo a quien en la %(place)s respondió %(answers)s.") % {
        "place": places[decides.key],
        "answers": answers,
    }


def _may(person: Person, shown: Survey) -> dict[str, bool]:
    """Each step that this person may take from here, by its name."""
    return {
        step.name: SURVEY_FLOW.allows(step.name, shown.state) and person.has_perm(step.permission)
        for step in SURVEY_FLOW
    }


def _facts(shown: Survey) -> list[Fact]:
    return [
        Fact(_("A quién pregunta"), shown.get_audience_display()),
        Fact(_("Cómo se responde"), shown.get_access_display()),
        Fact(_("Desde"), written_day(shown.opens_on or shown.opened_on) if shown.opens_on or shown.opened_on else ""),
        Fact(_("Último día"), written_day(shown.closes_on) if shown.closes_on else ""),
        Fact(_("Población"), shown.population, written_number(shown.population_size) if shown.population_size else ""),
        Fact(_("Muestra"), shown.get_sampling_display()),
        Fact(_("Se invitó a"), written_number(shown.invited) if shown.invited else ""),
        Fact(_("Cómo se recoge"), shown.fieldwork),
        Fact(_("Quién la hace"), shown.made_by),
    ]
