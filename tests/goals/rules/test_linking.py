"""When a goal counts as tied, and how many do."""

import pytest

from rendir.information.goals.rules.linking import LinkCount, Linking, count_links, standing_of


@pytest.mark.parametrize(
    ("sdg", "rights", "is_excused", "expected"),
    [
        (1, 1, False, Linking.LINKED),
        (2, 3, True, Linking.LINKED),
        (1, 0, False, Linking.NO_RIGHT),
        (0, 1, False, Linking.NO_SDG),
        (0, 0, False, Linking.NONE),
        (0, 0, True, Linking.EXCUSED),
        (1, 0, True, Linking.EXCUSED),
    ],
)
def test_a_goal_is_settled_when_it_is_tied_to_both_or_excused(
    sdg: int, rights: int, is_excused: bool, expected: Linking
) -> None:
    found = standing_of(sdg=sdg, rights=rights, is_excused=is_excused)
    assert found == expected
    assert found.is_settled is (expected in {Linking.LINKED, Linking.EXCUSED})
    assert found.label


def test_the_count_says_of_how_many() -> None:
    found = count_links([Linking.LINKED, Linking.EXCUSED, Linking.NONE, Linking.NO_SDG, Linking.NO_RIGHT])
    assert found == LinkCount(total=5, linked=1, excused=1, no_right=1, no_sdg=1, none=1)
    assert (found.settled, found.left, found.said) == (2, 3, "2 de 5 metas vinculadas o excusadas")
    assert count_links([Linking.LINKED]).said == "1 de 1 meta vinculada o excusada"
