"""Tie spending to the goals of the plan, and undo it. Nothing is guessed: a person says it."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, create, remove
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid
from rendir.information.goals.models import Goal
from rendir.information.spending.models import AccountGoal, BudgetLine, Contract, ContractGoal


def tie_contract(contract: Contract, goal: Goal, *, by: Actor) -> ContractGoal:
    """Say that a contract contributes to a goal. `Invalid` where it was said."""
    try:
        with atomic():
            link = ContractGoal(contract=contract, goal=goal)
            return create(link, perm=Perm.EDIT_SPENDING, by=by, verb="tie_contract_to_goal")
    except IntegrityError as error:
        raise _said_before() from error


def tie_account(line: BudgetLine, goal: Goal, *, by: Actor) -> AccountGoal:
    """Say that the account of a line pays a goal, at every cut of its year. `Invalid` where it was said."""
    try:
        with atomic():
            link = AccountGoal(year=line.cut_on.year, section_code=line.section_code, code=line.code, goal=goal)
            return create(link, perm=Perm.EDIT_SPENDING, by=by, verb="tie_account_to_goal")
    except IntegrityError as error:
        raise _said_before() from error


def untie_spending(link: ContractGoal | AccountGoal, *, by: Actor) -> None:
    """Take a link away; that it was there stays in the ledger."""
    remove(link, perm=Perm.EDIT_SPENDING, by=by, verb="untie_spending")


def _said_before() -> Invalid:
    message = _("Ya está vinculado con esa meta.")
    return Invalid(message, way_out=_("Escoja otra meta, o deje el vínculo como está."))
