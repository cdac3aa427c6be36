"""Figures of a group as pages show them: each count as a part of its base, what is held back in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rendir.foundation.core.components.wording import written_number
from rendir.information.audiences.exports.characterisation import HELD_BACK, part_in_words
from rendir.information.audiences.rules.facts import TableFacts


@dataclass(frozen=True, slots=True)
class CountLine:
    """One value: how many, and which part of the base, in words and as a bar; None draws no bar."""

    value: str
    count: str
    percent: int | None
    said: str
    held: bool


@dataclass(frozen=True, slots=True)
class CountTable:
    """One table in words."""

    title: str
    variable: str
    segment: str
    dimension: str
    sensitive: bool
    lines: tuple[CountLine, ...]
    base: str
    source: str
    source_kind: str
    source_on: date
    holds_back: bool
    multiple: bool


def count_tables(tables: Iterable[TableFacts]) -> Sequence[CountTable]:
    """The tables in their order."""
    return [_table(one) for one in tables]


def _table(table: TableFacts) -> CountTable:
    return CountTable(
        title=f"{table.variable}: {table.segment}" if table.segment else table.variable,
        variable=table.variable,
        segment=table.segment,
        dimension=table.dimension.short,
        sensitive=table.sensitive,
        lines=tuple(_line(value, count, table.base) for value, count in table.values),
        base=HELD_BACK.lower() if table.base is None else written_number(table.base),
        source=table.source,
        source_kind=table.source_kind.label,
        source_on=table.source_on,
        holds_back=not table.is_complete,
        multiple=table.multiple,
    )


def _line(value: str, count: int | None, base: int | None) -> CountLine:
    if count is None:
        return CountLine(value, HELD_BACK, None, HELD_BACK, held=True)
    if not base:
        return CountLine(value, written_number(count), None, "", held=False)
    return CountLine(value, written_number(count), round(100 * count / base), part_in_words(count, base), held=False)
