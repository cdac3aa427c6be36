"""What an address asks is checked against what the dataset declares, without a database."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.tabular import Column, Dataset, Filter, Key, Kind
from rendir.front.opendata.asking import key_of, read_cursor, read_filters, write_cursor

Row = tuple[int, str]
CHOICES = Filter("letra", "Letra", "Solo una.", lambda: [("a", "A"), ("b", "B")])
OPEN = Filter("texto", "Texto", "Lo que diga.")
TABLE: Dataset[Row] = Dataset(
    name="letras",
    title="Letras",
    description="Letras de prueba.",
    columns=(
        Column("numero", "Número", "", Kind.WHOLE, lambda row: row[0]),
        Column("letra", "Letra", "", Kind.TEXT, lambda row: row[1]),
    ),
    rows=lambda _selection: (),
    key=("numero", "letra"),
    count=lambda: 0,
    updated=lambda: None,
    legal_basis="",
    keywords=(),
    topics=(),
    filters=(CHOICES, OPEN),
)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ({}, {}),
        ({"letra": "", "texto": ""}, {}),
        ({"letra": "b", "texto": "ñ", "utm_source": "chat"}, {"letra": "b", "texto": "ñ"}),
    ],
)
def test_only_the_filters_of_the_dataset_are_read(asked: Mapping[str, str], read: Mapping[str, str]) -> None:
    assert read_filters(TABLE, asked) == read


def test_a_value_that_is_no_choice_is_refused_with_the_choices() -> None:
    with pytest.raises(Invalid) as refusal:
        read_filters(TABLE, {"letra": "c" * 100})
    assert refusal.value.message == f"«{'c' * 40}» no es un valor de «Letra»."
    assert refusal.value.way_out == "Use uno de estos: a, b."


@given(st.integers(), st.text())
def test_a_cursor_gives_back_its_key(number: int, letter: str) -> None:
    key = key_of(TABLE, (number, letter))
    assert read_cursor(TABLE, write_cursor(key)) == key == (number, letter)


@given(st.text())
def test_any_other_text_is_refused_or_is_a_key(text: str) -> None:
    key = read_if_a_cursor(text)
    assert key is None or [type(value) for value in key] == [int, str]


def read_if_a_cursor(text: str) -> Key | None:
    try:
        return read_cursor(TABLE, text)
    except Invalid:
        return None


@pytest.mark.parametrize("key", [(), (1,), ("1", "a"), (True, "a"), (1, "a", "b"), (1, None)])
def test_a_key_of_another_shape_is_refused(key: tuple[int, ...]) -> None:
    with pytest.raises(Invalid):
        read_cursor(TABLE, write_cursor(key))
