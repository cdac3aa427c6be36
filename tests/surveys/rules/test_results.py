"""The results as they are published: no small count is told, and none can be worked out from what is."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.surveys import EVERY_KIND, an_answer, many
from rendir.information.surveys.rules.lines import lines_of
from rendir.information.surveys.rules.questionnaire import Questionnaire
from rendir.information.surveys.rules.results import (
    NO_GROUP_LABEL,
    SMALL_GROUPS_LABEL,
    Frame,
    Item,
    Results,
    Texts,
    results_of,
)
from rendir.information.surveys.rules.tally import tally

LEAST = 5
CHANNELS = {"link": "Enlace", "paper": "Papel"}


def _results(
    answers: list[dict[str, Any]],
    *,
    group_by: str = "",
    texts: Texts | None = None,
    questionnaire: Questionnaire = EVERY_KIND,
    **frame: Any,
) -> Results:
    counted = tally(questionnaire, (("link", one) for one in answers), group_by)
    return results_of(
        questionnaire,
        counted,
        frame=Frame(LEAST, group_by=group_by, **frame),
        texts={"p9": texts} if texts else {},
        channels=CHANNELS,
    )


def _item(results: Results, key: str, place: int = 0) -> Item:
    return next(one for one in results.questions if one.key == key).items[place]


def test_of_fewer_than_the_threshold_nothing_is_told() -> None:
    found = _results(many(4))
    assert (found.total, found.channels, found.margin) == (None, (), None)
    assert {item.answered for question in found.questions for item in question.items} == {None}


def test_percentages_are_of_who_answered_that_question() -> None:
    found = _results([*many(6, p2=2), *many(6, p2=5), *many(8, p2=None)])
    scale = _item(found, "p2")
    assert (found.total, scale.answered, scale.mean, scale.median) == (20, 12, "3.50", "3.5")
    assert [(one.label, one.count, one.percent) for one in scale.lines] == [
        ("1: mal", 0, "0.0"),
        ("2", 6, "50.0"),
        ("3", 0, "0.0"),
        ("4", 0, "0.0"),
        ("5: bien", 6, "50.0"),
    ]
    assert scale.lines[1].rounded == 50
    assert [(one.label, one.count) for one in found.channels] == [("Enlace", 20)]


def test_rows_of_a_table_and_things_put_in_order_are_told_apart() -> None:
    found = _results(many(6))
    services = next(one for one in found.questions if one.key == "p5")
    assert [(one.label, [line.count for line in one.lines]) for one in services.items] == [
        ("Agua", [6, 0]),
        ("Vías", [0, 6]),
    ]
    first = next(one for one in found.questions if one.key == "p7")
    assert [(one.label, one.mean) for one in first.items] == [("Agua", "2.00"), ("Vías", "1.00"), ("Salud", "3.00")]
    age = _item(found, "p8")
    assert (age.mean, age.median, age.lines) == ("40.00", "40", ())


def test_a_small_count_is_held_back_with_another_and_no_mean_gives_it_away() -> None:
    scale = _item(_results([*many(3, p2=1), *many(7, p2=3), *many(9, p2=5)]), "p2")
    assert [one.count for one in scale.lines] == [None, 0, None, 0, 9]
    assert (scale.mean, scale.median, scale.has_held_back) == (None, None, True)
    assert scale.lines[0].rounded is None


def test_of_several_answers_each_is_a_table_of_its_own() -> None:
    found = _results([*many(10, p6=["o1"]), *many(3, p6=["o1", "o2"]), *many(6, p6=["o3"])])
    assert [one.count for one in _item(found, "p6").lines] == [13, None, 6]
    nearly_all = _results([*many(10, p6=["o1"]), *many(3, p6=["o2"])])
    assert [one.count for one in _item(nearly_all, "p6").lines] == [None, None, 0]


def test_crossed_each_group_has_its_own_percentages_and_means() -> None:
    answers = [*([an_answer(p1="o1", p2=5, p8=30)] * 8), *([an_answer(p1="o2", p2=1, p8=60)] * 6)]
    found = _results(answers, group_by="p1")
    assert found.group_by == "¿Dónde vive?"
    scale = _item(found, "p2")
    assert [(one.label, one.answered, one.mean) for one in scale.groups] == [
        ("Urbana", 8, "5.00"),
        ("Rural", 6, "1.00"),
    ]
    assert (scale.lines[0].groups, scale.lines[0].percents) == ((0, 6), ("0.0", "100.0"))
    age = _item(found, "p8")
    assert [(one.label, one.answered, one.mean, one.median) for one in age.groups] == [
        ("Urbana", 8, "30.00", "30"),
        ("Rural", 6, "60.00", "60"),
    ]
    assert _item(found, "p1").groups == ()
    assert _item(found, "p6").lines[0].groups == (8, 6)


def test_small_groups_are_told_together_and_who_told_no_group_is_one() -> None:
    answers = [
        *([an_answer(p1="o1")] * 9),
        *([an_answer(p1="o2")] * 3),
        *([an_answer(p1=None)] * 9),
    ]
    found = _item(_results(answers, group_by="p1"), "p2")
    assert [(one.label, one.answered) for one in found.groups] == [(NO_GROUP_LABEL, 9), (SMALL_GROUPS_LABEL, 12)]


def test_with_one_group_there_is_nothing_to_compare() -> None:
    found = _item(_results([an_answer(p1="o1")] * 9, group_by="p1"), "p2")
    assert (found.groups, found.lines[3].groups, found.lines[3].count) == ((), (), 9)


def test_where_the_size_of_a_group_would_be_held_back_the_question_is_not_crossed() -> None:
    answers = [*([an_answer(p1="o1", p2=1)] * 2), *([an_answer(p1="o1", p2=2)] * 3), *([an_answer(p1="o2", p2=1)] * 5)]
    found = _item(_results(answers, group_by="p1"), "p2")
    assert (found.groups, [one.count for one in found.lines]) == ((), [None, None, 0, 0, 0])


@given(st.lists(st.tuples(st.sampled_from(["o1", "o2", None]), st.integers(1, 5)), min_size=5, max_size=60))
def test_no_small_count_is_ever_told(pairs: list[tuple[str | None, int]]) -> None:
    found = _results([an_answer(p1=group, p2=value) for group, value in pairs], group_by="p1")
    for question in found.questions:
        for item in question.items:
            told = [count for line in item.lines for count in (line.count, *line.groups)]
            sizes = [one.answered for one in item.groups]
            assert not [count for count in (*told, *sizes) if count is not None and 0 < count < LEAST]
            assert item.mean is None or question.key == "p8" or None not in [line.count for line in item.lines]


@given(st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_no_held_back_count_can_be_solved_from_the_whole(counts: list[int]) -> None:
    answers = [an_answer(p2=value) for value, count in enumerate(counts, start=1) for _one in range(count)]
    item = _item(_results(answers), "p2")
    hidden = [place for place, one in enumerate(item.lines) if one.count is None]
    whole = sum(counts[place] for place in hidden)
    if item.answered is None:
        return
    assert item.mean is None or not hidden
    if any(counts[place] < LEAST for place in hidden):
        # Each of the others is of one person at least: the most that any of them may still be is not small.
        assert whole - (len(hidden) - 1) >= LEAST


def test_a_place_cannot_be_solved_from_those_of_the_other_things() -> None:
    answers = [*many(7), *([an_answer(p7=["o1", "o2", "o3"])] * 3), *([an_answer(p7=["o3", "o2", "o1"])] * 8)]
    items = next(one for one in _results(answers, group_by="p1").questions if one.key == "p7").items
    hidden = [[line.count is None for line in item.lines] for item in items]
    assert any(map(any, hidden))
    assert all(sum(way) != 1 for way in (*hidden, *zip(*hidden, strict=True)))
    assert [item.groups for item in items] == [(), (), ()]


def test_where_even_the_whole_gives_a_small_count_away_nothing_of_it_is_told() -> None:
    answers = [an_answer(p2=value, p6=["o1"] if value == 1 else ["o2"], p7=None) for value in (1, 2, 3, 4, 5)]
    found = _results([*answers, an_answer(p2=None, p6=None, p7=["o1", "o2", "o3"], p9=None)])
    assert [_item(found, key).answered for key in ("p2", "p6", "p7")] == [None, None, None]
    grouped = _results(answers, texts=Texts({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}))
    assert _item(grouped, "p9") == Item("", None)


def test_only_a_random_sample_has_a_margin() -> None:
    answers = many(20)
    assert _results(answers, population=1000).margin is None
    random = _results(answers, population=1000, is_random=True)
    assert (random.margin, _item(random, "p2").margin) == ("21.7", "21.7")
    assert _results(answers, is_random=True).margin is None


def test_how_answers_came_is_not_told_where_it_would_point_at_somebody() -> None:
    for ways, told in ((["link"] * 4 + ["paper"], []), (["link"] * 9 + ["paper"] * 6, [("Enlace", 9), ("Papel", 6)])):
        counted = tally(EVERY_KIND, ((way, an_answer()) for way in ways))
        found = results_of(EVERY_KIND, counted, frame=Frame(LEAST), texts={}, channels=CHANNELS)
        assert [(one.label, one.count) for one in found.channels] == told


def test_texts_are_told_by_their_groups() -> None:
    answers = many(20)
    grouped = Texts({"Agua": 9, "Vías": 6}, 5, ("El acueducto",))
    item = _item(_results(answers, texts=grouped), "p9")
    assert [(one.label, one.count) for one in item.lines] == [("Agua", 9), ("Vías", 6), ("Sin agrupar", 5)]
    assert next(one for one in _results(answers, texts=grouped).questions if one.key == "p9").quotes == (
        "El acueducto",
    )
    assert _item(_results(answers, texts=Texts({}, 9)), "p9") == Item("", 9)
    assert _item(_results(answers, texts=Texts({"Agua": 3})), "p9") == Item("", None)


@pytest.mark.parametrize("group_by", ["", "p1"])
def test_it_is_read_back_as_it_was_kept(group_by: str) -> None:
    found = _results(many(30), group_by=group_by, texts=Texts({"Agua": 9}, 1, ("x",)))
    assert Results.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_every_figure_is_a_row() -> None:
    found = _results([*many(3, p2=1), *many(9, p2=5), *many(7, p2=4)], group_by="p1")
    rows = lines_of(found)
    assert [one.place for one in rows] == list(range(1, len(rows) + 1))
    scale = [one for one in rows if one.question == "¿Cómo va?"]
    assert {one.group for one in scale} == {"", "Urbana", "Rural"}
    assert (scale[0].answered, scale[0].mean, scale[0].held_back) == (19, None, False)
    held = next(one for one in scale if one.answer == "1: mal" and not one.group)
    assert (held.count, held.percent, held.held_back) == (None, None, True)
    zone = next(one for one in rows if one.answer == "Rural")
    assert (zone.kind, zone.percent) == ("Una sola respuesta", Decimal("57.9"))
    nothing = lines_of(_results(many(2)))
    assert {one.held_back for one in nothing} == {True}
