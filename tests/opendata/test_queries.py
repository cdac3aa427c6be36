"""The heads of the last days, and the yearly files that were published."""

from datetime import date

import pytest

from factories.organization import a_unit
from rendir.foundation.audit import queries as audit
from rendir.foundation.core import clock
from rendir.front.opendata.queries import DayHead, current_name, heads_of_days, year_files, years_with_files

pytestmark = pytest.mark.django_db


def _on(*days: date) -> list[tuple[int, str]]:
    """Two units on each day; where the ledger stood at its end."""
    ends = []
    for day in days:
        with clock.travel(day):
            a_unit(f"A {day}")
            a_unit(f"B {day}")
        ends.append(audit.head())
    return ends


def test_before_anything_was_done_there_is_nothing() -> None:
    assert (heads_of_days(30), year_files(2021), years_with_files(), current_name()) == ((), (), (), "")


def test_the_last_head_of_each_day_newest_first() -> None:
    days = (date(2021, 1, 31), date(2021, 2, 1), date(2021, 10, 15))
    expected = [DayHead(day, *end) for day, end in zip(days, _on(*days), strict=True)]
    assert heads_of_days(30) == tuple(reversed(expected))
    assert heads_of_days(2) == (expected[2], expected[1])


def test_the_heads_cost_one_question_whatever_the_days(django_assert_num_queries: object) -> None:
    _on(date(2021, 1, 31), date(2021, 2, 1), date(2021, 10, 15))
    with django_assert_num_queries(1):  # type: ignore[operator] # pytest-django's own
        heads_of_days(2)
