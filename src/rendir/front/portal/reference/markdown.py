"""The little Markdown that the reference pages are made of."""

from collections.abc import Iterable, Sequence


def page(title: str, source: str, *parts: str) -> str:
    """A whole page: its title, where its facts come from, its parts."""
    notice = f"<!-- Written by `make docs` from {source}. Change the code, not this page. -->"
    return "\n\n".join([notice, f"# {title}", *parts]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table. A cell may hold anything but a heading's meaning: bars and line breaks are made harmless."""
    lines = [_line(headings), _line(["---"] * len(headings))]
    return "\n".join([*lines, *(_line([_cell(one) for one in row]) for row in rows)])


def code(text: object) -> str:
    """A word of the code, as the code writes it."""
    return f"`{text}`"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
