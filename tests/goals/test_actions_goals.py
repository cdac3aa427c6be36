"""Write a goal with its indicators, correct it, and bring in a whole plan as a table."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from factories.accounts import a_person
from factories.goals import BY, HOSPITAL, ROADS, ROWS, WATER, WORKS, a_plan, a_public_plan, goal, indicator
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.information.goals.actions.goals import correct_goal, write_goal
from rendir.information.goals.actions.imports import import_goals, preview_goals
from rendir.information.goals.models import Goal, Indicator, Line, Programme, YearTarget
from rendir.information.goals.queries import indicators_of, row_of
from rendir.information.goals.rules.progress import Direction
from rendir.information.goals.rules.rows import GoalRow

pytestmark = pytest.mark.usefixtures("_today")
D = Decimal


def test_what_is_written_is_read_back_whole() -> None:
    plan = a_plan()
    assert [replace(row_of(one), at=0) for one in indicators_of(plan)] == list(ROWS)
    assert (goal("M1").unit.name, goal("M1").unit_ids) == (WORKS, frozenset({goal("M1").unit_id}))  # type: ignore[union-attr]


def test_lines_and_programmes_are_written_once_and_called_as_the_last_row_says() -> None:
    plan = a_plan(ROADS, replace(WATER, line="Villa Clara produce más", programme="El campo"))
    assert [(one.code, one.name) for one in Line.objects.all()] == [("1", "Villa Clara produce más")]
    assert [(one.code, one.name) for one in Programme.objects.all()] == [("1.1", "El campo")]
    assert Goal.objects.filter(plan=plan).count() == 2


def test_a_goal_may_have_several_indicators() -> None:
    plan = a_plan(ROADS)
    write_goal(plan, replace(ROADS, indicator_code="", indicator="Puentes construidos"), by=BY)
    assert [one.position for one in goal("M1").indicators.all()] == [1, 2]


def test_a_unit_that_is_not_known_stays_by_its_name() -> None:
    a_plan(replace(ROADS, unit="Secretaría de Minas"))
    assert (goal("M1").unit, goal("M1").unit_name, goal("M1").unit_ids) == (None, "Secretaría de Minas", frozenset())


def test_what_is_not_said_is_read_from_the_figures() -> None:
    plan = a_plan(
        GoalRow(
            "M1",
            "Reducir",
            line="A",
            line_code="1",
            programme="B",
            programme_code="1",
            baseline=D(9),
            target=D(4),
            due_on=date(2023, 12, 31),
        )
    )
    (found,) = indicators_of(plan)
    assert (found.direction, found.is_cumulative, found.name, found.measured_in) == (
        Direction.DOWN,
        False,
        "Reducir",
        "Número",
    )


def test_a_row_that_lacks_something_is_refused_with_all_of_it() -> None:
    with pytest.raises(Invalid, match=r"Falta la meta\. Falta el programa\."):
        a_plan(replace(ROADS, name="", programme=""))


def test_only_who_may_edit_goals_writes_them() -> None:
    plan, staff = a_plan(), a_person("Beto Colega", Role.UNIT_STAFF)
    with pytest.raises(NotAllowed):
        write_goal(plan, replace(ROADS, code="M9"), by=staff)
    with pytest.raises(NotAllowed):
        correct_goal(indicator("M1"), ROADS, by=staff)
    with pytest.raises(NotAllowed):
        import_goals(plan, ROWS, source="x", by=staff)


def test_a_correction_says_only_what_differs() -> None:
    a_plan()
    before = LedgerEntry.objects.count()
    correct_goal(indicator("M1"), ROADS, by=BY)
    assert LedgerEntry.objects.count() == before
    row = replace(ROADS, name="Mejorar 70 km", target=D(70), years={2020: D(10), 2021: D(30)}, money={2024: D(1)})
    correct_goal(indicator("M1"), row, by=BY)
    assert row_of(indicator("M1")) == row
    verbs = list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))[before:]
    assert verbs == [
        "change_goal",
        "change_indicator",
        "change_yeartarget",
        "change_yeartarget",
        "set_year_targets",
        "remove_yeartarget",
        "remove_yeartarget",
    ]


def test_a_correction_answers_to_what_the_person_saw() -> None:
    a_plan()
    with pytest.raises(Stale):
        correct_goal(indicator("M1"), replace(ROADS, target=D(70)), expected=9, by=BY)
    assert indicator("M1").target == 60


def test_the_code_of_a_goal_stays() -> None:
    a_plan()
    with pytest.raises(Invalid, match="El código de una meta no cambia"):
        correct_goal(indicator("M1"), replace(ROADS, code="M9"), by=BY)


def test_a_table_adds_and_changes_and_never_deletes() -> None:
    plan = a_plan()
    cheaper = replace(WATER, target=D(85))
    new = replace(HOSPITAL, code="M11", indicator="Otro")
    seen = preview_goals(plan, [cheaper, new])
    assert (len(seen.added), len(seen.changed), [one.code for one in seen.missing]) == (1, 1, ["M1", "M10"])
    done = import_goals(plan, [cheaper, new], source="plan.xlsx", by=BY)
    assert done == seen
    assert [one.goal.code for one in indicators_of(plan)] == ["M1", "M2", "M10", "M11"]
    assert indicator("M2").target == 85


def test_the_same_table_again_writes_nothing_but_that_it_was_read() -> None:
    plan = a_plan()
    before = LedgerEntry.objects.count()
    done = import_goals(plan, ROWS, source="plan.xlsx", by=BY)
    assert (done.added, done.changed, len(done.same), done.missing) == ((), (), 3, ())
    assert list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))[before:] == ["import_goals"]


def test_a_table_that_lacks_something_writes_nothing() -> None:
    plan = a_public_plan(ROADS)
    with pytest.raises(Invalid, match="Falta la meta del cuatrienio"):
        import_goals(plan, [HOSPITAL, replace(WATER, target=None)], source="x", by=BY)
    assert (Indicator.objects.count(), YearTarget.objects.count()) == (1, 4)
