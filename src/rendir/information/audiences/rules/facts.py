"""A characterisation as plain values: what is frozen when it is published, and read back by every page of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from rendir.information.audiences.rules.vocabulary import (
    AudienceKind,
    Channel,
    Dimension,
    Frequency,
    NeedFormat,
    SourceKind,
)

Value = tuple[str, int | None]
"""A value of a variable and how many; None where the count is held back."""


@dataclass(frozen=True, slots=True)
class TableFacts:
    """How many of each value, of a whole group or of one of its segments; with source, date and base.

    `base` is how many were counted; None where that too would point at somebody.
    """

    variable: str
    dimension: Dimension
    segment: str
    sensitive: bool
    values: tuple[Value, ...]
    base: int | None
    source: str
    source_kind: SourceKind
    source_on: date
    multiple: bool = False
    """Whether each could give several answers."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing of it is held back."""
        return self.base is not None and all(count is not None for _value, count in self.values)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """As it was frozen."""
        return cls(
            variable=row["variable"],
            dimension=Dimension(row["dimension"]),
            segment=row["segment"],
            sensitive=row["sensitive"],
            values=tuple((value, count) for value, count in row["values"]),
            base=row["base"],
            source=row["source"],
            source_kind=SourceKind(row["source_kind"]),
            source_on=date.fromisoformat(row["source_on"]),
            multiple=row["multiple"],
        )


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """A part of a group that is told apart, and why."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What a group wants to know, how, how often and in which language."""

    topic: str
    format: NeedFormat
    frequency: Frequency
    language: str

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """As it was frozen."""
        return cls(row["topic"], NeedFormat(row["format"]), Frequency(row["frequency"]), row["language"])


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group with everything that is told of it."""

    slug: str
    name: str
    kind: AudienceKind
    summary: str
    differential: str = ""
    barriers: str = ""
    adjustments: str = ""
    zones: tuple[str, ...] = ()
    segments: tuple[SegmentFacts, ...] = ()
    needs: tuple[NeedFacts, ...] = ()
    publication: tuple[Channel, ...] = ()
    dialogue: tuple[Channel, ...] = ()
    tables: tuple[TableFacts, ...] = ()

    @property
    def data_on(self) -> date | None:
        """The day of its newest data; None where there are none."""
        return max((one.source_on for one in self.tables), default=None)

    def as_json(self) -> dict[str, Any]:
        """To be frozen."""
        told = asdict(self)
        for table in told["tables"]:
            table["source_on"] = table["source_on"].isoformat()
            table["values"] = [list(value) for value in table["values"]]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """As it was frozen."""
        return cls(
            slug=row["slug"],
            name=row["name"],
            kind=AudienceKind(row["kind"]),
            summary=row["summary"],
            differential=row["differential"],
            barriers=row["barriers"],
            adjustments=row["adjustments"],
            zones=tuple(row["zones"]),
            segments=tuple(SegmentFacts(**one) for one in row["segments"]),
            needs=tuple(NeedFacts.from_json(one) for one in row["needs"]),
            publication=tuple(Channel(one) for one in row["publication"]),
            dialogue=tuple(Channel(one) for one in row["dialogue"]),
            tables=tuple(TableFacts.from_json(one) for one in row["tables"]),
        )


def words_of(groups: Sequence[GroupFacts]) -> str:
    """Every text somebody wrote in them, to be screened for personal data before it is published."""
    return "\n".join(line for group in groups for line in _lines(group) if line)


def _lines(group: GroupFacts) -> Sequence[str]:
    return (
        group.name,
        group.summary,
        group.differential,
        group.barriers,
        group.adjustments,
        *(f"{one.name}. {one.description}" for one in group.segments),
        *(f"{one.topic} {one.language}" for one in group.needs),
        *(one.source for one in group.tables),
        *(f"{one.variable}: {', '.join(value for value, _count in one.values)}" for one in group.tables),
    )
