"""The made files in each format. Real libraries where they exist; OpenDocument and HTML by their text."""

import zipfile
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO

import typst
import xlwt
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from corpus.model import C, Line, Sheet, Table

Sheets = Sequence[Sheet]


def to_txt(sheets: Sheets, *, aligned: bool = False) -> bytes:
    """Cells apart by tabs; a line end inside a cell is a space, as when a person pastes. `aligned` puts spaces between
    them, as in a letter.
    """
    lines = []
    for block in (block for sheet in sheets for block in sheet.blocks):
        if isinstance(block, Line):
            lines.append(f"• {block.text}" if block.item else block.text)
        elif aligned:
            rows = block.grid()
            widths = [max(len(row[column]) for row in rows) + 4 for column in range(len(rows[0]))]
            lines += ["".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
        else:
            lines += ["\t".join(" ".join(text.split()) for text in row) for row in block.grid()]
    return "\n".join(lines).encode()


def to_csv(sheets: Sheets) -> bytes:
    """Semicolons and cp1252, as Excel in Colombia saves it."""
    lines = []
    for block in (block for sheet in sheets for block in sheet.blocks):
        rows = [[block.text]] if isinstance(block, Line) else block.grid()
        lines += [";".join('"' + text.replace('"', '""') + '"' if text else "" for text in row) for row in rows]
    return "\r\n".join(lines).encode("cp1252", "replace")


def to_xlsx(sheets: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type] # a new book has one
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        row = 1
        for block in sheet.blocks:
            if isinstance(block, Line):
                page.cell(row, 1, block.text)
                row += 1
                continue
            for down, right, cell in block.placed():
                at = page.cell(row + down, 1 + right, cell.text or None)
                if cell.shade:
                    at.fill = PatternFill("solid", fgColor=f"FF{cell.shade}")
                if cell.rows > 1 or cell.columns > 1:
                    page.merge_cells(
                        start_row=row + down,
                        start_column=1 + right,
                        end_row=row + down + cell.rows - 1,
                        end_column=right + cell.columns,
                    )
            row += block.size[0]
    return _saved(book.save)


def to_xls(sheets: Sheets) -> bytes:
    book = xlwt.Workbook()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        page.visibility = int(sheet.hidden)
        row = 0
        for block in sheet.blocks:
            if isinstance(block, Line):
                page.write(row, 0, block.text)
                row += 1
                continue
            for down, right, cell in block.placed():
                top, left = row + down, right
                page.write_merge(top, top + cell.rows - 1, left, left + cell.columns - 1, cell.text)
            row += block.size[0]
    return _saved(book.save)


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


def to_docx(sheets: Sheets) -> bytes:
    document = Document()
    for block in (block for sheet in sheets for block in sheet.blocks):
        if isinstance(block, Line):
            document.add_paragraph(block.text, style="List Bullet" if block.item else None)
            continue
        height, width = block.size
        table = document.add_table(height, width)
        for down, right, cell in block.placed():
            at = table.cell(down, right)
            if cell.rows > 1 or cell.columns > 1:
                at = at.merge(table.cell(down + cell.rows - 1, right + cell.columns - 1))
            at.text = cell.text
            if cell.shade:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), cell.shade)
                at._tc.get_or_add_tcPr().append(shade)
    return _saved(document.save)


def to_html(sheets: Sheets) -> bytes:
    parts = ["<html><head><meta charset='utf-8'><style>td {color: red}</style></head><body>"]
    for block in (block for sheet in sheets for block in sheet.blocks):
        if isinstance(block, Line):
            parts.append(f"<li>{escape(block.text)}" if block.item else f"<p>{escape(block.text)}</p>")
        else:
            parts.append(_html_table(block))
    return ("\n".join(parts) + "</body></html>").encode()


