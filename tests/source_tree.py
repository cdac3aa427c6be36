"""The source as the architecture's tests read it: modules as syntax, templates as text."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "rendir"


@dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    path: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        """`plan/planning/models.py`."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def name(self) -> str:
        """`rendir.plan.planning.models`."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def app(self) -> str:
        """`plan/planning`, or nothing for what stands above the apps."""
        parts = self.path.relative_to(PACKAGE).parts
        return "/".join(parts[:2]) if len(parts) > 2 else ""

    def imports(self) -> Iterator[str]:
        """Every module imported, by its whole name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
            elif isinstance(node, ast.Import):
                yield from (one.name for one in node.names)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product but its migrations, which Django writes."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return tuple(Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@cache
def templates() -> tuple[Path, ...]:
    """Every HTML template of the product."""
    return tuple(sorted(PACKAGE.rglob("*.html")))


@cache
def tracked_texts() -> tuple[Path, ...]:
    """The documents that people read: Markdown and the settings of the repository's tools."""
    found = [*ROOT.glob("*.md"), *ROOT.glob("*.yml"), *(ROOT / "docs").rglob("*.md")]
    return tuple(sorted([*found, ROOT / "Makefile", ROOT / "pyproject.toml", *(ROOT / "requirements").glob("*.*")]))
