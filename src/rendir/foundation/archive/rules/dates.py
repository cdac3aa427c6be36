"""Of which year a document is, and of which day: proposed from its name, its folders or what the file tells of itself.
A proposal says where it comes from, and only a person accepts it. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from rendir.foundation.core.components.wording import MONTHS
from rendir.foundation.core.spanish import fold

EARLIEST = 1991
"""The Constitution that makes every mandate answer for itself is of this year."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(\d\d?)\2(\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d\d?)[-_. /](\d\d?)[-_. /]((?:19|20)\d\d)(?!\d)")
_IN_WORDS = re.compile(
    rf"(?<!\d)(\d\d?)[ _-]*(?:de[ _-]+)?({'|'.join(MONTHS)})[ _-]*(?:del?[ _-]+)?((?:19|20)\d\d)(?!\d)"
)


class Origin(StrEnum):
    """Where a proposal comes from."""

    NAME = "name"
    FOLDER = "folder"
    FILE = "file"
    PERSON = "person"
    NOTHING = ""

    @property
    def told(self) -> str:
        """In words, after «según»."""
        return _TOLD[self]


_TOLD = {
    Origin.NAME: "su nombre",
    Origin.FOLDER: "su carpeta",
    Origin.FILE: "lo que el archivo dice de sí",
    Origin.PERSON: "quien lo corrigió",
    Origin.NOTHING: "nadie",
}


@dataclass(frozen=True, slots=True)
class Dating:
    """The year and the day proposed, each with its origin. None where nothing says it."""

    year: int | None
    year_from: Origin
    day: date | None
    day_from: Origin


def propose_dates(path: str, created: str, *, latest: int) -> Dating:
    """What the path says, else what the file tells (`created`, as ISO writes it), up to the year `latest`.

    A name with two years («2016-2019») says none: its nearest folder that names one year does.
    """
    name, own = PurePosixPath(path).stem, _own_day(created, latest)
    day = next(_days_in(name, latest), None)
    if day:
        return Dating(day.year, Origin.NAME, day, Origin.NAME)
    year, origin = _year_of(name, path, latest)
    if year is None and own:
        return Dating(own.year, Origin.FILE, own, Origin.FILE)
    if own and own.year == year:
        return Dating(year, origin, own, Origin.FILE)
    return Dating(year, origin, None, Origin.NOTHING)


def _year_of(name: str, path: str, latest: int) -> tuple[int | None, Origin]:
    if len(found := _years_in(name, latest)) == 1:
        return found.pop(), Origin.NAME
    for folder in reversed(PurePosixPath(path).parent.parts):
        if len(found := _years_in(folder, latest)) == 1:
            return found.pop(), Origin.FOLDER
    return None, Origin.NOTHING


def _years_in(text: str, latest: int) -> set[int]:
    return {year for one in _YEAR.findall(text) if EARLIEST <= (year := int(one)) <= latest}


def _days_in(text: str, latest: int) -> Iterator[date]:
    """The days that a text names, in the order of the ways of writing them."""
    plain = fold(text)
    for year, _between, month, day in _YEAR_FIRST.findall(plain):
        yield from _day(int(year), int(month), int(day), latest)
    for day, month, year in _DAY_FIRST.findall(plain):
        yield from _day(int(year), int(month), int(day), latest)
    for day, word, year in _IN_WORDS.findall(plain):
        yield from _day(int(year), MONTHS.index(word) + 1, int(day), latest)


def _day(year: int, month: int, day: int, latest: int) -> Iterator[date]:
    try:
        found = date(year, month, day)
    except ValueError:
        return
    if EARLIEST <= year <= latest:
        yield found


def _own_day(created: str, latest: int) -> date | None:
    try:
        found = date.fromisoformat(created[:10])
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= latest else None
