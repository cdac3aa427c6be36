"""The holidays of the whole country, year by year, with the norm of each. Pure: no Django.

Easter and the Mondays come from the library `holidays`. What a municipality adds of its own is a row
(`CalendarException`).
"""

from functools import cache

import holidays

from rendir.foundation.core.workdays import Span

FIRST_YEAR = 1984
"""Ley 51 de 1983 moves holidays to Mondays from this year on."""
LAST_YEAR = 2100
"""Beyond it the library answers that there are no holidays at all."""

HOLIDAYS_LAW = "Ley 51 de 1983, art. 1"

_MOVED = " (observado)"
_CHIQUINQUIRA = "Chiquinquirá"


@cache
def national_holidays(year: int) -> tuple[Span, ...]:
    """The holidays of a year by date, one for each day: two that fall on the same Monday are one day off.

    `ValueError` for a year of which the library knows nothing: a year without holidays would be a wrong answer.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"the holidays of {year} are not known, only those from {FIRST_YEAR} to {LAST_YEAR}"
        raise ValueError(message)
    # Without the language the library answers in that of the machine.
    found = holidays.country_holidays("CO", years=year, language="es", expand=False)
    return tuple(Span(day, day, _name(told), _norm(told)) for day, told in sorted(found.items()))


def _name(told: str) -> str:
    """As people write it. `told` joins two names by a semicolon."""
    return told.replace(_MOVED, "").replace("Ascensión del señor", "Ascensión del Señor")


def _norm(told: str) -> str:
    return "Ley 2578 de 2026, art. 6" if _CHIQUINQUIRA in told else HOLIDAYS_LAW
