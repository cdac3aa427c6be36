"""What changed between two versions of a characterisation, in words a reader follows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rendir.foundation.core.spanish import join_words
from rendir.information.audiences.rules.facts import GroupFacts, TableFacts


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of a group that is another now: what, how it was and how it is. Empty: there was, or is, none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A group that is new, gone, or other than it was."""

    name: str
    slug: str
    is_new: bool
    is_gone: bool
    changes: tuple[Change, ...]


def compare(before: Sequence[GroupFacts], after: Sequence[GroupFacts]) -> tuple[GroupChange, ...]:
    """The groups that changed, in the order of the later version, those that are gone last."""
    old, new = ({one.slug: one for one in groups} for groups in (before, after))
    found = [_changed(old.get(slug), group) for slug, group in new.items()]
    gone = [GroupChange(one.name, slug, False, True, ()) for slug, one in old.items() if slug not in new]
    return tuple(one for one in (*found, *gone) if one.is_new or one.is_gone or one.changes)


def _changed(before: GroupFacts | None, after: GroupFacts) -> GroupChange:
    if before is None:
        return GroupChange(after.name, after.slug, True, False, ())
    return GroupChange(after.name, after.slug, False, False, tuple(_changes(before, after)))


def _changes(before: GroupFacts, after: GroupFacts) -> Iterator[Change]:
    for what, was, now in zip(_WHAT, _told(before), _told(after), strict=True):
        if was != now:
            yield Change(what, was, now)
    yield from _tables(before, after)


_WHAT = (
    "Nombre",
    "Quiénes son",
    "Enfoque diferencial",
    "Barreras",
    "Ajustes",
    "Zonas",
    "Segmentos",
    "Qué quieren saber",
    "Canales para informarles",
    "Canales para escucharles",
)


def _told(group: GroupFacts) -> tuple[str, ...]:
    return (
        group.name,
        group.summary,
        group.differential,
        group.barriers,
        group.adjustments,
        join_words(group.zones),
        "; ".join(one.name for one in group.segments),
        "; ".join(f"{one.topic} ({one.format.label}, {one.frequency.label})" for one in group.needs),
        " › ".join(one.label for one in group.publication),
        " › ".join(one.label for one in group.dialogue),
    )


def _tables(before: GroupFacts, after: GroupFacts) -> Iterator[Change]:
    was, now = ({_called(one): _in_words(one) for one in group.tables} for group in (before, after))
    for name in dict.fromkeys([*was, *now]):
        if was.get(name, "") != now.get(name, ""):
            yield Change(name, was.get(name, ""), now.get(name, ""))


def _called(table: TableFacts) -> str:
    return f"{table.variable} ({table.segment})" if table.segment else table.variable


def _in_words(table: TableFacts) -> str:
    counts = ", ".join(f"{value}: {'reservado' if count is None else count}" for value, count in table.values)
    base = "n reservado" if table.base is None else f"n {table.base}"
    return f"{counts} ({base}; {table.source}, {table.source_on.year})"
