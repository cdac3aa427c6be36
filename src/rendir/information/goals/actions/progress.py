"""Note what an indicator was at a cut, and correct it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.information.goals.models import Indicator, Progress


@dataclass(frozen=True, slots=True)
class Reported:
    """What is told of an indicator at a cut. None is «sin dato», not zero."""

    cut_on: date
    value: Decimal | None
    money: Decimal | None
    source: str
    note: str = ""


def record_progress(indicator: Indicator, told: Reported, *, expected: int | None = None, by: Actor) -> Progress:
    """What it was at a cut; again for the same day, it corrects it. What adds up and money are those of the year until
    the cut. `Invalid` for a day that has not come, and without a source or anything told.
    """
    check(Perm.REPORT_PROGRESS, indicator.goal, by=by)
    if refusal := untold(told, indicator):
        raise refusal
    fields = {
        "value": told.value,
        "money": told.money,
        "source": squeeze(told.source),
        "note": told.note.strip(),
    }
    known = Progress.objects.filter(indicator=indicator, cut_on=told.cut_on).first()
    with atomic():
        if known is None:
            row = Progress(indicator=indicator, cut_on=told.cut_on, **fields)
            return create(row, perm=Perm.REPORT_PROGRESS, by=_OnGoal(by), verb="record_progress")
        seen = known.version if expected is None else expected
        return change(known, fields, perm=Perm.REPORT_PROGRESS, by=_OnGoal(by), expected=seen, verb="correct_progress")


def record_many(told: Iterable[tuple[Indicator, Reported]], *, by: Actor) -> int:
    """What a table says of many indicators, all or nothing. Gives how many were told."""
    with atomic():
        return len([record_progress(indicator, one, by=by) for indicator, one in told])


def untold(told: Reported, indicator: Indicator) -> Invalid | None:
    """Why this cannot be told of the indicator; None where it can."""
    plan = indicator.goal.plan
    if told.cut_on > clock.today():
        message, way_out = _("La fecha de corte está en el futuro."), _("Escriba el último día que el avance cuenta.")
    elif told.cut_on.year not in plan.all_years:
        message = _("La fecha de corte no está en los años del plan, %(years)s.") % {"years": plan.years}
        way_out = _("Revise el año.")
    elif told.value is None and told.money is None:
        message = _("Falta el valor o los recursos.")
        way_out = _("Si no hay dato, no lo anote: «sin dato» no es cero.")
    elif (told.money or 0) < 0:
        message = _("Los recursos no pueden ser negativos.")
        way_out = _("Escriba los pesos ejecutados en lo que va del año.")
    elif not squeeze(told.source):
        message = _("Falta la fuente.")
        way_out = _("Diga de dónde sale el dato, por ejemplo «Registros de la Secretaría».")
    else:
        return None
    return Invalid(message, way_out=way_out)


class _OnGoal:
    """The actor, for a row of an indicator on whose goal the permission was checked."""

    def __init__(self, by: Actor) -> None:
        self.actor_id, self.actor_role, self.actor_unit = by.actor_id, by.actor_role, by.actor_unit

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Django's own signature
        return perm == Perm.REPORT_PROGRESS
