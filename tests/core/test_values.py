"""What a cell says, as people write it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core import values


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("0.345", "0.345"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("1 234,5", "1234.5"),
        ("1'234.567,5", "1234567.5"),
        ("12", "12"),
        ("1,234", "1.234"),
        ("+7", "7"),
    ],
)
def test_a_number_is_read_as_it_is_written_here(written: str, number: str) -> None:
    assert values.decimal_number(written) == Decimal(number)


@pytest.mark.parametrize("written", ["", "doce", "1..2", "12a", "1.2.3", "12,34.567,8", "1.23,4,5", "1e5", "--1"])
def test_what_is_no_number_says_so(written: str) -> None:
    with pytest.raises(ValueError, match=r"no es un número|en desorden"):
        values.decimal_number(written)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_number_written_with_dots_and_a_comma_is_read_back(number: Decimal) -> None:
    written = f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    assert values.decimal_number(written) == number


def test_a_whole_number_has_nothing_after_the_comma() -> None:
    assert (values.whole_number("1.234"), values.whole_number("12,0")) == (1234, 12)
    with pytest.raises(ValueError, match="«12,5» no es un número entero"):
        values.whole_number("12,5")


@pytest.mark.parametrize(
    ("written", "number"),
    [("$ 1.200.000", "1200000"), ("1200000 COP", "1200000"), ("(500)", "-500"), ("$0", "0"), ("3 pesos", "3")],
)
def test_money_is_read_with_its_sign(written: str, number: str) -> None:
    assert values.money(written) == Decimal(number)


def test_what_is_no_money_and_no_percentage_says_so() -> None:
    with pytest.raises(ValueError, match="«mucho» no es una cifra en pesos"):
        values.money("mucho")
    with pytest.raises(ValueError, match="«casi %» no es un porcentaje"):
        values.percentage("casi %")
    assert values.percentage("45,5 %") == Decimal("45.5")


@pytest.mark.parametrize(
    "written",
    [
        "15/03/2021",
        "15-3-2021",
        "2021-03-15",
        "2021/03/15 10:22:33 a. m. GMT-5",
        "15/03/2021 10:22:33",
        "2021-03-15T10:22:33",
        "15 de marzo de 2021",
        "15 de Marzo del 2021",
        "15 mar. 2021",
    ],
)
def test_a_day_is_read_in_its_usual_forms(written: str) -> None:
    assert values.day(written) == date(2021, 3, 15)


@pytest.mark.parametrize("written", ["31/02/2021", "12/31/2021", "15/03/21", "ayer", "15 de brumario de 2021", ""])
def test_what_is_no_day_says_so(written: str) -> None:
    with pytest.raises(ValueError, match=r"no es una fecha|no es un día que exista"):
        values.day(written)


def test_yes_and_no() -> None:
    assert [values.yes_no(one) for one in ("Sí", "SI", "x", "No", "0")] == [True, True, True, False, False]
    with pytest.raises(ValueError, match="«tal vez» no es «sí» ni «no»"):
        values.yes_no("tal vez")


def test_a_word_of_a_list_is_known_by_its_key_and_by_its_label() -> None:
    read = values.one_of({"up": "Aumenta", "down": "Reduce"})
    assert [read("aumenta"), read("UP"), read(" Reduce ")] == ["up", "up", "down"]
    with pytest.raises(ValueError, match=r"«sube» no está en la lista: «Aumenta» y «Reduce»\."):
        read("sube")
    with pytest.raises(ValueError, match=r"«7» y «8», entre otros\."):
        values.one_of({str(one): str(one) for one in range(1, 12)})("x")


@pytest.mark.parametrize(
    ("column", "computed", "number"),
    [
        (["1.234", "1.5"], False, "1.234"),  # another cell of the column has a decimal dot
        (["1.234", "1.234.567"], True, "1234"),  # another groups with dots
        (["1.234", "7"], True, "1.234"),  # nothing tells, and a program wrote it
        (["1.234", "7"], False, "1234"),  # nothing tells, and a person wrote it
        (["1.234", "1,5"], True, "1234"),
    ],
)
def test_the_column_tells_what_a_lone_dot_means(column: list[str], computed: bool, number: str) -> None:
    told = values.with_decimals_told(column, computed=computed)
    assert values.decimal_number(told(column[0])) == Decimal(number)


def test_a_long_cell_is_quoted_short() -> None:
    with pytest.raises(ValueError, match=f"«{'a' * 39}…» no es un número"):
        values.decimal_number("a" * 300)


def test_text_is_squeezed() -> None:
    assert values.text("  Obras \n públicas ") == "Obras públicas"


@pytest.mark.parametrize("written", ["ND", "N.D.", "n/a", "Sin dato", "-", "—", "No aplica"])
def test_what_is_written_to_be_unknown_is_no_number_and_no_zero(written: str) -> None:
    assert values.known_number(written) is None


def test_what_is_known_is_a_number_and_other_words_are_refused() -> None:
    assert values.known_number("12,5") == Decimal("12.5")
    with pytest.raises(ValueError, match="no es un número"):
        values.known_number("muchos")
