"""What an accepted proposal makes of an activity. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage


def _responsibles(value: Any) -> tuple[Responsible, ...]:  # noqa: ANN401 - JSON
    return tuple(Responsible(one["name"], ResponsibleKind(one["kind"])) for one in value)


_READERS: Mapping[str, Callable[[Any], object]] = {
    "responsibles": _responsibles,
    "stages": lambda value: frozenset(Stage(one) for one in value),
    "periods": lambda value: frozenset(int(one) for one in value),
    "component": Component,
    "action_type": str,
    "product": str,
    "name": str,
}


def in_words(field: str, value: object) -> str:
    """The proposed value as a person reads it."""
    if isinstance(value, list):
        parts = [str(one["name"]) if isinstance(one, dict) else _stage_or_word(field, one) for one in value]
        return "; ".join(parts) if field == "responsibles" else ", ".join(parts)
    known = by_key(str(value)) if field == "action_type" else None
    return known.label if known else str(value)


def _stage_or_word(field: str, value: object) -> str:
    return Stage(str(value)).label if field == "stages" else str(value)


def can_apply(field: str) -> bool:
    """Whether a proposal for that field changes an activity; others only tell something."""
    return field in _READERS


def apply_proposal(activity: ActivityFacts, field: str, value: object) -> ActivityFacts:
    """The activity with the proposed value in that field. `KeyError` for a field that cannot be proposed."""
    changes: dict[str, Any] = {field: _READERS[field](value)}
    return replace(activity, **changes)
