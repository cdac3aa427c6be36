"""Small counts held back, so that nobody is pointed at by a table that is published. Pure: no Django.

Holding back the small count alone is not enough: a reader takes the others from the total and has it. So further
counts go with it (complementary suppression), as few and as small as will do. A table is a network (each count lies
in one row and in one column), and how far a count may move without changing what is published is a flow in it: that
gives the exact range a reader can work out, and the cheapest way to widen it (J. Castro, «Network flows heuristics
for complementary cell suppression: an empirical evaluation and extensions», LNCS 2316, 2002).

What it promises of each small count: a reader who knows that every count held back is of at least one person still
cannot tell that it is small. It says nothing of a reader who holds another table over the same people.
"""

import heapq
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Shown = int | None
"""A count as published: None where it is held back."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of two ways as published, with its totals; None where a count is held back."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


def published_row(counts: Sequence[int], *, least: int, zero_is_small: bool = False) -> tuple[Shown, ...]:
    """The counts of a list whose total is published too, without those under `least` and what would give them away.

    Zero says that nobody is there, which points at nobody; where saying so does harm, `zero_is_small`.
    """
    return published_list(counts, least=least, zero_is_small=zero_is_small)[:-1]


def published_list(counts: Sequence[int], *, least: int, zero_is_small: bool = False) -> tuple[Shown, ...]:
    """`published_row` and, last, its total, which is itself held back where it is small or gives a count away."""
    network = _Network(least, zero_is_small)
    for count in counts:
        network.add(0, 1, count)
    network.add(1, 0, sum(counts), total=True)
    return network.published()


def published_table(counts: Sequence[Sequence[int]], *, least: int, zero_is_small: bool = False) -> Table:
    """A table of two ways (rows of one length) that is published with the totals of its rows and of its columns."""
    height, width = len(counts), len(counts[0]) if counts else 0
    if any(len(row) != width for row in counts):
        raise ValueError("The rows of a table have one length.")
    network = _Network(least, zero_is_small)
    bottom, right, columns = height, height + 1, height + 2  # the line of totals, their column, the first column
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            network.add(y, columns + x, count)
    for y, row in enumerate(counts):
        network.add(right, y, sum(row), total=True)
    for x in range(width):
        network.add(columns + x, bottom, sum(row[x] for row in counts), total=True)
    network.add(bottom, right, sum(map(sum, counts)), total=True)
    shown = network.published()
    cells = tuple(shown[y * width : (y + 1) * width] for y in range(height))
    margins = shown[height * width :]
    return Table(cells, margins[:height], margins[height:-1], margins[-1])


@dataclass(slots=True)
class _Arc:
    """A count, from its row to its column; a total runs back, so that what flows in flows out."""

    start: int
    end: int
    count: int
    total: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Move:
    """One arc taken forwards (its count may grow) or backwards (it may shrink), to `end`, by no more than `room`."""

    arc: int
    sign: int
    end: int
    room: int


class _Network:
    """The counts of a table as a circulation, and which of them are held back."""

    def __init__(self, least: int, zero_is_small: bool) -> None:
        self.least = least
        self.floor = 0 if zero_is_small else 1
        self.arcs: list[_Arc] = []

    def add(self, start: int, end: int, count: int, *, total: bool = False) -> None:
        if count < 0:
            raise ValueError("A count is not negative.")
        self.arcs.append(_Arc(start, end, count, total))

    def published(self) -> tuple[Shown, ...]:
        """Each count in the order in which it was added, or None where it is held back."""
        small = [index for index, arc in enumerate(self.arcs) if self.floor <= arc.count < self.least]
        for index in small:
            self.arcs[index].hidden = True
        for index in small:
            self._protect(index)
        return tuple(None if arc.hidden else arc.count for arc in self.arcs)

    def _protect(self, index: int) -> None:
        """Hold back more until the count could just as well be one that is not small."""
        arc = self.arcs[index]
        missing = self.least - arc.count
        moved = [0] * len(self.arcs)
        while missing > 0:
            path = self._cheapest_path(arc.end, arc.start, index, moved)
            if not path:  # nothing is left that could stand in for it
                for other in self.arcs:
                    other.hidden = other.hidden or other.count >= self.floor
                return
            step = min(missing, *(move.room for move in path))
            for move in path:
                moved[move.arc] += move.sign * step
                self.arcs[move.arc].hidden = True
            missing -= step

    def _cheapest_path(self, start: int, end: int, left_out: int, moved: list[int]) -> list[_Move]:
        """The way from `start` to `end` that holds back least beyond what is held back already."""
        best, came = {start: 0}, dict[int, tuple[int, _Move]]()
        waiting = [(0, start)]
        while waiting:
            cost, node = heapq.heappop(waiting)
            if node == end or cost > best[node]:
                continue
            for move in self._moves(node, left_out, moved):
                price = cost + self._price(move.arc)
                if price < best.get(move.end, price + 1):
                    best[move.end], came[move.end] = price, (node, move)
                    heapq.heappush(waiting, (price, move.end))
        path = deque[_Move]()
        while end in came and end != start:
            end, move = came[end]
            path.appendleft(move)
        return list(path)

    def _moves(self, node: int, left_out: int, moved: list[int]) -> Iterator[_Move]:
        for index, arc in enumerate(self.arcs):
            if index == left_out or arc.count < self.floor:  # who sees that nobody is there knows it
                continue
            if arc.start == node:
                yield _Move(index, 1, arc.end, self.least)
            if arc.end == node and (room := arc.count + moved[index] - self.floor) > 0:
                yield _Move(index, -1, arc.start, room)

    def _price(self, index: int) -> int:
        """What a reader loses: nothing more of a count held back already, a total last of all."""
        arc = self.arcs[index]
        if arc.hidden:
            return 0
        return arc.count + 1 + (sum(other.count for other in self.arcs) if arc.total else 0)
