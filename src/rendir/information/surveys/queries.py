"""What is asked of surveys: which are answered, what lacks before one opens, what was counted, what is published."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from rendir.foundation.audit.held import held, never_changed
from rendir.foundation.core import clock
from rendir.foundation.organization.queries import term_on
from rendir.foundation.organization.terms.catalog import TermKey
from rendir.information.surveys.models import (
    AccessMode,
    Audience,
    Channel,
    PaperSheet,
    Response,
    Sampling,
    Survey,
    SurveyCode,
    TextAnswer,
)
from rendir.information.surveys.rules.questionnaire import flaws_of
from rendir.information.surveys.rules.results import Frame, Results, Texts, results_of
from rendir.information.surveys.rules.tally import Tally, tally
from rendir.information.surveys.states import SheetState, SurveyState

_HEAVY = ("questions", "counts", "results")
_PIECE = 2000
MOST_QUOTES = 20


def surveys() -> QuerySet[Survey]:
    """Every survey, the newest first, with how many answers it has."""
    rows = Survey.objects.defer(*_HEAVY).annotate(answered=Count("responses"))
    return rows.order_by("-year", "-pk")


def listed_publicly(today: date) -> QuerySet[Survey]:
    """What anybody sees: those of citizens once they open, those of officials once they have results, and those
    withdrawn after that, with their reason.
    """
    seen = Q(state__in=(SurveyState.OPEN, SurveyState.CLOSED), audience=Audience.CITIZENS)
    seen |= Q(state=SurveyState.PUBLISHED)
    seen |= Q(state=SurveyState.WITHDRAWN, opened_on__isnull=False, audience=Audience.CITIZENS)
    seen |= Q(state=SurveyState.WITHDRAWN, publication__isnull=False)
    begun = Q(opens_on=None) | Q(opens_on__lte=today) | ~Q(state=SurveyState.OPEN)
    return Survey.objects.filter(seen & begun).defer(*_HEAVY).order_by("-opened_on", "-pk")


@held("surveys")
def has_public_surveys(today: date) -> bool:
    """Whether there is anything to see. Every page asks: where no survey was ever prepared it asks nobody."""
    return not never_changed("surveys") and listed_publicly(today).exists()


def is_answered_on(survey: Survey, day: date) -> bool:
    """Whether anybody may answer it that day."""
    has_begun = survey.opens_on is None or survey.opens_on <= day
    has_ended = survey.closes_on is not None and survey.closes_on < day
    return survey.state == SurveyState.OPEN and has_begun and not has_ended


def what_is_missing(survey: Survey) -> list[str]:
    """Everything that keeps a draft from opening, in words."""
    questionnaire = survey.questionnaire()
    places = {one.key: place for place, one in enumerate(questionnaire, start=1)}
    told = [
        _("Pregunta %(place)s: %(flaw)s") % {"place": places[one.question], "flaw": one.message}
        if one.question
        else one.message
        for one in flaws_of(questionnaire)
    ]
    if survey.closes_on is None:
        told.append(_("Falta hasta cuándo se responde."))
    elif survey.closes_on < clock.today():
        told.append(_("El último día para responder ya pasó."))
    if survey.access == AccessMode.CODE and not survey.codes_given:
        told.append(_("Falta hacer los códigos con que se responde."))
    return told


def counted(survey: Survey, *, group_by: str | None = None) -> Tally:
    """Every answer counted, read one by one: memory does not grow with how many there are."""
    rows = Response.objects.filter(survey=survey).order_by().values_list("channel", "answers")
    group = survey.group_by if group_by is None else group_by
    return tally(survey.questionnaire(), rows.iterator(chunk_size=_PIECE), group)


def results_now(survey: Survey) -> Results:
    """What would be published now of a closed survey."""
    frame = Frame(
        least=int(term_on(TermKey.SMALL_COUNT, clock.today()).value),
        population=survey.population_size,
        is_random=survey.sampling == Sampling.RANDOM,
        group_by=survey.group_by,
    )
    return results_of(
        survey.questionnaire(),
        Tally.from_json(survey.counts) if survey.counts else Tally(),
        frame=frame,
        texts=texts_of(survey),
        channels=dict(Channel.choices),
    )


def texts_of(survey: Survey) -> Mapping[str, Texts]:
    """The open texts of each question: how many in each group, and what may be read of them."""
    found: dict[str, dict[str, int]] = {}
    rows = TextAnswer.objects.filter(survey=survey).order_by("question", "group")
    for question, group, number in rows.values_list("question", "group").annotate(number=Count("pk")):
        found.setdefault(question, {})[group] = number
    quotes: dict[str, list[str]] = {}
    for question, quote in rows.exclude(quote="").order_by("quote").values_list("question", "quote"):
        quotes.setdefault(question, []).append(quote)
    return {
        question: Texts(
            {group: number for group, number in groups.items() if group},
            groups.get("", 0),
            tuple(quotes.get(question, ())[:MOST_QUOTES]),
        )
        for question, groups in found.items()
    }


def progress_of(survey: Survey) -> dict[str, Any]:
    """How many answered by each way, how many codes were used, how the sheets of paper stand."""
    channels = dict(
        Response.objects.filter(survey=survey).values_list("channel").annotate(number=Count("pk")).order_by()
    )
    sheets = dict(PaperSheet.objects.filter(survey=survey).values_list("state").annotate(number=Count("pk")).order_by())
    return {
        "total": sum(channels.values()),
        "channels": [(label, channels[key]) for key, label in Channel.choices if channels.get(key)],
        "codes_used": SurveyCode.objects.filter(survey=survey, used=True).count(),
        "sheets": [(label, sheets[key]) for key, label in SheetState.choices if sheets.get(key)],
    }


def anonymous_answers(survey: Survey) -> Iterator[tuple[date, str, dict[str, Any]]]:
    """Each answer with its day and its way, in an order drawn at random; read one by one."""
    rows = Response.objects.filter(survey=survey).order_by("pk").values_list("day", "channel", "answers")
    yield from rows.iterator(chunk_size=_PIECE)
