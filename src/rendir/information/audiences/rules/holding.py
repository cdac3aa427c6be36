"""What of the tables of one source may be published: small counts go, and whatever would give them back.

All tables of a source count the same people, so they are judged together. The table of the whole group and those of
its segments are one table of two ways: whoever has all the segments but one has the last one by subtraction, and so
has what belongs to no segment.

Ley 1581 de 2012, art. 6 e (sensitive data for statistical ends, the identity of their owners suppressed).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rendir.foundation.core.suppression import published_list, published_table
from rendir.information.audiences.rules.facts import Value

_GIVEN, _NOT_GIVEN = "given", "not given"
WHOLE = ""
"""The segment of a table that counts the whole group."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One table of a source: the counts of a variable in a segment, or in the whole group, and how many were counted.

    `multiple`: each could give several answers, so that the counts are no parts of the base.
    """

    variable: str
    segment: str
    values: tuple[Value, ...]
    base: int | None
    multiple: bool = False

    @property
    def held(self) -> bool:
        """Whether some count of it was held back already, for good."""
        return self.base is None or any(count is None for _value, count in self.values)

    @property
    def nothing(self) -> "Counted":
        """The same values without any count."""
        return replace(self, values=tuple((value, None) for value, _count in self.values), base=None)


def counted(variable: str, segment: str, values: Sequence[tuple[str, int]]) -> Counted:
    """A table with its sum."""
    return Counted(variable, segment, tuple(values), sum(count for _value, count in values))


def publishable(tables: Sequence[Counted], *, least: int) -> tuple[Counted, ...]:
    """The tables of one source as they may be published together, in the order in which they came.

    The whole group with its segments, where that is safe; else the whole group alone; else no count at all. What was
    held back for good (a source whose detail was erased) is published as it stands.
    """
    if any(one.held for one in tables):
        return tuple(tables)
    names = {one.variable: list(_names(tables, one.variable)) for one in tables if one.multiple}
    apart = {(one.variable, one.segment): _apart(one, names.get(one.variable)) for one in tables}
    shown = iter(_publishable([part for parts in apart.values() for part in parts], least))
    told = {key: [next(shown) for _part in parts] for key, parts in apart.items()}
    return tuple(_joined(one, told[one.variable, one.segment]) for one in tables)


def _publishable(tables: Sequence[Counted], least: int) -> tuple[Counted, ...]:
    whole = [one for one in tables if one.segment == WHOLE]
    for kept in (list(tables), whole):
        shown = _together(kept, least)
        if shown is not None:
            found = {(one.variable, one.segment): one for one in shown}
            return tuple(found.get((one.variable, one.segment), one.nothing) for one in tables)
    return tuple(one.nothing for one in tables)


def _names(tables: Sequence[Counted], variable: str) -> dict[str, None]:
    """Every value of a variable, in any segment."""
    return dict.fromkeys(value for one in tables if one.variable == variable for value, _count in one.values)


def _apart(one: Counted, names: Sequence[str] | None) -> list[Counted]:
    """A table of several answers as one table for each: who gave it, and who did not."""
    if names is None:
        return [one]
    counts = {name: dict(one.values).get(name) or 0 for name in names}
    return [
        counted(f"{one.variable}\n{name}", one.segment, ((_GIVEN, given), (_NOT_GIVEN, (one.base or 0) - given)))
        for name, given in counts.items()
    ]


def _joined(one: Counted, parts: Sequence[Counted]) -> Counted:
    """The inverse of `_apart`, of what may be told."""
    if not one.multiple:
        return parts[0]
    told = {part.variable.partition("\n")[2]: part for part in parts}
    values = tuple((value, dict(told[value].values)[_GIVEN]) for value, _count in one.values)
    return replace(one, values=values, base=None if any(part.base is None for part in parts) else one.base)


def _together(tables: Sequence[Counted], least: int) -> list[Counted] | None:
    """The tables judged together; None where a base would have to be held back, or segments overlap."""
    shown: list[Counted] = []
    for _variable, found in groupby(sorted(tables, key=lambda one: one.variable), key=lambda one: one.variable):
        judged = _of_variable(list(found), least)
        if judged is None:
            return None
        shown += judged
    return shown


def _of_variable(tables: Sequence[Counted], least: int) -> list[Counted] | None:
    names = list(dict.fromkeys(value for one in tables for value, _count in one.values))
    rows = [_row(one, names) for one in tables if one.segment != WHOLE]
    whole = next((one for one in tables if one.segment == WHOLE), None)
    if whole is None or not rows:
        lists = [published_list(_row(one, names), least=least) for one in tables]
        if any(one[-1] is None for one in lists):
            return None
        return [_shown(one, names, row[:-1], row[-1]) for one, row in zip(tables, lists, strict=True)]
    rest = [all_of - sum(parts) for all_of, *parts in zip(_row(whole, names), *rows, strict=True)]
    if min(rest) < 0:  # segments that overlap are no parts of the whole: what they give away cannot be told
        return None
    table = published_table([*rows, rest], least=least)
    if table.total is None or None in table.row_totals:
        return None
    parts = iter(zip(table.cells, table.row_totals, strict=True))
    return [
        _shown(one, names, table.column_totals, table.total) if one is whole else _shown(one, names, *next(parts))
        for one in tables
    ]


def _row(one: Counted, names: Sequence[str]) -> list[int]:
    counts = dict(one.values)
    return [counts.get(name) or 0 for name in names]


def _shown(one: Counted, names: Sequence[str], counts: Sequence[int | None], base: int | None) -> Counted:
    """The table with the counts of its own values."""
    found = dict(zip(names, counts, strict=True))
    return replace(one, values=tuple((value, found[value]) for value, _count in one.values), base=base)
