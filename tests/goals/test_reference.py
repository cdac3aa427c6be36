"""The references that come with Rendir: whole, with official numbers, and no two the same."""

from collections import Counter

from rendir.information.goals.reference import GOALS, TARGETS, constitutional_rights, sdg_goals, sdgs

PER_GOAL = (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19)
"""How many targets each of the 17 has in A/RES/70/1."""


def test_the_seventeen_goals_have_their_169_targets() -> None:
    counted = Counter(one.goal for one in sdgs().values() if one.is_target)
    assert tuple(counted[number] for number in range(1, GOALS + 1)) == PER_GOAL
    assert (len(sdg_goals()), sum(counted.values())) == (GOALS, TARGETS)
    assert [one.number for one in sdg_goals()] == [str(number) for number in range(1, GOALS + 1)]


def test_targets_are_numbered_and_lettered_without_gaps() -> None:
    for goal in sdg_goals():
        ends = [one.number.partition(".")[2] for one in sdgs().values() if one.is_target and one.goal == goal.goal]
        numbers = [int(end) for end in ends if end.isdecimal()]
        letters = [end for end in ends if not end.isdecimal()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert letters == list("abcd"[: len(letters)])


def test_every_name_is_written_once() -> None:
    names = [one.name for one in sdgs().values()]
    assert len(set(names)) == len(names)
    assert all(name == name.strip() and not name.endswith(".") for name in names)
    assert all(one.statement for one in sdg_goals())
    assert sdgs()["6.1"].label.startswith("Meta 6.1: Lograr el acceso universal y equitativo al agua potable")
    assert sdgs()["6"].label == "ODS 6: Agua limpia y saneamiento"


def test_the_rights_have_their_article_of_the_constitution() -> None:
    articles = [one.article for one in constitutional_rights()]
    assert articles == sorted(set(articles))
    assert (articles[0], articles[-1]) == (11, 82)
    health = next(one for one in constitutional_rights() if one.article == 49)
    assert (health.name, health.norm) == ("Salud y saneamiento ambiental", "Constitución Política, artículo 49")
    assert {one.chapter for one in constitutional_rights()} == {"fundamentales", "sociales", "colectivos"}
