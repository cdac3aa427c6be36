"""What of a source may be published: by example, and that no subtraction of what is published gives a count back."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import hypothesis.strategies as st
from hypothesis import given, settings

from rendir.information.audiences.rules.holding import WHOLE, Counted, counted, publishable

LEAST = 5
NAMES = ("a", "b", "c")


def _counts(table: Counted) -> list[int | None]:
    return [count for _value, count in table.values]


def _table(variable: str, segment: str, *counts: int) -> Counted:
    return counted(variable, segment, tuple(zip(NAMES, counts, strict=False)))


def test_what_points_at_nobody_is_published_whole() -> None:
    table = _table("sexo", WHOLE, 40, 31, 0)
    assert publishable([table], least=LEAST) == (table,)
    assert publishable([], least=LEAST) == ()


def test_a_small_count_goes_with_another_that_would_give_it_back() -> None:
    (shown,) = publishable([_table("sexo", WHOLE, 40, 31, 2)], least=LEAST)
    assert (_counts(shown), shown.base) == ([40, None, None], 73)


def test_a_segment_that_would_be_had_by_subtraction_is_held_back() -> None:
    """39 and 25 of the whole, 36 and 20 of the women: of the three men over there nobody is told."""
    whole, women, men = (
        _table("zona", WHOLE, 39, 25),
        _table("zona", "Mujeres", 36, 20),
        _table("zona", "Hombres", 3, 5),
    )
    shown = publishable([whole, women, men], least=LEAST)
    assert [_counts(one) for one in shown] == [[39, 25], [None, None], [None, None]]
    assert [one.base for one in shown] == [64, 56, 8]


def test_what_belongs_to_no_segment_is_a_segment_too() -> None:
    shown = publishable([_table("zona", WHOLE, 40, 30), _table("zona", "Mujeres", 38, 20)], least=LEAST)
    assert [_counts(one) for one in shown] == [[40, 30], [None, None]]


def test_segments_that_overlap_are_not_published() -> None:
    tables = [_table("zona", WHOLE, 40, 30), _table("zona", "Mujeres", 30, 20), _table("zona", "Jóvenes", 20, 20)]
    shown = publishable(tables, least=LEAST)
    assert [_counts(one) for one in shown] == [[40, 30], [None, None], [None, None]]
    assert [one.base for one in shown] == [70, None, None]


def test_of_a_base_that_points_at_somebody_nothing_is_told_in_any_variable() -> None:
    tables = [_table("zona", WHOLE, 3, 1), _table("sexo", WHOLE, 4, 0)]
    assert publishable(tables, least=LEAST) == tuple(one.nothing for one in tables)


def test_a_segment_that_is_small_leaves_the_whole_group_told() -> None:
    tables = [_table("zona", WHOLE, 60, 50), _table("zona", "Sordos", 2, 1), _table("sexo", WHOLE, 70, 40)]
    shown = publishable(tables, least=LEAST)
    assert [_counts(one) for one in shown] == [[60, 50], [None, None], [70, 40]]


def test_segments_without_the_whole_are_told_each_for_itself() -> None:
    tables = [_table("zona", "Mujeres", 9, 8), _table("zona", "Hombres", 7, 2)]
    assert [_counts(one) for one in publishable(tables, least=LEAST)] == [[9, 8], [None, None]]


def test_what_was_held_back_for_good_is_told_as_it_stands() -> None:
    kept = replace(_table("sexo", WHOLE, 40, 31), values=(("a", 40), ("b", None)))
    other = _table("zona", WHOLE, 1, 72)
    assert publishable([kept, other], least=LEAST) == (kept, other)
    assert (kept.held, other.held, replace(other, base=None).held) == (True, False, True)


def _several(segment: str, base: int, *counts: int) -> Counted:
    return replace(_table("medio", segment, *counts), base=base, multiple=True)


def test_of_several_answers_each_is_judged_with_who_did_not_give_it() -> None:
    """Of 60, 57 listen to the radio: the three who do not would be had by subtraction."""
    (shown,) = publishable([_several(WHOLE, 60, 57, 40, 2)], least=LEAST)
    assert (_counts(shown), shown.base, shown.multiple) == ([None, 40, None], 60, True)
    (nobody,) = publishable([_several(WHOLE, 60, 0, 40)], least=LEAST)
    assert _counts(nobody) == [0, 40]


def test_several_answers_of_segments_are_parts_of_the_whole_too() -> None:
    whole, women = _several(WHOLE, 60, 40, 30), _several("Mujeres", 30, 18, 10)
    assert [_counts(one) for one in publishable([whole, women], least=LEAST)] == [[40, 30], [18, 10]]
    near = _several("Mujeres", 30, 18, 28)
    assert [_counts(one) for one in publishable([whole, near], least=LEAST)][1][1] is None


def test_an_answer_that_nobody_of_a_segment_gave_counts_all_of_them() -> None:
    """Of the women nobody named the second: the one who named it neither being of them is had by subtraction."""
    whole = _several(WHOLE, 60, 40, 2)
    women = replace(_several("Mujeres", 40, 20), values=(("a", 20),))
    told = publishable([whole, women], least=LEAST)
    assert [_counts(one) for one in told] == [[40, None], [20]]


def test_of_too_few_who_answered_nothing_is_told() -> None:
    (shown,) = publishable([_several(WHOLE, 4, 3, 2)], least=LEAST)
    assert (_counts(shown), shown.base) == ([None, None], None)


tables = st.lists(st.lists(st.integers(0, 13), min_size=2, max_size=2), min_size=1, max_size=2)


@settings(max_examples=120)
@given(rows=tables, rest=st.lists(st.integers(0, 11), min_size=2, max_size=2))
def test_no_subtraction_gives_a_small_count_back(rows: list[list[int]], rest: list[int]) -> None:
    """Every world that agrees with all that is published is looked at, also with what belongs to no segment: where a
    reader knows that whatever is held back is somebody, each small count could just as well be one that is not small.
    """
    whole = [sum(column) for column in zip(*rows, rest, strict=True)]
    asked = [_table("v", WHOLE, *whole), *(_table("v", f"s{n}", *row) for n, row in enumerate(rows))]
    shown = publishable(asked, least=LEAST)
    assert all(one is None or one == 0 or one >= LEAST for table in shown for one in (*_counts(table), table.base))
    assert [one for one in zip(asked, shown, strict=True) if not _is_told_truly(*one)] == []
    if None in [table.base for table in shown]:  # the segments, or all of it, are not told at all
        hidden = shown[1:] if shown[0].base is not None else shown
        assert all(one is None for table in hidden for one in (*_counts(table), table.base))
        return
    worlds = list(_worlds(shown))
    assert rows in [world[:-1] for world in worlds]
    secret = [(y, x) for y, row in enumerate(rows) for x, count in enumerate(row) if 0 < count < LEAST]
    assert [(y, x) for y, x in secret if max(world[y][x] for world in worlds) < LEAST] == []


def _is_told_truly(asked: Counted, shown: Counted) -> bool:
    pairs = zip((*_counts(asked), asked.base), (*_counts(shown), shown.base), strict=True)
    return all(told is None or told == count for count, told in pairs)


def _worlds(shown: tuple[Counted, ...]) -> Iterator[list[list[int]]]:
    """The segments and, last, what belongs to none, in every way that agrees with what is published."""
    whole, *parts = shown
    for segments in product(*(_fits(table) for table in parts)):
        taken = sum(map(sum, segments))
        left = (whole.base or 0) - taken
        for first in range(max(left, -1) + 1):
            world = [*map(list, segments), [first, left - first]]
            sums = [sum(column) for column in zip(*world, strict=True)]
            if all(_agrees(told, count) for told, count in zip(_counts(whole), sums, strict=True)):
                yield world


def _fits(table: Counted) -> list[list[int]]:
    base = table.base or 0
    ways = ([first, base - first] for first in range(base + 1))
    return [way for way in ways if all(_agrees(*one) for one in zip(_counts(table), way, strict=True))]


def _agrees(told: int | None, count: int) -> bool:
    return count > 0 if told is None else count == told
