"""Which texts of a copied schedule still name the years of the one it comes from, and what they would say. Pure.

A norm keeps its year («Ley 1757 de 2015») and so does a plan of several years («2020-2023»): what is proposed here
is shown to a person, who decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rendir.plan.planning.rules.facts import ActivityFacts

_NORM = (
    r"(?:ley|decreto|resoluci[oó]n|acuerdo|ordenanza|circular|directiva|conpes|sentencia|norma)(?:es|s)?"
    r"\s+(?:n(?:[.°º]{1,2}|o\.?|ro\.?)\s*)?[\w.-]*\d[\w.-]*\s*(?:del?\s+(?:\d{1,2}\s+de\s+\w+\s+de\s+)?|/\s*)20\d\d\b"
)
_SPAN = r"\b(?P<first>20\d\d)\s*(?:-|–|—|/|\bal?\b|\bhasta\b)\s*(?P<last>20\d\d)\b"
_YEAR = r"\b(?P<year>20\d\d)\b"
_NAMED = re.compile(f"(?P<norm>{_NORM})|(?P<span>{_SPAN})|{_YEAR}", re.IGNORECASE)
_ANY_YEAR = re.compile(r"20\d\d")

_NEAR = 1
"""A schedule speaks of its year and of its neighbours («informe de gestión 2020» in that of 2021)."""


@dataclass(frozen=True, slots=True)
class YearShift:
    """An activity whose copied texts name years, as it stands and as it would be."""

    before: ActivityFacts
    after: ActivityFacts

    @property
    def code(self) -> str:
        return self.before.code


def shifted(text: str, *, from_year: int, year: int) -> str:
    """The text with `from_year`, the year before and the year after moved as far as `year` is from `from_year`."""
    return _NAMED.sub(lambda found: _moved(found, from_year, year - from_year), text)


def year_shifts(
    copied: Sequence[ActivityFacts], original: Sequence[ActivityFacts], *, from_year: int, year: int
) -> tuple[YearShift, ...]:
    """What could be shifted in `copied`, in order. A text that no longer says what the original says is left alone:
    a person has already seen to it.
    """
    origins = {one.code: one for one in original}
    pairs = [(one, origins[one.code]) for one in copied if one.code in origins]
    found = [YearShift(one, _as_shifted(one, origin, from_year, year)) for one, origin in pairs]
    return tuple(one for one in found if one.after != one.before)


def _as_shifted(copy: ActivityFacts, origin: ActivityFacts, from_year: int, year: int) -> ActivityFacts:
    name, product = copy.name, copy.product
    if name == origin.name:
        name = shifted(name, from_year=from_year, year=year)
    if product and product == origin.product:
        product = shifted(product, from_year=from_year, year=year)
    return replace(copy, name=name, product=product)


def _moved(found: re.Match[str], from_year: int, by: int) -> str:
    if found["norm"] or (found["span"] and int(found["last"]) - int(found["first"]) > _NEAR):
        return found[0]
    return _ANY_YEAR.sub(lambda one: _moved_year(one[0], from_year, by), found[0])


def _moved_year(written: str, from_year: int, by: int) -> str:
    year = int(written)
    return str(year + by) if abs(year - from_year) <= _NEAR else written
