"""The datasets of goals: only what is public, in an order that does not change, with «sin dato» as nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from factories.goals import BY, a_plan, a_public_plan, a_right, goal, indicator
from rendir.foundation.core.tabular import EVERYTHING, Dataset, Selection
from rendir.information.goals.actions.links import excuse_goal, tie_to_right, tie_to_sdg
from rendir.information.goals.actions.progress import Reported, record_progress
from rendir.information.goals.datasets import ALIGNMENT, GOALS

pytestmark = pytest.mark.usefixtures("_today")
D = Decimal


def _told(dataset: Dataset[Any], selection: Selection = EVERYTHING) -> list[dict[str, Any]]:
    return [{column.name: column.value(row) for column in dataset.columns} for row in dataset.rows(selection)]


@pytest.mark.parametrize("dataset", [GOALS, ALIGNMENT])
def test_what_is_not_public_is_not_there(dataset: Dataset[Any]) -> None:
    a_plan()
    assert (_told(dataset), dataset.count(), dataset.updated()) == ([], 0, None)


def test_each_indicator_says_how_far_it_is_and_of_what() -> None:
    a_public_plan()
    record_progress(indicator("M1"), Reported(date(2021, 8, 31), D(12), D(150), "Informe"), by=BY)
    rows = {one["meta"]: one for one in _told(GOALS)}
    assert list(rows) == ["M1", "M10", "M2"]
    roads, water = rows["M1"], rows["M2"]
    assert (roads["avance"], roads["porcentaje"], roads["se_cuenta"], roads["corte"]) == (
        D(12),
        D(20),
        "se suma",
        date(2021, 8, 31),
    )
    assert (roads["recursos_programados"], roads["recursos_ejecutados"]) == (D(300), D(150))
    assert (water["avance"], water["porcentaje"], water["se_cuenta"]) == (None, None, "aumentar")
    assert water["nota"] == "Sin dato: ningún corte trae un valor."
    assert str(roads["direccion"]).endswith("/metas/2020-2023/M1/")
    assert (GOALS.count(), GOALS.updated() is not None) == (3, True)


def test_each_link_is_a_row_and_a_goal_without_any_too() -> None:
    a_public_plan()
    tie_to_sdg(goal("M1"), "9.1", note="Vías", by=BY)
    tie_to_right(goal("M1"), a_right(24), by=BY)
    excuse_goal(goal("M2"), reason="Interna", expected=goal("M2").version, by=BY)
    rows = _told(ALIGNMENT)
    assert [(one["meta"], one["clase"], one["vinculo"], one["nota"]) for one in rows] == [
        ("M1", "derecho", "cp-24", None),
        ("M1", "ods", "9.1", "Vías"),
        ("M10", "ninguno", "", None),
        ("M2", "ninguno", "", "Interna"),
    ]
    assert [one["estado"] for one in rows] == ["Con ODS y derecho"] * 2 + ["Sin vínculo", "Excusada"]
    assert (ALIGNMENT.count(), rows[0]["norma"]) == (4, "Constitución Política, artículo 24")


def test_rows_may_be_asked_for_and_go_on_after_a_key() -> None:
    a_public_plan()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    assert [one["meta"] for one in _told(GOALS, Selection(filters={"linea": "2"}))] == ["M10"]
    assert _told(GOALS, Selection(filters={"periodo": "2016-2019"})) == []
    assert [one["meta"] for one in _told(GOALS, Selection(after=("2020-2023", "M1", 1), limit=1))] == ["M10"]
    assert [one["meta"] for one in _told(ALIGNMENT, Selection(filters={"ods": "9"}))] == ["M1"]
    assert [one["meta"] for one in _told(ALIGNMENT, Selection(after=("2020-2023", "M1", "ods", "9.1")))] == [
        "M10",
        "M2",
    ]
    choices = [[value for value, _ in one.choices()] for one in ALIGNMENT.filters if one.choices]
    assert (choices[0], len(choices[1])) == (["2020-2023"], 17)
