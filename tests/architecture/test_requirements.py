"""What is asked for is locked; what is locked has its hashes."""

import re

import pytest

from source_tree import ROOT

FOLDER = ROOT / "requirements"
NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)


def _names(file: str) -> set[str]:
    text = (FOLDER / file).read_text(encoding="utf-8")
    return {re.sub(r"[-_.]+", "-", name).lower() for name in NAME.findall(text)}


@pytest.mark.parametrize(
    ("asked", "locked"),
    [
        ("app.in", "app.txt"),
        ("build.in", "app.txt"),
        ("app.in", "dev.txt"),
        ("build.in", "dev.txt"),
        ("dev.in", "dev.txt"),
    ],
)
def test_what_is_asked_for_is_locked(asked: str, locked: str) -> None:
    assert _names(asked) - _names(locked) == set()


def _versions(file: str) -> dict[str, str]:
    return dict(re.findall(r"^(\S+)==(\S+) \\$", (FOLDER / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_product_is_tested_with_the_versions_it_runs_with() -> None:
    product, developer = _versions("app.txt"), _versions("dev.txt")
    assert {name: developer.get(name) for name in product} == product


@pytest.mark.parametrize("file", ["app.txt", "dev.txt"])
def test_every_locked_package_has_its_hashes(file: str) -> None:
    text = (FOLDER / file).read_text(encoding="utf-8")
    assert re.findall(r"^\S+==\S+(?! \\\n    --hash=sha256:)\s*$", text, re.MULTILINE) == []
