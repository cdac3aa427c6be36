"""What a year leaves unfinished: past its last day, neither accepted nor excused."""

from datetime import date, timedelta

import pytest

from factories.schedules import facts
from rendir.plan.compliance.rules.carrying import Unsettled, carried_from, unsettled
from rendir.plan.compliance.rules.promises import Promise, promises_of
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Work
from rendir.plan.planning.rules.facts import ActivityFacts, CarriedOver, Component

AUGUST = date(2021, 8, 31)
I1 = facts("Informar", periods=[1, 2], number=1)
D1 = facts("Dialogar", Component.DIALOGUE, periods=[2, 3], number=1)


def _promised(*rows: ActivityFacts) -> tuple[Promise, ...]:
    return promises_of(rows, 2021, last_day=lambda _key, start: (start, ""))


def _keys(found: tuple[Unsettled, ...]) -> list[list[str]]:
    return [[str(one.key) for one in group.deliveries] for group in found]


def test_the_last_day_still_counts() -> None:
    deliveries = [Delivery(one) for one in _promised(I1, D1)]
    assert _keys(unsettled(deliveries, [I1, D1], AUGUST)) == [["I1-1"]]
    assert _keys(unsettled(deliveries, [I1, D1], AUGUST + timedelta(days=1))) == [["I1-1", "I1-2"], ["D1-2"]]


@pytest.mark.parametrize("state", DeliveryState)
def test_only_what_was_accepted_or_excused_is_settled(state: DeliveryState) -> None:
    deliveries = [Delivery(one, Work(state=state)) for one in _promised(I1)]
    found = unsettled(deliveries, [I1], date(2022, 1, 10))
    is_settled = state in (DeliveryState.ACCEPTED, DeliveryState.NOT_APPLICABLE)
    assert _keys(found) == ([] if is_settled else [["I1-1", "I1-2"]])


def test_what_is_not_copied_is_not_proposed_and_the_order_is_that_of_the_copy() -> None:
    deliveries = [Delivery(one) for one in _promised(I1, D1)]
    found = unsettled(deliveries, [D1], date(2022, 1, 10))
    assert [(one.code, one.is_in_first_period) for one in found] == [("D1", False)]
    both = unsettled(deliveries, [D1, I1], date(2022, 1, 10))
    assert [(one.code, one.is_in_first_period) for one in both] == [("D1", False), ("I1", True)]


def test_the_copy_names_year_delivery_and_last_day() -> None:
    one = Delivery(_promised(I1)[1])
    assert carried_from(2021, [one]) == (CarriedOver(2021, "I1-2", AUGUST),)
