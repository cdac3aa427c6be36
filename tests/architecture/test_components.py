"""A component is whole: a function, a template, a style, a place in the gallery and a line in the manual."""

import re
from inspect import signature
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from rendir.foundation.core import stylesheet
from rendir.foundation.core.templatetags.ui import COMPONENTS
from source_tree import PACKAGE, ROOT

TEMPLATES = PACKAGE / "templates" / "ui"
STYLES = PACKAGE / "static" / "css"
GALLERY = (PACKAGE / "templates" / "portal" / "gallery.html").read_text(encoding="utf-8")
FRAME = "".join((PACKAGE / "templates" / name).read_text(encoding="utf-8") for name in ("base.html", "desk.html"))
MANUAL = (ROOT / "docs" / "components.md").read_text(encoding="utf-8").splitlines()


def test_each_component_has_its_template_and_no_template_is_without_one() -> None:
    whole = {path.stem for path in TEMPLATES.glob("*.html") if not path.stem.startswith("_")}
    assert whole == set(COMPONENTS)


def test_each_component_has_its_style_and_no_style_is_without_one() -> None:
    assert {path.stem for path in (STYLES / "ui").glob("*.css")} == set(COMPONENTS)


def test_each_component_stands_in_the_gallery() -> None:
    assert [name for name in COMPONENTS if not re.search(rf"{{%\s*{name}\b", GALLERY)] == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_manual_gives_every_argument_of_a_component(name: str) -> None:
    line = next(line for line in MANUAL if re.match(rf"\| `{name}[ `]", line))
    wanted = [argument for argument in signature(COMPONENTS[name]).parameters if argument not in {"content", "context"}]
    assert [argument for argument in wanted if not re.search(rf"\b{argument}\b", line)] == []


def test_the_one_stylesheet_is_that_of_its_parts() -> None:
    made = (STYLES / stylesheet.NAME).read_text(encoding="utf-8")
    assert made == stylesheet.build(STYLES), "run `rendir styles`"


def test_every_style_is_a_part_of_the_one_stylesheet() -> None:
    written = {path for path in STYLES.rglob("*.css") if path.name != stylesheet.NAME}
    assert set(stylesheet.parts(STYLES)) == written


def test_what_the_frame_asks_for_exists() -> None:
    asked = re.findall(r"{%\s*static '([^']+)'\s*%}", FRAME)
    assert asked
    assert [name for name in asked if not finders.find(name)] == []


def test_a_component_uses_only_values_that_tokens_declare() -> None:
    tokens = (STYLES / "tokens.css").read_text(encoding="utf-8")
    local = {"--tone", "--tone-soft", "--of"}
    unknown = {
        (path.name, name)
        for path in stylesheet.parts(STYLES)
        for name in re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8"))
        if name not in local and f"{name}:" not in tokens
    }
    assert unknown == set()


def test_a_component_declares_no_colour_of_its_own() -> None:
    painted = {
        path.name: found
        for path in stylesheet.parts(STYLES)
        if path.name not in {"tokens.css", "print.css"}
        and (found := re.findall(r":[^;{}]*(#[0-9a-fA-F]{3,8})\b", path.read_text(encoding="utf-8")))
    }
    assert painted == {"layout.css": ["#ffffff"]}  # the ground of a code that cameras read


def test_the_page_of_500_leans_on_nothing() -> None:
    text = Path(PACKAGE / "templates" / "errors" / "500.html").read_text(encoding="utf-8")
    assert set(re.findall(r"{%\s*(\w+)", text)) == {"comment", "endcomment", "load", "static"}
