"""Answers gathered with a form of Google or Microsoft: each column a question, each row somebody's answers. Names,
mails and hours that the file brings are not read, and the file itself is not kept.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.importing import Finding, Severity
from rendir.foundation.core.mapping import Field, Row
from rendir.foundation.core.refusal import NotFound, WrongState
from rendir.foundation.core.spanish import count
from rendir.foundation.library.imports import Done, Importer, Preview
from rendir.foundation.library.models import StoredFile
from rendir.information.surveys.actions.receiving import digest_under_key, receive_answer
from rendir.information.surveys.models import Channel, Receipt, Survey
from rendir.information.surveys.rules.answering import problems_of, shown_answers
from rendir.information.surveys.rules.gathered import answers_in, columns_of
from rendir.information.surveys.states import SurveyState

_FOUND = "surveys.answer"


def open_survey_of(public_id: str) -> Survey:
    """The survey that a file is brought for; only while it is open."""
    survey = Survey.objects.filter(public_id=public_id).first()
    if survey is None:
        raise NotFound(_("Esta encuesta no existe."), way_out=_("Entre por «Encuestas» y escoja una."))
    if survey.state != SurveyState.OPEN:
        raise WrongState(_("Esta encuesta no está abierta."), way_out=_("Se traen respuestas solo mientras lo está."))
    return survey


def fields_of(survey: Survey) -> tuple[Field, ...]:
    """A column for each question, and for each row of a table."""
    return tuple(
        Field(one.key, one.label, synonyms=one.synonyms, read=one.read) for one in columns_of(survey.questionnaire())
    )


def preview(rows: Sequence[Row], survey: Survey) -> Preview:
    """How many answers are new, how many came before, and which rows cannot be counted."""
    told = list(_told(rows, survey))
    known = _known(survey, [sending for _row, _answers, sending, _wrong in told])
    good = [sending for _row, _answers, sending, wrong in told if not wrong]
    return Preview(
        added=sum(one not in known for one in good),
        same=sum(one in known for one in good),
        findings=tuple(
            Finding(_FOUND, Severity.ERROR, wrong, row.source) for row, _answers, _sending, wrong in told if wrong
        ),
        notes=(
            _("Solo se leen las columnas de las preguntas: nombres, correos y horas no se traen ni se guardan."),
            _("De cada respuesta queda el día de hoy, no el de la hoja: así nadie la une con quien la dio."),
        ),
    )


def apply(rows: Sequence[Row], survey: Survey, source: StoredFile | None, *, by: Actor) -> Done:  # noqa: ARG001 - the same for every importer
    """Count each row that can be counted, once."""
    added = 0
    for _row, answers, sending, wrong in _told(rows, survey):
        if not wrong:
            added += receive_answer(survey, answers, channel=Channel.IMPORTED, sending=sending, by=by)
    told = count(added, _("respuesta nueva"), _("respuestas nuevas"))
    return Done(_("La encuesta tiene %(told)s.") % {"told": told}, survey.get_absolute_url())


def _told(rows: Sequence[Row], survey: Survey) -> Iterator[tuple[Row, dict[str, Any], str, str]]:
    """Each row with its answers, what it is known again by, and what is wrong with it.

    Two people may answer the same: the second equal row of a file is another one, and the same file again is not.
    """
    questionnaire, seen = survey.questionnaire(), Counter[str]()
    for row in rows:
        answers = shown_answers(questionnaire, answers_in(questionnaire, row.values))
        whole = repr((sorted(answers.items()), sorted(row.extra.items())))
        seen[whole] += 1
        problems = problems_of(questionnaire, answers, complete=False)
        wrong = " ".join(problems.values()) if answers else _("La fila no responde ninguna pregunta.")
        yield row, answers, f"row:{whole}:{seen[whole]}", wrong


def _known(survey: Survey, sendings: Sequence[str]) -> set[str]:
    digests = {digest_under_key(survey, f"sending:{one}"): one for one in sendings}
    found = Receipt.objects.filter(survey=survey).values_list("digest", flat=True)
    return {digests[one] for one in found if one in digests}


ANSWERS = Importer(
    key="respuestas",
    title="Respuestas de un formulario",
    explains=(
        "Lo que la gente respondió en un formulario de Google o de Microsoft, bajado como Excel o CSV. Diga qué "
        "columna es cada pregunta: las que tienen el mismo texto ya vienen escogidas."
    ),
    perm=Perm.COLLECT_ANSWERS,
    fields=fields_of,
    preview=preview,
    apply=apply,
    scope=open_survey_of,
    keeps_file=False,
    one="respuesta",
    many="respuestas",
)
