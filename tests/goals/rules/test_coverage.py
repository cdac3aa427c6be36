"""The table of what goals are tied to, by line."""

from hypothesis import given
from hypothesis import strategies as st

from rendir.information.goals.rules.coverage import CoverageRow, Tie, coverage

LINES = [("1", "Produce"), ("2", "Cuida")]
THINGS = [("6", "Agua"), ("9", "Industria")]


def test_a_goal_counts_once_in_each_cell_and_what_is_not_covered_is_told() -> None:
    found = coverage(THINGS, LINES, [Tie("a", "1", "6"), Tie("a", "1", "6"), Tie("b", "2", "6"), Tie("c", "2", "6")])
    assert found.rows == (CoverageRow("6", "Agua", (1, 2), 3), CoverageRow("9", "Industria", (0, 0), 0))
    assert [row.key for row in found.uncovered] == ["9"]
    assert found.lines == tuple(LINES)


ties = st.lists(st.builds(Tie, st.sampled_from("abcde"), st.sampled_from("12"), st.sampled_from("69")))


@given(ties)
def test_each_row_adds_up_to_its_goals(told: list[Tie]) -> None:
    for row in coverage(THINGS, LINES, told).rows:
        assert sum(row.counts) == row.goals == len({one for one in told if one.to == row.key})
