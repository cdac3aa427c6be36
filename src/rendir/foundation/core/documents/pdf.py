"""The PDF reading: PDF/UA-1 and PDF/A-2a at once, drawn by typst from `template.typ`.

The document reaches the template as data (JSON), never as code: nothing that a person wrote can be a command, and there
is nothing to escape. The template imports no package and the compiler sees no folder but this one: nothing is fetched.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from importlib.resources import as_file, files
from pathlib import Path

import typst

from . import layout
from .fonts import FAMILY, collection, drawable, slants
from .frame import foot_lines, reference, whole
from .headers import by_scope
from .model import BulletList, Cell, Document, Figure, Group, Heading, Paragraph, Row, Section, Span, Table, Words

_LONG = re.compile(r"\S{24,}")
_CHUNK = re.compile(r"\S{1,8}")
_NARROW = 22.0
"""Millimetres below which a column reads better with its words divided. Dividing them takes typst time."""
_SEMIBOLD_LETTER = 0.52
"""Mean width of a letter of the typeface drawn here, in ems."""
_MAY_BREAK = "\u200b"


def to_pdf(document: Document) -> bytes:
    """The document as a tagged PDF. `typst.TypstError` where the compiler finds that it breaks either norm."""
    moment = datetime.combine(document.date, time(12), UTC)
    with as_file(files(__package__) / "template.typ") as template:
        sections = _paged(document, template)
        pdf = typst.compile(
            template,
            root=template.parent,
            font_paths=collection(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"document": json.dumps(_document(document, sections))},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=moment,
        )
    return by_scope(pdf, [section for section in sections if isinstance(section, Table)])


def _paged(document: Document, template: Path) -> tuple[Section, ...]:
    """The sections, each name that climbs beside rows told again on every page. Typst turns the pages without those
    names and says where; then with them, for one that is taller than its rows may move them.
    """
    sections = whole(document)
    if not any(isinstance(section, Table) and _rows_of(section) for section in sections):
        return sections
    told = tuple(_nameless(section) for section in sections)
    for _ in range(2):
        pages = iter(_pages(document, told, template))
        told = tuple(_told(section, pages, document) for section in sections)
    return told


def _pages(document: Document, sections: Sequence[Section], template: Path) -> list[int]:
    """Where each row beside which a name climbs would stand."""
    found = typst.query(
        template,
        "<row>",
        field="value",
        root=template.parent,
        font_paths=collection(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_document(document, sections)), "measuring": "yes"},
    )
    pages: list[int] = json.loads(found)
    return pages


def _nameless(section: Section) -> Section:
    """A table with a separate empty cell in place of the name that climbs, which then moves nothing."""
    if not isinstance(section, Table):
        return section
    alone = layout.told_on_each_page(section, range(sum(len(group.rows) for group in section.groups)))
    groups = tuple(
        replace(group, rows=tuple((replace(row[0], words=()), *row[1:]) for row in group.rows))
        if group.climbs
        else group
        for group in alone.groups
    )
    return replace(alone, groups=groups)


def _told(section: Section, pages: Iterator[int], document: Document) -> Section:
    """`pages` gives where each row of each table stands, in reading order."""
    if not isinstance(section, Table):
        return section
    stand = [next(pages) if group.climbs else 0 for group in section.groups for _ in group.rows]
    return layout.told_on_each_page(section, layout.page_starts(section, stand, document))


def _rows_of(table: Table) -> int:
    """Its rows beside which a name climbs: those that say where they stand."""
    return sum(len(group.rows) for group in table.groups if group.climbs)


def _climbs(section: Section) -> bool:
    return isinstance(section, Table) and any(group.climbs for group in section.groups)


def _document(document: Document, sections: Sequence[Section]) -> dict[str, object]:
    width, height = layout.page_size(document)
    language, _, region = document.language.partition("-")
    return {
        "title": drawable(document.title),
        "entity": drawable(document.entity),
        "mark": drawable(document.mark),
        "logo": _logo(document),
        "reference": [drawable(line) for line in reference(document)],
        "foot": [drawable(line) for line in foot_lines(document)],
        "keywords": [drawable(word) for word in (document.code, document.seal) if word],
        "date": [document.date.year, document.date.month, document.date.day],
        "language": language,
        "region": region or None,
        "font": FAMILY,
        "paper": {"width": width, "height": height},
        "sections": [_section(section, document) for section in sections],
    }


def _logo(document: Document) -> dict[str, object] | None:
    """Its points as numbers: typst reads no other bytes out of JSON."""
    if document.logo is None:
        return None
    width, height = layout.logo_size(document.logo)
    return {"png": list(document.logo.png), "width": width, "height": height}


def _section(section: Section, document: Document) -> dict[str, object]:
    match section:
        case Heading():
            text = drawable(section.text)
            return {"kind": "heading", "level": section.level + 1, "text": text, "new_page": section.new_page}
        case Paragraph():
            return {"kind": "paragraph", "small": section.small, "words": _words(section.words)}
        case BulletList():
            return {"kind": "list", "items": [_words(item) for item in section.items]}
        case Figure():
            return _figure(section, document)
        case Table():
            return _table(section, document)


def _figure(figure: Figure, document: Document) -> dict[str, object]:
    width = min(figure.width, layout.text_width(document))
    texts = {"alt": drawable(figure.alt), "caption": drawable(figure.caption)}
    return {"kind": "figure", "svg": figure.svg, "width": width, **texts}


def _table(table: Table, document: Document) -> dict[str, object]:
    widths = layout.column_widths(table, layout.text_width(document))
    return {
        "kind": "table",
        "caption": drawable(table.caption),
        "points": layout.points(table),
        "whole": layout.table_stays_whole(table, layout.text_width(document), layout.text_height(document)),
        "turned": layout.turned_height(table, _SEMIBOLD_LETTER),
        "widths": widths,
        "paddings": [layout.padding(width) for width in widths],
        "aligns": [column.align.value for column in table.columns],
        "header": _header(table, document),
        "groups": [_group(group, table, document) for group in table.groups],
    }


def _header(table: Table, document: Document) -> list[list[dict[str, object]]]:
    """The header rows; `ends` marks the cells that reach the last of them, where the strong line is drawn."""
    last = len(table.header)
    return [
        [{**shown, "ends": index + cell.rows == last} for shown, cell in zip(line, row, strict=True)]
        for index, (line, row) in enumerate(zip(_rows(table.header, table, document), table.header, strict=True))
    ]


def _group(group: Group, table: Table, document: Document) -> dict[str, object]:
    rows = _rows(group.rows, table, document)
    widths = layout.column_widths(table, layout.text_width(document))
    for at, (row, shown) in enumerate(zip(group.rows, rows, strict=True)):
        for cell in shown:
            cell |= {"opens": group.climbs and at == 0, "colour": group.colour, "marks": False}
        if group.climbs:
            shown[1 if row[0].turned else 0]["marks"] = True
        if row and row[0].turned:
            beside = group.rows[at : at + row[0].rows]
            shown[0]["points"] = layout.climbing_points(row[0], beside, table, widths)
    return {"title": drawable(group.title), "colour": group.colour, "rows": rows}


def _rows(rows: Sequence[Row], table: Table, document: Document) -> list[list[dict[str, object]]]:
    widths = layout.column_widths(table, layout.text_width(document))
    page = layout.text_height(document)
    shown = []
    for row in layout.placed(rows, len(widths)):
        whole = layout.stays_whole(row, widths, table, page)
        shown.append([_cell(cell, column, widths, whole=whole) for column, cell in row])
    return shown


def _cell(cell: Cell, column: int, widths: Sequence[float], *, whole: bool) -> dict[str, object]:
    """`whole`: it may not break over two pages. `narrow`: its words may break over two lines."""
    return {
        "columns": cell.columns,
        "rows": cell.rows,
        "turned": cell.turned,
        "whole": whole and cell.rows == 1,
        "narrow": not cell.turned and sum(widths[column : column + cell.columns]) < _NARROW,
        "words": _words(cell.words),
    }


def _words(text: Words) -> list[dict[str, object]]:
    return [_span(span) for span in text]


def _span(span: Span) -> dict[str, object]:
    text = drawable(span.text)
    emphasis = span.emphasis and slants(text)
    return {"text": _breakable(text), "strong": span.strong, "emphasis": emphasis, "link": span.link}


def _breakable(text: str) -> str:
    """The text with a place to break inside words that no narrow column holds, such as an address."""
    return _LONG.sub(lambda long: _MAY_BREAK.join(_CHUNK.findall(long.group())), text)
