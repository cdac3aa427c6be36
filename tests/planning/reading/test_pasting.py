"""A block from a spreadsheet, laid over a schedule."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.schedules import facts
from rendir.foundation.core.importing import Unreadable
from rendir.plan.planning.reading.pasting import COLUMN_LABELS, COLUMNS, Pasted, paste
from rendir.plan.planning.rules.facts import ActivityFacts, Component, ResponsibleKind, Stage

BELOW = [facts("Uno", number=1), facts("Dos", number=2, periods=[2], responsibles=[])]
NAME, DESIGN, PRODUCT, PERIOD, WHO = (
    COLUMNS.index(one) for one in ("name", Stage.DESIGN, "product", 1, "responsibles")
)


def _paste(block: str, column: int, below: Sequence[ActivityFacts] = BELOW) -> Pasted:
    return paste(block, below, component=Component.INFORMATION, column=column, known_units=["Tránsito y Transporte"])


def test_every_column_has_its_title() -> None:
    assert [COLUMN_LABELS[key] for key in COLUMNS][::5] == ["Actividad", "Seguimiento y Evaluación", "Responsable"]


def test_names_and_marks_are_laid_over_the_rows() -> None:
    pasted = _paste("Uno nuevo\tX\t\r\nDos\t\tx\r\n", NAME)
    assert pasted.problems == ()
    assert {code: (one.name, one.stages) for code, one in pasted.changes.items()} == {
        "I1": ("Uno nuevo", {Stage.READINESS}),
    }


def test_an_x_puts_and_nothing_takes_away() -> None:
    pasted = _paste("\tX\t-\nX\tX\tsí", PERIOD)
    assert {code: one.periods for code, one in pasted.changes.items()} == {"I1": {2}, "I2": {1, 2, 3}}


def test_products_and_responsibles_are_read_as_in_a_file() -> None:
    pasted = _paste('"Uno, con ""comillas""\ny dos líneas"\n', PRODUCT)
    assert pasted.changes["I1"].product == 'Uno, con "comillas"\ny dos líneas'
    pasted = _paste("Secretaría General / Equipo líder\nTránsito y Transporte", WHO)
    assert [[(one.name, one.kind) for one in row.responsibles] for row in pasted.changes.values()] == [
        [("Secretaría General", ResponsibleKind.UNIT), ("Equipo líder", ResponsibleKind.TEAM)],
        [("Tránsito y Transporte", ResponsibleKind.UNIT)],
    ]


def test_a_blank_cell_is_blank_and_moves_no_other() -> None:
    assert [one.product for one in _paste("\nOtro", PRODUCT).changes.values()] == [None, "Otro"]
    three = [*BELOW, facts("Tres", number=3, periods=[])]
    pasted = _paste("X\n\nX\n", PERIOD, three)
    assert {code: one.periods for code, one in pasted.changes.items()} == {"I3": {1}}


def test_rows_past_the_last_are_new() -> None:
    pasted = _paste("Uno\nDos\nTres", NAME)
    assert (pasted.changes, [(one.component, one.name) for one in pasted.additions]) == (
        {},
        [(Component.INFORMATION, "Tres")],
    )


def test_what_is_not_understood_is_told_by_row_and_column() -> None:
    pasted = _paste("quizás\nX\nX", DESIGN)
    assert [(one.row, one.column, one.message) for one in pasted.problems] == [
        (1, "Diseño", "Aquí va una X o nada, y dice «quizás»."),
        (3, "Actividad", "La actividad queda sin nombre."),
    ]


@pytest.mark.parametrize(
    ("block", "column", "message"),
    [
        ("", NAME, "No hay nada pegado."),
        ("\n \t\n", NAME, "No hay nada pegado."),
        ("A\tB", WHO, "El bloque tiene 2 columnas y desde «Responsable» solo hay 1."),
    ],
)
def test_a_block_that_does_not_fit_is_refused(block: str, column: int, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        _paste(block, column)
    assert (refusal.value.message, bool(refusal.value.way_out)) == (message, True)


MARKED = st.lists(st.booleans(), min_size=3, max_size=3)


@given(st.lists(MARKED, min_size=1, max_size=2))
def test_periods_copied_are_periods_pasted(marks: list[list[bool]]) -> None:
    block = "\n".join("\t".join("X" if one else "no" for one in row) for row in marks)
    pasted = _paste(block, PERIOD)
    expected = [{period for period, one in enumerate(row, start=1) if one} for row in marks]
    after = [pasted.changes.get(one.code, one).periods for one in BELOW[: len(marks)]]
    assert (after, pasted.problems) == (expected, ())


@given(st.text(max_size=200), st.integers(0, len(COLUMNS) - 1))
def test_anything_is_read_or_refused(block: str, column: int) -> None:
    with suppress(Unreadable):
        pasted = _paste(block, column)
        assert set(pasted.changes) <= {"I1", "I2"}
        assert all(one.name for one in pasted.changes.values()) or pasted.problems
