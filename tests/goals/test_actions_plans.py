"""Open a plan, correct it, publish its goals, hide them."""

import pytest

from factories.accounts import a_person, insider
from factories.goals import BY, a_plan, a_public_plan
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.information.goals.actions.plans import correct_plan, hide_goals, open_plan, publish_goals
from rendir.information.goals.models import Plan
from rendir.information.goals.queries import has_public_goals, plan_in_force
from rendir.information.goals.states import PlanState

pytestmark = pytest.mark.usefixtures("_today")


def _open(first: int = 2020, last: int = 2023) -> Plan:
    return open_plan(name="  Plan  de\nVilla Clara ", first_year=first, last_year=last, adopted_by="Acuerdo 6", by=BY)


def test_a_plan_begins_as_a_draft_with_its_years() -> None:
    plan = _open()
    assert (plan.name, plan.years, plan.all_years) == ("Plan de Villa Clara", "2020-2023", (2020, 2021, 2022, 2023))
    assert (plan.state, str(plan)) == (PlanState.DRAFT, "Plan de Villa Clara 2020-2023")


@pytest.mark.parametrize(("first", "last"), [(2023, 2020), (1999, 2003), (2099, 2103)])
def test_its_years_must_be_possible(first: int, last: int) -> None:
    with pytest.raises(Invalid, match="años del plan"):
        _open(first, last)


def test_there_is_one_plan_for_its_years() -> None:
    _open()
    with pytest.raises(Invalid, match="Ya hay un plan para 2020-2023"):
        _open()
    assert Plan.objects.count() == 1


def test_only_who_may_edit_goals_opens_or_corrects_one() -> None:
    control = a_person("Amparo Control", Role.INTERNAL_CONTROL)
    with pytest.raises(NotAllowed):
        open_plan(name="x", first_year=2020, last_year=2023, by=control)
    plan = _open()
    with pytest.raises(NotAllowed):
        correct_plan(plan, name="y", adopted_by="", expected=plan.version, by=control)


def test_its_name_and_act_are_corrected_by_who_saw_them_last() -> None:
    plan, ana = _open(), insider(Role.PLANNING)
    correct_plan(plan, name="Otro", adopted_by="Acuerdo 7", expected=1, by=ana)
    assert (plan.name, plan.adopted_by, plan.version) == ("Otro", "Acuerdo 7", 2)
    with pytest.raises(Stale):
        correct_plan(plan, name="Tercero", adopted_by="", expected=1, by=ana)


def test_a_plan_without_goals_is_not_published() -> None:
    plan = _open()
    with pytest.raises(Invalid, match="no tiene metas"):
        publish_goals(plan, expected=plan.version, by=BY)
    assert not has_public_goals()


def test_published_goals_are_in_force_in_their_years_and_the_newest_after_them() -> None:
    plan = a_public_plan()
    assert (plan_in_force(2021), plan_in_force(2030)) == (plan, plan)
    assert has_public_goals()


def test_hidden_goals_are_read_by_nobody_and_a_reason_is_asked_for() -> None:
    plan = a_public_plan()
    with pytest.raises(Invalid, match="Falta la razón"):
        hide_goals(plan, reason="  ", expected=plan.version, by=BY)
    hide_goals(plan, reason="Se corrige la línea base", expected=plan.version, by=BY)
    assert (plan.state, plan_in_force(2021)) == (PlanState.DRAFT, None)


def test_a_draft_is_in_force_for_nobody() -> None:
    a_plan()
    assert plan_in_force(2021) is None
