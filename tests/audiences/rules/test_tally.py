"""From rows or typed lines to counts."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from rendir.information.audiences.rules.tally import (
    MOST_VALUES,
    UNANSWERED,
    age_band,
    holds_many,
    read_counts,
    tally,
    tally_many,
    written_counts,
)


def test_spellings_of_one_value_are_counted_together() -> None:
    assert tally(["Mujer", "mujer ", "MUJER", "Mujer", "Hombre", "", " ", "Sin respuesta"]) == [
        ("Mujer", 4),
        ("Hombre", 1),
        (UNANSWERED, 3),
    ]


def test_of_as_many_the_dictionary_decides() -> None:
    assert tally(["Ñame", "nabo", "zapallo"]) == [("nabo", 1), ("Ñame", 1), ("zapallo", 1)]
    assert tally([]) == []


def test_a_column_that_names_people_is_not_counted() -> None:
    with pytest.raises(ValueError, match="61 valores distintos"):
        tally(str(number) for number in range(MOST_VALUES + 1))
    assert len(tally(str(number) for number in range(MOST_VALUES))) == MOST_VALUES


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        (["Radio;WhatsApp;", "radio", ""], [("Radio", 2), ("WhatsApp", 1), (UNANSWERED, 1)]),
        (["Radio, WhatsApp", "Radio, Radio"], [("Radio", 2), ("WhatsApp", 1)]),
        (["Radio, la emisora;Web", "Web"], [("Web", 2), ("Radio, la emisora", 1)]),
    ],
)
def test_each_of_several_answers_is_counted_once_a_person(cells: list[str], counts: list[tuple[str, int]]) -> None:
    assert tally_many(cells) == counts
    assert holds_many(cells)
    assert not holds_many(["Radio", "1,5"])


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, "De 0 a 5 años"),
        (17, "De 12 a 17 años"),
        (18, "De 18 a 28 años"),
        (28, "De 18 a 28 años"),
        (29, "De 29 a 59 años"),
        (60, "60 años o más"),
        (130, "60 años o más"),
    ],
)
def test_an_age_is_of_one_course_of_life(years: int, band: str) -> None:
    assert age_band(years) == band


@pytest.mark.parametrize("years", [-1, 131])
def test_nobody_is_of_that_age(years: int) -> None:
    with pytest.raises(ValueError, match="No es una edad"):
        age_band(years)


def test_typed_lines_are_read_as_people_write_them() -> None:
    typed = "Mujeres; 1.240\n\nHombres: 31\nDe 18 a 28 años\t7\nRural, 12\nUrbana   4\nOtro = 0"
    assert read_counts(typed) == [
        ("Mujeres", 1240),
        ("Hombres", 31),
        ("De 18 a 28 años", 7),
        ("Rural", 12),
        ("Urbana", 4),
        ("Otro", 0),
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Mujeres; 4\nHombres", "Línea 2: escriba el valor"),
        ("Mujeres; -4", "Línea 1: escriba el valor"),
        ("Mujeres; 4\nMUJERES; 3", "Línea 2: «MUJERES» está dos veces"),
        ("  \n", "al menos un valor"),
        ("Mujeres; 0", "Todos están en cero"),
        ("\n".join(f"v{n}; 1" for n in range(MOST_VALUES + 1)), "Son más de 60 valores"),
    ],
)
def test_a_line_that_is_something_else_is_named(typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_counts(typed)


@given(
    st.dictionaries(
        st.text(st.characters(categories=("Ll",), max_codepoint=0x17F), min_size=1, max_size=20),
        st.integers(1, 10**6),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read_back(values: dict[str, int]) -> None:
    try:
        read = read_counts(written_counts(list(values.items())))
    except ValueError as error:
        assert "está dos veces" in str(error)  # noqa: PT017 - two spellings of one value
    else:
        assert dict(read) == values


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str) -> None:
    try:
        assert read_counts(typed)
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017 - the message is what is tested
