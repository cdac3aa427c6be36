"""Which reference pages there are, how they are written, and which of them lag behind the code."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rendir.front.portal.reference.data import data
from rendir.front.portal.reference.findings import findings
from rendir.front.portal.reference.lifecycles import lifecycles
from rendir.front.portal.reference.options import options
from rendir.front.portal.reference.rights import rights

PAGES: dict[str, Callable[[], str]] = {
    "datasets.md": data,
    "findings.md": findings,
    "permissions.md": rights,
    "settings.md": options,
    "states.md": lifecycles,
}


def write(folder: Path) -> Iterator[Path]:
    """Write what differs from the code, giving each path written."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in _stale(folder):
        path.write_text(text, encoding="utf-8")
        yield path


def stale(folder: Path) -> list[Path]:
    """The pages that do not say what the code says: missing, or written before it changed."""
    return [path for path, _ in _stale(folder)]


def _stale(folder: Path) -> Iterator[tuple[Path, str]]:
    for name, told in PAGES.items():
        path, text = folder / name, told()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text
