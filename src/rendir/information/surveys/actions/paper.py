"""Numbered sheets of paper: printed blank, keyed by two people, decided by looking at the paper where they differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create, create_many, remove, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import squeeze
from rendir.information.surveys.actions.receiving import receive_answer
from rendir.information.surveys.models import Channel, Keying, PaperSheet, Survey
from rendir.information.surveys.rules.answering import differences, problems_of, shown_answers
from rendir.information.surveys.states import SHEET_FLOW, SurveyState

MOST_AT_ONCE = 100
_FIRST, _SECOND = 1, 2


def print_sheets(survey: Survey, number: int, *, by: Actor) -> Sequence[PaperSheet]:
    """So many blank sheets, numbered on from the last."""
    check(Perm.COLLECT_ANSWERS, survey, by=by)
    if survey.state != SurveyState.OPEN:
        message = _("Las hojas se imprimen con la encuesta abierta: el cuestionario ya no cambia.")
        raise WrongState(message, way_out=_("Ábrala primero."))
    if not 1 <= number <= MOST_AT_ONCE:
        message = _("Se imprimen entre 1 y %(most)s hojas a la vez.") % {"most": MOST_AT_ONCE}
        raise Invalid(message, way_out=_("Si necesita más, repita."))
    with atomic():
        Survey.objects.select_for_update().get(pk=survey.pk)
        last = PaperSheet.objects.filter(survey=survey).order_by("-number").values_list("number", flat=True).first()
        first = (last or 0) + 1
        sheets = [PaperSheet(survey=survey, number=one) for one in range(first, first + number)]
        return create_many(sheets, perm=Perm.COLLECT_ANSWERS, by=by, verb="print_sheets")


def key_sheet(sheet: PaperSheet, answers: Mapping[str, Any], *, by: Actor) -> PaperSheet:
    """What one person reads on the sheet. The second time, by somebody else, it is counted where both agree.

    A question left blank is no mistake; what cannot be is `Invalid`.
    """
    check(Perm.COLLECT_ANSWERS, sheet, by=by)
    told = _readable(sheet.survey, answers)
    with atomic():
        PaperSheet.objects.select_for_update().get(pk=sheet.pk)
        known = list(sheet.keyings.order_by("place"))
        if any(one.keyed_by == by.actor_id for one in known):
            message = _("Usted ya digitó esta hoja.")
            raise Invalid(message, way_out=_("La segunda vez la digita otra persona: así se encuentran los errores."))
        if not known:
            take(sheet, SHEET_FLOW, "key_sheet", by=by)
            _keep(sheet, _FIRST, told, by)
        elif differences(sheet.survey.questionnaire(), known[0].answers, told):
            take(sheet, SHEET_FLOW, "dispute_sheet", by=by)
            _keep(sheet, _SECOND, told, by)
        else:
            take(sheet, SHEET_FLOW, "agree_on_sheet", by=by)
            _count(sheet, told, by=by)
    return sheet


def settle_sheet(sheet: PaperSheet, answers: Mapping[str, Any], *, by: Actor) -> PaperSheet:
    """What the paper says where the two readings differ, decided by whoever looks at it again."""
    check(Perm.COLLECT_ANSWERS, sheet, by=by)
    told = _readable(sheet.survey, answers)
    with atomic():
        take(sheet, SHEET_FLOW, "settle_sheet", by=by)
        _count(sheet, told, by=by)
    return sheet


def void_sheet(sheet: PaperSheet, *, reason: str, by: Actor) -> PaperSheet:
    """It is not counted: lost, spoiled, handed in blank."""
    reason = squeeze(reason)
    if not reason:
        raise Invalid(_("Falta la razón."), way_out=_("Por ejemplo: «Se devolvió en blanco»."))
    with atomic():
        take(sheet, SHEET_FLOW, "void_sheet", {"state_reason": reason}, by=by, reason=reason)
        _forget(sheet, by=by)
    return sheet


def _readable(survey: Survey, answers: Mapping[str, Any]) -> dict[str, Any]:
    questionnaire = survey.questionnaire()
    told = shown_answers(questionnaire, answers)
    wrong = problems_of(questionnaire, told, complete=False).values()
    if wrong or not told:
        message = _("La hoja no se puede contar así.")
        raise Invalid(message, way_out=" ".join(wrong) or _("Si está en blanco, anúlela."))
    return told


def _keep(sheet: PaperSheet, place: int, told: dict[str, Any], by: Actor) -> None:
    keying = Keying(sheet=sheet, place=place, answers=told, keyed_by=by.actor_id)
    create(keying, perm=Perm.COLLECT_ANSWERS, by=by, verb="keep_keying")


def _count(sheet: PaperSheet, told: dict[str, Any], *, by: Actor) -> None:
    receive_answer(sheet.survey, told, channel=Channel.PAPER, by=by)
    _forget(sheet, by=by)


def _forget(sheet: PaperSheet, *, by: Actor) -> None:
    """What was keyed goes: from here on nothing ties the sheet's number to an answer."""
    for keying in sheet.keyings.all():
        remove(keying, perm=Perm.COLLECT_ANSWERS, by=by, verb="forget_keying")
