"""What an ODT looks like: its named styles, its page with running head and foot, and its bullet."""

from . import layout
from .archive import XML, escape
from .frame import foot_lines, reference
from .model import Document

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "office": f"{_OASIS}:office:1.0",
        "style": f"{_OASIS}:style:1.0",
        "text": f"{_OASIS}:text:1.0",
        "table": f"{_OASIS}:table:1.0",
        "draw": f"{_OASIS}:drawing:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "svg": f"{_OASIS}:svg-compatible:1.0",
        "meta": f"{_OASIS}:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
INK, SOFT, HAIRLINE, STRONG_LINE, MIST, ACCENT = "#12233b", "#4a5a72", "#d3dce8", "#9fb0c6", "#f3f6fa", "#1d4ea8"
_FONT = "Arial"
LOGO = "logo.png"
_SMALL = f'fo:font-size="8pt" fo:color="{SOFT}"'
_BOLD = 'fo:font-weight="bold"'
_TIGHT = 'fo:margin-top="0mm" fo:margin-bottom="0mm" fo:line-height="105%"'
_NEXT = 'fo:keep-with-next="always"'


def styles(document: Document) -> str:
    """The styles part: in the document's language, on its paper."""
    return (
        f'{XML}<office:document-styles {SPACES} office:version="1.3">'
        f'<office:font-face-decls><style:font-face style:name="{_FONT}" svg:font-family="{_FONT}"/>'
        f"</office:font-face-decls><office:styles>{_default(document)}{_PARAGRAPHS}{_CHARACTERS}{_BULLET}</office:styles>"
        f"<office:automatic-styles>{_page(document)}</office:automatic-styles>"
        f"<office:master-styles>{_master(document)}</office:master-styles></office:document-styles>"
    )


def _default(document: Document) -> str:
    language, _, country = document.language.partition("-")
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="2.1mm" '
        f'fo:line-height="118%"/><style:text-properties style:font-name="{_FONT}" fo:font-size="10pt" fo:color="{INK}" '
        f'fo:language="{escape(language)}" fo:country="{escape(country or "none")}"/></style:default-style>'
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/>'
        "</style:default-style>"
    )


def _paragraph(name: str, paragraph: str, letters: str, level: int = 0) -> str:
    outline = f' style:default-outline-level="{level}"' if level else ""
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"{outline}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {letters}/></style:style>"
    )


def _page_heading(level: int) -> str:
    """The heading of that level where it begins a page."""
    name = f"Heading_20_{level}"
    return (
        f'<style:style style:name="{name}_20_Page" style:display-name="Heading {level} Page" style:family="paragraph" '
        f'style:parent-style-name="{name}"><style:paragraph-properties fo:break-before="page"/></style:style>'
    )


def _heading(level: int, size: float, before: float) -> str:
    above = f'fo:margin-top="{before}mm" fo:margin-bottom="1.8mm" fo:line-height="105%" {_NEXT}'
    return _paragraph(f"Heading_20_{level}", above, f'{_BOLD} fo:font-size="{size}pt"', level)


