"""What is held back of a table cannot be had from what is shown of it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.suppression import Shown, Table, published_list, published_row, published_table

LEAST = 5
COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 400))


@st.composite
def tables(draw: st.DrawFn, counts: st.SearchStrategy[int] = COUNTS, widest: int = 6) -> list[list[int]]:
    """Rows of one length."""
    width = draw(st.integers(1, widest))
    return draw(st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=widest))


def _flat(table: Table) -> list[Shown]:
    return [*(cell for row in table.cells for cell in row), *table.row_totals, *table.column_totals, table.total]


def _true(counts: Sequence[Sequence[int]]) -> list[int]:
    rows, columns = [sum(row) for row in counts], [sum(column) for column in zip(*counts, strict=True)]
    return [*(count for row in counts for count in row), *rows, *columns, sum(rows)]


def _sums(height: int, width: int) -> list[list[int]]:
    """Each line and column of a table with its totals, as what is added (1) and what it comes to (-1)."""
    size = height * width + height + width + 1
    found = []
    for y in range(height + 1):
        line = [0] * size
        for x in range(width):
            line[y * width + x if y < height else height * width + height + x] = 1
        line[height * width + y if y < height else size - 1] = -1
        found.append(line)
    for x in range(width + 1):
        line = [0] * size
        for y in range(height):
            line[y * width + x if x < width else height * width + y] = 1
        line[height * width + height + x if x < width else size - 1] = -1
        found.append(line)
    return found


def _had_by_subtraction(shown: Sequence[Shown], sums: Sequence[Sequence[int]]) -> set[int]:
    """The places held back whose count follows from the sums, by elimination."""
    unknown = [place for place, count in enumerate(shown) if count is None]
    lines = [[Fraction(line[place]) for place in unknown] for line in sums]
    pivots, done = [], 0
    for column in range(len(unknown)):
        pivot = next((y for y in range(done, len(lines)) if lines[y][column]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [value / lines[done][column] for value in lines[done]]
        for y, line in enumerate(lines):
            if y != done and line[column]:
                lines[y] = [value - line[column] * own for value, own in zip(line, lines[done], strict=True)]
        pivots.append(column)
        done += 1
    return {unknown[pivot] for y, pivot in enumerate(pivots) if sum(1 for value in lines[y] if value) == 1}


@given(tables(), st.booleans())
def test_no_subtraction_gives_back_a_small_count(counts: list[list[int]], zero_is_small: bool) -> None:
    shown = _flat(published_table(counts, least=LEAST, zero_is_small=zero_is_small))
    true = _true(counts)
    had = _had_by_subtraction(shown, _sums(len(counts), len(counts[0])))
    assert {place for place in had if true[place] < LEAST} == set()


@given(tables(), st.booleans())
def test_what_is_shown_is_true_and_never_small(counts: list[list[int]], zero_is_small: bool) -> None:
    shown, true = _flat(published_table(counts, least=LEAST, zero_is_small=zero_is_small)), _true(counts)
    assert all(count in (None, real) for count, real in zip(shown, true, strict=True))
    fits = [0, *range(LEAST, sum(true) + 1)] if not zero_is_small else range(LEAST, sum(true) + 1)
    assert all(count in fits for count in shown if count is not None)


@given(st.lists(COUNTS, min_size=1, max_size=9), st.booleans())
def test_a_list_is_held_back_like_a_table(counts: list[int], zero_is_small: bool) -> None:
    shown = published_list(counts, least=LEAST, zero_is_small=zero_is_small)
    true = [*counts, sum(counts)]
    had = _had_by_subtraction(shown, [[*([1] * len(counts)), -1]])
    assert {place for place in had if true[place] < LEAST} == set()
    assert all(count in (None, real) for count, real in zip(shown, true, strict=True))
    assert published_row(counts, least=LEAST, zero_is_small=zero_is_small) == shown[:-1]


def _readings(table: Table, most: int) -> Iterator[list[int]]:
    """Every table a reader may think of who sees this one and knows that nothing held back is zero."""
    height, width = len(table.cells), len(table.cells[0])
    hidden = [(y, x) for y in range(height) for x in range(width) if table.cells[y][x] is None]
    for guess in product(range(1, most + 1), repeat=len(hidden)):
        filled = [list(row) for row in table.cells]
        for (y, x), value in zip(hidden, guess, strict=True):
            filled[y][x] = value
        whole = _true([[cell or 0 for cell in row] for row in filled])
        if all(seen in (None, value) for seen, value in zip(_flat(table), whole, strict=True)):
            yield whole


@given(tables(st.integers(0, 9), widest=2))
def test_a_reader_who_tries_every_table_cannot_tell_that_a_count_is_small(counts: list[list[int]]) -> None:
    table, true = published_table(counts, least=LEAST), _true(counts)
    readings = list(_readings(table, 14))
    for place, (seen, real) in enumerate(zip(_flat(table), true, strict=True)):
        if seen is None and real < LEAST:
            assert max(reading[place] for reading in readings) >= LEAST


@given(tables())
def test_a_table_without_small_counts_is_shown_whole(counts: list[list[int]]) -> None:
    safe = [[count + LEAST for count in row] for row in counts]
    assert _flat(published_table(safe, least=LEAST)) == _true(safe)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([3, 20, 30], (None, None, 30)),  # the smallest that hides it
        ([1, 1, 10], (None, None, None)),  # two that add up to two are one each
        ([4, 4, 10], (None, None, 10)),
        ([1, 2], (None, None)),
        ([0, 0, 9], (0, 0, 9)),  # nobody is nobody
        ([], ()),
    ],
)
def test_as_little_as_will_do_is_held_back(counts: list[int], shown: tuple[Shown, ...]) -> None:
    assert published_row(counts, least=LEAST) == shown


def test_a_total_is_held_back_only_where_it_gives_a_count_away() -> None:
    assert published_list([4, 4, 10], least=LEAST)[-1] == 18
    assert published_list([3], least=LEAST) == (None, None)
    assert published_list([3, 0], least=LEAST) == (None, 0, None)


def test_zero_may_be_small() -> None:
    assert published_row([0, 20, 30], least=LEAST, zero_is_small=True) == (None, None, 30)


def test_a_threshold_of_one_holds_nothing_back() -> None:
    assert published_row([1, 2, 3], least=1) == (1, 2, 3)


def test_an_empty_table_is_shown() -> None:
    assert published_table([], least=LEAST) == Table((), (), (), 0)


def test_what_is_not_a_table_of_counts_is_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        published_table([[1, 2], [3]], least=LEAST)
    with pytest.raises(ValueError, match="not negative"):
        published_row([-1], least=LEAST)
