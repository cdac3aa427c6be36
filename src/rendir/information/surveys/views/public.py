"""Surveys for everybody: which there are, what came of each, its files and its certificate."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Download, Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.certificate import published
from rendir.foundation.library.queries import files_of
from rendir.foundation.library.serving import certificate_response, file_response
from rendir.information.surveys.exports.results import FORMATS, file_name
from rendir.information.surveys.models import Survey
from rendir.information.surveys.queries import is_answered_on, listed_publicly
from rendir.information.surveys.sections.wording import figures_told, method_of
from rendir.information.surveys.states import SurveyState

TOPICS = ("organization", "plan", "surveys")
"""The plan too: the bar over every page says which year is in force."""
_NAMES = {"pdf": "PDF", "docx": "Word", "odt": "ODT", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


@public(topics=TOPICS)
def surveys(request: HttpRequest) -> HttpResponse:
    """Those that are answered today, and what came of the others."""
    today = clock.today()
    rows = list(listed_publicly(today))
    answered = [one for one in rows if is_answered_on(one, today)]
    context = {"trail": trail(), "open": answered, "others": [one for one in rows if one not in answered]}
    return render(request, "surveys/surveys.html", context)


@public(topics=TOPICS)
def results(request: HttpRequest, public_id: str) -> HttpResponse:
    """The method sheet, and question by question what was answered."""
    survey = survey_with_results(public_id)
    found = survey.published_results()
    assert found is not None  # noqa: S101 - a constraint of the database holds it
    names = [(file_name(survey, kind), stored.sha256) for kind, stored in files_of(survey.publication).items()]
    context = {
        "trail": trail(Link(survey.title, "")),
        "survey": survey,
        "results": found,
        "method": method_of(survey, found),
        "how": list(figures_told(found)),
        "downloads": [
            Download(reverse("surveys:results_file", args=[public_id, kind]), _NAMES[kind]) for kind in FORMATS
        ],
        "hashes": names,
        "certificate": reverse("surveys:certificate", args=[public_id]),
    }
    return render(request, "surveys/results.html", context)


@public(topics=TOPICS)
def results_file(request: HttpRequest, public_id: str, extension: str) -> HttpResponseBase:
    """The results as the file that was published with them."""
    survey = survey_with_results(public_id)
    stored = files_of(survey.publication).get(extension)
    if stored is None:
        raise NotFound(_("No hay un archivo así."), way_out=_("En la página de los resultados están los que hay."))
    return file_response(request, stored, name=file_name(survey, extension), inline=True)


@public(topics=TOPICS)
def certificate(request: HttpRequest, public_id: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """That the results were published, when, and with which hash."""
    survey = survey_with_results(public_id)
    assert survey.publication is not None  # noqa: S101 - a constraint of the database holds it
    of = published(survey.publication, address=f"{settings.BASE_URL}{survey.get_results_url()}")
    return certificate_response(of, f"certificado-encuesta-{public_id}-v{survey.results_number}.pdf")


def survey_with_results(public_id: str) -> Survey:
    """A survey whose results anybody reads."""
    rows = Survey.objects.select_related("publication").defer("questions", "counts")
    survey = rows.filter(public_id=public_id, state=SurveyState.PUBLISHED).first()
    if survey is None:
        message = _("No hay resultados publicados en esta dirección.")
        raise NotFound(message, way_out=_("En «Encuestas» están las que se responden y las que ya tienen resultados."))
    return survey


def trail(*links: Link) -> list[Link]:
    """From the home page to here."""
    return [Link(_("Inicio"), "/"), Link(_("Encuestas"), reverse("surveys:surveys")), *links]
