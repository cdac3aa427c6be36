"""A document is declared once, as sections; HTML, PDF (PDF/UA-1 and PDF/A-2a at once), DOCX and ODT are readings of it.

What a caller declares is in `model`; what every format shares is in `frame` (the running head and foot, signatures,
where to check) and `layout` (paper, widths, spans). Each format then writes what it is given: `html`, `pdf`, `docx`,
`odt`.
The same document gives the same bytes: dates come from the document, never from the clock. No domain word stands here.
"""

from .docx import to_docx
from .html import to_fragment, to_html
from .model import (
    Align,
    BulletList,
    Cell,
    Column,
    Document,
    Figure,
    Group,
    Heading,
    Logo,
    Orientation,
    Paper,
    Paragraph,
    Row,
    Section,
    Signature,
    Span,
    Table,
    Words,
    words,
)
from .odt import to_odt
from .pdf import to_pdf

__all__ = [
    "Align",
    "BulletList",
    "Cell",
    "Column",
    "Document",
    "Figure",
    "Group",
    "Heading",
    "Logo",
    "Orientation",
    "Paper",
    "Paragraph",
    "Row",
    "Section",
    "Signature",
    "Span",
    "Table",
    "Words",
    "to_docx",
    "to_fragment",
    "to_html",
    "to_odt",
    "to_pdf",
    "words",
]
