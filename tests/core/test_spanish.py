"""How Spanish is compared, sorted and put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core.spanish import count, fold, join_words, opening, sort_key, squeeze

LETTERS = st.text("aábcdeéfghiíjklmnñoóuúüz AÁEÉÑÜ\t\n\xa0", max_size=40)


def test_white_space_becomes_one_space() -> None:
    assert squeeze("  Secretaría \n\t de\xa0Planeación ") == "Secretaría de Planeación"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Secretaría   de PLANEACIÓN ", "secretaria de planeacion"),
        ("Secretari\u0301a", "secretaria"),
        ("Niñez", "ninez"),
        ("ﬁnanzas Nº 1", "finanzas no 1"),
        ("", ""),
    ],
)
def test_spellings_a_reader_takes_for_one_are_equal(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(LETTERS)
def test_folding_forgets_capitals(text: str) -> None:
    assert fold(text.upper()) == fold(text)


def test_names_sort_as_in_a_spanish_dictionary() -> None:
    names = ["zeta", "Ñame", "nube", "Ábaco", "abeja", "nzanga", "oca", "NAVE", "n\u0303oquis"]
    assert sorted(names, key=sort_key) == [
        "Ábaco",
        "abeja",
        "NAVE",
        "nube",
        "nzanga",
        "Ñame",
        "n\u0303oquis",
        "oca",
        "zeta",
    ]


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["Hacienda"], "Hacienda"),
        (["Hacienda", "Gobierno"], "Hacienda y Gobierno"),
        (["Hacienda", "Salud", "Gobierno"], "Hacienda, Salud y Gobierno"),
        (["Gobierno", "Infraestructura"], "Gobierno e Infraestructura"),
        (["Gobierno", "Ínsula"], "Gobierno e Ínsula"),
        (["Madre", "hija"], "Madre e hija"),
        (["Agua", "hielo"], "Agua y hielo"),
        (["Agua", "iones"], "Agua y iones"),
        (["Agua", "hogar"], "Agua y hogar"),
    ],
)
def test_words_are_joined_as_one_says_them(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


@pytest.mark.parametrize(("number", "said"), [(0, "0 avisos"), (1, "1 aviso"), (2, "2 avisos")])
def test_things_are_counted(number: int, said: str) -> None:
    assert count(number, "aviso", "avisos") == said


def test_a_name_opens_a_line_with_a_large_letter_and_keeps_the_others() -> None:
    assert [opening(one) for one in ("dependencia que lidere", "época", "Oficina TIC", "")] == [
        "Dependencia que lidere",
        "Época",
        "Oficina TIC",
        "",
    ]
