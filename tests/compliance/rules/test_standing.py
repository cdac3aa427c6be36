"""How a delivery stands on a day, whatever its state and its dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.schedules import facts
from rendir.plan.compliance.rules.promises import Key, Nature, Promise
from rendir.plan.compliance.rules.standing import (
    FULFILLED,
    Delivery,
    DeliveryState,
    Result,
    Status,
    Work,
    days_late,
    is_on_time,
    status_on,
)
from rendir.plan.compliance.states import DeliveryState as StoredState
from rendir.plan.planning.rules.facts import Component

DUE = date(2021, 4, 30)
PROMISE = Promise(Key(Component.INFORMATION, 1, 1), 1, facts("Uno", number=1), Nature.PERIOD, DUE, "")
WARNING = 10


def _delivery(state: DeliveryState = DeliveryState.PENDING, reported_on: date | None = None) -> Delivery:
    return Delivery(PROMISE, Work(state=state, reported_on=reported_on))


def _status(delivery: Delivery, days_after_due: int) -> Status:
    return status_on(delivery, DUE + timedelta(days=days_after_due), warning_days=WARNING)


def test_the_states_are_those_of_the_lifecycle() -> None:
    assert {one.value for one in DeliveryState} == set(StoredState.values)


@pytest.mark.parametrize(
    ("days", "status"),
    [(-11, Status.NOT_YET), (-10, Status.DUE_SOON), (0, Status.DUE_SOON), (1, Status.MISSED), (400, Status.MISSED)],
)
@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.WAIVER_ASKED])
def test_what_was_not_reported_depends_on_the_day_and_its_last_day_still_counts(
    state: DeliveryState, days: int, status: Status
) -> None:
    assert _status(_delivery(state), days) == status


@pytest.mark.parametrize(("days", "status"), [(-30, Status.RETURNED), (0, Status.RETURNED), (1, Status.MISSED)])
def test_a_returned_delivery_is_missed_when_its_day_is_over(days: int, status: Status) -> None:
    assert _status(_delivery(DeliveryState.RETURNED), days) == status


@pytest.mark.parametrize("days", [-30, 0, 1, 90])
def test_a_reported_delivery_waits_for_planning_whatever_the_day(days: int) -> None:
    assert _status(_delivery(DeliveryState.REPORTED, DUE), days) == Status.IN_REVIEW


@pytest.mark.parametrize(
    ("late", "status"), [(-5, Status.FULFILLED), (0, Status.FULFILLED), (1, Status.FULFILLED_LATE)]
)
def test_an_accepted_delivery_is_late_by_the_day_of_its_report(late: int, status: Status) -> None:
    assert _status(_delivery(DeliveryState.ACCEPTED, DUE + timedelta(days=late)), 60) == status


def test_what_does_not_apply_is_never_late() -> None:
    assert _status(_delivery(DeliveryState.NOT_APPLICABLE), 300) == Status.NOT_APPLICABLE


@given(
    st.sampled_from(DeliveryState),
    st.none() | st.dates(date(2020, 1, 1), date(2023, 1, 1)),
    st.dates(date(2020, 1, 1), date(2023, 1, 1)),
)
def test_a_day_later_nothing_comes_back_to_not_yet(state: DeliveryState, reported: date | None, today: date) -> None:
    delivery = _delivery(state, reported)
    now = status_on(delivery, today, warning_days=WARNING)
    later = status_on(delivery, today + timedelta(days=1), warning_days=WARNING)
    assert now == later or (now, later) in {
        (Status.NOT_YET, Status.DUE_SOON),
        (Status.DUE_SOON, Status.MISSED),
        (Status.RETURNED, Status.MISSED),
    }


def test_what_was_never_reported_is_not_on_time() -> None:
    assert (is_on_time(_delivery()), is_on_time(_delivery(DeliveryState.REPORTED, DUE))) == (False, True)


@pytest.mark.parametrize(
    ("delivery", "late"),
    [
        (_delivery(), 5),
        (_delivery(DeliveryState.REPORTED, DUE + timedelta(days=2)), 2),
        (_delivery(DeliveryState.ACCEPTED, DUE - timedelta(days=2)), 0),
        (_delivery(DeliveryState.RETURNED, DUE), 5),
    ],
)
def test_lateness_is_counted_until_the_report_or_until_today(delivery: Delivery, late: int) -> None:
    assert days_late(delivery, DUE + timedelta(days=5)) == late


def test_every_status_says_when_it_is_so() -> None:
    assert len({(one.label, one.meaning) for one in Status}) == len(Status)
    assert set(Status) >= FULFILLED


def test_every_result_has_its_word() -> None:
    assert [one.label for one in Result] == ["Verificada", "Verificada en parte", "No verificada"]


def test_a_delivery_is_known_by_its_key() -> None:
    assert str(_delivery().key) == "I1-1"
