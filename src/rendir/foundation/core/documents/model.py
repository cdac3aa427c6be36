"""What a document is made of: its particulars and its sections. Frozen, checked when declared. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import TypeAlias

from .text import check_drawing, clean, one_line, safe_address

_COLOUR = re.compile(r"#[0-9a-f]{6}")
INK = "#12233b"


class Paper(Enum):
    """Name, width and height in millimetres, upright."""

    CARTA = ("Carta", 216, 279)
    OFICIO = ("Oficio", 216, 330)
    LEGAL = ("Legal", 216, 356)
    A4 = ("A4", 210, 297)

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def size(self) -> tuple[int, int]:
        return self.value[1:]


class Orientation(StrEnum):
    """How the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Align(StrEnum):
    """Where the text of a column stands."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one kind. `link` is an address (http, https, mailto, tel; another one is dropped)."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        _set(self, text=clean(self.text), link=safe_address(self.link))


Words: TypeAlias = tuple[Span, ...]


def words(*parts: str | Span) -> Words:
    """Text as sections hold it: `words("Vea ", Span("la norma", link="https://…"))`. Empty parts fall away."""
    spans = (part if isinstance(part, Span) else Span(part) for part in parts)
    return tuple(span for span in spans if span.text)


def plain(text: Words) -> str:
    """The words without their emphasis and links."""
    return "".join(span.text for span in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the document's title. `level` runs from 1; a level that would be skipped is not skipped.
    `new_page`: it begins a page, as each of several sheets does.
    """

    text: str
    level: int = 1
    new_page: bool = False

    def __post_init__(self) -> None:
        _set(self, text=one_line(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a line end inside breaks the line. `small` is for notes and sources."""

    words: Words
    small: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order says nothing."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, over so many columns and rows. `turned`: the text climbs, to save width. Below the header only the first
    column climbs: one name over the rows that it names, told again on each page that they reach.
    """

    words: Words = ()
    columns: int = 1
    rows: int = 1
    turned: bool = False


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's width. `names_row`: its cells say what the row is about (row headers)."""

    width: float = 1.0
    align: Align = Align.START
    names_row: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one band, such as «Gastos · 10 filas». Without a title there is no band.

    `colour` (`#rrggbb`) draws only words and line of the band, or of the name that climbs beside the rows; the words
    alone must carry the meaning.
    """

    rows: tuple[Row, ...]
    title: str = ""
    colour: str = INK

    def __post_init__(self) -> None:
        _set(self, title=one_line(self.title))
        _require(bool(_COLOUR.fullmatch(self.colour)), "a colour is written #rrggbb, in small letters")
        climbing = (cell.turned for row in self.rows for cell in row[1:])
        _require(not any(climbing), "below the header only the first cell of a row climbs")

    @property
    def climbs(self) -> bool:
        """Whether a name climbs beside its rows."""
        return any(row[0].turned for row in self.rows if row)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, header rows (repeated on each page) and groups of rows. `caption` is what the table is called.

    The cells of the header rows, and of each group, fill their rows exactly, spans counted (`ValueError` otherwise).
    """

    caption: str
    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    groups: tuple[Group, ...]

    def __post_init__(self) -> None:
        _set(self, caption=one_line(self.caption))
        _require(bool(self.columns) and bool(self.header), "a table has columns and at least one header row")
        _require(all(column.width > 0 for column in self.columns), "each column has a width above zero")
        for rows in (self.header, *(group.rows for group in self.groups)):
            _require(_fills(rows, len(self.columns)), "the cells of a table fill its rows exactly")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (SVG with literal colours, self-contained) and what it says, for who does not see it. Width in mm."""

    svg: str
    alt: str
    width: float = 160
    caption: str = ""

    def __post_init__(self) -> None:
        _set(self, alt=one_line(self.alt), caption=one_line(self.caption))
        _require(bool(self.alt), "a figure says in words what it shows")
        _require(self.width > 0, "a figure has a width above zero")
        check_drawing(self.svg)


_PNG = b"\x89PNG\r\n\x1a\n"

Section: TypeAlias = Heading | Paragraph | BulletList | Table | Figure


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for a step of the document, and in which capacity. Both may be still unknown."""

    name: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        _set(self, name=one_line(self.name), role=one_line(self.role))


@dataclass(frozen=True, slots=True)
class Logo:
    """The entity's logo (PNG) and its measures in points. It says nothing that the entity's name beside it does not."""

    png: bytes
    width: int
    height: int

    def __post_init__(self) -> None:
        _require(self.png.startswith(_PNG), "a logo is a PNG")
        _require(self.width > 0 and self.height > 0, "a logo has measures above zero")


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `code` and `version` are those of the entity's format; `date` is the document's, not today's.

    `seal` is a short text that ties the document to a public register; `address` is where it is published. `data` is
    kept with the file, out of sight, for the program that reads it back (DOCX and ODT; only letters, no controls).
    `mark` is a word that every page says, as «BORRADOR»: a sheet alone must not pass for what it is not. With none of
    the three signatures the block of signatures is left out.
    """

    title: str
    date: date
    entity: str
    sections: tuple[Section, ...]
    code: str = ""
    version: str = ""
    language: str = "es-CO"
    prepared_by: Signature | None = None
    reviewed_by: Signature | None = None
    approved_by: Signature | None = None
    paper: Paper = Paper.CARTA
    orientation: Orientation = Orientation.PORTRAIT
    seal: str = ""
    address: str = ""
    data: str = ""
    logo: Logo | None = None
    mark: str = ""

    def __post_init__(self) -> None:
        names = ("title", "entity", "code", "version", "seal", "mark")
        lines = {name: one_line(getattr(self, name)) for name in names}
        _set(self, **lines, address=safe_address(self.address))
        _require(bool(self.title), "a document has a title")


def _set(thing: object, **fields: str) -> None:
    """Write the cleaned fields of a frozen thing while it is being made."""
    for name, value in fields.items():
        object.__setattr__(thing, name, value)


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)


def _fills(rows: tuple[Row, ...], width: int) -> bool:
    """Whether the cells fill `width` columns in each row, with no gap, no overlap and nothing beyond the last row."""
    taken: set[tuple[int, int]] = set()
    for line, row in enumerate(rows):
        column = 0
        for cell in row:
            while (line, column) in taken:
                column += 1
            squares = {(line + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            if not squares or squares & taken or line + cell.rows > len(rows) or column + cell.columns > width:
                return False
            taken |= squares
    return len(taken) == len(rows) * width
