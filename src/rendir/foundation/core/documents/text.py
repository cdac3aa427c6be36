"""What text, addresses and drawings a document may hold, whoever wrote them. Pure."""

import re
import unicodedata
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NONCHARACTERS = frozenset(range(0xFDD0, 0xFDF0)) | {
    plane * 0x10000 + end for plane in range(17) for end in (0xFFFE, 0xFFFF)
}
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make text read in another order than it is stored: a reader could be shown what is not written."""
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Zs"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_KEPT_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
_SVG = "{http://www.w3.org/2000/svg}"
_SPEAKING = frozenset({"script", "foreignObject", "image", "use", "style", "a", "animate", "set"})
"""Elements of an SVG that run, fetch or hide something. A drawing of ours needs none."""


def clean(text: str) -> str:
    """The text without what no format may carry: controls, lone surrogates, noncharacters, reordering marks.

    Every kind of line end becomes a line feed, a tab becomes a space.
    """
    if text.isprintable():  # nearly always: nothing to take away
        return text
    straight = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return "".join(mark for mark in straight if _may_stand(mark))


def one_line(text: str) -> str:
    """The clean text on one line, with single spaces: a title, a name, an alternative text. Empty if none is seen."""
    line = " ".join(clean(text).split())
    return line if any(unicodedata.category(mark) not in _UNSEEN for mark in line) else ""


def safe_address(address: str) -> str:
    """The address as ASCII, where it leads to the web, a mailbox or a telephone; else nothing.

    >>> safe_address("https://alcaldia.gov.co/rendición")
    'https://alcaldia.gov.co/rendici%C3%B3n'
    >>> safe_address("javascript:alert(1)")
    ''
    """
    stripped = one_line(address)
    try:
        parts = urlsplit(stripped)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.path):
        return ""
    return quote(stripped, safe=_KEPT_IN_ADDRESSES)


def check_drawing(svg: str) -> None:
    """Refuse (`ValueError`) a drawing that is not plain, still, self-contained SVG."""
    if "<!" in svg:
        message = "a drawing declares no entity and needs no comment"
        raise ValueError(message)
    try:
        root = ET.fromstring(svg)  # noqa: S314 - no declaration is let through, so nothing can expand
    except (ET.ParseError, ValueError) as fault:
        message = "a drawing must be well-formed SVG"
        raise ValueError(message) from fault
    if root.tag != f"{_SVG}svg":
        message = "a drawing's root is svg, in the SVG namespace"
        raise ValueError(message)
    for element in root.iter():
        _check_element(element)


def _check_element(element: ET.Element) -> None:
    name = element.tag.removeprefix(_SVG)
    attributes = {key.rpartition("}")[2].lower() for key in element.attrib}
    if name in _SPEAKING or "href" in attributes or any(key.startswith("on") for key in attributes):
        message = f"a drawing runs and fetches nothing: <{name}>"
        raise ValueError(message)


def _may_stand(mark: str) -> bool:
    if mark == "\n":
        return True
    banned = mark in _REORDERING or ord(mark) in _NONCHARACTERS
    return not banned and unicodedata.category(mark) not in {"Cc", "Cs"}
