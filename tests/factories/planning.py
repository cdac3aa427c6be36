"""Strategies as the public meets them, reached by the real steps, with documents that are quick to make."""

from collections.abc import Mapping
from typing import Any

from rendir.foundation.audit.actors import Job
from rendir.plan.planning.actions.schedule import Edits, edit_schedule
from rendir.plan.planning.actions.strategies import adopt_strategy, open_strategy, publish_change
from rendir.plan.planning.exports.rendering import file_name, render_format
from rendir.plan.planning.models import Strategy, StrategyVersion
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

BY = Job("tests")
YEAR = 2021


def some_facts(number: int, component: Component = Component.INFORMATION, **changes: Any) -> ActivityFacts:
    """An activity of two periods with everything said, but for `changes`."""
    said: dict[str, Any] = {
        "name": f"Priorizar los temas de interés número {number}",
        "stages": frozenset({Stage.DESIGN}),
        "periods": frozenset({2, 3}),
        "product": "Lista de temas priorizados con su método",
        "responsibles": (Responsible("Dirección de Planeación", ResponsibleKind.UNIT),),
        "action_type": "prioritize_topics",
    }
    return ActivityFacts(component, number, **(said | changes))


def a_draft(*activities: ActivityFacts, year: int = YEAR) -> Strategy:
    """A strategy that nobody adopted; of one activity where none are given."""
    strategy = open_strategy(year, by=BY)
    edit_schedule(strategy, Edits({}, additions=activities or (some_facts(1),)), label="Empezar", by=BY)
    return strategy


def an_adopted(*activities: ActivityFacts, act: str = "", year: int = YEAR) -> StrategyVersion:
    """Version 1 of a year."""
    return adopt_strategy(a_draft(*activities, year=year), render=light, act=act, by=BY)


def a_change(strategy: Strategy, edits: Edits, *, reason: str = "Faltaba una actividad") -> StrategyVersion:
    """The next version, with these edits."""
    edit_schedule(strategy, edits, label="Cambiar", by=BY)
    return publish_change(strategy, reason=reason, render=light, by=BY)


def light(version: StrategyVersion) -> Mapping[str, tuple[str, bytes]]:
    """The real documents, but only those that are made in no time."""
    return {kind: (file_name(version, kind), render_format(version, kind)) for kind in ("csv", "json")}
