"""The coverage gate opens only for what is wholly covered, and only guards where the law lives."""

import json
from pathlib import Path

import pytest

from coverage_gate import gaps

WHOLE = {"missing_lines": [], "missing_branches": []}


def _report(folder: Path, **files: dict[str, list[object]]) -> Path:
    named = {f"src/rendir/plan/planning/{name}.py": told for name, told in files.items()}
    path = folder / "coverage.json"
    path.write_text(json.dumps({"files": named}), encoding="utf-8")
    return path


def test_nothing_is_missing_where_all_is_covered(tmp_path: Path) -> None:
    assert gaps(_report(tmp_path, states=WHOLE, actions=WHOLE)) == []


def test_what_is_missing_is_told_by_line_and_branch(tmp_path: Path) -> None:
    told = {"missing_lines": [3, 7], "missing_branches": [[9, 12], [14, -1]]}
    assert gaps(_report(tmp_path, queries=told)) == [
        "src/rendir/plan/planning/queries.py: lines 3, 7; branches 9->12, 14->exit"
    ]


@pytest.mark.parametrize("name", ["rules/facts", "rules/coherence/order", "actions/imports", "states"])
def test_folders_are_guarded_as_files_are(tmp_path: Path, name: str) -> None:
    assert len(gaps(_report(tmp_path, **{name: {"missing_lines": [1], "missing_branches": []}}))) == 1


@pytest.mark.parametrize("name", ["views/public", "models", "transactions", "reading/rows"])
def test_what_only_shows_or_stores_is_not_guarded(tmp_path: Path, name: str) -> None:
    assert gaps(_report(tmp_path, **{name: {"missing_lines": [1], "missing_branches": []}})) == []
