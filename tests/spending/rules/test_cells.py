"""What a cell says, as portals and people write it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.information.spending.rules.cells import DayOrder, cut_of_period, day, order_of, pesos, said

DAY, MONTH = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("412000000", Decimal("412000000.00")),
        ("103000000.5", Decimal("103000000.50")),
        ("1500.000000", Decimal("1500.00")),
        ("$1,234,567.89", Decimal("1234567.89")),
        ("1,234", Decimal("1234.00")),
        ("$ 1.234.567,89", Decimal("1234567.89")),
        ("1.5E7", Decimal("15000000.00")),
        ("0", Decimal("0.00")),
        ("-20", Decimal("-20.00")),
        ("", None),
        ("No Definido", None),
        ("NO APLICA", None),
    ],
)
def test_pesos_are_read_as_they_are_written_and_nothing_is_not_zero(written: str, expected: Decimal | None) -> None:
    assert pesos(written) == expected


@pytest.mark.parametrize("written", ["mucho", "9" * 16, "1E99"])
def test_what_is_no_amount_is_told(written: str) -> None:
    with pytest.raises(ValueError, match="«"):
        pesos(written)


@given(st.decimals(min_value=0, max_value=10**14, places=2))
def test_an_amount_written_plainly_is_that_amount(value: Decimal) -> None:
    assert pesos(f"{value:f}") == value
    assert pesos(f"${value:,.2f}") == value


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("2021-03-15T00:00:00.000", DAY, date(2021, 3, 15)),
        ("2021-3-5", DAY, date(2021, 3, 5)),
        ("03/04/2021", DAY, date(2021, 4, 3)),
        ("03/04/2021 12:00:00 AM", MONTH, date(2021, 3, 4)),
        ("15 de marzo de 2021", MONTH, date(2021, 3, 15)),
        ("", DAY, None),
    ],
)
def test_days_are_read_in_the_order_of_their_table(written: str, order: DayOrder, expected: date | None) -> None:
    assert day(written, order) == expected


@pytest.mark.parametrize(("written", "order"), [("2021-02-30", DAY), ("15/03/2021", MONTH), ("ayer", DAY)])
def test_what_is_no_day_is_told(written: str, order: DayOrder) -> None:
    with pytest.raises(ValueError, match="no es"):
        day(written, order)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["01/02/2021", "13/02/2021"], DAY),
        (["01/02/2021", "02/13/2021"], MONTH),
        (["01/02/2021 12:00:00 AM"], MONTH),
        (["01/02/2021", "2021-01-13"], DAY),
        ([], DAY),
    ],
)
def test_a_table_tells_its_order_by_a_day_that_can_only_be_read_one_way(days: list[str], expected: DayOrder) -> None:
    assert order_of(days) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20210901", date(2021, 9, 30)),
        ("20211201", date(2021, 12, 31)),
        ("202102", date(2021, 2, 28)),
        ("2021-08-31", date(2021, 8, 31)),
        ("2021-06-01T00:00:00.000", date(2021, 6, 30)),
        ("31/08/2021", date(2021, 8, 31)),
        ("", None),
    ],
)
def test_a_period_of_cuipo_is_the_last_day_it_covers(written: str, expected: date | None) -> None:
    assert cut_of_period(written, DAY) == expected


def test_a_month_that_there_is_not_is_told() -> None:
    with pytest.raises(ValueError, match="20210901"):
        cut_of_period("20211301", DAY)


def test_texts_are_put_in_order_cut_and_never_hold_what_a_database_refuses() -> None:
    assert said("  a\0b \n c ", 40) == "ab c"
    assert said("x" * 50, 10) == f"{'x' * 9}…"
    assert [said(one, 40) for one in ("No Definido", "NULL", " ")] == ["", "", ""]
