"""Header blocks: the one to four rows of titles over a table, and what each column is by its title alone.

`layouts` holds this reading against the content of the columns; here nothing but titles is believed.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from rendir.foundation.core.importing import Cell
from rendir.foundation.core.spanish import fold
from rendir.plan.planning.reading.marks import is_mark
from rendir.plan.planning.reading.periods import Scheme, Slot, scheme_of, slot_of, week_of
from rendir.plan.planning.reading.responsibles import kind_of
from rendir.plan.planning.reading.vocabulary import LONGEST_HEADING, Meaning, Role, component_of, heading_of
from rendir.plan.planning.rules.facts import Component, ResponsibleKind, Stage

Row = tuple[Cell, ...]
TALLEST = 4
_GROUPS = (Role.STAGES, Role.TIMING)
# An activity alone is a word that any text may use; with one of these beside it, it is the title of a column.
_COMPANIONS = frozenset(set(Role) - {Role.ACTIVITY, Role.NUMBER, Role.CODE, Role.OUTSIDE})


def text_at(row: Row, column: int) -> str:
    """The trimmed text of a 0-based column; empty beyond the end of the row."""
    return row[column].text.strip() if column < len(row) else ""


def written(row: Row) -> list[Cell]:
    """The cells that say something."""
    return [cell for cell in row if cell.text.strip()]


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of titles of one table, top to bottom. What its columns are is worked out once."""

    rows: tuple[Row, ...]
    _meanings: dict[int, Meaning | None] = field(default_factory=dict, compare=False, repr=False)
    _schemes: dict[int, list[Scheme | None]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def width(self) -> int:
        return max(len(row) for row in self.rows)

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line of the block."""
        return self.rows[0][0].source.line, self.rows[-1][0].source.line

    def title(self, column: int) -> Cell | None:
        """The lowest title that stands over a column, if any."""
        titles = [row[column] for row in reversed(self.rows) if text_at(row, column)]
        return titles[0] if titles else None

    def meaning(self, column: int) -> Meaning | None:
        """What the column is by its titles: the lowest that is understood."""
        if column not in self._meanings:
            self._meanings[column] = self._lowest_meaning(column)
        return self._meanings[column]

    def _lowest_meaning(self, column: int) -> Meaning | None:
        for level in range(len(self.rows) - 1, -1, -1):
            text = text_at(self.rows[level], column)
            found = self._meaning_of(text, level, column) if text else None
            if found is not None:
                return found
        return None

    def _meaning_of(self, text: str, level: int, column: int) -> Meaning | None:
        if component := component_of(text):
            return component if level in self._levels_of_components else Role.COMPONENT
        initial = initial_of_month(self.rows[level], column) or self._initial_of_stage(level, column)
        if initial:
            return initial
        above = self._slot_above(level, column)
        if above and (share := share_of(text)):
            return above if share is Share.PLANNED else Role.OUTSIDE
        month = above if above and above.scheme is Scheme.MONTHS else None
        if month and (week := week_of(text, month)):
            return week
        scheme = self._scheme_above(level, column)
        numbered = slot_of(text, scheme) if scheme else None
        return numbered or heading_of(text)

    def _initial_of_stage(self, level: int, column: int) -> Stage | None:
        """The stage of a title of one letter, where it stands among the five under a title that says so."""
        place = _place_among(_STAGE_INITIALS, self.rows[level], column)
        above = [heading_of(text_at(row, one)) for row in self.rows[:level] for one in range(column + 1)]
        return list(Stage)[place] if place is not None and Role.STAGES in above else None

    def _scheme_above(self, level: int, column: int) -> Scheme | None:
        """The division of the year that a title above names. It holds for all columns to its right: a number that
        slipped beyond the next title is still a number of periods.
        """
        named = (self._schemes_of(above)[column] for above in reversed(range(level)))
        return next((scheme for scheme in named if scheme), None)

    def _schemes_of(self, level: int) -> list[Scheme | None]:
        """For each column, the last division of the year that a row of titles names up to it."""
        if level not in self._schemes:
            last: Scheme | None = None
            found = []
            for column in range(self.width):
                last = scheme_of(text_at(self.rows[level], column)) or last
                found.append(last)
            self._schemes[level] = found
        return self._schemes[level]

    def _slot_above(self, level: int, column: int) -> Slot | None:
        """The part of the year whose title stands over a column: the nearest title to its left in the row above."""
        above = self.rows[level - 1] if level else ()
        title = next((text for one in range(column, -1, -1) if (text := text_at(above, one))), "")
        within = self._scheme_above(level - 1, min(column, self.width - 1)) if title else None
        return slot_of(title, within) if title else None

    @property
    def _levels_of_components(self) -> list[int]:
        """The rows of titles where several components stand side by side: each heads a column of its own."""
        named = [{component_of(cell.text.strip()) for cell in row} - {None} for row in self.rows]
        return [level for level, components in enumerate(named) if len(components) > 1]

    @property
    def has_stages(self) -> bool:
        """Whether some column is about stages."""
        meanings = (self.meaning(column) for column in range(self.width))
        return any(one is Role.STAGES or isinstance(one, Stage) for one in meanings)

    @property
    def has_times(self) -> bool:
        """Whether some column is about when."""
        meanings = [self.meaning(column) for column in range(self.width)]
        return any(one in (Role.TIMING, Role.START, Role.END) or isinstance(one, Slot) for one in meanings)

    def component_cell(self) -> Cell | None:
        """The cell of a component that stands among the titles, alone."""
        if self._levels_of_components:
            return None
        return next((cell for row in self.rows for cell in row if component_of(cell.text.strip())), None)

    def spans(self, group: Role) -> list[range]:
        """The columns under each title of a group (`ETAPAS`, `Cuatrimestre`)."""
        return [
            _span(row, column, self.width)
            for row in self.rows
            for column in range(len(row))
            if heading_of(text_at(row, column)) is group
        ]


class Share(Enum):
    """Under a part of the year: what was planned for it, or what was done."""

    PLANNED = auto()
    DONE = auto()


_PLANNED = re.compile(
    r"(p|pr|prog|programad[oa]s?|programacion|planead[oa]s?|planeacion|plan|proyectad[oa]|meta|x|cant)"
)
_DONE = re.compile(r"(e|ej|ejec|ejecutad[oa]s?|ejecucion|real|realizad[oa]s?|avance|logro|logrado|r|cumplid[oa]|cumpl)")


def share_of(text: str) -> Share | None:
    """What a title under a part of the year says of it: `Prog.`, `Ejec.`."""
    plain = " ".join(re.findall(r"[a-z%]+", fold(text)))
    if _PLANNED.fullmatch(plain):
        return Share.PLANNED
    return Share.DONE if _DONE.fullmatch(plain) or plain == "%" else None


_INITIALS = "EFMAMJJASOND"
_STAGE_INITIALS = "ADPES"


def initial_of_month(row: Row, column: int) -> Slot | None:
    """The month of a title of one letter, where it stands among the twelve (`E F M A M J J A S O N D`)."""
    place = _place_among(_INITIALS, row, column)
    return None if place is None else Slot(Scheme.MONTHS, place + 1)


def _place_among(initials: str, row: Row, column: int) -> int | None:
    """Where among titles of one letter, side by side in this order, a column stands; None where it is not there."""
    if len(text_at(row, column)) != 1:
        return None
    letters = "".join(text_at(row, one).upper() if len(text_at(row, one)) == 1 else " " for one in range(len(row)))
    start = letters.find(initials)
    return column - start if 0 <= start <= column < start + len(initials) else None


def _span(row: Row, start: int, width: int) -> range:
    end = next((column for column in range(start + 1, len(row)) if text_at(row, column)), width)
    return range(start, end)


def header_at(rows: Sequence[Row], start: int) -> Header | None:
    """The header block that begins at a row, if one does: titles for the activity and for something about it."""
    if not _may_begin(rows[start]):
        return None
    block: list[Row] = [rows[start]]
    for row in rows[start + 1 : start + TALLEST]:
        if not _continues(Header(tuple(block)), row):
            break
        block.append(row)
    header = Header(tuple(block))
    return header if _is_complete(header) else None


def _may_begin(row: Row) -> bool:
    cells = written(row)
    if not cells or row[0].loose or not _could_be_titles(cells):
        return False
    known = [cell for cell in cells if heading_of(cell.text.strip()) is not None]
    group_alone = len(cells) == 1 and cells[0] is not row[0] and heading_of(cells[0].text.strip()) in _GROUPS
    return group_alone or (bool(known) and len(cells) > 1)


def _could_be_titles(cells: list[Cell]) -> bool:
    if len(cells) > _MOST_TITLES or max(Counter(cell.text for cell in cells).values()) > _MOST_ALIKE:
        return False
    letters = "".join(cell.text.strip().upper() for cell in cells if len(cell.text.strip()) == 1)
    if _INITIALS in letters or _STAGE_INITIALS in letters:
        return True
    return not any(len(cell.text) > LONGEST_HEADING or is_mark(cell.text.strip()) for cell in cells)


_MOST_TITLES = 120
_MOST_ALIKE = 60
"""Titles in a row, and equal ones among them (a week under each month): more than any schedule has."""


def _continues(header: Header, row: Row) -> bool:
    """Whether the row goes on with titles: it has some, and nothing under a title that is already a text column's."""
    cells = written(row)
    if not cells or row[0].loose or not _could_be_titles(cells):
        return False
    extended = Header((*header.rows, row))
    level = len(header.rows)
    columns = [column for column in range(len(row)) if text_at(row, column)]
    understood = [extended._meaning_of(text_at(row, column), level, column) for column in columns]  # noqa: SLF001 - its own module
    under_text = any(
        header.meaning(column) in _TEXT_ROLES
        and found is not header.meaning(column)
        and not isinstance(found, Component)
        and not _is_office_below(header.meaning(column), text_at(row, column))
        for column, found in zip(columns, understood, strict=True)
        if column < header.width
    )
    return not under_text and sum(one is not None for one in understood) * 2 > len(cells)


def _is_office_below(meaning: Meaning | None, text: str) -> bool:
    """Whether the title for who answers has an office under it: a column of marks for each."""
    return meaning is Role.RESPONSIBLE and kind_of(text) is not ResponsibleKind.UNKNOWN


_TEXT_ROLES = frozenset(
    {Role.ACTIVITY, Role.RESPONSIBLE, Role.COMPONENT, Role.NUMBER, Role.CODE, Role.ACTION_TYPE, Role.START, Role.END}
)


def _is_complete(header: Header) -> bool:
    meanings = {header.meaning(column) for column in range(header.width)} - {None}
    if Role.ACTIVITY not in meanings and any(isinstance(one, Component) for one in meanings):
        return False  # components side by side head the columns of a calendar
    companions = {one for one in meanings if one in _COMPANIONS or not isinstance(one, Role)}
    if Role.ACTIVITY in meanings:
        return bool(companions)
    # Without a title for the activity, two titles that nothing but a schedule has beside each other.
    groups = sum(sum(isinstance(one, kind) for one in meanings) > 1 for kind in (Slot, Stage))
    return len(meanings & _SURE) + groups >= _FEWEST_SURE


_SURE = frozenset({Role.RESPONSIBLE, Role.PRODUCT, Role.TIMING, Role.START, Role.END})
_FEWEST_SURE = 2
