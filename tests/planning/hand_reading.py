"""The two 2021 grids read by hand: lines and cells by number, so that no test leans on the reader under test."""

from pathlib import Path

from rendir.plan import planning
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind, Stage

LINES = {
    Component.INFORMATION: range(17, 27),
    Component.DIALOGUE: range(32, 41),
    Component.RESPONSIBILITY: range(46, 55),
}
CONTROL_LINE = 58
DEMO = Path(planning.__file__).parent / "demo" / "cronograma-2021.tsv"


def cells_of(path: Path) -> list[list[str]]:
    """The cells of each line, quotes taken as they come."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]


def read_by_hand(path: Path) -> list[ActivityFacts]:
    """The 29 activities, with the improvement plan's product where it belongs."""
    lines = cells_of(path)
    rows = [
        _row(component, number, lines[line - 1])
        for component, span in LINES.items()
        for number, line in enumerate(span, start=1)
    ]
    return [*rows, _control(lines[CONTROL_LINE - 1])]


def _row(component: Component, number: int, cells: list[str]) -> ActivityFacts:
    product, responsible = cells[7], cells[11]
    if responsible.startswith("Plan de mejoramiento"):
        product, responsible = responsible, ""
    return ActivityFacts(
        component=component,
        number=number,
        name=cells[1],
        stages=frozenset(stage for stage, mark in zip(Stage, cells[2:7], strict=True) if mark == "X"),
        periods=frozenset(period for period, mark in zip((1, 2, 3), cells[8:11], strict=True) if mark == "X"),
        product=product,
        responsibles=(Responsible(responsible, ResponsibleKind.UNIT),) if responsible else (),
    )


def _control(cells: list[str]) -> ActivityFacts:
    return ActivityFacts(
        component=Component.RESPONSIBILITY,
        number=10,
        name=cells[0],
        stages=frozenset({Stage.FOLLOW_UP}),
        periods=frozenset({1, 2, 3}),
        product=cells[3].removeprefix("X "),
        responsibles=(Responsible(cells[7], ResponsibleKind.UNIT),),
    )
