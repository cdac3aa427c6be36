"""Plans small enough to read, reached by the real steps: three goals of two lines, and who works on them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from factories.schedules import BY, an_adopted, facts
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import add_unit
from rendir.foundation.organization.queries import find_unit
from rendir.information.goals.actions.goals import write_goal
from rendir.information.goals.actions.measuring import ITS_ACTIVITY
from rendir.information.goals.actions.plans import open_plan, publish_goals
from rendir.information.goals.actions.rights import load_constitution
from rendir.information.goals.models import Alignment, Goal, Indicator, Plan, Right
from rendir.information.goals.rules.progress import Direction
from rendir.information.goals.rules.rows import GoalRow
from rendir.plan.planning.models import Strategy

WORKS, HEALTH = "Secretaría de Infraestructura", "Secretaría de Salud"
ROADS = GoalRow(
    code="M1",
    name="Mejorar 60 kilómetros de vías terciarias",
    line="Villa Clara produce",
    line_code="1",
    programme="El campo primero",
    programme_code="1.1",
    product_code="2402041",
    product="Vía terciaria mejorada",
    unit=WORKS,
    indicator_code="240204100",
    indicator="Kilómetros mejorados",
    measured_in="Kilómetros",
    baseline=Decimal(0),
    baseline_year=2019,
    target=Decimal(60),
    due_on=date(2023, 12, 31),
    direction=Direction.UP,
    is_cumulative=True,
    years={2020: Decimal(10), 2021: Decimal(20), 2022: Decimal(20), 2023: Decimal(10)},
    money={2020: Decimal(100), 2021: Decimal(200), 2022: Decimal(200), 2023: Decimal(100)},
)
WATER = replace(
    ROADS,
    code="M2",
    name="Aumentar a 92 % la cobertura de acueducto rural",
    product_code="4003015",
    product="Acueductos construidos",
    indicator_code="400301500",
    indicator="Cobertura de acueducto",
    measured_in="Porcentaje",
    baseline=Decimal(80),
    target=Decimal(90),
    is_cumulative=False,
    years={},
    money={},
)
HOSPITAL = replace(
    ROADS,
    code="M10",
    name="Dotar 4 puestos de salud",
    line="Villa Clara con bienestar",
    line_code="2",
    programme="Salud cerca de casa",
    programme_code="2.1",
    product_code="",
    product="",
    unit=HEALTH,
    indicator_code="",
    indicator="Puestos de salud dotados",
    measured_in="Puestos",
    target=Decimal(4),
    years={},
    money={},
)
ROWS = (ROADS, WATER, HOSPITAL)
FIRST, LAST = 2020, 2023


def a_plan(*rows: GoalRow, by: Actor = BY) -> Plan:
    """A draft with these goals; with `ROWS` where none are given."""
    for name in (WORKS, HEALTH):
        if find_unit(name) is None:
            add_unit(name, by=BY)
    plan = open_plan(name="Plan de Villa Clara", first_year=FIRST, last_year=LAST, by=by)
    for row in rows or ROWS:
        write_goal(plan, row, by=by)
    return plan


def a_public_plan(*rows: GoalRow) -> Plan:
    """A plan that everybody reads."""
    plan = a_plan(*rows)
    return publish_goals(plan, expected=plan.version, by=BY)


def many_rows(number: int) -> list[GoalRow]:
    """As many goals of one programme."""
    return [replace(ROADS, code=f"M{at}", name=f"Mejorar la vía {at}") for at in range(1, number + 1)]


def goal(code: str) -> Goal:
    """The goal of that code, with its plan."""
    return Goal.objects.select_related("plan").get(code=code)


def indicator(code: str) -> Indicator:
    """The first indicator of that goal."""
    rows = Indicator.objects.select_related("goal__plan", "goal__programme__line", "goal__unit")
    return rows.filter(goal__code=code).order_by("position")[0]


def a_right(article: int = 49) -> Right:
    """A right of the Constitution."""
    load_constitution(by=BY)
    return Right.objects.get(code=f"cp-{article}")


def a_year_that_promised_it(periods: tuple[int, ...] = (2, 3)) -> Strategy:
    """A strategy of 2021 whose only activity ties goals to SDGs and rights, owed in each of these periods."""
    row = facts("Asociar las metas con los ODS y los derechos", periods=periods, action_type=ITS_ACTIVITY)
    with clock.travel(date(2021, 1, 20)):
        return an_adopted([row])


def light_alignment(alignment: Alignment) -> Mapping[str, tuple[str, bytes]]:
    """The documents of an alignment, made in no time."""
    return {"json": (f"alineacion-v{alignment.number}.json", b"{}")}
