"""Figures, days and sizes as they are written in Colombia."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.components.wording import written_day, written_number, written_size


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, None, "0"),
        (29, None, "29"),
        (1_234_567, None, "1.234.567"),
        (1234.5, None, "1.234,5"),
        (Decimal("1234.565"), None, "1.234,57"),
        (Decimal("0.005"), 2, "0,01"),
        (100, 1, "100,0"),
        (1000, 0, "1.000"),
        (-12.5, None, "−12,5"),
        (Decimal("-0.001"), None, "0"),
        (None, None, "sin dato"),
    ],
)
def test_a_number_is_written_as_in_colombia(value: Decimal | None, decimals: int | None, written: str) -> None:
    assert written_number(value, decimals) == written


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_can_be_read_back(value: int) -> None:
    assert int(written_number(value).replace(".", "").replace("−", "-")) == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_can_be_read_back(value: Decimal) -> None:
    text = written_number(value, 2).replace(".", "").replace(",", ".").replace("−", "-")
    assert Decimal(text) == value


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("long", "15 de octubre de 2021"),
        ("weekday", "viernes 15 de octubre de 2021"),
        ("short", "15 oct 2021"),
        ("month", "15 de octubre"),
    ],
)
def test_a_day_is_written(form: str, written: str) -> None:
    assert written_day(date(2021, 10, 15), form) == written


def test_a_day_that_is_not_known_says_so() -> None:
    assert written_day(None) == "sin dato"


def test_a_form_of_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        written_day(date(2021, 10, 15), "corta")


@pytest.mark.parametrize(
    ("size", "written"), [(0, "0 B"), (999, "999 B"), (1000, "1 KB"), (24_600, "25 KB"), (1_420_000, "1,4 MB")]
)
def test_a_size_is_written(size: int, written: str) -> None:
    assert written_size(size) == written
