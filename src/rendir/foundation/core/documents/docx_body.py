"""The sections as WordprocessingML: paragraphs, lists, tables with true header rows, pictures with their meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from . import layout
from .archive import escape
from .docx_styles import HAIRLINE, MIST, STRONG_LINE
from .drawings import draw
from .frame import whole
from .layout import Slot
from .model import (
    Align,
    BulletList,
    Cell,
    Document,
    Figure,
    Group,
    Heading,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Words,
)

_TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36000
_RULE = f'w:val="single" w:sz="4" w:color="{HAIRLINE}"'
_ALIGN = {Align.START: "left", Align.CENTER: "center", Align.END: "right"}


def twips(millimetres: float) -> int:
    """Twentieths of a point, the measure of WordprocessingML."""
    return round(millimetres * _TWIPS_PER_MM)


class Body:
    """Writes the body once; `links` (address → relationship) and `pictures` (file name → PNG) gather on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.links: dict[str, str] = {}
        self.pictures: dict[str, bytes] = {}
        self._width = layout.text_width(document)
        self._numbers = count(1)

    def write(self) -> str:
        """The title, then every section."""
        title = _paragraph("Heading1", _run(Span(self.document.title)))
        return title + "".join(self._section(section) for section in whole(self.document))

    def _section(self, section: Section) -> str:
        match section:
            case Heading():
                opens = "<w:pageBreakBefore/>" if section.new_page else ""
                return _paragraph(f"Heading{section.level + 1}", _run(Span(section.text)), extra=opens)
            case Paragraph():
                return _paragraph("Small" if section.small else "Normal", self._words(section.words))
            case BulletList():
                return "".join(_paragraph("ListBullet", self._words(item)) for item in section.items)
            case Table():
                return self._table(section)
            case Figure():
                return self._figure(section)

    def _words(self, text: Words, size: float | None = None) -> str:
        return "".join(self._span(span, size) for span in text)

    def _span(self, span: Span, size: float | None) -> str:
        if not span.link:
            return _run(span, size)
        key = self.links.setdefault(span.link, f"rLink{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{key}" w:history="1">{_run(span, size)}</w:hyperlink>'

    def _figure(self, figure: Figure) -> str:
        drawing = draw(figure, widest=self._width)
        number = next(self._numbers)
        name = f"{number}.png"
        self.pictures[name] = drawing.png
        named = f'id="{number}" name="Figura {number}" descr="{escape(figure.alt)}"'
        width, height = round(drawing.width * EMU_PER_MM), round(drawing.height * EMU_PER_MM)
        drawn = picture(f"rImage{number}", named, width, height)
        caption = _paragraph("Small", _run(Span(figure.caption))) if figure.caption else ""
        return _paragraph("Normal", f"<w:r><w:drawing>{drawn}</w:drawing></w:r>") + caption

    def _table(self, table: Table) -> str:
        widths = layout.column_widths(table, self._width)
        columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
        header = "".join(self._header(table, widths))
        groups = "".join(self._group(group, table, widths) for group in table.groups)
        caption = _paragraph("Caption", _run(Span(table.caption))) if table.caption else ""
        # A paragraph follows, small and empty: without it Word joins two tables that stand one after the other.
        return (
            f"{caption}<w:tbl>{_table_properties(table, self._width)}<w:tblGrid>{columns}</w:tblGrid>"
            f'{header}{groups}</w:tbl><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p>'
        )

    def _header(self, table: Table, widths: Sequence[float]) -> Iterator[str]:
        """Every header row says that it repeats on each page; one with climbing text is as high as that needs."""
        last = len(table.header) - 1
        for index, line in enumerate(layout.slots(table.header, len(widths))):
            rule = STRONG_LINE if index == last else HAIRLINE
            cells = "".join(self._header_cell(slot, table, widths, rule) for slot in line if slot.starts_column)
            climbs = any(slot.cell.turned for slot in line)
            height = f'<w:trHeight w:val="{twips(layout.turned_height(table))}"/>' if climbs else ""
            yield f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _header_cell(self, slot: Slot, table: Table, widths: Sequence[float], rule: str) -> str:
        cell = slot.cell
        centred = cell.columns > 1 or cell.turned
        align = "left" if cell.turned else "center" if centred else _ALIGN[table.columns[slot.column].align]
        look = (
            f'<w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="{rule}"/></w:tcBorders>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{MIST}"/>'
            + (_margins(0.5) if centred else _own_margins(slot, widths))
            + ('<w:textDirection w:val="btLr"/>' if cell.turned else "")
            + f'<w:vAlign w:val="{"center" if cell.turned else "bottom"}"/>'
        )
        size = layout.turned_points(table) if cell.turned else layout.points(table)
        text = self._words(cell.words, size) if slot.starts_row else ""
        style = "CellClimbing" if cell.turned else "CellHeading"
        return f"<w:tc>{_cell_properties(slot, widths, look)}{_paragraph(style, text, align)}</w:tc>"

    def _group(self, group: Group, table: Table, widths: Sequence[float]) -> str:
        band = _band(group, table, sum(widths)) if group.title else ""
        lines = enumerate(_lines(group, len(widths)))
        return band + "".join(self._row(row, line, table, widths, _Beside(group, at)) for at, (row, line) in lines)

    def _row(self, row: Row, line: Sequence[Slot], table: Table, widths: Sequence[float], beside: "_Beside") -> str:
        own = [(slot.column, slot.cell) for slot in line if slot.starts_column and slot.starts_row]
        stays = layout.stays_whole(own, widths, table, layout.text_height(self.document)) and len(own) == len(row)
        properties = "<w:trPr><w:cantSplit/></w:trPr>" if stays else ""
        cells = "".join(self._cell(slot, table, widths, beside) for slot in line if slot.starts_column)
        return f"<w:tr>{properties}{cells}</w:tr>"

    def _cell(self, slot: Slot, table: Table, widths: Sequence[float], beside: "_Beside") -> str:
        if slot.cell.turned:
            return self._name(slot, table, widths, beside)
        text = self._words(slot.cell.words, layout.points(table)) if slot.starts_row else ""
        align = _ALIGN[table.columns[slot.column].align]
        properties = _cell_properties(slot, widths, beside.line + _own_margins(slot, widths))
        return f"<w:tc>{properties}{_paragraph('Cell', text, align)}</w:tc>"

    def _name(self, slot: Slot, table: Table, widths: Sequence[float], beside: "_Beside") -> str:
        """The name that climbs beside rows: written where it starts, its look in every square that it covers."""
        size = layout.climbing_points(slot.cell, beside.rows(slot.cell), table, widths)
        runs = "".join(_run(span, size, beside.colour) for span in slot.cell.words) if slot.starts_row else ""
        look = f'{beside.line}{_margins(0.5)}<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'
        return f"<w:tc>{_cell_properties(slot, widths, look)}{_paragraph('Cell', runs, 'center')}</w:tc>"


@dataclass(frozen=True, slots=True)
class _Beside:
    """A row's place in its group: what a name beside its rows needs to know."""

    group: Group
    at: int

    @property
    def colour(self) -> str:
        return self.group.colour[1:].upper()

    @property
    def line(self) -> str:
        """The line of the group's colour, above the row that opens it."""
        if not (self.group.climbs and self.at == 0):
            return ""
        return f'<w:tcBorders><w:top w:val="single" w:sz="10" w:color="{self.colour}"/></w:tcBorders>'

    def rows(self, cell: Cell) -> Sequence[Row]:
        return self.group.rows[self.at : self.at + cell.rows]


def _margins(side: float) -> str:
    return (
        "<w:tcMar>"
        + "".join(f'<w:{name} w:w="{twips(side)}" w:type="dxa"/>' for name in ("left", "right"))
        + "</w:tcMar>"
    )


def _own_margins(slot: Slot, widths: Sequence[float]) -> str:
    """Only where they are not the table's."""
    side = layout.padding(sum(widths[slot.column : slot.column + slot.cell.columns]))
    return "" if side == layout.CELL_PADDING else _margins(side)


def _table_properties(table: Table, width: float) -> str:
    padding = twips(layout.CELL_PADDING)
    sides = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", 60), ("left", padding), ("bottom", 60), ("right", padding))
    )
    named = f'<w:tblCaption w:val="{escape(table.caption)}"/>' if table.caption else ""
    first = int(any(column.names_row for column in table.columns))
    return (
        f'<w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:tblBorders>'
        f'<w:bottom {_RULE}/><w:insideH {_RULE}/></w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{sides}</w:tblCellMar><w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="{first}" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr>'
    )


