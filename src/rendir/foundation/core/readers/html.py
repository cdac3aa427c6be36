"""Web pages, pasted tables, and the pages that programs save under the name of Excel: lines and tables as one grid."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from charset_normalizer import from_bytes

from rendir.foundation.core.importing import Grid
from rendir.foundation.core.readers.board import Board
from rendir.foundation.core.readers.flow import Flow
from rendir.foundation.core.readers.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, too_large

_NOT_READ = frozenset({"script", "style", "template", "noscript", "title", "select", "svg"})
_BLOCKS = frozenset({"p", "div", "ul", "ol", "section", "article", "header", "footer", "main", "br", "hr", "caption"})
_BLOCKS |= {"blockquote", *(f"h{level}" for level in range(1, 7))}
_BREAK = "\x1f"
"""Stands for a line end of the page while the line ends of its source are still in the text."""


def read(path: Path) -> tuple[Grid, ...]:
    """The page as one grid. Nothing that it names is fetched."""
    page = _Page()
    page.feed(decode(path.read_bytes()))
    page.close()
    page.end_line()
    return (page.flow.grid(),)


def decode(data: bytes) -> str:
    """The text of a page: UTF-8 where it is valid, else what its letters look like."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data[:200_000], cp_isolation=["cp1252", "utf_16"]).best()
        return data.decode(best.encoding if best else "cp1252", "replace")


@dataclass
class _Table:
    """A table while it is read: where the next cell goes, and the places that cells above reach down to."""

    board: Board = field(default_factory=Board)
    row: int = 0
    column: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    covered: int = 0
    open_cell: tuple[int, int] | None = None
    text: list[str] = field(default_factory=list)

    def next_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def open(self, down: int, right: int) -> None:
        self.row = max(self.row, 1)
        self.column += 1
        while (self.row, self.column) in self.taken:
            self.column += 1
        self.open_cell, self.text = (self.row, self.column), []
        if down > 1 or right > 1:
            self.covered += down * right
            if self.covered > MOST_CELLS:
                raise too_large("sus celdas combinadas cubren más de lo que puede tener un cronograma")
            bottom, last = self.row + down - 1, self.column + right - 1
            self.taken |= {(row, one) for row in range(self.row, bottom + 1) for one in range(self.column, last + 1)}
            self.spans.append((self.row, self.column, bottom, last))
            self.column = last

    def close(self) -> None:
        if self.open_cell:
            self.board.put(*self.open_cell, _tidy("".join(self.text)))
        self.open_cell = None

    def grid(self) -> Grid:
        for one in self.spans:
            self.board.merge(*one)
        return self.board.grid()


class _Page(HTMLParser):
    """Reads a page as a browser shows it: line ends of the source are spaces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.flow = Flow()
        self.tables: list[_Table] = []
        self.line: list[str] = []
        self.silent = 0
        self.item = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_READ:
            self.silent += 1
        elif tag == "table":
            self.end_line()
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].close()
            self.tables[-1].next_row()
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].close()
            self.tables[-1].open(_span(attrs, "rowspan", MOST_ROWS), _span(attrs, "colspan", MOST_COLUMNS))
        elif tag == "input" and ("type", "checkbox") in attrs:
            self.handle_data("☒" if any(name == "checked" for name, _ in attrs) else "☐")
        elif tag == "li" or tag in _BLOCKS:
            self._break(item=tag == "li")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_READ:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.tables:
            table = self.tables.pop()
            table.close()
            self.flow.put_table(table.grid())
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].close()
        elif tag == "li" or tag in _BLOCKS:
            self._break(item=False)

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.tables:
            self.tables[-1].text.append(data)
        else:
            self.line.append(data)

    def _break(self, *, item: bool) -> None:
        if self.tables:
            self.tables[-1].text.append(_BREAK + ("• " if item else ""))
        else:
            self.end_line()
            self.item = item

    def end_line(self) -> None:
        """Put the line read so far in its place."""
        text = _tidy("".join(self.line))
        (self.flow.item if self.item else self.flow.line)(text)
        self.line, self.item = [], False


def _span(attrs: list[tuple[str, str | None]], name: str, most: int) -> int:
    value = dict(attrs).get(name) or "1"
    return max(1, min(int(value), most)) if value.isdecimal() else 1


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t\r\n\f\xa0]+", " ", line).strip() for line in text.split(_BREAK))
    return "\n".join(line for line in lines if line)
