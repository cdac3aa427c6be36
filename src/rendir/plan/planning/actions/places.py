"""Where a row stands among its neighbours.

Places are far apart, so that a new row or a move changes no other row: the versions that colleagues see, and the
edits that could be undone, stay as they are.
"""

from collections.abc import Sequence
from itertools import groupby

from rendir.plan.planning.models import Activity

ROOM = 1024
"""Between two rows when there is nothing in between."""


def put_at_end_of_component(known: Sequence[Activity], rows: Sequence[Activity]) -> None:
    """Give each of `rows` (whose position is 0) a place after the last of its component, in order.

    Where no room is left the new row shares the place of the one before, and follows it as the younger.
    """
    order = list(known)
    for row in rows:
        ends = [index for index, one in enumerate(order, start=1) if one.component == row.component]
        order.insert(max(ends, default=len(order)), row)
    last = 0
    for is_new, run in groupby(enumerate(order), key=lambda pair: not pair[1].position):
        members = list(run)
        if is_new:
            _fill(last, order[members[-1][0] + 1 :], [row for _, row in members])
        last = members[-1][1].position


def _fill(last: int, following: Sequence[Activity], rows: Sequence[Activity]) -> None:
    step = (following[0].position - last) // (len(rows) + 1) if following else ROOM
    for index, row in enumerate(rows, start=1):
        row.position = last + step * index


def between(order: Sequence[Activity], moved: Activity) -> int | None:
    """A free place for `moved` where it stands in `order`; None where its neighbours leave no room."""
    index = [one.pk for one in order].index(moved.pk)
    low = order[index - 1].position if index else 0
    high = order[index + 1].position if index + 1 < len(order) else low + 2 * ROOM
    return (low + high) // 2 if high - low > 1 else None


def spread(order: Sequence[Activity]) -> dict[int, int]:
    """New places for all, by primary key, with room between them."""
    return {one.pk: index * ROOM for index, one in enumerate(order, start=1)}
