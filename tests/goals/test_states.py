"""Every state × step × role of a plan."""

import pytest

from factories.accounts import a_person
from factories.goals import a_plan, a_public_plan
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core.refusal import NotAllowed, WrongState
from rendir.information.goals.actions.plans import hide_goals, publish_goals
from rendir.information.goals.states import PLAN_FLOW, PlanState

pytestmark = pytest.mark.usefixtures("_today")
TABLE = {
    (PlanState.DRAFT, "publish_goals"): PlanState.PUBLIC,
    (PlanState.PUBLIC, "hide_goals"): PlanState.DRAFT,
}


def test_each_step_leads_where_the_table_says_and_from_nowhere_else() -> None:
    found = {
        (state, step.name): step.target
        for state in PlanState
        for step in PLAN_FLOW
        if PLAN_FLOW.allows(step.name, state)
    }
    assert found == TABLE
    assert PLAN_FLOW.states == set(PlanState)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("step", [one.name for one in PLAN_FLOW])
def test_who_may_take_which_step_from_where(role: Role, state: PlanState, step: str) -> None:
    plan = a_public_plan() if state == PlanState.PUBLIC else a_plan()
    person = a_person("Ana Insider", role)
    may = Perm.PUBLISH_GOALS in ROLE_CARDS[role].permissions

    def act() -> None:
        if step == "publish_goals":
            publish_goals(plan, expected=plan.version, by=person)
        else:
            hide_goals(plan, reason="Se revisa", expected=plan.version, by=person)

    if not may:
        with pytest.raises(NotAllowed):
            act()
    elif (state, step) not in TABLE:
        with pytest.raises(WrongState):
            act()
    else:
        act()
        assert plan.state == TABLE[state, step]
