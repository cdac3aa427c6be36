"""Deliveries counted, by stage, period and responsible."""

from datetime import date

import pytest

from rendir.plan.planning.rules import totals
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

PRESS = Responsible("Oficina de Prensa", ResponsibleKind.UNIT)
TEAM = Responsible("Equipo Líder", ResponsibleKind.TEAM)
ONE = ActivityFacts(
    Component.DIALOGUE,
    1,
    "Reunirse",
    frozenset({Stage.DESIGN, Stage.EXECUTION}),
    frozenset({1, 3}),
    None,
    (PRESS, TEAM),
)
TWO = ActivityFacts(
    Component.INFORMATION,
    1,
    "Informar",
    frozenset({Stage.EXECUTION}),
    frozenset({3}),
    None,
    (Responsible("oficina  de prénsa"),),
)
NOTHING = ActivityFacts(Component.DIALOGUE, 2, "Sin fecha")
ALL = (ONE, TWO, NOTHING)


def test_a_delivery_is_an_activity_in_a_period() -> None:
    assert totals.deliveries(ALL) == 3
    assert [totals.deliveries_in(ALL, period) for period in (1, 2, 3)] == [1, 0, 2]


def test_an_activity_of_two_stages_counts_in_both() -> None:
    counted = {one.stage: (one.activities, one.deliveries) for one in totals.by_stage(ALL)}
    assert counted == {
        Stage.READINESS: (0, (0, 0, 0)),
        Stage.DESIGN: (1, (1, 0, 1)),
        Stage.PREPARATION: (0, (0, 0, 0)),
        Stage.EXECUTION: (2, (1, 0, 2)),
        Stage.FOLLOW_UP: (0, (0, 0, 0)),
    }


def test_two_spellings_of_a_name_are_one_responsible_in_the_order_of_a_dictionary() -> None:
    assert totals.by_responsible(ALL) == (
        totals.ResponsibleCount(TEAM, 1, 2),
        totals.ResponsibleCount(PRESS, 2, 3),
    )


def test_a_name_twice_in_one_activity_counts_once() -> None:
    twice = ActivityFacts(Component.DIALOGUE, 1, "x", periods=frozenset({2}), responsibles=(PRESS, PRESS))
    assert totals.by_responsible([twice]) == (totals.ResponsibleCount(PRESS, 1, 1),)


def test_the_elements_come_in_their_order_and_an_empty_one_is_left_out() -> None:
    assert totals.by_component(ALL) == ((Component.INFORMATION, (TWO,)), (Component.DIALOGUE, (ONE, NOTHING)))


@pytest.mark.parametrize(
    ("period", "window"),
    [
        (1, (date(2021, 1, 1), date(2021, 4, 30))),
        (2, (date(2021, 5, 1), date(2021, 8, 31))),
        (3, (date(2021, 9, 1), date(2021, 12, 31))),
    ],
)
def test_a_period_has_its_first_and_last_day(period: int, window: tuple[date, date]) -> None:
    assert totals.period_window(2021, period) == window


@pytest.mark.parametrize(
    ("today", "period"),
    [(date(2021, 4, 30), 1), (date(2021, 5, 1), 2), (date(2021, 12, 31), 3), (date(2022, 1, 1), None)],
)
def test_the_running_period_is_that_of_today_within_the_year(today: date, period: int | None) -> None:
    assert totals.running_period(2021, today) == period
