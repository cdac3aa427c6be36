"""Spending is tied to goals by who may, once, and the ledger says it."""

import pytest

from factories.accounts import colleague, insider
from factories.goals import a_plan, goal
from factories.ledger import last_deed
from factories.spending import bring_budget, bring_contracts
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.information.spending.actions.linking import tie_account, tie_contract, untie_spending
from rendir.information.spending.models import AccountGoal, BudgetLine, Contract, ContractGoal

pytestmark = pytest.mark.usefixtures("_today")


def test_a_contract_is_tied_once_and_untied() -> None:
    bring_contracts()
    a_plan()
    ana, road = insider(), Contract.objects.get(number="OP-001-2021")
    link = tie_contract(road, goal("M1"), by=ana)
    assert last_deed() == (
        ana.actor_id,
        "tie_contract_to_goal",
        {"contract": road.public_id, "goal": goal("M1").public_id},
    )
    with pytest.raises(Invalid, match="Ya está"):
        tie_contract(road, goal("M1"), by=ana)
    untie_spending(link, by=ana)
    assert (ContractGoal.objects.count(), last_deed()[1]) == (0, "untie_spending")


def test_an_account_is_tied_for_its_year_once() -> None:
    bring_budget()
    a_plan()
    ana, line = insider(), BudgetLine.objects.get(code="2.3.2.01")
    link = tie_account(line, goal("M1"), by=ana)
    assert (link.year, link.section_code, link.code) == (2021, "16", "2.3.2.01")
    with pytest.raises(Invalid, match="Ya está"):
        tie_account(line, goal("M1"), by=ana)
    untie_spending(link, by=ana)
    assert AccountGoal.objects.count() == 0


def test_who_may_not_ties_nothing() -> None:
    bring_contracts()
    bring_budget()
    a_plan()
    beto = colleague()
    with pytest.raises(NotAllowed):
        tie_contract(Contract.objects.first(), goal("M1"), by=beto)
    with pytest.raises(NotAllowed):
        tie_account(BudgetLine.objects.first(), goal("M1"), by=beto)
