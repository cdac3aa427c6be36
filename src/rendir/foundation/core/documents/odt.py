"""The ODT reading (OpenDocument 1.3): the package and its particulars. Body: `odt_body`; look: `odt_styles`."""

from .archive import XML, escape, pack
from .model import Document
from .odt_body import Body
from .odt_styles import LOGO, SPACES, styles

_MIME = "application/vnd.oasis.opendocument.text"


def to_odt(document: Document) -> bytes:
    """The document for a word processor: real headings, header rows, fields for the pages, alternative texts."""
    body = Body(document)
    content = body.write()
    parts: dict[str, str | bytes] = {
        "mimetype": _MIME,
        "content.xml": _content(content, body.styles()),
        "styles.xml": styles(document),
        "meta.xml": _particulars(document),
        **{f"Pictures/{name}": png for name, png in body.pictures.items()},
        **({f"Pictures/{LOGO}": document.logo.png} if document.logo else {}),
        "META-INF/manifest.xml": _manifest(body, document),
    }
    return pack(parts, stored=frozenset({"mimetype"}))


def _content(content: str, automatic: str) -> str:
    return (
        f'{XML}<office:document-content {SPACES} office:version="1.3">'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{content}</office:text></office:body></office:document-content>"
    )


def _particulars(document: Document) -> str:
    moment = f"{document.date.isoformat()}T12:00:00"
    return (
        f'{XML}<office:document-meta {SPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>Rendir</meta:generator><dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.code)}</dc:subject><meta:keyword>{escape(document.seal)}</meta:keyword>"
        f"<meta:initial-creator>{escape(document.entity)}</meta:initial-creator>"
        f"<dc:creator>{escape(document.entity)}</dc:creator><meta:creation-date>{moment}</meta:creation-date>"
        f"<dc:date>{moment}</dc:date><dc:language>{escape(document.language)}</dc:language>{_data(document)}"
        "</office:meta></office:document-meta>"
    )


def _data(document: Document) -> str:
    if not document.data:
        return ""
    kind = 'meta:name="rendir-datos" meta:value-type="string"'
    return f"<meta:user-defined {kind}>{escape(document.data)}</meta:user-defined>"


def _manifest(body: Body, document: Document) -> str:
    kinds = {"/": _MIME, **dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), "text/xml")}
    kinds |= {f"Pictures/{name}": "image/png" for name in (*body.pictures, *([LOGO] if document.logo else ()))}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in kinds.items()
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return f'{XML}<manifest:manifest xmlns:manifest="{space}" manifest:version="1.3">{entries}</manifest:manifest>'
