"""What the open data are read from: 2020 closed to two activities, 2021 in its second version, 2022 still a draft."""

import pytest

from rendir.foundation.audit.actors import Job
from rendir.foundation.organization.actions import found_entity
from rendir.plan.planning.actions.schedule import add_activity
from rendir.plan.planning.actions.strategies import adopt_strategy, open_strategy, publish_change
from rendir.plan.planning.models import Strategy, StrategyVersion
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

BY = Job("tests")
CHARACTERISATION = ActivityFacts(
    Component.INFORMATION,
    1,
    "Caracterizar los grupos de valor",
    frozenset({Stage.READINESS}),
    frozenset({3}),
    "=Documento",
    (Responsible("Planeación", ResponsibleKind.UNIT), Responsible("Equipo de RdC", ResponsibleKind.TEAM)),
)
FAIRS = ActivityFacts(Component.DIALOGUE, 1, "Ferias de gestión", frozenset({Stage.EXECUTION}), frozenset({1, 2}), None)
REPORT = ActivityFacts(
    Component.INFORMATION, 2, "Elaborar informe", frozenset({Stage.EXECUTION, Stage.FOLLOW_UP}), frozenset({2})
)


def no_documents(_version: StrategyVersion) -> dict[str, tuple[str, bytes]]:
    """The documents of a version are tested where they are made."""
    return {}


def schedule(year: int, *activities: ActivityFacts) -> Strategy:
    """A draft of that year."""
    strategy = open_strategy(year, by=BY)
    for one in activities:
        add_activity(strategy, one, by=BY)
    return strategy


@pytest.fixture
def published(db: None) -> None:
    """Two adopted years and a draft."""
    found_entity(name="Alcaldía de Villa Clara", short_name="Villa Clara", by=BY)
    adopt_strategy(schedule(2020, CHARACTERISATION, FAIRS), render=no_documents, by=BY)
    newer = schedule(2021, CHARACTERISATION, FAIRS)
    adopt_strategy(newer, render=no_documents, by=BY)
    add_activity(newer, REPORT, by=BY)
    newer.refresh_from_db()
    publish_change(newer, reason="Faltaba el informe.", render=no_documents, by=BY)
    schedule(2022, CHARACTERISATION)
