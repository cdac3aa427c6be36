"""Where the law lives, every line and every branch is tested: rules, states, actions and queries."""

import json
import re
from pathlib import Path

_GATED = re.compile(r"/(rules|states|actions|queries)(\.py$|/)")


def gaps(report: Path) -> list[str]:
    """`path: lines 3, 7; branches 4->9` for each gated file that is not wholly covered.

    `report` is what `coverage json` wrote.
    """
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return [_gap(path, told) for path, told in sorted(files.items()) if _is_gap(path, told)]


def _is_gap(path: str, told: dict[str, list[object]]) -> bool:
    return bool(_GATED.search(path)) and bool(told["missing_lines"] or told["missing_branches"])


def _gap(path: str, told: dict[str, list[object]]) -> str:
    lines = ", ".join(str(line) for line in told["missing_lines"])
    branches = ", ".join(_branch(*one) for one in told["missing_branches"])
    parts = [f"lines {lines}" if lines else "", f"branches {branches}" if branches else ""]
    return f"{path}: {'; '.join(part for part in parts if part)}"


def _branch(start: int, end: int) -> str:
    return f"{start}->{end if end > 0 else 'exit'}"