def _html_table(table: Table) -> str:
    rows: dict[int, list[str]] = {number: [] for number in range(table.size[0])}
    for down, _, cell in table.placed():
        text = escape(cell.text).replace("\n", "<br>")
        rows[down].append(f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{text}</td>')
    return "<table>" + "".join(f"<tr>{''.join(cells)}</tr>\n" for cells in rows.values()) + "</table>"


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
_FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_NOT_SHOWN = '<style:table-properties table:display="false"/>'
_HIDDEN = f'<style:style style:name="oculta" style:family="table">{_NOT_SHOWN}</style:style>'


def to_ods(sheets: Sheets) -> bytes:
    pages = []
    for sheet in sheets:
        tables = [Table([[block.text]]) if isinstance(block, Line) else block for block in sheet.blocks]
        rows = "".join(_odf_rows(table) for table in tables)
        style = ' table:style-name="oculta"' if sheet.hidden else ""
        endless = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        pages.append(f'<table:table table:name="{escape(sheet.name)}"{style}>{rows}{endless}</table:table>')
    body = f"<office:spreadsheet>{''.join(pages)}</office:spreadsheet>"
    return _odf(body, "spreadsheet", _shades(sheets))


def to_odt(sheets: Sheets) -> bytes:
    parts = []
    for block in (block for sheet in sheets for block in sheet.blocks):
        if isinstance(block, Table):
            parts.append(f"<table:table>{_odf_rows(block)}</table:table>")
        elif block.item:
            parts.append(f"<text:list><text:list-item>{_paragraphs(block.text)}</text:list-item></text:list>")
        else:
            parts.append(_paragraphs(block.text))
    return _odf(f"<office:text>{''.join(parts)}</office:text>", "text", _shades(sheets))


def _odf_rows(table: Table) -> str:
    height, width = table.size
    places = {(down, right): cell for down, right, cell in table.placed()}
    covered = "<table:covered-table-cell/>"
    taken = {
        (down + below, right + beside)
        for (down, right), cell in places.items()
        for below in range(cell.rows)
        for beside in range(cell.columns)
    } - places.keys()
    rows = []
    for down in range(height):
        cells = [
            covered if (down, right) in taken else _odf_cell(places.get((down, right), C())) for right in range(width)
        ]
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(rows)


def _odf_cell(cell: C) -> str:
    spans = f'table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'
    style = f' table:style-name="c{cell.shade}"' if cell.shade else ""
    return f"<table:table-cell {spans}{style}>{_paragraphs(cell.text) if cell.text else ''}</table:table-cell>"


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))


def _shades(sheets: Sheets) -> str:
    tables = (block for sheet in sheets for block in sheet.blocks if isinstance(block, Table))
    shades = {cell.shade for table in tables for _, _, cell in table.placed() if cell.shade}
    return "".join(
        f'<style:style style:name="c{shade}" style:family="table-cell">'
        f'<style:table-cell-properties fo:background-color="#{shade}"/></style:style>'
        for shade in sorted(shades)
    )


def _odf(body: str, kind: str, styles: str) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} {_FO}>'
        f"<office:automatic-styles>{_HIDDEN}{styles}</office:automatic-styles><office:body>{body}</office:body>"
        "</office:document-content>"
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def to_pdf(sheets: Sheets, *, narrow: bool = False, lines: str = "all") -> bytes:
    """On paper lying down, every table ruled. `narrow` breaks words wherever the cell ends. `lines` leaves some out:
    `across` keeps those under the rows, `three` those around the titles and at the end, `stripes` paints instead.
    """
    parts = [
        '#set page("a4", flipped: true, margin: 1cm, header: [Alcaldía de prueba])',
        "#set page(footer: context [Página #counter(page).display()])",
        '#set text(7pt, lang: "es", hyphenate: false)',
    ]
    for block in (block for sheet in sheets for block in sheet.blocks):
        if isinstance(block, Line):
            parts.append(f"#par[#{_typst('• ' + block.text if block.item else block.text)}]")
        else:
            parts.append(_typst_table(block, narrow=narrow, lines=lines))
    return typst.compile("\n\n".join(parts).encode())


def _typst(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


_LINES = {
    "all": "",
    "across": "stroke: (x: none, y: none, bottom: 0.5pt), ",
    "three": "stroke: (_, y) => (top: if y < 2 { 0.5pt }, bottom: if y == last { 0.5pt }), ",
    "stripes": "stroke: none, fill: (_, y) => if calc.even(y) { luma(220) }, ",
}


def _typst_table(table: Table, *, narrow: bool, lines: str) -> str:
    width = table.size[1]
    longest = [3] * width
    for _, right, cell in table.placed():
        if cell.columns == 1:
            words = max((len(word) for word in (_cut(cell.text) if narrow else cell.text).split()), default=0)
            longest[right] = max(longest[right], words + 8, min(len(cell.text), 50) // 2)
    shares = ", ".join(f"{length}fr" for length in longest)
    cells = "".join(
        f"table.cell(x: {right}, y: {down}, colspan: {cell.columns}, rowspan: {cell.rows})"
        f"[#{_typst(_cut(cell.text) if narrow else cell.text)}],\n"
        for down, right, cell in table.placed()
    )
    drawn = _LINES[lines].replace("last", str(table.size[0] - 1))
    return f"#table(columns: ({shares}), {drawn}{cells})"


def _cut(text: str) -> str:
    """The text with a line end inside its longest words, as a cell too narrow for them cuts them."""
    return " ".join(f"{word[:-1]}\n{word[-1]}" if len(word) > 12 else word for word in text.split(" "))


WRITERS: dict[str, Callable[..., bytes]] = {
    "txt": to_txt,
    "csv": to_csv,
    "xlsx": to_xlsx,
    "xls": to_xls,
    "ods": to_ods,
    "docx": to_docx,
    "odt": to_odt,
    "html": to_html,
    "pdf": to_pdf,
}
