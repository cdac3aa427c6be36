"""Documents that name something name something that is there."""

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from rendir.front.portal.reference.pages import stale
from source_tree import ROOT, modules, tracked_texts

DECISIONS = sorted((ROOT / "docs" / "adr").glob("*"))
LAW = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_the_reference_says_what_the_code_says() -> None:
    assert stale(ROOT / "docs" / "generated") == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_is_numbered_and_names_what_was_rejected(path: Path) -> None:
    number = DECISIONS.index(path) + 1
    assert re.fullmatch(rf"{number:04}-[a-z0-9]+(-[a-z0-9]+)*\.md", path.name)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {number}. ")
    assert [part for part in ("Decision", "Why", "Rejected") if f"\n## {part}\n" not in text] == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(rendir[\w.]*:\w+)`", LAW))))
def test_a_function_of_the_law_is_there(name: str) -> None:
    module, _, attribute = name.partition(":")
    assert hasattr(import_module(module), attribute)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(tests/[\w/.]+::\w+)`", LAW))))
def test_a_test_of_the_law_is_there(name: str) -> None:
    path, _, function = name.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_row_of_the_law_has_its_function_and_its_test() -> None:
    rows = [line for line in LAW.splitlines() if line.startswith("| ") and not line.startswith("| norm")]
    assert [row for row in rows if not re.search(r"\| `rendir[^`]+` \| `tests/[^`]+` \|$", row)] == []


def _names_in_code() -> set[str]:
    nodes = [node for module in modules() for node in ast.walk(module.tree)]
    classes = {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    return classes | {
        name.id for node in nodes if isinstance(node, ast.Assign) for name in node.targets if isinstance(name, ast.Name)
    }


def test_the_glossary_speaks_of_words_that_are_in_the_code() -> None:
    told = set(re.findall(r"`([A-Z][A-Za-z_]{2,})`", GLOSSARY))
    assert told - _names_in_code() == set()


@pytest.mark.parametrize("path", tracked_texts(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_tells_nothing_of_the_machine_it_was_written_on(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"file://|/root/|/work/|/home/\w|--(?:extra-)?index-url|--find-links", text) == []


LINK = re.compile(r"(?:\]\(|src=\")(?!https?:|mailto:|#)([^)#\s\"]+)")


@pytest.mark.parametrize(
    "path", [one for one in tracked_texts() if one.suffix == ".md"], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_link_leads_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_document_says_the_same_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changes = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    public = re.findall(
        r"^softwareVersion: (\S+)$", (ROOT / "publiccode.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert (changes[0], public) == (version, [version])


@pytest.mark.parametrize("name", ["README.md", "README.es.md"])
def test_the_readme_knows_the_two_commands(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [command for command in ("make demo", "make test") if f"```sh\n{command}\n```" not in text] == []
