"""PDF by coordinates (pdfplumber): ruled tables, merged cells, climbing titles, and the lines between the tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from rendir.foundation.core.importing import Grid, Unreadable
from rendir.foundation.core.readers.archive import damaged
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.flow import Flow
from rendir.foundation.core.readers.kinds import WITHOUT_PASSWORD
from rendir.foundation.core.readers.limits import MOST_CELLS, MOST_PAGES, too_large
from rendir.foundation.core.readers.pdf_lines import MissingLines
from rendir.foundation.core.readers.pdf_text import Line, Vocabulary, is_turned, joined, lines_of, words_of

Box = tuple[float, float, float, float]
Char = dict[str, Any]
_NEAR = 3.0
"""Points within which two edges are one."""
_FEWEST_ROWS = 3
"""Edges of rows from which two tables on two pages may be one sheet."""
_MOST_CROSSINGS = 20_000
"""Places of one page where a line down and a line across may cross."""


def read(path: Path) -> tuple[Grid, ...]:
    """All pages as one grid, in reading order. Raises `Unreadable`."""
    try:
        with pdfplumber.open(path) as document:
            if len(document.pages) > MOST_PAGES:
                raise too_large(f"tiene {len(document.pages)} páginas y se leen hasta {MOST_PAGES}")
            pages = list(_pages(document.pages))
    except PdfminerException as error:
        raise _refusal(error) from error
    except (PDFException, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged() from error
    return (_grid(pages),)


def _pages(pages: Sequence[Page]) -> Iterator["_PageReader"]:
    """The pages read, one by one. Where lines cross there may be a cell: a net that makes more of them than a schedule
    has is refused.
    """
    missing, crossings = MissingLines(), 0
    for page in pages:
        downs = {round(one["x0"]) for one in page.edges if one["orientation"] == "v"}
        across = {round(one["top"]) for one in page.edges if one["orientation"] == "h"}
        here = len(downs) * len(across)
        crossings += here
        if here > _MOST_CROSSINGS or crossings > MOST_CELLS:
            raise too_large(f"la página {page.page_number} tiene más líneas de las que puede tener un cronograma")
        yield _PageReader(page, missing)


def _refusal(error: PdfminerException) -> Unreadable:
    if any(isinstance(one, PDFPasswordIncorrect) for one in error.args):
        return Unreadable("El archivo está protegido con contraseña.", way_out=WITHOUT_PASSWORD)
    return damaged()


def _grid(pages: Sequence["_PageReader"]) -> Grid:
    if not any(page.says_something for page in pages):
        message = "El PDF no trae texto: es una imagen, como la que hace un escáner."
        raise Unreadable(message, way_out="Cargue el archivo del que salió el PDF (Excel o Word), o copie sus celdas.")
    vocabulary = Vocabulary.of(line for page in pages for line in page.all_lines())
    _join_across(pages)
    flow = Flow()
    for number, page in enumerate(pages, 1):
        flow.turn_to(number)
        page.pour(flow, vocabulary)
    return flow.grid()


def _join_across(pages: Sequence["_PageReader"]) -> None:
    """A sheet wider than the paper is printed on pages side by side: the same rows, with other columns."""
    for place, page in enumerate(pages):
        for later in pages[place + 1 :]:
            if len(page.tables) == len(later.tables) == 1 and page.tables[0].goes_on_at_right(later.tables[0]):
                page.tables[0].append(later.tables.pop())


class _PageReader:
    """One page: its tables with the letters of each cell, and the lines outside them."""

    def __init__(self, page: Page, missing: MissingLines) -> None:
        chars = _once(page.chars)
        tables = page.find_tables(missing.settings(page))
        self.tables = [_TableReader(table) for table in tables if len(table.cells) > 1]
        outside: list[Char] = []
        for word in words_of(chars):
            table = next((one for one in self.tables if one.holds(word)), None)
            if table is None or not table.take(word):
                outside += word
        self.outside = lines_of(outside)
        self.says_something = any(one["text"].strip() for one in chars)
        page.close()

    def all_lines(self) -> Iterator[Line]:
        yield from self.outside
        for table in self.tables:
            yield from table.all_lines()

    def pour(self, flow: Flow, vocabulary: Vocabulary) -> None:
        """The lines and the tables of the page, from top to bottom."""
        parts: list[tuple[float, Line | _TableReader]] = [(line.top, line) for line in self.outside]
        parts += [(table.top, table) for table in self.tables]
        for _, part in sorted(parts, key=lambda one: one[0]):
            if isinstance(part, Line):
                flow.line(part.text)
            else:
                flow.put_table(part.grid(vocabulary))


def _once(chars: Iterable[Char]) -> list[Char]:
    """The letters without those drawn again over themselves, to look bold."""
    seen = {(one["text"], round(one["x0"]), round(one["top"])): one for one in chars}
    return list(seen.values())


class _TableReader:
    """One ruled table: its cells by row and column, each with its letters."""

    def __init__(self, table: Table) -> None:
        self.left, self.top, self.right, self.bottom = table.bbox
        self.columns = _edges(edge for cell in table.cells for edge in (cell[0], cell[2]))
        self.rows = _edges(edge for cell in table.cells for edge in (cell[1], cell[3]))
        self.cells: dict[tuple[int, int, int, int], list[Char]] = {}
        self.places: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for cell in table.cells:
            self._put(cell)

    def _put(self, cell: Box) -> None:
        left, right = _place(self.columns, cell[0]), _place(self.columns, cell[2]) - 1
        top, bottom = _place(self.rows, cell[1]), _place(self.rows, cell[3]) - 1
        area = (top, left, bottom, right)
        self.cells[area] = []
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.places[row, column] = area

    def holds(self, word: Sequence[Char]) -> bool:
        x, y = _middle(word)
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def take(self, word: Sequence[Char]) -> bool:
        """Give a word to the cell it stands in, where its end may stand out; False where there is none."""
        x, y = _middle(word)
        column = sum(edge <= x for edge in self.columns) - 1
        row = sum(edge <= y for edge in self.rows) - 1
        area = self.places.get((row, column))
        if area:
            self.cells[area] += word
        return area is not None

    def goes_on_at_right(self, other: "_TableReader") -> bool:
        """Whether another table has the rows of this one, at the same heights, and other columns."""
        if len(self.rows) < _FEWEST_ROWS or len(self.rows) != len(other.rows):
            return False
        same_rows = all(abs(one - two) < _NEAR for one, two in zip(self.rows, other.rows, strict=True))
        widths, others = ([right - left for left, right in pairwise(one.columns)] for one in (self, other))
        same_columns = len(widths) == len(others) and all(
            abs(one - two) < _NEAR for one, two in zip(widths, others, strict=True)
        )
        return same_rows and not same_columns

    def append(self, other: "_TableReader") -> None:
        """Put another table at the right of this one."""
        shift, first = self.right - other.left, len(self.columns) - 1
        self.columns += [column + shift for column in other.columns[1:]]
        self.right = self.columns[-1]
        for (top, left, bottom, right), chars in other.cells.items():
            moved = [{**one, "x0": one["x0"] + shift, "x1": one["x1"] + shift} for one in chars]
            self.cells[top, left + first, bottom, right + first] = moved

    def all_lines(self) -> Iterator[Line]:
        for chars in self.cells.values():
            yield from lines_of(chars)

    def _margins(self) -> dict[int, float]:
        """For each column, the white at the left of its cells: the least that any leaves."""
        margins: dict[int, float] = {}
        for (_, left, _, _), chars in self.cells.items():
            whites = [float(one["x0"]) - self.columns[left] for one in chars if not is_turned(one)]
            if whites:
                margins[left] = max(0.0, min([*whites, margins.get(left, whites[0])]))
        return margins

    def grid(self, vocabulary: Vocabulary) -> Grid:
        board, margins = Board(), self._margins()
        for (top, left, _, right), chars in self.cells.items():
            room = self.columns[right + 1] - self.columns[left] - 2 * margins.get(left, 0.0)
            board.put(top + 1, left + 1, joined(lines_of(chars), vocabulary, room))
        for top, left, bottom, right in self.cells:
            if top != bottom or left != right:
                board.merge(top + 1, left + 1, bottom + 1, right + 1)
        return board.grid()


def _middle(word: Sequence[Char]) -> tuple[float, float]:
    left, right = min(one["x0"] for one in word), max(one["x1"] for one in word)
    return (left + right) / 2, (min(one["top"] for one in word) + max(one["bottom"] for one in word)) / 2


def _edges(values: Iterable[float]) -> list[float]:
    """The distinct edges, those that almost coincide taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _place(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))
