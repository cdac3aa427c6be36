"""A plan as a flat table: what a row leaves to the reader, what it lacks, and what a table would change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.goals import HOSPITAL, ROADS, WATER
from rendir.information.goals.rules.progress import Direction
from rendir.information.goals.rules.rows import (
    GoalRow,
    code_key,
    compare,
    complete,
    differences,
    guess_reading,
    merged,
    plain,
    problems,
    read_reading,
)

D = Decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("Se suma", (Direction.UP, True)),
        ("ACUMULADA", (Direction.UP, True)),
        ("no acumulada", (Direction.UP, False)),
        ("Meta de reducción", (Direction.DOWN, False)),
        ("De mantenimiento", (Direction.MAINTAIN, False)),
        ("Mantener", (Direction.MAINTAIN, False)),
    ],
)
def test_how_a_goal_is_counted_is_read_as_entities_write_it(text: str, expected: object) -> None:
    assert read_reading(text) == expected


def test_a_word_that_says_nothing_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="«Otra» no dice cómo se cuenta la meta"):
        read_reading("Otra")


@pytest.mark.parametrize("row", [ROADS, WATER, replace(WATER, direction=Direction.MAINTAIN)])
def test_what_is_written_is_read_back(row: GoalRow) -> None:
    assert read_reading(row.told_as) == (row.direction, row.is_cumulative)
    assert replace(row, direction=None, is_cumulative=None).told_as == ""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (GoalRow("1", "x", target=D(60), years={2020: D(20), 2021: D(40)}), (Direction.UP, True)),
        (GoalRow("1", "x", target=D(95), years={2020: D(95), 2021: D(95)}), (Direction.MAINTAIN, False)),
        (GoalRow("1", "x", target=D(18), baseline=D(28)), (Direction.DOWN, False)),
        (GoalRow("1", "x", target=D(92), baseline=D(80), years={2020: D(85), 2021: D(92)}), (Direction.UP, False)),
        (GoalRow("1", "x"), (Direction.UP, False)),
    ],
)
def test_a_goal_that_does_not_say_it_is_counted_as_its_figures_tell(row: GoalRow, expected: object) -> None:
    assert guess_reading(row) == expected


def test_what_is_written_once_holds_for_the_rows_below() -> None:
    rows = [
        GoalRow("", "Meta uno", line="Línea 1. Produce", programme="Programa 1.2: El campo", indicator_code="17"),
        GoalRow("M2", "Meta dos"),
        GoalRow("", "", indicator="Otro indicador"),
        GoalRow("M4", "Meta cuatro", line="Cuida", programme="Agua"),
        GoalRow("M5", "Meta cinco", programme="Bosques"),
    ]
    done = list(complete(rows, last_year=2023))
    assert [(one.line_code, one.line, one.programme_code, one.programme) for one in done] == [
        ("1", "Produce", "1.2", "El campo"),
        ("1", "Produce", "1.2", "El campo"),
        ("1", "Produce", "1.2", "El campo"),
        ("1", "Cuida", "1", "Agua"),
        ("1", "Cuida", "2", "Bosques"),
    ]
    assert [(one.code, one.name) for one in done[:3]] == [("17", "Meta uno"), ("M2", "Meta dos"), ("M2", "Meta dos")]
    assert {one.due_on for one in done} == {date(2023, 12, 31)}


def test_a_line_that_only_has_a_code_is_called_by_it() -> None:
    (done,) = complete([GoalRow("M1", "x", line_code="3", programme_code="3.1")], last_year=2023)
    assert (done.line, done.programme) == ("3", "3.1")
    (bare,) = complete([GoalRow("M1", "x")], last_year=2023)
    assert (bare.line_code, bare.programme_code) == ("", "")


def test_what_a_row_lacks_is_told_by_its_line() -> None:
    lacking = problems([GoalRow("", "", at=7)])
    assert {one.at for one in lacking} == {7}
    assert [one.field for one in lacking] == ["code", "name", "line", "programme", "target"]
    assert problems([replace(ROADS, code="a/b")])[0].said.startswith("«a/b» no puede ser un código")
    assert problems([ROADS, WATER]) == ()


def test_the_same_indicator_twice_is_told() -> None:
    twice = problems([replace(ROADS, at=2), replace(ROADS, at=5)])
    assert [(one.at, one.said) for one in twice] == [(5, "La meta M1 con este indicador ya está en la línea 2.")]


def test_a_table_adds_changes_leaves_and_names_what_it_does_not_say() -> None:
    dearer = replace(ROADS, target=D(70), years={**ROADS.years, 2023: D(20)})
    found = compare([ROADS, WATER], [dearer, HOSPITAL])
    assert [one.code for one in found.added] == ["M10"]
    assert [(one.after.target, one.fields) for one in found.changed] == [(D(70), ("target", "years"))]
    assert (found.same, found.missing) == ((), (WATER,))


def test_a_row_is_known_by_code_by_name_or_because_it_is_alone() -> None:
    by_code = replace(ROADS, indicator="Otro nombre")
    by_name = replace(ROADS, indicator_code="", indicator="KILÓMETROS MEJORADOS")
    alone = replace(ROADS, indicator_code="9", indicator="Otro")
    assert [len(compare([ROADS], [row]).changed) for row in (by_code, by_name, alone)] == [1, 1, 1]
    two = [replace(ROADS, indicator_code="8", indicator="Uno"), replace(ROADS, indicator_code="9", indicator="Otro")]
    assert (len(compare([ROADS], two).added), len(compare([ROADS], two).missing)) == (2, 1)


def test_what_is_blank_takes_nothing_away() -> None:
    bare = GoalRow("M1", "", indicator="Kilómetros mejorados", years={2021: D(25)})
    after = merged(ROADS, bare)
    assert differences(ROADS, after) == ("years",)
    assert after.years == {**ROADS.years, 2021: D(25)}
    assert compare([ROADS], [GoalRow("M1", "")]).same == (ROADS,)


def test_codes_sort_as_people_read_them() -> None:
    assert sorted(["M10", "M2", "1.10", "1.2"], key=code_key) == ["1.2", "1.10", "M2", "M10"]


def test_numbers_lose_the_zeros_that_say_nothing() -> None:
    assert [str(plain(one)) for one in (D("12.0000"), D("400.0000"), D("0.5000"), None)] == ["12", "400", "0.5", "None"]


texts = st.text("abc 1.", max_size=6)
rows = st.builds(
    GoalRow,
    code=st.sampled_from(["M1", "M2", "M3"]),
    name=texts,
    indicator_code=st.sampled_from(["", "8", "9"]),
    indicator=texts,
    target=st.none() | st.integers(0, 9).map(Decimal),
    years=st.dictionaries(st.integers(2020, 2023), st.integers(0, 9).map(Decimal)),
)


@given(st.lists(rows, max_size=6), st.lists(rows, max_size=6))
def test_every_row_is_told_once_and_none_is_lost(known: list[GoalRow], told: list[GoalRow]) -> None:
    found = compare(known, told)
    assert len(found.added) + len(found.changed) + len(found.same) == len(told)
    assert len(found.missing) + len(found.changed) + len(found.same) == len(known)


@given(st.lists(rows, unique_by=lambda one: (one.code, one.indicator_code, one.indicator), max_size=6))
def test_the_same_table_changes_nothing(known: list[GoalRow]) -> None:
    found = compare(known, known)
    assert (found.added, found.missing) == ((), ())


@given(st.lists(st.builds(GoalRow, texts, texts, texts, texts, texts, texts), max_size=6))
def test_any_table_is_completed(told: list[GoalRow]) -> None:
    done = list(complete(told, last_year=2023))
    assert len(done) == len(told)
    assert all(one.line_code or not one.line for one in done)
