"""A decision explains what it leaves and where it departs from the ranking."""

import pytest

from rendir.information.topics.rules.deciding import Choice, by_the_ranking, departures, unexplained

ORDER = ("a", "b", "c", "d")


def test_the_ranking_alone_takes_the_first() -> None:
    assert by_the_ranking(ORDER, 2) == {"a", "b"}


@pytest.mark.parametrize(
    ("taken", "apart"), [({"a", "b"}, ()), ({"a", "c"}, ("b", "c")), ({"a"}, ("b",)), ({"a", "b", "d"}, ("d",))]
)
def test_what_departs_is_told_in_the_order_of_the_ranking(taken: set[str], apart: tuple[str, ...]) -> None:
    assert departures(ORDER, 2, taken) == apart


def test_what_is_left_and_what_departs_needs_a_reason_and_what_is_taken_by_its_place_does_not() -> None:
    choices = [
        Choice("a", taken=True),
        Choice("b", taken=False),
        Choice("c", taken=True),
        Choice("d", taken=False, reason="Ya se hizo"),
    ]
    assert unexplained(ORDER, 2, choices) == ("b", "c")
