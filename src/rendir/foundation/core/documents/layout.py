"""Paper, widths and spans: the arithmetic that every printed format shares. Millimetres, and points for type. Pure."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from .model import Cell, Document, Group, Logo, Orientation, Row, Table, plain

MARGIN_SIDE = 16.0
MARGIN_TOP = 26.0
MARGIN_BOTTOM = 22.0
HEAD_FROM_EDGE = 11.0
FOOT_FROM_EDGE = 10.0
CELL_PADDING = 1.6
_NARROW_PADDING = 0.7
_NARROW = 12.0
TEXT_POINTS = 10.0
_CROWDED = 8
_MM_PER_POINT = 25.4 / 72
_LETTER = 0.5
"""Mean width of a letter in Spanish text, in ems (Source Sans 0.46, Arial 0.5)."""
_BOLD_LETTER = 0.62
_LEAST_POINTS = 5.5
_TURNED_LIMIT = 34.0
_WHOLE_SHARE = 0.5
"""A row kept whole may take at most this share of the page; a taller one may break, or it would not fit at all."""


LOGO_HIGH, LOGO_WIDE = 9.0, 40.0
"""The most that a logo takes of the running head."""


def logo_size(logo: Logo) -> tuple[float, float]:
    """Its width and height on paper, as large as there is room for."""
    height = min(LOGO_HIGH, LOGO_WIDE * logo.height / logo.width)
    return height * logo.width / logo.height, height


@dataclass(frozen=True, slots=True)
class Slot:
    """One square of a table's grid: the cell over it, and whether the cell starts here (column, row)."""

    cell: Cell
    column: int
    starts_column: bool
    starts_row: bool


def page_size(document: Document) -> tuple[float, float]:
    """Width and height of the page as it lies."""
    width, height = document.paper.size
    return (height, width) if document.orientation is Orientation.LANDSCAPE else (width, height)


def text_width(document: Document) -> float:
    """What the side margins leave."""
    return page_size(document)[0] - 2 * MARGIN_SIDE


def text_height(document: Document) -> float:
    """What running head and foot leave."""
    return page_size(document)[1] - MARGIN_TOP - MARGIN_BOTTOM


def column_widths(table: Table, width: float) -> list[float]:
    """Each column's part of that width."""
    shares = [column.width for column in table.columns]
    return [width * share / sum(shares) for share in shares]


def padding(width: float) -> float:
    """What stands free at either side of a cell of that width."""
    return _NARROW_PADDING if width < _NARROW else CELL_PADDING


def points(table: Table) -> float:
    """The size of a table's type: smaller where it has many columns."""
    return 8.0 if len(table.columns) > _CROWDED else 9.0


def turned_height(table: Table, letter: float = _BOLD_LETTER) -> float:
    """The height of climbing header text: its longest, on at most two lines, within a limit. Zero without any.

    `letter` is the mean width of a letter in ems: it depends on the typeface.
    """
    turned = [cell for row in table.header for cell in row if cell.turned]
    if not turned:
        return 0.0
    letters = max(_longest_line(plain(cell.words)) for cell in turned)
    return min(letters * turned_points(table) * _MM_PER_POINT * letter + 2 * CELL_PADDING, _TURNED_LIMIT)


def turned_points(table: Table) -> float:
    """The size of climbing header text, a little smaller: each of its letters costs height on every page."""
    return points(table) - 0.5


def climbing_points(cell: Cell, rows: Sequence[Row], table: Table, widths: Sequence[float]) -> float:
    """The size of a name that climbs beside those rows: the table's own where it fits, smaller beside few."""
    high = sum(_height(row, widths, table) for row in placed(_alone(rows), len(widths)))
    fitting = high / (len(plain(cell.words)) * _BOLD_LETTER * _MM_PER_POINT) if cell.words else points(table)
    return round(max(_LEAST_POINTS, min(points(table) + 1, fitting)), 1)


def told_on_each_page(table: Table, starts: Container[int]) -> Table:
    """The table with each name that climbs beside rows ended at the foot of a page and told again on the next.

    `starts` are the rows that open a page, counted from 0 over all groups.
    """
    groups, first = [], 0
    for group in table.groups:
        groups.append(replace(group, rows=tuple(_told(group.rows, first, starts))))
        first += len(group.rows)
    return replace(table, groups=tuple(groups))


def page_starts(table: Table, pages: Sequence[int], document: Document) -> set[int]:
    """The rows that open a page, `pages` being where each row stands; a row or two that could not hold the name that
    climbs beside them go along with their neighbours where these surely fit on one page.
    """
    starts = {at for at in range(1, len(pages)) if pages[at] != pages[at - 1]}
    high = _heights(table, column_widths(table, text_width(document)))
    room = text_height(document) - turned_height(table) - points(table) * _MM_PER_POINT * 3
    first = 0
    for group in table.groups:
        last = first + len(group.rows)
        if group.climbs:
            starts = _without_scraps(starts, range(first, last), high, room, _name_height(group))
        first = last
    return starts


