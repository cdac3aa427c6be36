"""Every text can be read on its ground, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from source_tree import PACKAGE

TOKENS = (PACKAGE / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
HEAD, BODY = TOKENS.split("*/", 1)
PAIRS, OUTLINES = (re.findall(r"(--[\w-]+) (--[\w-]+)", part) for part in HEAD.split("Outlines:"))
BLOCKS = re.findall(r"(:root[^{]*){([^}]*)}", BODY)
TONES = {"--ok", "--due", "--bad", "--back"}


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block))


THEMES = {"light": _colours(BLOCKS[0][1]), "dark": _colours(BLOCKS[1][1])}


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_norm() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", PAIRS, ids=" ".join)
def test_a_text_can_be_read(theme: str, pair: tuple[str, str]) -> None:
    assert _contrast(*(THEMES[theme][name] for name in pair)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", OUTLINES, ids=" ".join)
def test_an_outline_can_be_seen(theme: str, pair: tuple[str, str]) -> None:
    assert _contrast(*(THEMES[theme][name] for name in pair)) >= 3


def test_both_ways_to_the_dark_theme_give_the_same_values() -> None:
    assert _colours(BLOCKS[1][1]) == _colours(BLOCKS[2][1])
    assert _colours(BLOCKS[0][1]).keys() == _colours(BLOCKS[1][1]).keys()


def _painted_pairs() -> set[tuple[str, str]]:
    """Text and ground that one rule sets together."""
    found = set()
    for path in (PACKAGE / "static" / "css").rglob("*.css"):
        for rule in re.findall(r"{([^{}]*)}", path.read_text(encoding="utf-8")):
            text = re.search(r"(?<![\w-])color: var\((--[\w-]+)\)", rule)
            ground = re.search(r"background: var\((--[\w-]+)\)", rule)
            if text and ground:
                found.add((text[1], ground[1]))
    return found


def test_every_pair_that_is_painted_is_declared() -> None:
    by_tone = {("--tone", "--tone-soft"), ("--ink", "--tone-soft")}  # the test below holds each tone to it
    assert _painted_pairs() - by_tone - set(PAIRS) == set()


def test_each_tone_is_declared_on_its_soft_ground() -> None:
    for tone in {*TONES, "--accent"}:
        assert {(tone, f"{tone}-soft"), ("--ink", f"{tone}-soft")} <= set(PAIRS)
