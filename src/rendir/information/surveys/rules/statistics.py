"""The figures of a survey: percentages, means, medians, and the margin of error of a random sample. Pure.

The margin is that of a proportion in a simple random sample without replacement, with the correction for a finite
population: z · √(p(1−p)/n) · √((N−n)/(N−1)), at its widest (p = ½) and with 95 % of confidence (z = 1,96); W. G.
Cochran, «Sampling Techniques», 3rd ed., Wiley 1977, chapters 2 and 3. It says nothing of who chose to answer by
themselves.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

Z_95 = Decimal("1.96")
MARGIN_FORMULA = "1,96 × √(0,25 ÷ n) × √((N − n) ÷ (N − 1))"
MARGIN_SOURCE = "W. G. Cochran, Sampling Techniques, 3.ª ed., 1977, capítulos 2 y 3"
_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")
_WHOLE = 100


def percent(part: int, whole: int) -> Decimal | None:
    """So many of a hundred, with one decimal; nothing of nobody."""
    return (Decimal(part) * _WHOLE / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def mean(counted: Mapping[int, int]) -> Decimal | None:
    """The mean of numbers told by how many gave each."""
    whole = sum(counted.values())
    if not whole:
        return None
    added = sum(value * count for value, count in counted.items())
    return (Decimal(added) / whole).quantize(_HUNDREDTH, ROUND_HALF_UP)


def median(counted: Mapping[int, int]) -> Decimal | None:
    """The number in the middle; between the two of the middle where they are even."""
    whole = sum(counted.values())
    if not whole:
        return None
    return (_at((whole - 1) // 2, counted) + _at(whole // 2, counted)) / Decimal(2)


def margin_of_error(answered: int, population: int | None) -> Decimal | None:
    """In percentage points; None where it cannot be told: nobody answered, or nobody knows of how many.

    Where everybody answered there is none: zero.
    """
    if not answered or not population or population < answered:
        return None
    if population == 1:
        return Decimal("0.0")
    sampling = (Decimal("0.25") / answered).sqrt()
    finite = (Decimal(population - answered) / (population - 1)).sqrt()
    return (_WHOLE * Z_95 * sampling * finite).quantize(_TENTH, ROUND_HALF_UP)


def _at(place: int, counted: Mapping[int, int]) -> Decimal:
    values = sorted(counted)
    passed = accumulate(counted[value] for value in values)
    return Decimal(next(value for value, so_far in zip(values, passed, strict=True) if place < so_far))
