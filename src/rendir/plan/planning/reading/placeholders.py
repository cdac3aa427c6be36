"""What people leave where nothing is decided yet (`XXXX`, `Por definir`, `N/A`), and percentages. Neither is data."""

import re
from dataclasses import dataclass

from rendir.foundation.core.spanish import fold

_PLACEHOLDER = re.compile(
    r"x{3,}|[x/\s-]*x{2,}[x/\s-]*|por (definir|asignar|confirmar|establecer|determinar|designar|concretar)"
    r"|(a|sin) (definir|asignar|determinar)|n\s?/\s?a|n\.\s?a\.?|na|no aplica|pendientes?|tbd|ningun[oa]?"
    r"|[.…]+|_+|[-–—]+|\?+|\[.*\]|<.*>"
)
_NOT_APPLICABLE = re.compile(r"n\s?/?\s?a|n\.\s?a\.?|no aplica")
_PERCENT = re.compile(r"(?:\d+\s*/\s*\d+\s*=\s*)?(\d{1,4}(?:[.,]\d+)?)\s*%")
_SHARE = re.compile(r"(\d+)\s*/\s*(\d+)")
_DECIMAL = re.compile(r"0?[.,]\d+|[01](?:[.,]0+)?")


def is_placeholder(text: str) -> bool:
    """Whether the text only keeps the place of a datum."""
    plain = fold(text).rstrip(".:") or text.strip()
    return len(plain) < 40 and bool(_PLACEHOLDER.fullmatch(plain))


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage as written. `value` runs from 0 to 100; None is «no aplica», which is neither zero nor a blank."""

    value: float | None

    @property
    def applies(self) -> bool:
        return self.value is not None


def percent_of(text: str) -> Percent | None:
    """`33,3 %`, `1/3= 33.3%`, `1/3`, `0.5`, `NA`; None for a blank, a dash or anything else."""
    plain = fold(text)
    if _NOT_APPLICABLE.fullmatch(plain):
        return Percent(None)
    if found := _PERCENT.fullmatch(plain):
        return Percent(_number(found[1]))
    if (found := _SHARE.fullmatch(plain)) and int(found[2]):
        return Percent(round(100 * int(found[1]) / int(found[2]), 2))
    return Percent(_number(plain) * 100) if _DECIMAL.fullmatch(plain) else None


def _number(text: str) -> float:
    return float(text.replace(",", "."))
