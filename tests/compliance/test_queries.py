"""What is asked of the year at work: whole deliveries in a constant number of statements, and what waits."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.deliveries import (
    a_cut,
    a_delivery,
    a_round,
    a_year,
    at,
    delivery_in,
    key,
    plain_render,
    replying,
    supported,
)
from factories.schedules import BY, a_strategy, facts
from rendir.foundation.library.actions import store_file
from rendir.plan.compliance.actions.control import reply, seal_round
from rendir.plan.compliance.actions.evidence import publish_evidence
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.queries import (
    deliveries_of,
    deliveries_of_units,
    delivery_row,
    one_delivery,
    promises_in_force,
    public_evidence_of,
    review_queue,
    verifications_of,
    warning_days,
    year_at_work,
    years_at_work,
)
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.rules.facts import Component

pytestmark = pytest.mark.django_db


def test_nothing_is_owed_before_the_strategy_is_adopted() -> None:
    strategy = a_strategy()
    assert (promises_in_force(strategy), deliveries_of(strategy), years_at_work()) == ((), (), ())
    assert (one_delivery(strategy, key("I1-1")), delivery_row(strategy, key("I1-1"))) == (None, None)


def test_deliveries_come_whole_in_the_order_of_the_schedule() -> None:
    strategy = a_year()
    assert [str(one.key) for one in deliveries_of(strategy)] == [
        "I1-1", "I1-2", "I2-1", "I2-2", "I2-3", "D1-1", "R1-1",
    ]  # fmt: skip
    due = {str(one.key): one.promise.due_on for one in deliveries_of(strategy)}
    assert (due["I1-1"], due["R1-1"]) == (date(2021, 4, 30), date(2021, 5, 14))


@pytest.mark.parametrize("activities", [1, 3])
def test_as_many_statements_whatever_the_size(activities: int) -> None:
    rows = [facts(f"Uno {number}", periods=[1, 2, 3]) for number in range(activities)]
    strategy = a_year(rows)
    for number in range(1, activities + 1):
        delivery_in(DeliveryState.ACCEPTED, strategy, f"I{number}-1")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(deliveries_of(strategy)) == 3 * activities
    assert len(asked) == 4


def test_what_is_withdrawn_is_not_counted_as_evidence() -> None:
    strategy = a_year()
    delivery = delivery_in(DeliveryState.ACCEPTED, strategy)
    publish_evidence(Evidence.objects.get(), title="Acta", screening={"confirmed": True}, by=BY)
    supported(delivery)
    found = one_delivery(strategy, key("I1-1"))
    assert found is not None
    assert (found.work.evidence, found.work.published) == (2, 1)
    assert {
        str(one): [piece.public_title for piece in pieces] for one, pieces in public_evidence_of(strategy).items()
    } == {"I1-1": ["Acta"]}


def test_a_row_is_found_by_its_key() -> None:
    strategy = a_year()
    made = a_delivery(strategy, "D1-1")
    assert (delivery_row(strategy, key("D1-1")), delivery_row(strategy, key("D1-2"))) == (made, None)


def test_the_deliveries_of_a_unit_come_by_their_last_day() -> None:
    strategy = a_year()
    assert [str(one.key) for one in deliveries_of_units(strategy, ["Planeación", "Prensa"])] == [
        "I1-1", "I2-1", "I1-2", "I2-2", "I2-3",
    ]  # fmt: skip
    assert deliveries_of_units(strategy, []) == ()


def test_planning_reviews_the_longest_wait_first() -> None:
    strategy = a_year()
    with at(4, 20):
        later = delivery_in(DeliveryState.REPORTED, strategy, "I2-1")
    with at(4, 10):
        first = delivery_in(DeliveryState.REPORTED, strategy, "I1-1")
    delivery_in(DeliveryState.ACCEPTED, strategy, "D1-1")
    assert list(review_queue(strategy)) == [first, later]


def test_the_desk_is_about_this_year_or_the_last_adopted() -> None:
    assert year_at_work(date(2021, 6, 1)) is None
    later = a_year([facts("Uno")], year=2023)
    assert year_at_work(date(2021, 6, 1)) == later
    strategy = a_year([facts("Dos")], year=2021)
    a_strategy(year=2022)
    assert [year_at_work(date(year, 6, 1)) for year in (2021, 2022, 2023, 2024)] == [strategy, strategy, later, later]
    assert years_at_work() == (2023, 2021)


def test_the_newest_sealed_verdict_stands_beside_the_delivery() -> None:
    strategy = a_year([facts("Uno", periods=[1], responsibles=["Prensa"])])
    with at(5, 4):
        made = replying(a_round(strategy), Result.NOT_VERIFIED)
        reply(verifications_of(made).get(), "Sí se hizo", by=BY)
        hidden = one_delivery(strategy, key("I1-1"))
        seal_round(made, render=plain_render, expected=made.version, by=BY)
    shown = one_delivery(strategy, key("I1-1"))
    assert hidden is not None
    assert shown is not None
    assert shown.verdict is not None
    assert (hidden.verdict, shown.verdict.result, shown.verdict.reply) == (None, Result.NOT_VERIFIED, "Sí se hizo")


def test_a_file_counts_once_it_is_public() -> None:
    strategy = a_year()
    assert store_file(b"x", name="x.txt", media_type="text/plain", by=BY).size == 1
    assert public_evidence_of(strategy) == {}
    assert a_year([facts("Otra", Component.DIALOGUE)], year=2020).year == 2020
    with at(5, 4):
        assert a_cut(strategy).period == 1


def test_how_soon_is_soon_is_the_entitys_to_say() -> None:
    assert warning_days(date(2021, 6, 1)) == 10
