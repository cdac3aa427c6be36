"""Strategies and imports in every state, reached by the real steps; schedules small enough to read."""

from collections.abc import Mapping, Sequence

from rendir.foundation.audit.actors import Actor, Job
from rendir.plan.planning.actions.imports import confirm_import, discard_import, read_file
from rendir.plan.planning.actions.schedule import Edits, edit_schedule
from rendir.plan.planning.actions.strategies import adopt_strategy, close_strategy, open_strategy
from rendir.plan.planning.actions.undoing import undo_import
from rendir.plan.planning.models import Activity, PlanImport, Strategy, StrategyVersion
from rendir.plan.planning.queries import activities_of
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage
from rendir.plan.planning.states import ImportState, StrategyState

BY = Job("tests")
YEAR = 2021

STAGE_TITLES = ["Aprestamiento", "Diseño", "Preparación", "Ejecución", "Seguimiento y Evaluación"]
TITLES = "\t".join(
    [
        "COMPONENTE",
        "ACTIVIDADES",
        *STAGE_TITLES,
        "META/PRODUCTO",
        *(f"Cuatrimestre {one}" for one in (1, 2, 3)),
        "DEPENDENCIA RESPONSABLE",
    ]
)
"""The titles of a schedule in a file."""


def facts(
    name: str,
    component: Component | None = Component.INFORMATION,
    *,
    number: int = 0,
    stages: Sequence[Stage] = (Stage.DESIGN,),
    periods: Sequence[int] = (1,),
    product: str | None = "Documento publicado",
    responsibles: Sequence[str] = ("Oficina de Comunicaciones",),
    action_type: str | None = None,
) -> ActivityFacts:
    """An activity with everything said, but for what a test says otherwise."""
    who = tuple(Responsible(one, ResponsibleKind.UNIT) for one in responsibles)
    return ActivityFacts(component, number, name, frozenset(stages), frozenset(periods), product, who, action_type)


def a_schedule() -> list[ActivityFacts]:
    """Two activities of information, one of dialogue, one of responsibility: I1, I2, D1, R1."""
    return [
        facts("Conocer los grupos", stages=[Stage.READINESS]),
        facts("Producir la información", stages=[Stage.PREPARATION], periods=[1, 2]),
        facts("Encontrarse con la gente", Component.DIALOGUE, stages=[Stage.EXECUTION], periods=[2, 3]),
        facts("Evaluar el año", Component.RESPONSIBILITY, stages=[Stage.FOLLOW_UP], periods=[3], responsibles=()),
    ]


def a_strategy(activities: Sequence[ActivityFacts] | None = None, *, year: int = YEAR, by: Actor = BY) -> Strategy:
    """A draft with these activities; with `a_schedule()` where none are given."""
    strategy = open_strategy(year, by=by)
    edit_schedule(strategy, Edits({}, a_schedule() if activities is None else activities), label="Empezar", by=by)
    return strategy


def plain_render(version: StrategyVersion) -> Mapping[str, tuple[str, bytes]]:
    """Documents as small as can be: what a version looks like is not the question here."""
    return {"json": (f"v{version.number}.json", b"{}")}


def an_adopted(activities: Sequence[ActivityFacts] | None = None, *, year: int = YEAR, by: Actor = BY) -> Strategy:
    """A strategy whose version 1 is public."""
    strategy = a_strategy(activities, year=year, by=by)
    adopt_strategy(strategy, render=plain_render, act="Acta 1", by=by)
    return strategy


def a_closed(activities: Sequence[ActivityFacts] | None = None, *, year: int = YEAR, by: Actor = BY) -> Strategy:
    """A strategy whose year is over."""
    strategy = an_adopted(activities, year=year, by=by)
    return close_strategy(strategy, reason="", expected=strategy.version, by=by)


def strategy_in(state: StrategyState) -> Strategy:
    """One in that state."""
    made = {StrategyState.DRAFT: a_strategy, StrategyState.ADOPTED: an_adopted, StrategyState.CLOSED: a_closed}
    return made[state]()


def activity(strategy: Strategy, code: str) -> Activity:
    """The activity of that code, as the next request reads it."""
    return next(one for one in activities_of(strategy) if one.code == code)


def codes(strategy: Strategy) -> list[str]:
    """The codes in the order of the schedule."""
    return [one.code for one in activities_of(strategy)]


def a_file(*lines: str) -> bytes:
    """A schedule as a text file: the titles and these lines."""
    return "\n".join([TITLES, *lines]).encode()


def a_line(component: str, name: str, stages: str, product: str, periods: str, responsible: str = "") -> str:
    """A line under the titles. `stages` and `periods` are drawn: `.x...` is Diseño, `.xx` the last two periods."""
    marks = [["", "X"][one == "x"] for one in stages + periods]
    return "\t".join([component, name, *marks[:5], product, *marks[5:], responsible])


FILE = a_file(
    a_line(
        "INFORMACIÓN",
        "Actualizar la caracterización de los grupos de valor",
        "x....",
        "Documento de caracterización",
        "x..",
        "Oficina de Comunicaciones",
    ),
    a_line("", "Realizar comunicados de prensa", "..x..", "Comunicados", ".xx"),
    a_line(
        "DIÁLOGO",
        "Implementar los espacios virtuales de diálogo",
        "...x.",
        "Espacios",
        "xxx",
        "Oficina de Comunicaciones",
    ),
)
"""Three activities: I1, I2 without a responsible, D1. Their kinds are suggested."""


def an_import(strategy: Strategy, data: bytes = FILE, *, filename: str = "plan.txt", by: Actor = BY) -> PlanImport:
    """A file read and waiting for a person."""
    return read_file(strategy, data, filename=filename, by=by)


def import_in(state: ImportState, strategy: Strategy) -> PlanImport:
    """An import in that state."""
    made = an_import(strategy)
    if state in (ImportState.CONFIRMED, ImportState.UNDONE):
        confirm_import(made, by=BY)
    if state == ImportState.UNDONE:
        undo_import(made, by=BY)
    if state == ImportState.DISCARDED:
        discard_import(made, by=BY)
    return made
