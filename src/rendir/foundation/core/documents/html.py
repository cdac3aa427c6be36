"""The HTML reading: a fragment for a page that has its own styles, and a whole page that prints well by itself."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from .frame import foot_lines, long_date, reference, whole
from .layout import column_widths, page_size, placed
from .model import (
    BulletList,
    Cell,
    Column,
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


def to_html(document: Document) -> str:
    """A whole page, self-contained, styled for screen and paper. No script, no inline style, nothing fetched."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{_style(document)}</style>\n</head>\n"
        f"<body>\n{to_fragment(document)}</body>\n</html>\n"
    )


def to_fragment(document: Document) -> str:
    """The document as one `<article>`, headings from h1, for a page that has its own styles."""
    return "".join(_parts(document))


def _parts(document: Document) -> Iterator[str]:
    code, _ = reference(document)
    yield '<article class="document">\n<header>\n'
    yield f'<p class="entity">{escape(document.entity)}</p>\n<h1>{escape(document.title)}</h1>\n'
    yield f'<p class="reference">{" · ".join(escape(part) for part in (code, long_date(document.date)) if part)}</p>\n'
    yield "</header>\n"
    for number, section in enumerate(whole(document)):
        yield _section(section, number)
    yield f"<footer>\n{''.join(f'<p>{escape(line)}</p>' for line in foot_lines(document))}\n</footer>\n</article>\n"


def _section(section: Section, number: int) -> str:
    match section:
        case Heading():
            opens = ' class="new-page"' if section.new_page else ""
            return f"<h{section.level + 1}{opens}>{escape(section.text)}</h{section.level + 1}>\n"
        case Paragraph():
            kind = ' class="small"' if section.small else ""
            return f"<p{kind}>{_words(section.words)}</p>\n"
        case BulletList():
            return f"<ul>{''.join(f'<li>{_words(item)}</li>' for item in section.items)}</ul>\n"
        case Table():
            return _table(section, number)
        case Figure():
            return _figure(section)


def _figure(figure: Figure) -> str:
    caption = f"<figcaption>{escape(figure.caption)}</figcaption>" if figure.caption else ""
    return f'<figure><div role="img" aria-label="{escape(figure.alt)}">{figure.svg}</div>{caption}</figure>\n'


def _table(table: Table, number: int) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>\n" if table.caption else ""
    columns = "".join(f'<col class="c{index}">' for index in range(len(table.columns)))
    header = _rows(table.header, table, header=True)
    bodies = "".join(_group(group, table) for group in table.groups)
    return (
        f'<div class="scroll"><table id="tabla-{number}">\n{caption}<colgroup>{columns}</colgroup>\n'
        f"<thead>\n{header}</thead>\n{bodies}</table></div>\n"
    )


def _group(group: Group, table: Table) -> str:
    band = ""
    if group.title:
        mark = f"g{group.colour[1:]}"
        band = (
            f'<tr class="band {mark}"><th scope="rowgroup" colspan="{len(table.columns)}">'
            f"{escape(group.title)}</th></tr>\n"
        )
    name = f' class="g{group.colour[1:]}"' if group.climbs else ""
    return f"<tbody{name}>\n{band}{_rows(group.rows, table, header=False)}</tbody>\n"


def _rows(rows: Sequence[Row], table: Table, *, header: bool) -> str:
    lines = (
        "".join(_cell(cell, table.columns[column], header=header) for column, cell in row)
        for row in placed(rows, len(table.columns))
    )
    return "".join(f"<tr>{line}</tr>\n" for line in lines)


def _cell(cell: Cell, column: Column, *, header: bool) -> str:
    spans = "".join(
        f' {name}="{size}"' for name, size in (("colspan", cell.columns), ("rowspan", cell.rows)) if size > 1
    )
    kind = " turned" if cell.turned else ""
    align = "center" if header and cell.columns > 1 else column.align.value
    name, scope = _role(cell, column, header=header)
    text = f"<span>{_words(cell.words)}</span>" if cell.turned else _words(cell.words)
    return f'<{name}{scope} class="{align}{kind}"{spans}>{text}</{name}>'


def _role(cell: Cell, column: Column, *, header: bool) -> tuple[str, str]:
    """The element and its scope. A header cell without words heads nothing: it is a plain cell."""
    if header and cell.words:
        return "th", ' scope="colgroup"' if cell.columns > 1 else ' scope="col"'
    if cell.turned:
        return "th", ' scope="rowgroup"'
    if column.names_row and not header:
        return "th", ' scope="row"'
    return "td", ""


def _words(text: Words) -> str:
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    text = escape(span.text).replace("\n", "<br>")
    if span.emphasis:
        text = f"<em>{text}</em>"
    if span.strong:
        text = f"<strong>{text}</strong>"
    return f'<a href="{escape(span.link)}">{text}</a>' if span.link else text


def _style(document: Document) -> str:
    """The style sheet, and after it what depends on this document: its paper, columns, colours and running lines."""
    width, height = page_size(document)
    own = [f"@page {{ size: {width}mm {height}mm; }}"]
    for number, section in enumerate(whole(document)):
        if isinstance(section, Table):
            own += _table_rules(section, number)
    return files(__package__).joinpath("print.css").read_text("utf-8") + "\n".join(own) + "\n"


def _table_rules(table: Table, number: int) -> list[str]:
    shares = column_widths(table, 100)
    rules = [f"#tabla-{number} .c{index} {{ width: {share:.2f}%; }}" for index, share in enumerate(shares)]
    colours = {group.colour for group in table.groups if group.title or group.climbs}
    return rules + [
        f".g{colour[1:]}:not(tbody) th, .g{colour[1:]} .turned {{ color: {colour}; border-color: {colour}; }}"
        for colour in sorted(colours)
    ]
