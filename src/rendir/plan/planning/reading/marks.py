"""The marks of a schedule: the X of a cell, the ways of saying no, and a mark that stands in one cell with a text."""

import re
from functools import lru_cache

from rendir.foundation.core.spanish import fold

_YES = frozenset({"x", "xx", "xxx", "✓", "✔", "✗", "✘", "√", "☑", "☒", "●", "•", "*", "si", "s"})
_NO = frozenset({"", "-", "--", "–", "—", "0", "no", "n/a", "na", "n.a.", "."})
_LONGEST = 8
_FUSED = re.compile(r"([xX✓✔☑☒])[\s:.,;-]+(\S.*)", re.DOTALL)
_RULE = re.compile(r"[\s|:]*[-–—=_]{2,}[-–—=_\s|:]*")


def is_mark(text: str) -> bool:
    """Whether the cell says yes and nothing else."""
    return len(text) < _LONGEST and _plain(text) in _YES


def is_blank(text: str) -> bool:
    """Whether a cell for marks says no: empty, or a dash, a zero, a word for it."""
    return len(text) < _LONGEST and _plain(text) in _NO


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return fold(text)


def split_fused(text: str) -> tuple[str, str] | None:
    """The mark and the text that share a cell, as in `X Informe`; None where they do not.

    An X may also be the Roman ten (`X Encuentro`): ask only where the row lacks a mark.
    """
    match = _FUSED.fullmatch(text.strip())
    return (match[1], match[2]) if match else None


def is_rule(texts: list[str]) -> bool:
    """Whether the cells that say something are lines of dashes, as Markdown draws under a heading."""
    written = [text for text in texts if text.strip()]
    return bool(written) and all(_RULE.fullmatch(text) for text in written)
