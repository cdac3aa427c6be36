"""The marks of a schedule: the X of a cell, the ways of saying no, and a mark that stands in one cell with a text."""

import re
from functools import lru_cache

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.reading.placeholders import percent_of

_YES = frozenset({"x", "xx", "xxx", "✓", "✔", "✗", "✘", "√", "☑", "☒", "●", "•", "*", "si", "s"})
_YES |= {"verdadero", "true"}
_YES |= {"✅", "✖", "❌", "🗸", "🗹", "⚫", "⬤", "◉", "■", "▪", "◆", "★", "⭐", "(x)", "[x]", "x.", "\uf0fc", "\uf0fe"}
_YES_UNDER_A_TITLE = frozenset({"1", "v", "ok", "p", "u", "þ"})
"""Marks only where a column is surely one of marks: letters that fonts of symbols draw as a tick, folded."""
_NO = frozenset(
    {
        "",
        "falso",
        "false",
        "-",
        "--",
        "–",
        "—",
        "0",
        "no",
        "n/a",
        "na",
        "n.a.",
        ".",
        "☐",
        "□",
        "○",
        "( )",
        "[ ]",
        "()",
        "[]",
    }
)
_ZERO = frozenset({"0%", "0 %", "0.0", "0,0"})
_QUANTITY = re.compile(r"[1-9]\d{0,2}|0?[.,]\d*[1-9]\d*")
"""How many, or what share, is to be done in that part of the year."""
_LONGEST = 10
_UNSEEN = re.compile("[\ufe0e\ufe0f\u200b\u200c\u200d\ufeff]")
"""Signs that only say how the one before is drawn."""
_FUSED = re.compile(r"([xX✓✔☑☒])[\s:.,;-]+(\S.*)", re.DOTALL)
_RULE = re.compile(r"[\s|:]*[-–—=_]{2,}[-–—=_\s|:]*")


def is_mark(text: str) -> bool:
    """Whether the cell says yes and nothing else."""
    return len(text) < _LONGEST and _plain(text) in _YES


def is_tick(text: str) -> bool:
    """Whether a cell of a column of marks says yes: also by `1`, by `ok`, or by a share of the year's work."""
    plain = _plain(text) if len(text) < _LONGEST else ""
    return is_mark(text) or plain in _YES_UNDER_A_TITLE or _is_share(text) or bool(_QUANTITY.fullmatch(plain))


def _is_share(text: str) -> bool:
    percent = percent_of(text) if "%" in text else None
    return percent is not None and bool(percent.value)


def is_blank(text: str) -> bool:
    """Whether a cell for marks says no: empty, or a dash, a zero, a word for it."""
    return len(text) < _LONGEST and (_plain(text) in _NO or _plain(text) in _ZERO)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return fold(_UNSEEN.sub("", text))


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
