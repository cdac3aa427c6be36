"""The plan of the demo's municipality: its goals as a plan indicativo, what was reached at each cut, the links that
Planning accepted, and the alignment that was published.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import resources

from rendir.foundation.accounts.models import Person
from rendir.foundation.organization.actions import add_unit
from rendir.foundation.organization.queries import find_unit
from rendir.information.goals.actions.alignment import publish_alignment
from rendir.information.goals.actions.imports import import_goals
from rendir.information.goals.actions.links import excuse_goal, tie_to_right, tie_to_sdg
from rendir.information.goals.actions.plans import open_plan, publish_goals
from rendir.information.goals.actions.progress import Reported, record_progress
from rendir.information.goals.actions.rights import load_constitution
from rendir.information.goals.exports.alignment import render_alignment
from rendir.information.goals.models import Goal, Indicator, Plan, Right
from rendir.information.goals.rules.rows import GoalRow, read_reading

TABLE = "metas-2020-2023.tsv"
SOURCE = "Plan indicativo 2020-2023, versión 2"
YEARS = (2020, 2021, 2022, 2023)
_SAYS = "Informe de {unit} a Planeación"
_EXCUSE = (
    "Es una meta de funcionamiento interno: moderniza sistemas de la Alcaldía y no contribuye a un ODS ni a un derecho"
    " en particular."
)
_CUTS = (date(2020, 12, 31), date(2021, 4, 30), date(2021, 8, 31))

People = Mapping[str, Person]
Line = Mapping[str, str]
Deed = tuple[date, Callable[[], object]]


def goal_deeds(people: People) -> Iterator[Deed]:
    """What was done with the goals of the plan, each on its day."""
    planning, lead = people["planeacion"], people["lider"]
    yield date(2021, 2, 3), partial(_bring_the_plan_in, planning)
    yield date(2021, 2, 4), partial(_note_cut, _CUTS[0], planning)
    yield date(2021, 2, 5), partial(_let_everybody_read, lead)
    yield date(2021, 5, 11), partial(_note_cut, _CUTS[1], planning)
    yield date(2021, 7, 8), partial(_tie, planning)
    yield date(2021, 7, 22), partial(_publish_alignment, lead)
    yield date(2021, 9, 8), partial(_note_cut, _CUTS[2], planning)


def _plan() -> Plan:
    return Plan.objects.get(first_year=YEARS[0])


def _bring_the_plan_in(by: Person) -> None:
    plan = open_plan(
        name="Plan de Desarrollo «Villa Clara, tierra de todos»",
        first_year=YEARS[0],
        last_year=YEARS[-1],
        adopted_by="Acuerdo municipal 006 de 2020",
        by=by,
    )
    for name in dict.fromkeys(one["Responsable"] for one in _table()):
        if find_unit(name) is None:
            add_unit(name, by=by)
    import_goals(plan, [_row(one, at) for at, one in enumerate(_table(), 2)], source=SOURCE, by=by)
    load_constitution(by=by)


def _let_everybody_read(by: Person) -> None:
    plan = _plan()
    publish_goals(plan, expected=plan.version, by=by)


def _note_cut(on: date, by: Person) -> None:
    """What each unit told of a cut. What nobody told is not noted: it is not zero."""
    indicators = {one.goal.code: one for one in Indicator.objects.select_related("goal__plan")}
    for one in _table():
        value, money = _number(one[f"Avance {on}"]), _number(one[f"Ejecutado {on}"])
        if value is not None or money is not None:
            source = _SAYS.format(unit=one["Responsable"])
            record_progress(indicators[one["Código meta"]], Reported(on, value, money, source), by=by)


def _tie(by: Person) -> None:
    """The links that Planning accepted with the units; a goal of the house is excused, two still wait."""
    rights = {one.code: one for one in Right.objects.all()}
    goals = {one.code: one for one in Goal.objects.select_related("plan")}
    for one in _table():
        goal = goals[one["Código meta"]]
        for number in _many(one["ODS"]):
            tie_to_sdg(goal, number, by=by)
        for article in _many(one["Derechos"]):
            tie_to_right(goal, rights[f"cp-{article}"], by=by)
    house = goals["M30"]
    excuse_goal(house, reason=_EXCUSE, expected=house.version, by=by)


def _publish_alignment(by: Person) -> None:
    publish_alignment(_plan(), render=render_alignment, by=by)


def _table() -> list[Line]:
    text = resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _row(one: Line, at: int) -> GoalRow:
    direction, adds_up = read_reading(one["Tipo de meta"]) or (None, None)
    return GoalRow(
        code=one["Código meta"],
        name=one["Meta"],
        line=one["Línea estratégica"],
        programme=one["Programa"],
        product_code=one["Código de producto (MGA)"],
        product=one["Producto"],
        unit=one["Responsable"],
        indicator_code=one["Código de indicador"],
        indicator=one["Indicador de producto"],
        measured_in=one["Unidad de medida"],
        baseline=_number(one["Línea base"]),
        baseline_year=int(one["Año base"]),
        target=_number(one["Meta cuatrienio"]),
        direction=direction,
        is_cumulative=adds_up,
        years=_yearly(one, "Meta"),
        money=_yearly(one, "Recursos"),
        at=at,
    )


def _yearly(one: Line, what: str) -> dict[int, Decimal]:
    found = {year: _number(one[f"{what} {year}"]) for year in YEARS}
    return {year: value for year, value in found.items() if value is not None}


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text else None


def _many(text: str) -> list[str]:
    return text.split(";") if text else []
