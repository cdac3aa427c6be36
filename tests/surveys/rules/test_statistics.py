"""The figures: percentages, means and medians as the standard library gives them, and the margin of a random sample."""

import statistics
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.information.surveys.rules.statistics import margin_of_error, mean, median, percent

NUMBERS = st.lists(st.integers(-50, 50), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(1, 3, "33.3"), (1, 8, "12.5"), (0, 5, "0.0"), (5, 5, "100.0")]
)
def test_a_percentage_has_one_decimal(part: int, whole: int, expected: str) -> None:
    assert percent(part, whole) == Decimal(expected)


def test_of_nobody_there_is_no_figure() -> None:
    assert (percent(0, 0), mean({}), median({}), margin_of_error(0, 100)) == (None, None, None, None)


@given(NUMBERS)
def test_mean_and_median_are_those_of_the_numbers_one_by_one(numbers: list[int]) -> None:
    counted = Counter(numbers)
    assert median(counted) == Decimal(str(statistics.median(numbers)))
    exact = Fraction(sum(numbers), len(numbers))
    rounded = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert mean(counted) == rounded


@pytest.mark.parametrize(
    ("answered", "population", "points"),
    [
        (384, 10_000_000, "5.0"),  # the size that handbooks give for 5 points
        (1067, 10_000_000, "3.0"),
        (278, 1000, "5.0"),
        (100, 100, "0.0"),
        (1, 1, "0.0"),
    ],
)
def test_the_margin_is_that_of_the_handbooks(answered: int, population: int, points: str) -> None:
    assert margin_of_error(answered, population) == Decimal(points)


@pytest.mark.parametrize("population", [None, 0, 9])
def test_without_knowing_of_how_many_there_is_no_margin(population: int | None) -> None:
    assert margin_of_error(10, population) is None


@given(st.integers(2, 5000), st.integers(0, 5000))
def test_who_asks_more_people_never_knows_less(answered: int, more: int) -> None:
    population = 10_001
    fewer, others = margin_of_error(answered, population), margin_of_error(answered + more, population)
    assert fewer is not None
    assert others is not None
    assert others <= fewer
