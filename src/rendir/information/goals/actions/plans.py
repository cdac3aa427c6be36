"""Open a plan, correct it, and let everybody read its goals, or not."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, create, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import squeeze
from rendir.information.goals.actions.measuring import tell_linking
from rendir.information.goals.models import Plan
from rendir.information.goals.states import PLAN_FLOW


def open_plan(*, name: str, first_year: int, last_year: int, adopted_by: str = "", by: Actor) -> Plan:
    """A new plan, without goals. `Invalid` where there is one for those years."""
    _must_be_years(first_year, last_year)
    plan = Plan(name=squeeze(name), first_year=first_year, last_year=last_year, adopted_by=squeeze(adopted_by))
    try:
        with atomic(), transaction.atomic():
            return create(plan, perm=Perm.EDIT_GOALS, by=by, verb="open_plan")
    except IntegrityError as error:
        message = _("Ya hay un plan para %(years)s.") % {"years": plan.years}
        raise Invalid(message, way_out=_("Ábralo y escriba en él sus metas.")) from error


def correct_plan(plan: Plan, *, name: str, adopted_by: str, expected: int, by: Actor) -> Plan:
    """Its name and the act that adopted it. Its years never change: they stand in the addresses of its goals."""
    fields = {"name": squeeze(name), "adopted_by": squeeze(adopted_by)}
    with atomic():
        return change(plan, fields, perm=Perm.EDIT_GOALS, by=by, expected=expected)


def publish_goals(plan: Plan, *, expected: int, by: Actor) -> Plan:
    """Everybody reads the goals from now on, as they are written. `Invalid` while there is none."""
    if not plan.goals.exists():
        message = _("El plan no tiene metas.")
        raise Invalid(message, way_out=_("Escríbalas o impórtelas, y publíquelas después."))
    with atomic():
        take(plan, PLAN_FLOW, "publish_goals", by=by, expected=expected)
        tell_linking(plan, by=by)
    return plan


def hide_goals(plan: Plan, *, reason: str, expected: int, by: Actor) -> Plan:
    """Nobody from outside reads them any more. Why, and until when they were public, stays in the ledger."""
    reason = squeeze(reason)
    if not reason:
        message = _("Falta la razón.")
        raise Invalid(message, way_out=_("Escriba por qué dejan de ser públicas: queda en el registro."))
    return take(plan, PLAN_FLOW, "hide_goals", by=by, expected=expected, reason=reason)


def _must_be_years(first: int, last: int) -> None:
    if not 2000 <= first <= last <= 2100:
        message = _("Los años del plan no son posibles.")
        raise Invalid(message, way_out=_("El primero va antes del último, por ejemplo de 2020 a 2023."))
