"""Pages take whole rows, in order, and each row once."""

from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.documents import Orientation, Paper
from rendir.plan.planning.exports.sheet_pages import PrintedSheet, column_points, rows_by_page

HEIGHTS = st.lists(st.floats(min_value=10, max_value=409), max_size=60)


def pages(heights: list[float], *, widths: tuple[float, ...] = (10.0,)) -> list[range]:
    return list(rows_by_page(heights, widths, PrintedSheet(Paper.CARTA), opening=150, header=50))


def test_a_column_is_as_wide_as_spreadsheets_draw_it() -> None:
    assert (column_points(9), column_points(10)) == (51, 56.25)


def test_rows_fill_each_page_below_what_stands_above_them() -> None:
    # Carta lying leaves 216 mm less 1.1 inches: 533 points, of which 383 on the first page and 483 on the others.
    assert pages([100] * 10) == [range(3), range(3, 7), range(7, 10)]


def test_columns_wider_than_the_paper_leave_room_for_more_rows() -> None:
    assert len(pages([100] * 10, widths=(300.0,))) == 1


def test_a_row_taller_than_a_page_still_has_its_page() -> None:
    assert pages([2_000, 10, 2_000]) == [range(1), range(1, 2), range(2, 3)]
    assert pages([]) == []


@given(HEIGHTS)
def test_every_row_stands_on_one_page(heights: list[float]) -> None:
    found = pages(heights)
    assert [row for page in found for row in page] == list(range(len(heights)))
    assert all(found)


def test_paper_that_stands_is_higher_than_wide() -> None:
    standing, lying = (PrintedSheet(Paper.OFICIO, one).size for one in (Orientation.PORTRAIT, Orientation.LANDSCAPE))
    assert standing == lying[::-1]
    assert standing[0] < standing[1]


def _turns(parts: str, height: float = 30) -> list[range]:
    printed = PrintedSheet(Paper.CARTA)
    return list(rows_by_page([height] * len(parts), [50, 50], printed, opening=150, header=50, parts=parts))


def test_a_few_rows_of_a_part_are_not_left_alone_on_either_page() -> None:
    fits = _turns("A" * 40)[0].stop
    assert _turns("A" * (fits + 1))[0] == range(fits - 2)
    assert _turns("A" * (fits - 1) + "B" * 5)[0] == range(fits - 1)
    assert _turns("A" * (fits - 3) + "B" * 6)[0] == range(fits)
    assert _turns("A" * fits + "B" * 5)[0] == range(fits)


def test_every_row_stands_on_one_page_whatever_its_part() -> None:
    for parts in ("A" * 90, "AB" * 40, "AAB" * 30, "A" * 20 + "B" * 3 + "C" * 30):
        assert [row for page in _turns(parts) for row in page] == list(range(len(parts)))
