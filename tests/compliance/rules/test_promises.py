"""What a schedule owes: which deliveries, what is expected of each, and until when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.schedules import facts
from rendir.plan.compliance.rules.promises import (
    Key,
    Nature,
    cut_day,
    due_rule_of,
    key_order,
    nature_of,
    next_cut,
    promises_of,
)
from rendir.plan.planning.action_types import ACTION_TYPES, DueRule
from rendir.plan.planning.rules.facts import ActivityFacts, Component

YEAR = 2021
keys = st.builds(Key, st.sampled_from(Component), st.integers(1, 99999), st.integers(1, 3))


def _last_day(term: str, start: date) -> tuple[date, str]:
    """Ten days after, whatever the term: its norm tells which was asked for."""
    return start + timedelta(days=10), f"norma de {term}"


def _due(*rows: ActivityFacts, **more: object) -> dict[str, date]:
    found = promises_of(rows, YEAR, last_day=_last_day, **more)  # type: ignore[arg-type] # `rules` and `by_hand`
    return {str(one.key): one.due_on for one in found}


@given(keys)
def test_a_key_is_read_as_it_is_written(key: Key) -> None:
    assert (Key.parse(str(key)), Key.parse(str(key).lower())) == (key, key)


@pytest.mark.parametrize("text", ["", "I4", "X4-1", "I0-1", "I4-4", "I4-0", "I4-1 ", "I-1", "I123456-1"])
def test_what_is_no_key_names_no_delivery(text: str) -> None:
    assert Key.parse(text) is None


@given(keys, keys)
def test_keys_stand_in_one_order(one: Key, other: Key) -> None:
    assert (key_order(one) == key_order(other)) == (one == other)


def test_elements_stand_in_the_order_of_the_method() -> None:
    found = sorted((Key(component, 1, 1) for component in Component), key=key_order)
    assert [str(one) for one in found] == ["I1-1", "D1-1", "R1-1"]


def test_a_delivery_is_an_activity_in_one_of_its_periods() -> None:
    rows = (facts("Uno", number=1, periods=[3, 1]), facts("Dos", Component.DIALOGUE, number=4, periods=[2]))
    found = promises_of(rows, YEAR, last_day=_last_day)
    assert [(str(one.key), one.key.code, one.place) for one in found] == [
        ("I1-1", "I1", 1),
        ("I1-3", "I1", 1),
        ("D4-2", "D4", 2),
    ]


def test_an_activity_without_a_component_owes_nothing() -> None:
    assert promises_of([facts("Sin sitio", None, number=1)], YEAR, last_day=_last_day) == ()


@pytest.mark.parametrize(
    ("rule", "natures"),
    [
        (DueRule.AT_END, [Nature.PROGRESS, Nature.FINAL]),
        (DueRule.EACH_PERIOD, [Nature.PERIOD, Nature.PERIOD]),
        (DueRule.CONTINUOUS, [Nature.CONTINUOUS, Nature.CONTINUOUS]),
    ],
)
def test_what_is_expected_follows_from_how_the_product_is_owed(rule: DueRule, natures: list[Nature]) -> None:
    assert [nature_of(rule, period, (2, 3)) for period in (2, 3)] == natures


def test_every_nature_says_what_it_is() -> None:
    assert len({(one.label, one.meaning) for one in Nature}) == len(Nature)


def test_a_kind_says_how_its_product_is_owed_and_without_one_it_is_owed_each_period() -> None:
    by_kind = {one.key: due_rule_of(facts("Uno", action_type=one.key)) for one in ACTION_TYPES}
    assert by_kind == {one.key: one.due for one in ACTION_TYPES}
    assert (due_rule_of(facts("Uno")), due_rule_of(facts("Uno", action_type="de otro tiempo"))) == (
        DueRule.EACH_PERIOD,
        DueRule.EACH_PERIOD,
    )


def test_a_product_is_due_when_its_period_ends() -> None:
    assert _due(facts("Uno", number=1, periods=[1, 2, 3])) == {
        "I1-1": date(2021, 4, 30),
        "I1-2": date(2021, 8, 31),
        "I1-3": date(2021, 12, 31),
    }


def test_the_report_of_internal_control_has_its_term_after_each_cut() -> None:
    row = facts(
        "Verificar", Component.RESPONSIBILITY, number=1, periods=[1, 3], action_type="evaluate_by_internal_control"
    )
    assert _due(row) == {"R1-1": date(2021, 5, 10), "R1-3": date(2022, 1, 10)}
    (first, _) = promises_of([row], YEAR, last_day=_last_day)
    assert (first.due_norm, first.kind and first.kind.key) == (
        "norma de informe-control-interno",
        "evaluate_by_internal_control",
    )


def test_the_management_report_has_its_term_only_in_its_last_period() -> None:
    row = facts("Informe", number=1, periods=[2, 3], action_type="write_management_report")
    rules = {"I1": DueRule.EACH_PERIOD}
    assert _due(row, rules=rules) == {"I1-2": date(2021, 8, 31), "I1-3": date(2022, 1, 10)}


def test_progress_is_reported_when_its_period_ends() -> None:
    row = facts("Verificar", number=1, periods=[1, 2], action_type="evaluate_by_internal_control")
    found = promises_of([row], YEAR, last_day=_last_day, rules={"I1": DueRule.AT_END})
    assert [(one.nature, one.due_on) for one in found] == [
        (Nature.PROGRESS, date(2021, 4, 30)),
        (Nature.FINAL, date(2021, 9, 10)),
    ]


def test_a_day_set_by_hand_stands_before_any_rule() -> None:
    row = facts("Verificar", number=1, periods=[1], action_type="evaluate_by_internal_control")
    by_hand = {Key(Component.INFORMATION, 1, 1): date(2021, 6, 2)}
    (found,) = promises_of([row], YEAR, last_day=_last_day, by_hand=by_hand)
    assert (found.due_on, found.due_norm) == (date(2021, 6, 2), "")


def test_a_promise_of_no_kind_says_so() -> None:
    (found,) = promises_of([facts("Uno", number=1)], YEAR, last_day=_last_day)
    assert found.kind is None


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2021, 1, 1), 1),
        (date(2021, 4, 30), 1),
        (date(2021, 5, 1), 2),
        (date(2021, 12, 31), 3),
        (date(2022, 1, 1), None),
    ],
)
def test_the_next_cut_is_the_first_whose_day_is_not_over(today: date, period: int | None) -> None:
    assert next_cut(YEAR, today) == period


def test_cuts_fall_on_the_last_days_of_the_periods() -> None:
    assert [cut_day(2024, period) for period in (1, 2, 3)] == [
        date(2024, 4, 30),
        date(2024, 8, 31),
        date(2024, 12, 31),
    ]
