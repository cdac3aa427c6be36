"""What is owed by when, and how much time there is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rendir.plan.compliance.rules.agenda import (
    NOBODY,
    Urgency,
    agenda,
    breaching_at,
    by_last_day,
    by_responsible,
    is_owed,
    missing_before,
    time_left,
    urgency_of,
)
from rendir.plan.compliance.rules.promises import Key, Nature, Promise, key_order
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Work
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible

TODAY = date(2021, 10, 15)


def _owed(
    due: date, *who: str, number: int = 1, period: int = 3, state: DeliveryState = DeliveryState.PENDING
) -> Delivery:
    facts = ActivityFacts(
        Component.INFORMATION, number, "Informar", responsibles=tuple(Responsible(one) for one in who)
    )
    key = Key(Component.INFORMATION, number, period)
    return Delivery(Promise(key, number, facts, Nature.PERIOD, due, ""), Work(state))


@pytest.mark.parametrize(
    ("days", "state", "expected"),
    [
        (-1, DeliveryState.PENDING, Urgency.OVERDUE),
        (-1, DeliveryState.RETURNED, Urgency.OVERDUE),
        (0, DeliveryState.PENDING, Urgency.THIS_WEEK),
        (0, DeliveryState.RETURNED, Urgency.RETURNED),
        (7, DeliveryState.PENDING, Urgency.THIS_WEEK),
        (8, DeliveryState.PENDING, Urgency.SOON),
        (15, DeliveryState.PENDING, Urgency.SOON),
        (16, DeliveryState.PENDING, Urgency.LATER),
        (-9, DeliveryState.REPORTED, None),
        (-9, DeliveryState.ACCEPTED, None),
        (-9, DeliveryState.WAIVER_ASKED, None),
        (-9, DeliveryState.NOT_APPLICABLE, None),
    ],
)
def test_how_pressing_a_delivery_is(days: int, state: DeliveryState, expected: Urgency | None) -> None:
    assert urgency_of(_owed(TODAY + timedelta(days=days), state=state), TODAY, warning_days=15) == expected


def test_every_urgency_has_its_words() -> None:
    assert [one.label for one in Urgency] == [
        "Vencido",
        "Devuelto",
        "En los próximos siete días",
        "Por vencer",
        "Más adelante",
    ]


def test_the_agenda_leaves_out_groups_of_nothing_and_orders_each_by_its_last_day() -> None:
    late, later = _owed(date(2021, 9, 2), number=1), _owed(date(2021, 9, 1), number=2)
    far, done = _owed(date(2021, 12, 31)), _owed(TODAY, state=DeliveryState.ACCEPTED)
    assert agenda([late, far, later, done], TODAY, warning_days=15) == (
        (Urgency.OVERDUE, (later, late)),
        (Urgency.LATER, (far,)),
    )


def test_of_one_day_the_schedule_orders() -> None:
    rows = [_owed(TODAY, number=3), _owed(TODAY, number=1, period=2), _owed(TODAY, number=1, period=1)]
    assert by_last_day(rows) == (rows[2], rows[1], rows[0])


def test_what_is_missing_before_a_cut_is_what_was_not_reported_of_its_periods() -> None:
    first, second, third = (_owed(TODAY, period=period) for period in (1, 2, 3))
    reported = _owed(TODAY, number=2, period=1, state=DeliveryState.REPORTED)
    assert missing_before([third, second, first, reported], 2) == (first, second)


def test_what_would_breach_is_owed_by_the_day_of_the_cut() -> None:
    by_then, after = _owed(date(2021, 12, 31)), _owed(date(2022, 1, 1))
    excused = replace(by_then, work=Work(DeliveryState.NOT_APPLICABLE))
    assert breaching_at([by_then, after, excused], date(2021, 12, 31)) == (by_then,)
    assert (is_owed(by_then), is_owed(excused)) == (True, False)


def test_two_who_answer_both_owe_it_and_what_nobody_answers_for_comes_last() -> None:
    both, nobodys, one = _owed(TODAY, "Salud", "Ñame"), _owed(TODAY, number=2), _owed(TODAY, "Ñame", number=3)
    assert by_responsible([both, nobodys, one]) == (
        ("Ñame", (both, one)),
        ("Salud", (both,)),
        (NOBODY, (nobodys,)),
    )


@pytest.mark.parametrize(
    ("days", "working", "expected"),
    [
        (0, 0, "Vence hoy"),
        (1, 1, "Queda 1 día hábil"),
        (9, 6, "Quedan 6 días hábiles"),
        (1, 0, "No queda ningún día hábil"),
        (-1, 0, "Ya venció"),
        (-1, -1, "Venció hace 1 día hábil"),
        (-9, -6, "Venció hace 6 días hábiles"),
    ],
)
def test_how_much_time_there_is(days: int, working: int, expected: str) -> None:
    assert time_left(TODAY + timedelta(days=days), TODAY, working) == expected


@given(some.lists(some.tuples(some.integers(-60, 60), some.sampled_from(DeliveryState)), max_size=20))
def test_what_is_owed_stands_in_the_agenda_once_and_nothing_else_does(rows: list[tuple[int, DeliveryState]]) -> None:
    deliveries = [_owed(TODAY + timedelta(days=days), number=at, state=state) for at, (days, state) in enumerate(rows)]
    told = [one for _, group in agenda(deliveries, TODAY, warning_days=15) for one in group]
    owed = [one.key for one in deliveries if is_owed(one)]
    assert sorted((one.key for one in told), key=key_order) == owed
