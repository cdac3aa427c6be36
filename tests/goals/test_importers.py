"""Goals as tables: plan indicativo as entities write it, and what is given comes back the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from factories.accounts import insider
from factories.goals import BY, HOSPITAL, ROADS, ROWS, a_plan, indicator
from rendir.foundation.accounts.models import Person
from rendir.foundation.core.mapping import Mapped, propose, read_rows, title_row, titles_of
from rendir.foundation.core.refusal import Invalid, NotFound
from rendir.foundation.library.imports import Importer
from rendir.information.goals.actions.goals import write_goal
from rendir.information.goals.exports.indicative import plan_table
from rendir.information.goals.importers import GOALS_TABLE, PROGRESS_TABLE, plan_named
from rendir.information.goals.models import Goal, Plan, Progress
from rendir.information.goals.queries import indicators_of, row_of
from rendir.information.goals.rules.progress import Direction
from rendir.plan.planning.reading.files import read_grids

pytestmark = pytest.mark.usefixtures("_today")
D = Decimal

INDICATIVE = """\
PLAN INDICATIVO 2020-2023
Eje;Programa;Código meta;Meta de producto;Código de producto;Indicador;UM;LB;Meta cuatrienio;2020;2021;Recursos 2021
Línea 1. Villa Clara produce;1.1 El campo primero;M1;Mejorar vías;2402041;Vía mejorada;Km;ND;60;20;40;$ 2.900.000.000
;;M2;Asistir a productores;1702010;Productores asistidos;Productores;muchos;1.200;200;1.000;320000000
;Empleo;M3;Reducir el desempleo;;Tasa de desempleo;Porcentaje;12,5;9,8;;;
"""


def _read(importer: Importer, plan: Plan, data: bytes, name: str) -> Mapped:
    grid = read_grids(data, name)[0][0]
    wanted = importer.fields_of(plan)
    at = title_row(grid, wanted)
    return read_rows(grid, at, propose(titles_of(grid, at), wanted), wanted)


def _rows(plan: Plan) -> list[Any]:
    return [row_of(one) for one in indicators_of(plan)]


def test_a_plan_as_entities_write_it_is_read_and_what_cannot_be_is_told_by_its_cell() -> None:
    plan = a_plan(HOSPITAL)
    read = _read(GOALS_TABLE, plan, INDICATIVE.encode(), "plan.csv")
    assert [(one.source.line, one.message) for one in read.findings if one.source] == [
        (4, "Línea base: «muchos» no es un número.")
    ]
    preview = GOALS_TABLE.preview(read.rows, plan)
    assert (preview.added, preview.changed, preview.same) == (2, 0, 0)
    assert [one.message for one in preview.findings] == [
        "La meta M1 no dice cómo se cuenta: por sus cifras se leerá «Se suma».",
        "La meta M3 no dice cómo se cuenta: por sus cifras se leerá «Reducir».",
    ]
    assert preview.notes == ("El plan tiene 1 indicadores que la tabla no trae, y se dejan como están: M10.",)


def test_what_is_confirmed_is_written_and_says_where_it_is_seen() -> None:
    plan = a_plan(HOSPITAL)
    read = _read(GOALS_TABLE, plan, INDICATIVE.encode(), "plan.csv")
    done = GOALS_TABLE.take_in(read.rows, plan, None, by=BY)
    assert (done.message, done.url) == (
        "Plan importado: 2 indicadores nuevos, 0 actualizados, 0 como estaban.",
        plan.get_absolute_url(),
    )
    roads = row_of(indicator("M1"))
    assert (roads.line_code, roads.line, roads.programme_code, roads.programme) == (
        "1",
        "Villa Clara produce",
        "1.1",
        "El campo primero",
    )
    assert (roads.target, roads.years[2021], roads.money) == (D(60), D(40), {2021: D("2900000000")})
    assert (roads.direction, roads.is_cumulative) == (Direction.UP, True)
    assert (roads.baseline, row_of(indicator("M3")).baseline) == (None, D("12.5"))
    assert Goal.objects.count() == 3


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_away_comes_back_the_same(kind: str) -> None:
    plan = a_plan()
    before = _rows(plan)
    read = _read(GOALS_TABLE, plan, plan_table(plan, kind), f"plan.{kind}")
    assert read.findings == ()
    preview = GOALS_TABLE.preview(read.rows, plan)
    assert (preview.added, preview.changed, preview.same, preview.findings, preview.notes) == (0, 0, 3, (), ())
    GOALS_TABLE.take_in(read.rows, plan, None, by=BY)
    assert _rows(plan) == before


def test_into_an_empty_plan_it_writes_the_same_goals() -> None:
    plan = a_plan()
    table = plan_table(plan, "xlsx")
    Plan.objects.filter(pk=plan.pk).update(first_year=2016, last_year=2019)
    other = a_plan(HOSPITAL)
    GOALS_TABLE.take_in(_read(GOALS_TABLE, other, table, "plan.xlsx").rows, other, None, by=BY)
    assert _rows(other) == list(ROWS)


def test_the_workbook_has_a_column_for_each_year() -> None:
    plan = a_plan()
    sheet = load_workbook(BytesIO(plan_table(plan, "xlsx"))).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    years = plan.all_years
    assert titles[-8:] == [*(f"Meta {year}" for year in years), *(f"Recursos {year}" for year in years)]


def test_a_row_that_lacks_a_goal_is_told_before_confirming_and_a_unit_that_is_not_known_too() -> None:
    plan = a_plan(ROADS)
    text = "Meta;Meta cuatrienio;Tipo de meta;Responsable\n;5;Mantener;Secretaría de Minas\n"
    read = _read(GOALS_TABLE, plan, text.encode(), "plan.csv")
    preview = GOALS_TABLE.preview(read.rows, plan)
    assert [(one.code, one.severity) for one in preview.findings][:2] == [
        ("goals.code", "error"),
        ("goals.name", "error"),
    ]
    assert preview.notes[0].endswith("quedan con el nombre escrito: Secretaría de Minas.")
    with pytest.raises(Invalid):
        GOALS_TABLE.take_in(read.rows, plan, None, by=BY)


def test_the_plan_of_an_address_must_be_there() -> None:
    plan = a_plan(ROADS)
    assert plan_named(plan.public_id) == plan
    with pytest.raises(NotFound):
        plan_named("nada")


PROGRESS = """\
Código meta;Indicador;Fecha de corte;Avance;Recursos ejecutados;Fuente;Observaciones
M1;;30/04/2021;4,2;612.000.000;Informe de obra;Con lluvia
M1;;31/08/2021;11,8;1.744.000.000;Informe de obra;
M10;Puestos de salud dotados;31/08/2021;;157.200.000;Hospital;
"""


def _progress(plan: Plan, text: str) -> Sequence[Any]:
    return _read(PROGRESS_TABLE, plan, text.encode(), "avance.csv").rows


def test_a_cut_is_brought_in_and_again_it_changes_nothing() -> None:
    plan = a_plan()
    rows = _progress(plan, PROGRESS)
    assert (PROGRESS_TABLE.preview(rows, plan).added, PROGRESS_TABLE.preview(rows, plan).findings) == (3, ())
    done = PROGRESS_TABLE.take_in(rows, plan, None, by=BY)
    assert done.message == "Avances anotados: 3."
    assert [(one.value, one.money) for one in Progress.objects.order_by("pk")] == [
        (D("4.2"), D(612000000)),
        (D("11.8"), D(1744000000)),
        (None, D(157200000)),
    ]
    again = PROGRESS_TABLE.preview(_progress(plan, PROGRESS.replace("11,8", "12")), plan)
    assert (again.added, again.changed, again.same) == (0, 1, 2)


def test_what_no_indicator_answers_to_is_told_and_nothing_is_noted() -> None:
    plan = a_plan(ROADS)
    rows = _progress(plan, PROGRESS.replace("30/04/2021", "30/04/2022"))
    preview = PROGRESS_TABLE.preview(rows, plan)
    assert [one.message for one in preview.findings] == [
        "La fecha de corte está en el futuro.",
        "La meta M10 no está en el plan, o tiene varios indicadores y falta decir cuál.",
    ]
    with pytest.raises(Invalid, match="está en el futuro"):
        PROGRESS_TABLE.take_in(rows, plan, None, by=BY)
    assert not Progress.objects.exists()


def test_of_several_indicators_the_row_must_say_which() -> None:
    plan = a_plan(ROADS)
    write_goal(plan, replace(ROADS, indicator_code="8", indicator="Puentes"), by=BY)
    rows = _progress(plan, PROGRESS.splitlines()[0] + "\nM1;8;30/04/2021;1;;Acta;\nM1;;30/04/2021;1;;Acta;\n")
    assert len(PROGRESS_TABLE.preview(rows, plan).findings) == 1


def test_the_desk_leads_there_and_planning_may(as_: Callable[[Person], Client]) -> None:
    plan = a_plan(ROADS)
    desk = as_(insider())
    for key in ("metas", "avances"):
        address = reverse("portal_desk:table_import", args=[key, plan.public_id])
        assert desk.get(address).status_code == 200
        assert address in desk.get(plan.get_absolute_url()).content.decode()
