"""How far an indicator is: by direction, adding up or not, held or not with its reason; «sin dato» is not zero."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.information.goals.rules.progress import (
    HUNDRED,
    CutValue,
    Direction,
    Percent,
    Target,
    average,
    expected_percent,
    expected_value,
    money_share,
    percent_of,
    percent_reached,
    reached,
    sum_of_years,
    total,
)

START, END = date(2020, 1, 1), date(2023, 12, 31)
D = Decimal


def _target(
    value: str,
    *,
    baseline: str | None = None,
    direction: Direction = Direction.UP,
    adds_up: bool = False,
    years: dict[int, Decimal] | None = None,
) -> Target:
    return Target(D(value), START, END, None if baseline is None else D(baseline), direction, adds_up, years or {})


def _cuts(*pairs: tuple[date, str | None]) -> list[CutValue]:
    return [CutValue(on, None if value is None else D(value)) for on, value in pairs]


@pytest.mark.parametrize(
    ("target", "value", "percent"),
    [
        (_target("92", baseline="80"), "83", "25"),
        (_target("92", baseline="80"), "92", "100"),
        (_target("22", baseline="32", direction=Direction.DOWN), "29", "30"),
        (_target("95", direction=Direction.MAINTAIN), "76", "80"),
        (_target("60", adds_up=True), "18", "30"),
        (_target("60", baseline="40", adds_up=True), "18", "30"),
    ],
)
def test_each_reading_has_its_account(target: Target, value: str, percent: str) -> None:
    assert percent_of(target, D(value)) == Percent(D(percent), D(percent))


def test_what_passes_the_target_is_held_at_100_and_says_so() -> None:
    found = percent_of(_target("60", adds_up=True), D(90))
    assert (found.value, found.raw, found.is_capped) == (HUNDRED, D(150), True)
    assert found.reason == "Pasó de la meta: la cuenta da 150 % y se muestra 100 %."


def test_what_went_back_is_held_at_0_and_says_so() -> None:
    found = percent_of(_target("22", baseline="32", direction=Direction.DOWN), D(34))
    assert (found.value, found.raw, found.is_capped) == (D(0), D(-20), True)
    assert found.reason == "Retrocedió frente a la línea base: la cuenta da −20 % y se muestra 0 %."


def test_without_a_value_or_a_baseline_there_is_no_percentage_and_it_is_said_why() -> None:
    assert percent_reached(_target("60", adds_up=True), [], END) == Percent(
        None, reason="Sin dato: ningún corte trae un valor."
    )
    assert percent_of(_target("92"), D(80)).reason == "Falta la línea base: no se sabe de dónde se partió."
    assert percent_of(_target("92"), D(80)).value is None
    assert percent_of(_target("0", adds_up=True), D(3)).value is None


def test_a_cut_of_zero_is_zero_and_one_without_a_value_is_not() -> None:
    target = _target("60", adds_up=True)
    assert percent_reached(target, _cuts((date(2021, 4, 30), "0")), END).value == 0
    assert percent_reached(target, _cuts((date(2021, 4, 30), None)), END).value is None


def test_a_target_that_the_baseline_had_reached_counts_while_it_is_kept() -> None:
    kept = _target("80", baseline="80")
    assert percent_of(kept, D(81)).value == HUNDRED
    assert percent_of(kept, D(79)).value == 0
    less = _target("32", baseline="30", direction=Direction.DOWN)
    assert (percent_of(less, D(31)).value, percent_of(less, D(33)).value) == (HUNDRED, D(0))


def test_to_keep_at_nothing_is_kept_or_not() -> None:
    nothing = _target("0", direction=Direction.MAINTAIN)
    assert (percent_of(nothing, D(0)).value, percent_of(nothing, D(-1)).value) == (HUNDRED, D(0))


def test_what_adds_up_takes_the_last_cut_of_each_year() -> None:
    cuts = _cuts((date(2021, 4, 30), "3"), (date(2020, 12, 31), "6"), (date(2021, 8, 31), "11"))
    target = _target("60", adds_up=True)
    assert reached(target, cuts, date(2020, 12, 31)) == 6
    assert reached(target, cuts, date(2021, 4, 30)) == 9
    assert reached(target, cuts, date(2021, 9, 1)) == 17
    assert reached(_target("60"), cuts, date(2021, 9, 1)) == 11
    assert reached(target, cuts, date(2020, 1, 1)) is None
    assert reached(_target("60"), cuts, date(2020, 1, 1)) is None


def test_a_cut_without_a_value_does_not_hide_the_one_before() -> None:
    cuts = _cuts((date(2021, 4, 30), "3"), (date(2021, 8, 31), None))
    assert sum_of_years(cuts) == 3
    assert sum_of_years(_cuts((date(2021, 8, 31), None))) is None


def test_what_is_expected_follows_the_years_where_they_are_told() -> None:
    years = {2020: D(10), 2021: D(20), 2022: D(20), 2023: D(10)}
    adds = _target("60", adds_up=True, years=years)
    assert expected_value(adds, date(2020, 12, 31)) == 10
    assert expected_value(adds, date(2021, 12, 31)) == 30
    assert expected_value(adds, END) == 60
    levels = _target("92", baseline="80", years={2020: D(81), 2021: D(85), 2023: D(92)})
    assert expected_value(levels, date(2021, 12, 31)) == 85
    assert expected_value(levels, date(2022, 6, 30)) == 85
    assert expected_value(levels, date(2020, 12, 31)) == 81


def test_what_is_expected_grows_in_even_steps_where_no_year_is_told() -> None:
    half = expected_value(_target("60", adds_up=True), date(2021, 12, 31))
    assert half is not None
    assert round(half) == 30
    down = expected_value(_target("22", baseline="32", direction=Direction.DOWN), date(2021, 12, 31))
    assert down is not None
    assert round(down) == 27


def test_what_cannot_be_expected_is_said() -> None:
    assert expected_value(_target("92"), date(2021, 1, 1)) is None
    assert expected_value(_target("92", baseline="80"), date(2019, 12, 31)) is None
    assert expected_percent(_target("92"), date(2021, 1, 1)).value is None
    assert expected_percent(_target("92"), date(2021, 1, 1)).reason.startswith("No se puede decir")
    assert expected_value(_target("95", direction=Direction.MAINTAIN), date(2020, 2, 1)) == 95
    assert expected_percent(_target("92", baseline="80"), END).value == HUNDRED


def test_an_average_says_of_what() -> None:
    found = average([Percent(D(50)), Percent(None), Percent(D(100))], of="indicadores")
    assert (found.value, found.counted, found.without) == (D(75), 2, 1)
    assert found.said == "Promedio simple de 2 indicadores; 1 sin dato no entran. Cada uno cuenta hasta 100 %."
    assert average([], of="metas").value is None
    assert average([Percent(D(10))], of="metas").said == "Promedio simple de 1 metas. Cada uno cuenta hasta 100 %."


def test_money_is_a_part_of_what_was_programmed() -> None:
    assert money_share(D(50), D(200)).value == D(25)
    assert money_share(D(300), D(200)).is_capped
    assert money_share(None, D(200)).reason == "Sin dato de recursos ejecutados."
    assert money_share(D(50), None).reason == "Sin dato de recursos programados."
    assert (total([None, D(1), D(2)]), total([None])) == (D(3), None)


def test_the_direction_is_told_in_words() -> None:
    assert [one.label for one in Direction] == ["Aumentar", "Reducir", "Mantener"]


values = st.decimals("-100000", "100000", places=2)
days = st.dates(START, END)
targets = st.builds(
    lambda value, baseline, direction, years: Target(value, START, END, baseline, direction, False, years),
    values,
    st.none() | values,
    st.sampled_from(Direction),
    st.dictionaries(st.integers(2020, 2023), values),
) | st.builds(
    lambda value, years: Target(value, START, END, None, Direction.UP, True, years),
    values,
    st.dictionaries(st.integers(2020, 2023), values),
)


@given(targets, values)
def test_a_percentage_is_between_0_and_100_or_says_why_there_is_none(target: Target, value: Decimal) -> None:
    found = percent_of(target, value)
    assert (found.value is None and found.reason) or 0 <= (found.value or 0) <= HUNDRED
    assert not found.is_capped or found.reason


@given(targets, st.lists(st.builds(CutValue, days, st.none() | values), unique_by=lambda one: one.on), st.randoms())
def test_the_order_in_which_cuts_are_told_does_not_matter(target: Target, cuts: list[CutValue], by_chance) -> None:
    mixed = list(cuts)
    by_chance.shuffle(mixed)
    assert reached(target, cuts, END) == reached(target, mixed, END)
    assert percent_reached(target, cuts, END) == percent_reached(target, mixed, END)


@given(targets, values, values)
def test_more_in_the_right_direction_is_never_less(target: Target, one: Decimal, other: Decimal) -> None:
    less, more = sorted([one, other], reverse=target.direction == Direction.DOWN)
    low, high = percent_of(target, less).value, percent_of(target, more).value
    assert (low is None) == (high is None)
    assert low is None or high is None or low <= high


@given(targets, days)
def test_what_is_expected_is_a_percentage_or_says_why_not(target: Target, on: date) -> None:
    found = expected_percent(target, on)
    assert (found.value is None and found.reason) or 0 <= (found.value or 0) <= HUNDRED


@given(st.lists(st.builds(Percent, st.none() | st.decimals(0, 100, places=1))))
def test_an_average_lies_between_its_parts_and_counts_all_of_them(percents: list[Percent]) -> None:
    found = average(percents, of="metas")
    known = [one.value for one in percents if one.value is not None]
    assert found.counted + found.without == len(percents)
    assert (found.value is None) == (not known)
    assert found.value is None or min(known) <= found.value <= max(known)