_SIZES = ((19, 0), (13.5, 5.6), (11, 4.2), (10, 3.5), (10, 3.5), (10, 3.5))
_PARAGRAPHS = (
    "".join(_heading(level, size, before) for level, (size, before) in enumerate(_SIZES, start=1))
    + "".join(_page_heading(level) for level in range(2, len(_SIZES) + 1))
    + _paragraph("Standard", "", "")
    + _paragraph("Small", "", _SMALL)
    + _paragraph("Caption", f'fo:margin-top="3.5mm" fo:margin-bottom="1.8mm" {_NEXT}', _BOLD)
    + _paragraph("Item", 'fo:margin-bottom="1mm"', "")
    + _paragraph("Header", _TIGHT, _SMALL)
    + _paragraph("HeaderLast", f'{_TIGHT} fo:border-bottom="0.5pt solid {HAIRLINE}" fo:padding-bottom="1.8mm"', _SMALL)
    + _paragraph("Footer", _TIGHT, _SMALL)
    + _paragraph("FooterFirst", f'{_TIGHT} fo:border-top="0.5pt solid {HAIRLINE}" fo:padding-top="1.8mm"', _SMALL)
)
_CHARACTERS = (
    f'<style:style style:name="Strong" style:family="text"><style:text-properties {_BOLD}/></style:style>'
    '<style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic"/>'
    "</style:style>"
    f'<style:style style:name="StrongEmphasis" style:family="text"><style:text-properties {_BOLD} '
    'fo:font-style="italic"/></style:style>'
    '<style:style style:name="Internet_20_link" style:display-name="Internet Link" style:family="text">'
    f'<style:text-properties fo:color="{ACCENT}" style:text-underline-style="solid"/></style:style>'
)
_BULLET = (
    '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="5mm" '
    'fo:text-indent="-5mm" fo:margin-left="5mm"/></style:list-level-properties></text:list-level-style-bullet>'
    "</text:list-style>"
)


def _page(document: Document) -> str:
    """The page layout, and the running lines' tab at the right margin. Head and foot stand inside the margins."""
    width, height = layout.page_size(document)
    head, foot = layout.HEAD_FROM_EDGE, layout.FOOT_FROM_EDGE
    tab = (
        f'<style:tab-stops><style:tab-stop style:position="{layout.text_width(document)}mm" style:type="right"/>'
        "</style:tab-stops>"
    )
    lines = "".join(
        f'<style:style style:name="{name}Line" style:family="paragraph" style:parent-style-name="{name}">'
        f"<style:paragraph-properties>{tab}</style:paragraph-properties></style:style>"
        for name in ("Header", "HeaderLast", "Footer", "FooterFirst")
    )
    return lines + (
        '<style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="{width}mm" fo:page-height="{height}mm" style:print-orientation="{document.orientation.value}" '
        f'fo:margin-top="{head}mm" fo:margin-bottom="{foot}mm" '
        f'fo:margin-left="{layout.MARGIN_SIDE}mm" fo:margin-right="{layout.MARGIN_SIDE}mm"/>'
        f"<style:header-style>{_band(layout.MARGIN_TOP - head, 'bottom')}</style:header-style>"
        f"<style:footer-style>{_band(layout.MARGIN_BOTTOM - foot, 'top')}</style:footer-style></style:page-layout>"
    )


def _band(height: float, inner: str) -> str:
    return f'<style:header-footer-properties fo:min-height="{height}mm" fo:margin-{inner}="4mm"/>'


def _master(document: Document) -> str:
    code, day = reference(document)
    entity = f'{_logo(document)}<text:span text:style-name="Strong">{escape(document.entity)}</text:span>'
    head = _line("Header", entity, escape(code)) + _line("HeaderLast", escape(document.title), escape(day))
    number = '<text:page-number text:select-page="current">1</text:page-number>'
    pages = f"Página {number} de <text:page-count>1</text:page-count>"
    first, *others = foot_lines(document) or ("",)
    foot = _line("FooterFirst", escape(first), pages) + "".join(_line("Footer", escape(other)) for other in others)
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="Page">'
        f"<style:header>{head}</style:header><style:footer>{foot}</style:footer></style:master-page>"
    )


def _logo(document: Document) -> str:
    """Before the entity's name, without a text of its own: the name says the same."""
    if document.logo is None:
        return ""
    width, height = layout.logo_size(document.logo)
    return (
        f'<draw:frame draw:name="Logotipo" loext:decorative="true" text:anchor-type="as-char" '
        f'svg:width="{width:.2f}mm" svg:height="{height:.2f}mm"><draw:image xlink:href="Pictures/{LOGO}" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="image/png"/></draw:frame>'
        '<text:s text:c="2"/>'
    )


def _line(style: str, left: str, right: str = "") -> str:
    return f'<text:p text:style-name="{style}Line">{left}{f"<text:tab/>{right}" if right else ""}</text:p>'
