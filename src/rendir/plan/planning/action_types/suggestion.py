"""Which kind of activity a row is, judged by its words, its component and its stages. Pure.

An activity says what it is in its first words, so a cue found there counts in full, later in the name less,
and only in the product least. A slip of the pen inside a word does not hide it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from rapidfuzz.distance import OSA

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.action_types.catalog import ACTION_TYPES
from rendir.plan.planning.action_types.kinds import ActionType
from rendir.plan.planning.rules.facts import ActivityFacts

THRESHOLD = 0.5
"""Below this confidence nothing is suggested: an empty field is better than a wrong one."""

_TELLING = 0.75
_EACH_MORE = 0.06
_MORE_AT_MOST = 0.24
_AGAINST = 0.4
_OTHER_COMPONENT = 0.75
_NO_COMPONENT = 0.95
_OTHER_STAGE = 0.9
_DISPUTED = 0.85
_CLOSE = 0.04
_HEAD = 12
"""Words of a name that say what the activity is; what follows tells how."""

_WORTH = (1.0, 0.6, 0.45, 0.0)
"""What a cue is worth by its place: first words of the name, rest of the name, product, nowhere."""

_HEAD_PLACE, _NOWHERE = 0, 3
_SHORTEST_WITH_SLIP = 7

_WORD = re.compile(r"[a-z0-9]+")


def suggest(activity: ActivityFacts) -> tuple[str, float] | None:
    """The key of the likeliest type and its confidence (0 to 1, two decimals); None where nothing is likely.

    Where two types are almost as likely, the earlier in the schedule is given with less confidence.
    """
    nearest = _nearest_places(activity)
    hinted = {place for start in nearest for place in _HINTED_BY.get(start, ())}
    scored = [(_score(_CUED[place], activity, nearest), _CUED[place].key) for place in sorted(hinted)]
    (best, key), (second, _) = sorted([*scored, _NOBODY, _NOBODY], key=lambda pair: -pair[0])[:2]
    confidence = best * _DISPUTED if best - second < _CLOSE else best
    return (key, round(confidence, 2)) if confidence >= THRESHOLD else None


_NOBODY = (0.0, "")
Starts = tuple[str, ...]
"""A cue, split: the starts of words that must all occur."""


@dataclass(frozen=True, slots=True)
class _Cued:
    """A type with its cues split once for all."""

    key: str
    action_type: ActionType
    telling: tuple[Starts, ...]
    supporting: tuple[Starts, ...]
    against: tuple[Starts, ...]

    @classmethod
    def of(cls, one: ActionType) -> Self:
        split = (tuple(tuple(cue.split()) for cue in cues) for cues in (one.telling, one.supporting, one.against))
        return cls(one.key, one, *split)


_CUED = tuple(_Cued.of(one) for one in ACTION_TYPES)


def _hinted_by() -> Mapping[str, frozenset[int]]:
    """For the first start of each telling cue, the places in `_CUED` of the types that it may tell."""
    hinted: defaultdict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(_CUED):
        for cue in one.telling:
            hinted[cue[0]].add(place)
    return {start: frozenset(places) for start, places in hinted.items()}


_HINTED_BY = _hinted_by()


def _starts_by_letter() -> Mapping[str, frozenset[str]]:
    starts: defaultdict[str, set[str]] = defaultdict(set)
    for one in _CUED:
        for cue in (*one.telling, *one.supporting, *one.against):
            for start in cue:
                starts[start[0]].add(start)
    return {letter: frozenset(found) for letter, found in starts.items()}


_STARTS = _starts_by_letter()


def _nearest_places(activity: ActivityFacts) -> dict[str, int]:
    """For each start of a cue that some word of the activity has, the nearest place where one stands."""
    name, product = (_WORD.findall(fold(text)) for text in (activity.name, activity.product or ""))
    nearest: dict[str, int] = {}
    for place, words in enumerate((name[:_HEAD], name[_HEAD:], product)):
        for word in words:
            for start in _starts_of(word):
                nearest.setdefault(start, place)
    return nearest


def _worth(cue: Starts, nearest: Mapping[str, int]) -> float:
    """What a cue is worth at the farthest of the places where its words are first met."""
    return _WORTH[max(nearest.get(start, _NOWHERE) for start in cue)]


def _score(cued: _Cued, activity: ActivityFacts, nearest: Mapping[str, int]) -> float:
    """How well the type fits, 0 to 1: words first, then what the row's component and stages add or take."""
    telling = [_worth(cue, nearest) for cue in cued.telling]
    strongest = max(telling)
    if not strongest:
        return 0.0
    more = sum(telling) - strongest + sum(_worth(cue, nearest) for cue in cued.supporting)
    score = strongest * _TELLING + min(more * _EACH_MORE, _MORE_AT_MOST)
    against = any(_worth(cue, nearest) == _WORTH[_HEAD_PLACE] for cue in cued.against)
    return score * (_AGAINST if against else 1.0) * _fit(cued.action_type, activity)


def _fit(action_type: ActionType, activity: ActivityFacts) -> float:
    """What the component and the stages of the row say about the type."""
    fit = 1.0
    if activity.component is None:
        fit *= _NO_COMPONENT
    elif activity.component != action_type.component:
        fit *= _OTHER_COMPONENT
    if activity.stages and not activity.stages & action_type.stages:
        fit *= _OTHER_STAGE
    return fit


@lru_cache(maxsize=16384)
def _starts_of(word: str) -> Starts:
    """The starts of cues that a word has, or would have but for a slip."""
    return tuple(start for start in _STARTS.get(word[0], ()) if _starts(word, start))


def _starts(word: str, start: str) -> bool:
    """Whether a word begins so, or would but for one slip before its last two letters. Their first letter is one.

    The last two letters must be right: `comunicad` (a release) and `comunicac` (communication) are two words.
    """
    if word.startswith(start):
        return True
    length = len(start)
    if length < _SHORTEST_WITH_SLIP:
        return False
    openings = {word[: length + shift] for shift in (-1, 0, 1)}
    return any(one[-2:] == start[-2:] and OSA.distance(one, start, score_cutoff=1) <= 1 for one in openings)
