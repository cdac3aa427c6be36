"""The count: it adds up, it splits, and a percentage of nothing is not known."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.schedules import facts
from rendir.plan.compliance.rules.promises import Key, Nature, Promise
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Result, Verdict, Work
from rendir.plan.compliance.rules.tally import Tally, by_component, by_period, by_stage, by_unit, percentage, tally
from rendir.plan.planning.rules.facts import Component, Stage

TODAY = date(2021, 9, 1)
DAYS = st.dates(date(2021, 1, 1), date(2022, 3, 1))


@st.composite
def deliveries(draw: st.DrawFn) -> Delivery:
    component, period = draw(st.sampled_from(Component)), draw(st.integers(1, 3))
    stages = draw(st.lists(st.sampled_from(Stage), max_size=2, unique=True))
    who = draw(st.lists(st.sampled_from(["Ñame", "Nube", "Obras"]), max_size=2, unique=True))
    number = draw(st.integers(1, 30))
    row = facts("Uno", component, number=number, stages=stages, periods=[period], responsibles=who)
    promise = Promise(Key(component, number, period), number, row, Nature.PERIOD, draw(DAYS), "")
    work = Work(state=draw(st.sampled_from(DeliveryState)), reported_on=draw(st.none() | DAYS))
    verdict = draw(st.none() | st.builds(Verdict, st.sampled_from(Result), st.none() | st.integers(0, 100)))
    return Delivery(promise, work, verdict)


rows = st.lists(deliveries(), max_size=12)


def _count(found: list[Delivery]) -> Tally:
    return tally(found, TODAY, warning_days=10)


@given(rows)
def test_every_delivery_is_exactly_one_thing(found: list[Delivery]) -> None:
    counted = _count(found)
    parts = (
        counted.on_time, counted.late, counted.in_review, counted.returned,
        counted.missed, counted.due_soon, counted.not_yet,
    )  # fmt: skip
    assert (counted.total, counted.applicable) == (len(found), sum(parts))
    assert counted.applicable + counted.not_applicable == counted.total
    assert counted.due_fulfilled <= counted.due_reported <= counted.due <= counted.applicable
    assert counted.due_fulfilled <= counted.fulfilled
    assert counted.missed <= counted.due


@given(rows, rows)
def test_the_count_of_two_lists_is_the_sum_of_their_counts(one: list[Delivery], other: list[Delivery]) -> None:
    assert _count([*one, *other]) == _count(one) + _count(other)


@given(rows)
def test_periods_and_elements_split_the_whole(found: list[Delivery]) -> None:
    for groups in (by_period(found, TODAY, warning_days=10), by_component(found, TODAY, warning_days=10)):
        assert sum((counted for _, counted in groups), Tally()) == _count(found)


@given(rows)
def test_stages_and_units_count_each_delivery_wherever_it_belongs(found: list[Delivery]) -> None:
    stages = by_stage(found, TODAY, warning_days=10)
    assert sum(counted.total for _, counted in stages) == sum(len(one.promise.facts.stages) for one in found)
    units = by_unit(found, TODAY, warning_days=10)
    assert sum(counted.total for _, counted in units) == sum(
        max(1, len(one.promise.facts.responsibles)) for one in found
    )


def test_units_stand_as_in_a_dictionary_and_nobody_comes_first() -> None:
    def of(*who: str) -> Delivery:
        row = facts("Uno", number=1, responsibles=who)
        return Delivery(Promise(Key(Component.INFORMATION, 1, 1), 1, row, Nature.PERIOD, TODAY, ""))

    found = by_unit([of("Ñame"), of("Obras"), of("Nube"), of()], TODAY, warning_days=10)
    assert [name for name, _ in found] == ["", "Nube", "Ñame", "Obras"]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, None), (0, 3, "0.0"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 2000, "0.1"), (5, 5, "100.0")],
)
def test_a_percentage_of_nothing_is_not_known(part: int, whole: int, expected: str | None) -> None:
    assert percentage(part, whole) == (None if expected is None else Decimal(expected))


def test_the_two_denominators_are_never_mixed() -> None:
    counted = Tally(total=10, not_applicable=2, on_time=3, late=1, missed=1, not_yet=3, due=4, due_fulfilled=3)
    assert (counted.percent_so_far, counted.percent_of_year, counted.percent_on_time) == (
        Decimal("75.0"),
        Decimal("50.0"),
        Decimal("75.0"),
    )


def test_internal_control_has_a_percentage_of_its_own() -> None:
    counted = Tally(verified=1, partly=1, not_verified=1, verdicts=2, verdict_points=150)
    assert counted.percent_verified == Decimal("75.0")
    assert Tally().percent_verified is None
