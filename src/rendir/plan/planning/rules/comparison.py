"""What changed between two schedules: for the page that explains a new version, and for a file imported again. Pure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from rendir.foundation.core.spanish import fold, join_words
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.rules.facts import PERIOD_LABELS, ActivityFacts, Responsible

Pairs = tuple[tuple[int, int], ...]
"""Positions that belong together: (in the first schedule, in the second), by the second. Each is used once."""

SIMILAR = 70.0
"""From how many points (0-100, order of words ignored) two names are one activity reworded."""

_NOTHING = "Sin dato"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an activity, before and after, in the words of the page."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedActivity:
    """An activity that stays, with the fields that differ (at least one)."""

    before: ActivityFacts
    after: ActivityFacts
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class MovedActivity:
    """An activity that stays under another code: another component, another number or both."""

    before: ActivityFacts
    after: ActivityFacts


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs. An activity that moved and changed is in both lists; `unchanged` counts those in none."""

    added: tuple[ActivityFacts, ...] = ()
    removed: tuple[ActivityFacts, ...] = ()
    changed: tuple[ChangedActivity, ...] = ()
    moved: tuple[MovedActivity, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the two schedules say the same."""
        return not (self.added or self.removed or self.changed or self.moved)


def compare_schedules(
    before: Sequence[ActivityFacts], after: Sequence[ActivityFacts], *, pairs: Pairs | None = None
) -> Comparison:
    """What a reader must know to go from one schedule to the other.

    Without `pairs`, activities are matched as two versions of one plan: by code and name, then by name, then by
    code, then by likeness. For a file imported again, whose numbers mean nothing, give `match_activities(...)`.
    """
    pairs = _match(before, after, by_code=True) if pairs is None else pairs
    kept_before, kept_after = {left for left, _ in pairs}, {right for _, right in pairs}
    both = [(before[left], after[right]) for left, right in pairs]
    return Comparison(
        added=tuple(one for index, one in enumerate(after) if index not in kept_after),
        removed=tuple(one for index, one in enumerate(before) if index not in kept_before),
        changed=tuple(ChangedActivity(old, new, fields) for old, new in both if (fields := _changes(old, new))),
        moved=tuple(MovedActivity(old, new) for old, new in both if old.code != new.code),
        unchanged=sum(old == new for old, new in both),
    )


def match_activities(current: Sequence[ActivityFacts], incoming: Sequence[ActivityFacts]) -> Pairs:
    """Which activity of a plan each one of a file is, whatever its number. One to one, the same for the same input.

    First the same component and the same name (accents, case and spaces aside), then the likest name in the same
    component, then the same name in another one.
    """
    return _match(current, incoming, by_code=False)


def _match(left: Sequence[ActivityFacts], right: Sequence[ActivityFacts], *, by_code: bool) -> Pairs:
    """The rounds in their order; each takes from what the rounds before it left."""
    matching = _Matching(left, right)
    matching.by_key(lambda one: (one.code, fold(one.name)))
    matching.by_key(lambda one: (one.component, fold(one.name)))
    if by_code:
        matching.by_key(lambda one: fold(one.name))
        matching.by_key(lambda one: one.code)
    matching.by_likeness()
    matching.by_key(lambda one: fold(one.name))
    return tuple(sorted(matching.pairs, key=lambda pair: pair[1]))


class _Matching:
    """Two schedules on their way to being paired. `pairs` grows; what is paired is not looked at again."""

    def __init__(self, left: Sequence[ActivityFacts], right: Sequence[ActivityFacts]) -> None:
        self.left = dict(enumerate(left))
        self.right = dict(enumerate(right))
        self.pairs: list[tuple[int, int]] = []

    def by_key(self, key: Callable[[ActivityFacts], Hashable]) -> None:
        """Pair what has the same key, first come first served."""
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for index, activity in reversed(self.left.items()):
            waiting[key(activity)].append(index)
        for index, activity in list(self.right.items()):
            if waiting.get(key(activity)):
                self._pair(waiting[key(activity)].pop(), index)

    def by_likeness(self) -> None:
        """Pair the likest names of one component, best first."""
        for _, left, right in sorted(self._likenesses()):
            if left in self.left and right in self.right:
                self._pair(left, right)

    def _likenesses(self) -> Iterator[tuple[float, int, int]]:
        """(minus the likeness, position, position) of all that is like enough, so that they sort best first."""
        names = {index: fold(one.name) for index, one in self.right.items()}
        for left, old in self.left.items():
            name = fold(old.name)
            for right, new in self.right.items():
                if old.component == new.component:
                    score = fuzz.token_sort_ratio(name, names[right], score_cutoff=SIMILAR)
                    if score:
                        yield -score, left, right

    def _pair(self, left: int, right: int) -> None:
        del self.left[left], self.right[right]
        self.pairs.append((left, right))


def _changes(before: ActivityFacts, after: ActivityFacts) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field, label, show(before), show(after))
        for field, label, show in _FIELDS
        if getattr(before, field) != getattr(after, field)
    )


def _stages(activity: ActivityFacts) -> str:
    return join_words([stage.label for stage in activity.ordered_stages]) or _NOTHING


def _periods(activity: ActivityFacts) -> str:
    return ", ".join(PERIOD_LABELS[period] for period in activity.ordered_periods) or _NOTHING


def _responsibles(activity: ActivityFacts) -> str:
    return "; ".join(_responsible(one) for one in activity.responsibles) or _NOTHING


def _responsible(responsible: Responsible) -> str:
    return f"{responsible.name} ({responsible.kind.label.lower()})"


def _action_type(activity: ActivityFacts) -> str:
    known = by_key(activity.action_type) if activity.action_type else None
    return known.label if known else activity.action_type or _NOTHING


_FIELDS: tuple[tuple[str, str, Callable[[ActivityFacts], str]], ...] = (
    ("name", "Actividad", lambda one: one.name),
    ("stages", "Etapas", _stages),
    ("periods", "Cuatrimestres", _periods),
    ("product", "Meta o producto", lambda one: one.product or _NOTHING),
    ("responsibles", "Responsables", _responsibles),
    ("action_type", "Tipo de actividad", _action_type),
)
