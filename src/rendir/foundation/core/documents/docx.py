"""The DOCX reading (ECMA-376): the package, its particulars, and its running head and foot. The body is `docx_body`."""

from . import layout
from .archive import XML, escape, pack
from .docx_body import EMU_PER_MM, Body, picture, twips
from .docx_styles import NUMBERING, SETTINGS, styles
from .frame import foot_lines, reference
from .model import Document, Orientation

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BODY_SPACES = (
    f'{_W} xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_PARTS = {
    "rStyles": ("styles", "styles.xml"),
    "rNumbering": ("numbering", "numbering.xml"),
    "rSettings": ("settings", "settings.xml"),
    "rHeader": ("header", "header1.xml"),
    "rFooter": ("footer", "footer1.xml"),
}


def to_docx(document: Document) -> bytes:
    """The document for a word processor: real headings, header rows, fields for the pages, alternative texts."""
    body = Body(document)
    content = body.write()
    main = f"<w:body>{content}{_page(document)}</w:body>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _particulars(document),
        "docProps/app.xml": _application(document),
        "word/document.xml": f"{XML}<w:document {_BODY_SPACES}>{main}</w:document>",
        "word/_rels/document.xml.rels": _relations(body, document),
        "word/styles.xml": styles(document.language),
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": SETTINGS,
        "word/header1.xml": f"{XML}<w:hdr {_BODY_SPACES}>{_head(document)}</w:hdr>",
        "word/footer1.xml": f"{XML}<w:ftr {_W}>{_foot(document)}</w:ftr>",
    }
    if document.data:
        space = "urn:rendir:datos"
        parts["customXml/item1.xml"] = f'{XML}<rendir-datos xmlns="{space}">{escape(document.data)}</rendir-datos>'
    if document.logo:
        parts["word/media/logo.png"] = document.logo.png
        parts["word/_rels/header1.xml.rels"] = _HEAD_RELATIONS
    return pack(parts | {f"word/media/{name}": png for name, png in body.pictures.items()})


_HEAD_RELATIONS = (
    f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rLogo" Type="{_OFFICE}/image" Target="media/logo.png"/></Relationships>'
)


def _content_types() -> str:
    named = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/numbering.xml": f"{_WORD}.numbering+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/header1.xml": f"{_WORD}.header+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    )


def _package_relations() -> str:
    return (
        f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="r3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'
    )


def _relations(body: Body, document: Document) -> str:
    own = {key: (kind, target, "") for key, (kind, target) in _PARTS.items()}
    if document.data:
        own["rData"] = ("customXml", "../customXml/item1.xml", "")
    pictures = {f"rImage{name[:-4]}": ("image", f"media/{name}", "") for name in body.pictures}
    links = {key: ("hyperlink", escape(link), ' TargetMode="External"') for link, key in body.links.items()}
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for key, (kind, target, mode) in (own | pictures | links).items()
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _particulars(document: Document) -> str:
    moment = f'xsi:type="dcterms:W3CDTF">{document.date.isoformat()}T12:00:00Z'
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.code)}</dc:subject>"
        f"<dc:creator>{escape(document.entity)}</dc:creator><cp:keywords>{escape(document.seal)}</cp:keywords>"
        f"<cp:lastModifiedBy>{escape(document.entity)}</cp:lastModifiedBy>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified>"
        f"<dc:language>{escape(document.language)}</dc:language><cp:version>{escape(document.version)}</cp:version>"
        "</cp:coreProperties>"
    )


def _application(document: Document) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{XML}<Properties xmlns="{space}"><Company>{escape(document.entity)}</Company></Properties>'


def _page(document: Document) -> str:
    width, height = (twips(side) for side in layout.page_size(document))
    lies = ' w:orient="landscape"' if document.orientation is Orientation.LANDSCAPE else ""
    side = twips(layout.MARGIN_SIDE)
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rHeader"/>'
        '<w:footerReference w:type="default" r:id="rFooter"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{lies}/>'
        f'<w:pgMar w:top="{twips(layout.MARGIN_TOP)}" w:right="{side}" w:bottom="{twips(layout.MARGIN_BOTTOM)}" '
        f'w:left="{side}" w:header="{twips(layout.HEAD_FROM_EDGE)}" w:footer="{twips(layout.FOOT_FROM_EDGE)}" '
        'w:gutter="0"/></w:sectPr>'
    )


def _head(document: Document) -> str:
    """Two lines, left and right, over a hairline; the right side hangs on a tab at the margin."""
    code, day = reference(document)
    first = _line("Header", f"{_logo(document)}{_run(document.entity, strong=True)}{_TAB}{_run(code)}", document)
    return first + _line("HeaderLast", f"{_run(document.title)}{_TAB}{_run(day)}", document)


def _logo(document: Document) -> str:
    """Before the entity's name, and marked as an ornament: the name says the same."""
    if document.logo is None:
        return ""
    width, height = (round(side * EMU_PER_MM) for side in layout.logo_size(document.logo))
    drawn = picture("rLogo", 'id="900" name="Logotipo" descr=""', width, height, extra=_ORNAMENT)
    return f"<w:r><w:drawing>{drawn}</w:drawing></w:r>{_run('  ')}"


_ORNAMENT = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def _foot(document: Document) -> str:
    pages = f"{_run('Página ')}{_field('PAGE')}{_run(' de ')}{_field('NUMPAGES')}"
    first, *others = foot_lines(document) or ("",)
    lines = _line("FooterFirst", f"{_run(first)}{_TAB}{pages}", document)
    return lines + "".join(_line("Footer", _run(other), document) for other in others)


_TAB = "<w:r><w:tab/></w:r>"


def _line(style: str, runs: str, document: Document) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(layout.text_width(document))}"/></w:tabs>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{tab}</w:pPr>{runs}</w:p>'


def _run(text: str, *, strong: bool = False) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if strong else ""
    return f'<w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