def _without_scraps(starts: set[int], rows: range, high: Sequence[float], room: float, name: float) -> set[int]:
    inner = sorted(one for one in starts if one in rows and one > rows.start)
    if not inner:
        return starts
    after = inner[1] if len(inner) > 1 else rows.stop
    if sum(high[rows.start : inner[0]]) < name and sum(high[rows.start : after]) <= room:
        return starts - {inner[0]} | {rows.start}
    start = inner[-1]
    while sum(high[start : rows.stop]) < name and start - 1 > (inner[-2] if len(inner) > 1 else rows.start):
        start -= 1
    return starts - {inner[-1]} | {start}


def _name_height(group: Group) -> float:
    letters = max(len(plain(row[0].words)) for row in group.rows if row and row[0].turned)
    return letters * _BOLD_LETTER * (_LEAST_POINTS + 1) * _MM_PER_POINT + 2


def _heights(table: Table, widths: Sequence[float]) -> list[float]:
    rows = (row for group in table.groups for row in placed(group.rows, len(widths)))
    return [_height(row, widths, table) for row in rows]


def _told(rows: Sequence[Row], first: int, starts: Container[int]) -> Iterator[Row]:
    name, end = Cell(), 0
    for at, row in enumerate(rows):
        own = row
        if row and row[0].turned:
            name, end, own = row[0], at + row[0].rows, row[1:]
        elif at >= end or first + at not in starts:
            yield row
            continue
        stop = next((one for one in range(at + 1, end) if first + one in starts), end)
        yield (replace(name, rows=stop - at), *own)


def _alone(rows: Sequence[Row]) -> list[Row]:
    """Some rows of a group, by themselves, without the name that climbs beside them."""
    return [(Cell(), *(row[1:] if row and row[0].turned else row)) for row in rows]


def stays_whole(row: Sequence[tuple[int, Cell]], widths: Sequence[float], table: Table, page: float) -> bool:
    """Whether the placed row is surely low enough to be kept on one page of that text height."""
    return _height(row, widths, table) <= page * _WHOLE_SHARE


def table_stays_whole(table: Table, width: float, page: float) -> bool:
    """Whether the whole table is surely low enough to be kept on one page."""
    widths = column_widths(table, width)
    rows = (row for group in table.groups for row in placed(group.rows, len(widths)))
    return turned_height(table) + sum(_height(row, widths, table) for row in rows) <= page * _WHOLE_SHARE / 2


def _height(row: Sequence[tuple[int, Cell]], widths: Sequence[float], table: Table) -> float:
    lines = max((_lines(cell, column, widths, table) for column, cell in row if not cell.turned), default=0)
    return lines * points(table) * _MM_PER_POINT * 1.3 + 2 * CELL_PADDING


def slots(rows: Sequence[Row], width: int) -> Iterator[list[Slot]]:
    """The grid row by row, each square once: a cell over three columns and two rows fills six slots."""
    below: dict[int, tuple[Cell, int, int]] = {}
    for row in rows:
        cells = iter(row)
        line: list[Slot] = []
        while len(line) < width:
            column = len(line)
            held = below.pop(column, None)
            cell, origin, left = held or ((fresh := next(cells)), column, fresh.rows)
            reached = range(column, column + cell.columns)
            line += [Slot(cell, origin, square == origin, held is None) for square in reached]
            if left > 1:
                below[column] = (cell, origin, left - 1)
        yield line


def placed(rows: Sequence[Row], width: int) -> Iterator[list[tuple[int, Cell]]]:
    """Each row's own cells with the column where each starts."""
    for line in slots(rows, width):
        yield [(slot.column, slot.cell) for slot in line if slot.starts_column and slot.starts_row]


def _lines(cell: Cell, column: int, widths: Sequence[float], table: Table) -> int:
    width = sum(widths[column : column + cell.columns])
    room = width - 2 * padding(width)
    per_line = max(1, int(room / (points(table) * _MM_PER_POINT * _LETTER)))
    return sum(1 + len(line) // per_line for line in plain(cell.words).split("\n"))


def _longest_line(text: str) -> int:
    """The letters of the longer line when the text is broken on two, as evenly as its words allow."""
    parts = text.split()
    breaks = range(1, len(parts) + 1)
    return min((max(len(" ".join(parts[:at])), len(" ".join(parts[at:]))) for at in breaks), default=0)