def _cell_properties(slot: Slot, widths: Sequence[float], look: str = "") -> str:
    cell = slot.cell
    width = twips(sum(widths[slot.column : slot.column + cell.columns]))
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if slot.starts_row else "continue"}"/>' if cell.rows > 1 else ""
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{merge}{look}</w:tcPr>'


def _band(group: Group, table: Table, width: float) -> str:
    colour = group.colour[1:].upper()
    title = _run(Span(group.title), layout.points(table) * 1.2, colour)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{len(table.columns)}"/><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="12" w:color="{colour}"/></w:tcBorders>'
        '<w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar></w:tcPr>'
        f"{_paragraph('CellBand', title)}</w:tc></w:tr>"
    )


def _lines(group: Group, width: int) -> Iterator[tuple[Row, list[Slot]]]:
    return zip(group.rows, layout.slots(group.rows, width), strict=True)


def _paragraph(style: str, runs: str, align: str = "left", *, extra: str = "") -> str:
    stands = f'<w:jc w:val="{align}"/>' if align != "left" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}{stands}</w:pPr>{runs}</w:p>'


def _run(span: Span, size: float | None = None, colour: str = "") -> str:
    """One run, its line ends as breaks. `size` in points. The order of the properties is the schema's."""
    properties = (
        ('<w:rStyle w:val="Hyperlink"/>' if span.link else "")
        + ("<w:b/><w:bCs/>" if span.strong else "")
        + ("<w:i/><w:iCs/>" if span.emphasis else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "")
    )
    texts = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in span.text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(texts)}</w:r>"


def picture(relation: str, named: str, width: int, height: int, *, extra: str = "") -> str:
    """A picture in the line. `named` are the attributes that say what it is, `extra` what else is said of it."""
    said = f"<wp:docPr {named}>{extra}</wp:docPr>" if extra else f"<wp:docPr {named}/>"
    return (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f"{said}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    )
