"""Schedules, and strategies brought to a state by the real actions."""

from collections.abc import Mapping
from dataclasses import replace

from rendir.foundation.audit.actors import Job
from rendir.plan.planning.actions.schedule import Edits, edit_schedule
from rendir.plan.planning.actions.strategies import adopt_strategy, open_strategy, publish_change
from rendir.plan.planning.exports.rendering import file_name, render_format
from rendir.plan.planning.models import Strategy, StrategyVersion
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

BY = Job("tests")
LIGHT = ("csv", "json")


def some_facts(number: int = 1, component: Component = Component.INFORMATION, **changes: object) -> ActivityFacts:
    """An activity with something in every field."""
    whole = ActivityFacts(
        component=component,
        number=number,
        name=f"Priorizar los temas de interés número {number}",
        stages=frozenset({Stage.DESIGN}),
        periods=frozenset({2, 3}),
        product=f"Lista de temas número {number}",
        responsibles=(Responsible("Dirección de Planeación", ResponsibleKind.UNIT),),
        action_type="prioritize_topics",
    )
    return replace(whole, **changes)  # type: ignore[arg-type] # the tests name the activity's own fields


def a_draft(*activities: ActivityFacts, year: int = 2021) -> Strategy:
    """A strategy nobody adopted yet."""
    strategy = open_strategy(year, by=BY)
    edit_schedule(strategy, Edits({}, additions=activities or (some_facts(),)), label="Agregar", by=BY)
    return strategy


def an_adopted(*activities: ActivityFacts, year: int = 2021, act: str = "") -> StrategyVersion:
    """Its first version, published in the formats that are quick to make."""
    return adopt_strategy(a_draft(*activities, year=year), render=light, act=act, by=BY)


def a_change(strategy: Strategy, edits: Edits, *, reason: str = "Se aplazó la elección") -> StrategyVersion:
    """The next version, after these edits."""
    edit_schedule(strategy, edits, label="Cambiar", by=BY)
    strategy.refresh_from_db()
    return publish_change(strategy, reason=reason, render=light, by=BY)


def light(version: StrategyVersion) -> Mapping[str, tuple[str, bytes]]:
    """The version in the formats that need no document to be drawn."""
    return {kind: (file_name(version, kind), render_format(version, kind)) for kind in LIGHT}
