"""A table whose columns a person says the meaning of."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core import values
from rendir.foundation.core.importing import Cell, Grid, Source
from rendir.foundation.core.mapping import (
    MISSING,
    UNREADABLE,
    Field,
    letter_of,
    propose,
    read_rows,
    title_row,
    titles_of,
)

CODE = Field("code", "Código", ("cod", "id"), required=True)
GOAL = Field("goal", "Meta", ("meta de producto", "descripción de la meta"), required=True)
BASE = Field("base", "Línea base", read=values.decimal_number)
FIELDS = (CODE, GOAL, BASE)


def _grid(*rows: str, sheet: str | None = None) -> Grid:
    """Rows of cells, apart by a bar."""
    return Grid(
        tuple(
            tuple(Cell(text, Source(line, column, sheet)) for column, text in enumerate(row.split("|"), 1))
            for line, row in enumerate(rows, 1)
        )
    )


TABLE = _grid(
    "Alcaldía de Villa Clara",
    "Plan indicativo 2020-2023|",
    "Código|Meta de producto|Línea base|Sector",
    "1.1|Mejorar 20 km de vías|12,5|Transporte",
    "||",
    "1.2||3|Salud",
    "1.3|Dotar 4 escuelas|muchas|Educación",
    "1.4|Sembrar 1.000 árboles",
)


def test_the_titles_are_where_most_fields_are_named() -> None:
    assert title_row(TABLE, FIELDS) == 2
    assert titles_of(TABLE, 2) == ("Código", "Meta de producto", "Línea base", "Sector")


def test_where_nothing_is_named_the_first_row_of_two_cells_has_the_titles() -> None:
    assert title_row(_grid("Lista", "a|b", "1|2"), FIELDS) == 1
    assert title_row(_grid("Lista"), FIELDS) == 0
    assert (title_row(Grid(()), FIELDS), titles_of(Grid(()), 0)) == (0, ())


def test_a_column_without_a_title_has_its_letter_and_none_is_called_twice() -> None:
    assert titles_of(_grid("Meta|Meta||", "1|2|3|4|5"), 0) == (
        "Meta",
        "Meta (2)",
        "Columna C",
        "Columna D",
        "Columna E",
    )
    assert titles_of(_grid("Columna B|"), 0) == ("Columna B", "B (2)")
    assert [letter_of(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("titles", "proposed"),
    [
        (("Código", "Meta", "Línea base"), {"code": 0, "goal": 1, "base": 2}),
        (("LINEA BASE", "Cod", "Descripcion de la meta"), {"base": 0, "code": 1, "goal": 2}),
        (("Meta 2021 (unidades)", "Otra cosa"), {"goal": 0}),
        (("Meta: lo que se promete",), {"goal": 0}),
        (("Meta", "Meta de producto"), {"goal": 0}),
        (("Linea de base",), {"base": 0}),
        (("¿Línea base? *", "¿Código?"), {"base": 0, "code": 1}),
        (("Nada", "Menos"), {}),
        ((), {}),
    ],
)
def test_columns_are_proposed_by_their_titles(titles: tuple[str, ...], proposed: dict[str, int]) -> None:
    assert propose(titles, FIELDS) == proposed


@given(st.lists(st.text(max_size=12), max_size=8))
def test_no_column_is_proposed_for_two_fields(titles: list[str]) -> None:
    places = list(propose(titles, FIELDS).values())
    assert len(places) == len(set(places))


def test_each_row_is_read_whole_or_left_out_and_told_by_its_cell() -> None:
    read = read_rows(TABLE, 2, {"code": 0, "goal": 1, "base": 2}, FIELDS)
    assert [(one.line, one.values, one.extra) for one in read.rows] == [
        (4, {"code": "1.1", "goal": "Mejorar 20 km de vías", "base": Decimal("12.5")}, {"Sector": "Transporte"}),
        (8, {"code": "1.4", "goal": "Sembrar 1.000 árboles", "base": None}, {"Sector": ""}),
    ]
    assert [(one.code, one.message, one.source and one.source.place) for one in read.findings] == [
        (MISSING, "Meta: la celda está vacía.", "línea 6, columna 2"),
        (UNREADABLE, "Línea base: «muchas» no es un número.", "línea 7, columna 3"),
    ]
    assert read.left_out == 2


def test_a_field_that_no_column_says_is_empty_and_missing_where_it_must_be_said() -> None:
    read = read_rows(_grid("Meta", "Una"), 0, {"goal": 0}, (GOAL, BASE))
    assert [one.values for one in read.rows] == [{"goal": "Una", "base": None}]
    assert [one.message for one in read_rows(_grid("Meta", "Una"), 0, {"goal": 0}, FIELDS).findings] == [
        "Código: la celda está vacía."
    ]


def test_the_decimals_of_a_workbook_are_those_of_the_program_that_wrote_it() -> None:
    rows = ("Código|Meta|Línea base", "a|Una|1.234", "b|Otra|7")
    chosen = {"code": 0, "goal": 1, "base": 2}
    typed, computed = _grid(*rows), _grid(*rows, sheet="Hoja 1")
    assert [one.values["base"] for one in read_rows(typed, 0, chosen, FIELDS).rows] == [1234, 7]
    assert [one.values["base"] for one in read_rows(computed, 0, chosen, FIELDS).rows] == [Decimal("1.234"), 7]
