"""Tie goals, undo it, excuse them, and that the delivery that promised it hears of each change by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from factories.accounts import a_person
from factories.goals import (
    BY,
    ROADS,
    a_plan,
    a_public_plan,
    a_right,
    a_year_that_promised_it,
    goal,
)
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.information.goals.actions.goals import write_goal
from rendir.information.goals.actions.links import (
    Chosen,
    accept_links,
    excuse_goal,
    tie_to_right,
    tie_to_sdg,
    unexcuse_goal,
    untie,
)
from rendir.information.goals.actions.measuring import ITS_ACTIVITY, tell_linking
from rendir.information.goals.actions.rights import withdraw_right
from rendir.information.goals.models import Goal, RightLink, SdgLink
from rendir.information.goals.queries import links_counted
from rendir.information.goals.rules.linking import Linking
from rendir.plan.compliance.models import Delivery, Measure
from rendir.plan.compliance.states import DeliveryState

pytestmark = pytest.mark.usefixtures("_today")


def test_a_goal_is_tied_to_an_sdg_a_target_and_rights_with_a_note() -> None:
    a_plan()
    tie_to_sdg(goal("M1"), "9", by=BY)
    tie_to_sdg(goal("M1"), "9.1", note=" Vías   rurales ", by=BY)
    tie_to_right(goal("M1"), a_right(24), note="Circular", by=BY)
    assert [(one.number, one.sdg, one.note) for one in goal("M1").sdg_links.order_by("pk")] == [
        ("9", 9, ""),
        ("9.1", 9, "Vías rurales"),
    ]
    assert goal("M1").linking == Linking.LINKED


def test_tied_again_it_is_the_same_link() -> None:
    a_plan()
    right = a_right()
    assert tie_to_sdg(goal("M1"), "9.1", by=BY) == tie_to_sdg(goal("M1"), "9.1", by=BY)
    assert tie_to_right(goal("M1"), right, by=BY) == tie_to_right(goal("M1"), right, by=BY)
    assert (SdgLink.objects.count(), RightLink.objects.count()) == (1, 1)


@pytest.mark.parametrize("number", ["18", "9.9", "x", "", "9.1.1"])
def test_what_is_no_sdg_is_refused(number: str) -> None:
    a_plan()
    with pytest.raises(Invalid, match="no es un ODS"):
        tie_to_sdg(goal("M1"), number, by=BY)


def test_a_right_that_is_not_used_any_more_takes_no_new_link() -> None:
    a_plan()
    right = a_right()
    withdraw_right(right, reason="Está en otro", expected=right.version, by=BY)
    with pytest.raises(Invalid, match="ya no se usa"):
        tie_to_right(goal("M1"), right, by=BY)


def test_a_link_is_taken_away() -> None:
    a_plan()
    untie(tie_to_sdg(goal("M1"), "9.1", by=BY), by=BY)
    assert goal("M1").linking == Linking.NONE


def test_many_proposals_are_accepted_at_once_or_none() -> None:
    a_plan()
    right = a_right()
    chosen = [Chosen(goal("M1"), sdg="9.1", note="Sugerido"), Chosen(goal("M1"), right=right)]
    assert accept_links(chosen, by=BY) == 2
    with pytest.raises(Invalid):
        accept_links([Chosen(goal("M2"), sdg="6.1"), Chosen(goal("M2"), sdg="99")], by=BY)
    assert (SdgLink.objects.count(), accept_links([], by=BY)) == (1, 0)


def test_a_goal_is_excused_with_a_reason_unless_it_is_tied_to_both() -> None:
    a_plan()
    found = goal("M1")
    with pytest.raises(Invalid, match="Falta la razón"):
        excuse_goal(found, reason=" ", expected=found.version, by=BY)
    excuse_goal(found, reason="Es interna", expected=found.version, by=BY)
    assert goal("M1").linking == Linking.EXCUSED
    found = goal("M1")
    unexcuse_goal(found, expected=found.version, by=BY)
    assert goal("M1").linking == Linking.NONE
    tie_to_sdg(found, "9", by=BY)
    tie_to_right(found, a_right(), by=BY)
    with pytest.raises(Invalid, match="ya está vinculada"):
        excuse_goal(found, reason="x", expected=found.version, by=BY)


def _acts() -> list[Callable[[object], object]]:
    return [
        lambda by: tie_to_sdg(goal("M1"), "9", by=by),  # type: ignore[arg-type]
        lambda by: tie_to_right(goal("M1"), a_right(), by=by),  # type: ignore[arg-type]
        lambda by: untie(SdgLink.objects.get(), by=by),  # type: ignore[arg-type]
        lambda by: excuse_goal(goal("M2"), reason="x", expected=1, by=by),  # type: ignore[arg-type]
        lambda by: accept_links([], by=by),  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.INTERNAL_CONTROL, Role.IT])
def test_only_who_may_edit_goals_ties_them(number: int, role: Role) -> None:
    a_plan()
    tie_to_sdg(goal("M1"), "8", by=BY)
    with pytest.raises(NotAllowed):
        _acts()[number](a_person("Olga Ajena", role))


def _measured() -> list[tuple[int, int, int]]:
    return list(Measure.objects.filter(action_type=ITS_ACTIVITY).values_list("period", "done", "total"))


def _settle(code: str) -> None:
    tie_to_sdg(goal(code), "9", by=BY)
    tie_to_right(goal(code), a_right(), by=BY)


def test_each_change_is_told_to_the_delivery_that_promised_it() -> None:
    a_year_that_promised_it()
    a_public_plan()
    assert _measured() == [(3, 0, 3)]
    _settle("M1")
    assert _measured() == [(3, 1, 3)]
    excuse_goal(goal("M2"), reason="Es interna", expected=goal("M2").version, by=BY)
    assert _measured() == [(3, 2, 3)]
    write_goal(goal("M1").plan, replace(ROADS, code="M9"), by=BY)
    assert _measured() == [(3, 2, 4)]
    assert Measure.objects.get().what == "2 de 4 metas vinculadas o excusadas"


def test_when_all_are_settled_the_delivery_is_reported_by_itself() -> None:
    a_year_that_promised_it((3,))
    a_public_plan(ROADS)
    tie_to_sdg(goal("M1"), "9", by=BY)
    assert not Delivery.objects.exists()
    tie_to_right(goal("M1"), a_right(), by=BY)
    assert Delivery.objects.get().state == DeliveryState.REPORTED


def test_it_is_told_of_the_next_period_in_which_it_is_owed() -> None:
    a_year_that_promised_it((2,))
    with clock.travel(date(2021, 2, 10)):
        a_public_plan()
    assert _measured() == [(2, 0, 3)]


def test_nobody_hears_of_it_where_it_was_not_promised_or_is_over_or_not_public_or_of_other_years() -> None:
    plan = a_public_plan()
    assert tell_linking(plan, by=BY) is None
    a_year_that_promised_it((1, 2))
    assert tell_linking(plan, by=BY) is None
    with clock.travel(date(2024, 3, 1)):
        assert tell_linking(plan, by=BY) is None
    plan.state = "draft"
    with clock.travel(date(2021, 6, 1)):
        assert tell_linking(plan, by=BY) is None
    assert _measured() == []


def test_the_count_is_one_query(django_assert_num_queries) -> None:
    plan = a_plan()
    _settle("M1")
    with django_assert_num_queries(1):
        assert links_counted(plan).said == "1 de 3 metas vinculadas o excusadas"
    assert Goal.objects.count() == 3
