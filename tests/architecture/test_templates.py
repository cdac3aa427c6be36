"""What no template may hold, so that the content security policy can stay strict and a reader can follow."""

import re
from pathlib import Path

import pytest

from source_tree import PACKAGE, templates

FORBIDDEN = {
    "a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\b(?:src=|type=\"application/json\"))", re.IGNORECASE),
    "an event's script": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "something of another server": re.compile(
        r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=[\"']?(?:https?:)?//"
        r"|<link\b[^>]*\bhref=[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
}
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
BROKEN_TEXT = re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}(?:(?!{%\s*endblocktrans)[^\n])*\n")


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("what", FORBIDDEN)
@pytest.mark.parametrize("path", templates(), ids=_place)
def test_a_template_holds_no(path: Path, what: str) -> None:
    text = TAGS.sub("", COMMENTS.sub("", path.read_text(encoding="utf-8")))
    assert FORBIDDEN[what].findall(text) == []


@pytest.mark.parametrize("path", templates(), ids=_place)
def test_a_text_for_translators_has_no_line_breaks_in_it(path: Path) -> None:
    assert BROKEN_TEXT.findall(path.read_text(encoding="utf-8")) == []


SHARED = [path for path in templates() if path.name.startswith("_") or path.parent.name == "ui"]


@pytest.mark.parametrize("path", SHARED, ids=_place)
def test_a_shared_template_begins_with_its_variables(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith(("{#", "{% comment"))


STYLES = sorted(PACKAGE.rglob("*.css"))


@pytest.mark.parametrize("path", STYLES, ids=_place)
def test_a_style_asks_nothing_of_another_server(path: Path) -> None:
    assert re.findall(r"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//", path.read_text(encoding="utf-8")) == []
