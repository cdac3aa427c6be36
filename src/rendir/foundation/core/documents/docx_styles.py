"""What a DOCX looks like: its styles, its bullet and its settings. Sizes in half points, distances in twips."""

from .archive import XML, escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
INK, SOFT, HAIRLINE, STRONG_LINE, MIST, ACCENT = "12233B", "4A5A72", "D3DCE8", "9FB0C6", "F3F6FA", "1D4EA8"
_FONT = "Arial"
_RULE = f'w:val="single" w:sz="4" w:color="{HAIRLINE}"'

NUMBERING = (
    f'{XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
SETTINGS = (
    f'{XML}<w:settings {_W}><w:zoom w:percent="100"/><w:autoHyphenation w:val="false"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def styles(language: str) -> str:
    """The styles part, in the document's language."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" '
        f'w:cs="{_FONT}"/><w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{escape(language)}" w:eastAsia="{escape(language)}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    return f"{XML}<w:styles {_W}>{defaults}{_BASE}{''.join(_paragraph(*row) for row in _PARAGRAPHS)}</w:styles>"


_BASE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    f'<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>'
)


def _heading(before: int, level: int) -> str:
    distance = f'<w:spacing w:before="{before}" w:after="100" w:line="252" w:lineRule="auto"/>'
    return f'<w:keepNext/><w:keepLines/>{distance}<w:outlineLvl w:val="{level - 1}"/>'


def _sized(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_HEADINGS = ((38, 0), (27, 320), (22, 240), (20, 200), (20, 200), (20, 200))
"""Size and distance above, level by level; the first is the document's title."""
_BOLD = "<w:b/><w:bCs/>"
_BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_SMALL = f'<w:color w:val="{SOFT}"/>{_sized(16)}'
_TIGHT = '<w:spacing w:after="0" w:line="252" w:lineRule="auto"/>'
_UNDER = f'<w:pBdr><w:bottom {_RULE} w:space="5"/></w:pBdr>'
_OVER = f'<w:pBdr><w:top {_RULE} w:space="5"/></w:pBdr>'
_BAND = '<w:spacing w:before="160" w:after="0" w:line="252" w:lineRule="auto"/>'
_PARAGRAPHS = (
    *((f"Heading{level}", f"heading {level}", _heading(before, level), f"{_BOLD}{_sized(size)}")
      for level, (size, before) in enumerate(_HEADINGS, start=1)),
    ("Caption", "caption", '<w:keepNext/><w:spacing w:before="200" w:after="100"/>', _BOLD),
    ("ListBullet", "List Bullet", f'{_BULLET}<w:spacing w:after="60"/>', ""),
    ("Small", "Small", "", _SMALL),
    ("Cell", "Cell", _TIGHT, ""),
    ("CellHeading", "Cell Heading", f"<w:keepNext/>{_TIGHT}", f'{_BOLD}<w:color w:val="{SOFT}"/>'),
    ("CellClimbing", "Cell Climbing", '<w:keepNext/><w:spacing w:after="0" w:line="184" w:lineRule="exact"/>',
     f'{_BOLD}<w:color w:val="{SOFT}"/>'),
    ("CellBand", "Cell Band", f"<w:keepNext/>{_BAND}", _BOLD),
    ("Header", "header", _TIGHT, _SMALL),
    ("HeaderLast", "Header Last", _UNDER + _TIGHT, _SMALL),
    ("Footer", "footer", _TIGHT, _SMALL),
    ("FooterFirst", "Footer First", _OVER + _TIGHT, _SMALL),
)  # fmt: skip


def _paragraph(key: str, name: str, paragraph: str, letters: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
