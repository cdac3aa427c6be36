"""Publish the results of a survey, frozen with their documents; correct them by a next version; take them down."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict

from django.conf import settings
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library.actions import publish
from rendir.information.surveys.models import ResultLine, Survey
from rendir.information.surveys.queries import results_now
from rendir.information.surveys.rules.lines import lines_of
from rendir.information.surveys.rules.results import Results
from rendir.information.surveys.states import SURVEY_FLOW, SurveyState
from rendir.plan.compliance.actions.evidence import Record, attach_evidence, detach_evidence

ACTION_TYPE = "survey_perception"
Renderer = Callable[[Survey, Results], Mapping[str, tuple[str, bytes]]]


def publish_results(survey: Survey, *, render: Renderer, expected: int | None = None, by: Actor) -> Survey:
    """Freeze what is published of the answers, in every format; it becomes evidence of the activity by itself.

    `Invalid` where too few answered to tell anything, or the method sheet is not complete.
    """
    check(Perm.PUBLISH_SURVEYS, survey, by=by)
    results = _publishable(survey)
    survey.results, survey.results_number = results.as_json(), survey.results_number + 1
    digest = hashlib.sha256(canonical(survey.results)).hexdigest()
    files = render(survey, results)
    with atomic():
        publication = publish(
            subject=f"encuesta-{survey.public_id}",
            number=survey.results_number,
            title=_("Resultados de «%(title)s»") % {"title": survey.title},
            digest=digest,
            files=files,
            perm=Perm.PUBLISH_SURVEYS,
            by=by,
        )
        fields = {
            "results": survey.results,
            "results_number": survey.results_number,
            "results_digest": digest,
            "publication": publication,
        }
        take(survey, SURVEY_FLOW, "publish_results", fields, by=by, expected=expected)
        ResultLine.objects.bulk_create(
            [ResultLine(survey=survey, **asdict(one)) for one in lines_of(results)], batch_size=500
        )
        attach_evidence(ACTION_TYPE, on=clock.today(), ref=record_of(survey), by=by)
    return survey


def correct_results(survey: Survey, *, reason: str, by: Actor) -> Survey:
    """Closed again, to group texts otherwise or cross by something else; what is published next is another version."""
    reason = squeeze(reason)
    if not reason:
        raise Invalid(_("Falta la razón."), way_out=_("Escriba qué se corrige: se publica con la versión siguiente."))
    with atomic():
        take(survey, SURVEY_FLOW, "correct_results", {"state_reason": reason}, by=by, reason=reason)
        ResultLine.objects.filter(survey=survey).delete()
    return survey


def take_down(survey: Survey, *, reason: str) -> None:
    """What was published of it is no evidence and no data any more."""
    ResultLine.objects.filter(survey=survey).delete()
    if survey.publication:
        detach_evidence(record_of(survey), year=survey.publication.published_at.year, reason=reason)


def record_of(survey: Survey) -> Record:
    """The published results as evidence tells of them."""
    return Record(
        kind="survey",
        public_id=survey.public_id,
        title=_("Resultados de la encuesta «%(title)s»") % {"title": survey.title},
        address=f"{settings.BASE_URL}{survey.get_results_url()}",
        version=survey.results_number,
        digest=survey.results_digest,
    )


def _publishable(survey: Survey) -> Results:
    if survey.state != SurveyState.CLOSED:
        message = _("Los resultados se publican con la encuesta cerrada.")
        raise WrongState(message, way_out=_("Ciérrela primero, o corrija lo que ya publicó."))
    lacking = [
        label
        for label, value in (
            (_("la población"), survey.population),
            (_("cómo se recogió"), survey.fieldwork),
            (_("quién la hizo"), survey.made_by),
        )
        if not value
    ]
    if lacking:
        message = _("La ficha técnica no está completa: falta %(what)s.") % {"what": ", ".join(lacking)}
        raise Invalid(message, way_out=_("Complétela: los resultados se publican con ella."))
    results = results_now(survey)
    if results.total is None:
        message = _("Respondieron menos de %(least)s personas: no hay nada que se pueda publicar.")
        message %= {"least": results.least}
        raise Invalid(message, way_out=_("Retire la encuesta y diga por qué."))
    return results
