"""The sections as OpenDocument text: paragraphs, lists, tables with true header rows, pictures that say what they show.

OpenDocument wants a named style for each look of a table, row, cell or cell's paragraph: `Body` names each look once.
"""

import re
from collections.abc import Sequence

from . import layout
from .archive import escape
from .drawings import draw
from .frame import whole
from .layout import Slot
from .model import Align, BulletList, Document, Figure, Group, Heading, Paragraph, Row, Section, Span, Table, Words
from .odt_styles import HAIRLINE, MIST, SOFT, STRONG_LINE

_SPACES = re.compile(" {2,}")
_ALIGN = {Align.START: "start", Align.CENTER: "center", Align.END: "end"}
_NO_MARGIN = 'fo:margin-top="0mm" fo:margin-bottom="0mm"'
_TIGHT = f'{_NO_MARGIN} fo:line-height="105%"'
_CLIMBING = f'{_NO_MARGIN} fo:line-height="9.2pt"'


class Body:
    """Writes the body once; `pictures` (file name → PNG) and the looks in use gather on the way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pictures: dict[str, bytes] = {}
        self._looks: dict[tuple[str, str], str] = {}
        self._width = layout.text_width(document)
        self._tables = 0

    def write(self) -> str:
        """The title, then every section."""
        title = f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{_lines(self.document.title)}</text:h>'
        return title + "".join(self._section(section) for section in whole(self.document))

    def styles(self) -> str:
        """The automatic styles that the body turned out to use."""
        return "".join(
            f'<style:style style:name="{name}" style:family="{family}">{look}</style:style>'
            for (family, look), name in self._looks.items()
        )

    def _look(self, family: str, look: str) -> str:
        """The name of that look."""
        return self._looks.setdefault((family, look), f"L{len(self._looks) + 1}")

    def _section(self, section: Section) -> str:
        match section:
            case Heading():
                level = section.level + 1
                style = f"Heading_20_{level}{'_20_Page' if section.new_page else ''}"
                opening = f'<text:h text:style-name="{style}" text:outline-level="{level}">'
                return f"{opening}{_lines(section.text)}</text:h>"
            case Paragraph():
                return _paragraph("Small" if section.small else "Standard", _words(section.words))
            case BulletList():
                items = "".join(
                    f"<text:list-item>{_paragraph('Item', _words(item))}</text:list-item>" for item in section.items
                )
                return f'<text:list text:style-name="Bullets">{items}</text:list>'
            case Table():
                return self._table(section)
            case Figure():
                return self._figure(section)

    def _figure(self, figure: Figure) -> str:
        drawing = draw(figure, widest=self._width)
        number = len(self.pictures) + 1
        self.pictures[f"{number}.png"] = drawing.png
        frame = (
            f'<draw:frame draw:name="Figura {number}" text:anchor-type="as-char" svg:width="{drawing.width:.2f}mm" '
            f'svg:height="{drawing.height:.2f}mm"><draw:image xlink:href="Pictures/{number}.png" xlink:type="simple" '
            f'xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="image/png"/>'
            f"<svg:title>{escape(figure.alt)}</svg:title></draw:frame>"
        )
        caption = _paragraph("Small", _lines(figure.caption)) if figure.caption else ""
        return _paragraph("Standard", frame) + caption

    def _table(self, table: Table) -> str:
        self._tables += 1
        widths = layout.column_widths(table, self._width)
        look = self._look("table", f'<style:table-properties style:width="{self._width:.2f}mm" table:align="left" '
                          'table:border-model="collapsing"/>')  # fmt: skip
        columns = "".join(self._column(width) for width in widths)
        header = self._header(table, widths)
        groups = "".join(self._group(group, table, widths) for group in table.groups)
        caption = _paragraph("Caption", _lines(table.caption)) if table.caption else ""
        return (
            f'{caption}<table:table table:name="Tabla {self._tables}" table:style-name="{look}">{columns}'
            f"<table:table-header-rows>{header}</table:table-header-rows>{groups}</table:table>"
        )

    def _column(self, width: float) -> str:
        look = self._look("table-column", f'<style:table-column-properties style:column-width="{width:.2f}mm"/>')
        return f'<table:table-column table:style-name="{look}"/>'

    def _row(self, cells: str, *, whole_row: bool, height: float = 0.0) -> str:
        high = f' style:min-row-height="{height:.2f}mm"' if height else ""
        keep = "always" if whole_row else "auto"
        look = self._look("table-row", f'<style:table-row-properties{high} fo:keep-together="{keep}"/>')
        return f'<table:table-row table:style-name="{look}">{cells}</table:table-row>'

    def _header(self, table: Table, widths: Sequence[float]) -> str:
        rows = []
        for line in layout.slots(table.header, len(widths)):
            cells = "".join(self._header_cell(slot, table, widths) for slot in line)
            height = layout.turned_height(table) if any(slot.cell.turned for slot in line) else 0.0
            rows.append(self._row(cells, whole_row=True, height=height))
        return "".join(rows)

    def _header_cell(self, slot: Slot, table: Table, widths: Sequence[float]) -> str:
        cell = slot.cell
        reaches_last = any(cell is other for other in _last_cells(table))
        side = 0.5 if cell.turned or cell.columns > 1 else layout.padding(widths[slot.column])
        rule = f"0.75pt solid {STRONG_LINE}" if reaches_last else f"0.5pt solid {HAIRLINE}"
        climbs = ' loext:writing-mode="bt-lr"' if cell.turned else ""
        look = self._look(
            "table-cell",
            f'<style:table-cell-properties fo:background-color="{MIST}" fo:padding-top="1mm" fo:padding-bottom="1mm" '
            f'fo:padding-left="{side}mm" fo:padding-right="{side}mm" fo:border="none" '
            f'fo:border-bottom="{rule}" '
            f'style:vertical-align="{"middle" if cell.turned else "bottom"}"{climbs}/>',
        )
        align = Align.START if cell.turned else Align.CENTER if cell.columns > 1 else table.columns[slot.column].align
        lines = _CLIMBING if cell.turned else _TIGHT
        size = layout.turned_points(table) if cell.turned else 0
        bold = f'fo:font-weight="bold" fo:color="{SOFT}"'
        style = self._cell_paragraph(table, align, lines=lines, letters=bold, size=size)
        return _cell(slot, look, _paragraph(style, _words(cell.words)))

    def _cell_paragraph(
        self, table: Table, align: Align, *, lines: str = _TIGHT, letters: str = "", size: float = 0
    ) -> str:
        return self._look(
            "paragraph",
            f'<style:paragraph-properties {lines} fo:text-align="{_ALIGN[align]}"/>'
            f'<style:text-properties fo:font-size="{size or layout.points(table)}pt" {letters}/>',
        )

    def _group(self, group: Group, table: Table, widths: Sequence[float]) -> str:
        band = self._band(group, table) if group.title else ""
        lines = enumerate(zip(group.rows, layout.slots(group.rows, len(widths)), strict=True))
        return band + "".join(self._body_row(row, line, table, group, at) for at, (row, line) in lines)

    def _body_row(self, row: Row, line: Sequence[Slot], table: Table, group: Group, at: int) -> str:
        widths = layout.column_widths(table, self._width)
        own = [(slot.column, slot.cell) for slot in line if slot.starts_column and slot.starts_row]
        stays = layout.stays_whole(own, widths, table, layout.text_height(self.document)) and len(own) == len(row)
        line_above = f' fo:border-top="1.25pt solid {group.colour}"' if group.climbs and at == 0 else ""
        cells = (
            self._name(slot, table, group, at, line_above)
            if slot.cell.turned
            else self._body_cell(slot, table, widths, line_above)
            for slot in line
        )
        return self._row("".join(cells), whole_row=stays)

    def _body_cell(self, slot: Slot, table: Table, widths: Sequence[float], line_above: str) -> str:
        side = layout.padding(sum(widths[slot.column : slot.column + slot.cell.columns]))
        look = self._look(
            "table-cell",
            f'<style:table-cell-properties fo:padding-top="1mm" fo:padding-bottom="1mm" fo:padding-left="{side}mm" '
            f'fo:padding-right="{side}mm" fo:border="none" fo:border-bottom="0.5pt solid {HAIRLINE}"{line_above}/>',
        )
        style = self._cell_paragraph(table, table.columns[slot.column].align)
        return _cell(slot, look, _paragraph(style, _words(slot.cell.words)))

    def _name(self, slot: Slot, table: Table, group: Group, at: int, line_above: str) -> str:
        """The name that climbs beside rows."""
        look = self._look(
            "table-cell",
            f'<style:table-cell-properties fo:padding="0.5mm" fo:border="none" style:vertical-align="middle" '
            f'fo:border-bottom="0.5pt solid {HAIRLINE}"{line_above} loext:writing-mode="bt-lr"/>',
        )
        beside = group.rows[at : at + slot.cell.rows]
        size = layout.climbing_points(slot.cell, beside, table, layout.column_widths(table, self._width))
        style = self._cell_paragraph(table, Align.CENTER, letters=f'fo:color="{group.colour}"', size=size)
        return _cell(slot, look, _paragraph(style, _words(slot.cell.words)))

    def _band(self, group: Group, table: Table) -> str:
        cell = self._look(
            "table-cell",
            '<style:table-cell-properties fo:padding-top="3.6mm" fo:padding-bottom="1mm" fo:padding-left="0mm" '
            f'fo:padding-right="0mm" fo:border="none" fo:border-bottom="1.5pt solid {group.colour}"/>',
        )
        words = self._look(
            "paragraph",
            f'<style:paragraph-properties {_TIGHT} fo:keep-with-next="always"/><style:text-properties '
            f'fo:font-weight="bold" fo:color="{group.colour}" fo:font-size="{layout.points(table) * 1.2:.1f}pt"/>',
        )
        width = len(table.columns)
        covered = "<table:covered-table-cell/>" * (width - 1)
        opening = (
            f'<table:table-cell table:style-name="{cell}" office:value-type="string" '
            f'table:number-columns-spanned="{width}">'
        )
        return self._row(
            f"{opening}{_paragraph(words, _lines(group.title))}</table:table-cell>{covered}", whole_row=True
        )


def _last_cells(table: Table) -> list[object]:
    """The cells of the header that reach its last row."""
    *_, line = layout.slots(table.header, len(table.columns))
    return [slot.cell for slot in line]


def _cell(slot: Slot, look: str, paragraph: str) -> str:
    """A cell where it starts; elsewhere the square that it covers."""
    if not (slot.starts_column and slot.starts_row):
        return f'<table:covered-table-cell table:style-name="{look}"/>'
    spans = (("columns", slot.cell.columns), ("rows", slot.cell.rows))
    over = "".join(f' table:number-{name}-spanned="{size}"' for name, size in spans if size > 1)
    return (
        f'<table:table-cell table:style-name="{look}" office:value-type="string"{over}>{paragraph}</table:table-cell>'
    )


def _paragraph(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _words(text: Words) -> str:
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    style = ("Strong" if span.strong else "") + ("Emphasis" if span.emphasis else "")
    content = _lines(span.text)
    if style:
        content = f'<text:span text:style-name="{style}">{content}</text:span>'
    if not span.link:
        return content
    opening = f'<text:a xlink:type="simple" xlink:href="{escape(span.link)}" text:style-name="Internet_20_link">'
    return f"{opening}{content}</text:a>"


def _lines(text: str) -> str:
    """Text with its line ends, and its runs of spaces, which OpenDocument would otherwise join into one."""
    return _SPACES.sub(_spaces, escape(text)).replace("\n", "<text:line-break/>")


def _spaces(found: re.Match[str]) -> str:
    return f' <text:s text:c="{len(found.group()) - 1}"/>'
