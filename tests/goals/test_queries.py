"""What is asked of goals: found by words, line, SDG, right, unit and link; how far; what their words propose."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from factories.goals import (
    BY,
    HEALTH,
    HOSPITAL,
    ROADS,
    WATER,
    a_plan,
    a_public_plan,
    a_right,
    goal,
    indicator,
    light_alignment,
    many_rows,
)
from rendir.foundation.organization.queries import find_unit
from rendir.information.goals.actions.alignment import publish_alignment
from rendir.information.goals.actions.goals import write_goal
from rendir.information.goals.actions.links import excuse_goal, tie_to_right, tie_to_sdg
from rendir.information.goals.actions.plans import open_plan
from rendir.information.goals.actions.progress import Reported, record_progress
from rendir.information.goals.actions.rights import withdraw_right
from rendir.information.goals.queries import (
    PENDING,
    GoalsAsked,
    lines_among,
    published_alignments,
    right_coverage,
    rights_among,
    rights_in_use,
    sdg_coverage,
    select,
    standing_of_lines,
    suggestions_for,
    units_among,
    whole_plan,
)
from rendir.information.goals.rules.linking import Linking

pytestmark = pytest.mark.usefixtures("_today")
TODAY = date(2021, 10, 15)
D = Decimal


def _tied() -> None:
    """M1 to both, M2 to an SDG, M10 excused."""
    a_plan()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_right(goal("M1"), a_right(24), by=BY)
    tie_to_sdg(goal("M2"), "6", by=BY)
    excuse_goal(goal("M10"), reason="Interna", expected=goal("M10").version, by=BY)


def _found(**asked: str) -> list[str]:
    return [one.goal.code for one in select(whole_plan(goal("M1").plan, TODAY), GoalsAsked(**asked))]


def test_goals_are_found_by_what_is_asked() -> None:
    _tied()
    unit = find_unit(HEALTH)
    assert unit
    assert _found() == ["M1", "M2", "M10"]
    assert _found(text="VIAS terciaria") == ["M1"]
    assert _found(text="acueductos rurales") == ["M2"]
    assert _found(text="m10") == ["M10"]
    assert _found(text="nada") == []
    assert _found(line="2") == ["M10"]
    assert _found(sdg="9") == _found(sdg="9.1") == ["M1"]
    assert _found(sdg="6") == ["M2"]
    assert _found(sdg="6.1") == []
    assert _found(right="cp-24") == ["M1"]
    assert _found(unit=unit.public_id) == ["M10"]
    assert _found(linking=Linking.EXCUSED) == ["M10"]
    assert _found(linking=PENDING) == ["M2"]
    assert _found(linking=Linking.LINKED) == ["M1"]


def test_a_goal_without_a_unit_is_found_by_none() -> None:
    a_plan(replace(ROADS, unit=""))
    assert _found(unit="x") == []
    assert units_among(whole_plan(goal("M1").plan, TODAY)) == []


def test_what_a_filter_offers_is_what_there_is() -> None:
    _tied()
    whole = whole_plan(goal("M1").plan, TODAY)
    assert [one.code for one in lines_among(whole)] == ["1", "2"]
    assert [one.name for one in units_among(whole)] == ["Secretaría de Infraestructura", "Secretaría de Salud"]
    assert [one.code for one in rights_among(whole)] == ["cp-24"]


def _told(code: str, on: date, value: str | None, money: str | None = None) -> None:
    told = Reported(on, None if value is None else D(value), None if money is None else D(money), "Informe")
    record_progress(indicator(code), told, by=BY)


def test_how_far_a_goal_is_on_a_day() -> None:
    plan = a_plan()
    _told("M1", date(2020, 12, 31), "6", "90")
    _told("M1", date(2021, 8, 31), "12", "150")
    (roads, water, _) = whole_plan(plan, TODAY)
    (one,) = roads.indicators
    assert (one.reached, one.percent.value, roads.percent, roads.said) == (D(18), D(30), D(30), "")
    assert (one.executed, one.programmed, one.money.value) == (D(240), D(300), D(80))
    assert one.last_cut == date(2021, 8, 31)
    assert roads.expected is not None
    assert D(40) < roads.expected < D(50)
    assert (water.percent, water.said) == (None, "Sin dato: ningún corte trae un valor.")
    (earlier, *_) = whole_plan(plan, date(2021, 1, 15))
    assert (earlier.percent, earlier.indicators[0].programmed) == (D(10), D(300))


def test_a_goal_of_several_indicators_says_that_it_is_an_average_and_of_what() -> None:
    plan = a_plan(ROADS)
    write_goal(plan, replace(ROADS, indicator_code="8", indicator="Puentes"), by=BY)
    _told("M1", date(2021, 8, 31), "12")
    (found,) = whole_plan(plan, TODAY)
    assert (found.percent, found.said) == (
        D(20),
        "Promedio simple de 1 indicadores de la meta; 1 sin dato no entran. Cada uno cuenta hasta 100 %.",
    )


def test_a_line_says_the_average_of_its_goals() -> None:
    plan = a_plan()
    _told("M1", date(2021, 8, 31), "12")
    first, second = standing_of_lines(whole_plan(plan, TODAY))
    assert (first.line.code, first.goals, first.percent) == ("1", 2, D(20))
    assert first.said.startswith("Promedio simple de 1 metas; 1 sin dato")
    assert (second.percent, second.goals) == (None, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_whole_plan_costs_the_same_whatever_its_size(number: int, django_assert_num_queries) -> None:
    plan = a_plan(*many_rows(number))
    with django_assert_num_queries(5):
        assert len(whole_plan(plan, TODAY)) == number


def test_coverage_counts_goals_by_line_and_keeps_a_right_that_is_tied_though_not_used_any_more() -> None:
    _tied()
    whole = whole_plan(goal("M1").plan, TODAY)
    sdg = {row.key: row for row in sdg_coverage(whole).rows}
    assert (len(sdg), sdg["9"].counts, sdg["6"].goals, sdg["1"].goals) == (17, (1, 0), 1, 0)
    right = rights_among(whole)[0]
    withdraw_right(right, reason="Está en otro", expected=right.version, by=BY)
    table = right_coverage(whole_plan(goal("M1").plan, TODAY), rights_in_use())
    assert [row.key for row in table.rows if row.goals] == ["cp-24"]
    assert len(table.uncovered) == len(rights_in_use())


def test_words_propose_what_a_goal_is_not_tied_to_yet() -> None:
    a_plan(ROADS, WATER, HOSPITAL)
    a_right()
    found = {one.goal.code: one for one in suggestions_for(whole_plan(goal("M1").plan, TODAY))}
    assert found["M1"].sdg[0].key == "9.1"
    assert found["M2"].sdg[0].key in {"6.1", "6.b", "3.8"}
    assert "cp-24" in {right.code for right, _ in found["M1"].rights}
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_right(goal("M1"), a_right(24), by=BY)
    again = {one.goal.code: one for one in suggestions_for(whole_plan(goal("M1").plan, TODAY))}
    offered = [(one.goal.code, proposal.key) for one in again.values() for proposal in one.sdg]
    assert ("M1", "9.1") not in offered
    assert {code for code, _ in offered} >= {"M2"}


def test_a_goal_whose_words_propose_nothing_is_not_offered() -> None:
    a_plan(replace(ROADS, name="Xyz", product="", indicator="Abc"))
    assert suggestions_for(whole_plan(goal("M1").plan, TODAY)) == []


def test_the_alignments_of_a_year_come_newest_first(settings, tmp_path) -> None:
    settings.LIBRARY_ROOT = tmp_path / "library"
    plan = a_public_plan(ROADS)
    publish_alignment(plan, render=light_alignment, by=BY)
    tie_to_sdg(goal("M1"), "9", by=BY)
    publish_alignment(plan, render=light_alignment, reason="Otra", by=BY)
    assert [one.number for one in published_alignments(2021)] == [2, 1]
    assert published_alignments(2020) == []


def test_two_plans_do_not_mix() -> None:
    a_plan()
    other = open_plan(name="Otro", first_year=2016, last_year=2019, by=BY)
    write_goal(other, ROADS, by=BY)
    assert [one.goal.code for one in whole_plan(other, TODAY)] == ["M1"]
