"""The manual shows what there is: its pictures stand, its links lead, and its buttons are the ones of the pages."""

import re
from pathlib import Path

import pytest
from PIL import Image

from source_tree import ROOT

MANUAL = sorted((ROOT / "docs" / "manual").glob("*.md"))
PICTURES = sorted((ROOT / "docs" / "img" / "manual").glob("*.png"))
JOURNEYS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "browser").glob("test_*.py"))
LARGEST = 150_000
WORDS_OF_PAGES = [
    path.read_text(encoding="utf-8")
    for kind in ("*.html", "*.py")
    for path in (ROOT / "src" / "rendir").rglob(kind)
    if "migrations" not in path.parts
]


def _anchors(path: Path) -> set[str]:
    """Where a heading can be pointed at, as the sites that show Markdown name it."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: path.name)
def test_a_link_of_the_manual_leads_to_a_page_and_to_a_heading(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", path.read_text(encoding="utf-8"))
    targets = [(path.parent / file if file else path, anchor) for file, anchor in links]
    assert [
        (file.name, anchor)
        for file, anchor in targets
        if not file.exists() or (anchor and anchor not in _anchors(file))
    ] == []


def test_every_picture_is_named_in_the_manual_and_every_named_picture_is_there() -> None:
    named = {name for path in MANUAL for name in re.findall(r"img/manual/([\w-]+\.png)", path.read_text("utf-8"))}
    assert named == {path.name for path in PICTURES}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_taken_by_a_journey_small_and_of_a_known_width(path: Path) -> None:
    assert f'"manual/{path.stem}"' in JOURNEYS
    assert path.stat().st_size <= LARGEST
    with Image.open(path) as picture:
        assert picture.width == (360 if path.stem.endswith("-telefono") else 1280)


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: path.name)
def test_a_word_in_bold_is_written_so_on_a_page(path: Path) -> None:
    glossary = path.read_text(encoding="utf-8").partition("## Palabras")[0]
    bold = re.findall(r"\*\*(.+?)\*\*", glossary.replace("\n", " "))
    assert [words for words in bold if not any(words in text for text in WORDS_OF_PAGES)] == []
