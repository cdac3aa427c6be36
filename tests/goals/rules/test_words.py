"""Which targets and rights the words of a goal propose: without accents, by the stem, saying which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.information.goals.queries import sdg_catalogue
from rendir.information.goals.rules.words import Catalogue, Entry, asked_tokens, joined, stem_of, tokens

FEW = Catalogue(
    [
        Entry("agua", "Lograr el acceso universal al agua potable", "acueducto acueductos"),
        Entry("vias", "Desarrollar infraestructuras fiables", "vías caminos"),
        Entry("salud", "Lograr la cobertura sanitaria universal", "hospital"),
    ]
)


@pytest.mark.parametrize(
    ("one", "other"), [("Acueductos", "acueducto"), ("VÍAS", "vías"), ("construida", "construido"), ("niñas", "niño")]
)
def test_number_gender_case_and_accents_make_no_other_word(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


def test_what_is_proposed_says_by_which_words_of_the_goal() -> None:
    (found,) = FEW.suggest("Ampliar los Acueductos veredales con agua de calidad", least=0.1)
    assert (found.key, found.words) == ("agua", ("acueductos", "agua"))
    assert joined(found.words) == "«acueductos», «agua»"


def test_what_every_goal_says_proposes_nothing() -> None:
    assert FEW.suggest("Garantizar y fortalecer los servicios del municipio con un plan", least=0.1) == ()
    assert FEW.suggest("") == ()


def test_no_more_than_asked_and_none_too_light() -> None:
    text = "agua, vías y hospital"
    assert [one.key for one in FEW.suggest(text, most=2, least=0.1)] == ["salud", "vias"]
    assert FEW.suggest(text, least=99) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mejorar 60 kilómetros de vías terciarias con placa huella", "9.1"),
        ("Construir 400 pozos sépticos en viviendas rurales", "6.2"),
        ("Atender a mujeres víctimas de violencia con la ruta de atención", "5.2"),
        ("Recuperar parques y zonas verdes", "11.7"),
        ("Sembrar 30.000 árboles nativos", "15.2"),
        ("Brindar transporte escolar a los estudiantes", "4.1"),
        ("Subir el índice de desempeño institucional", "16.6"),
    ],
)
def test_the_goals_of_a_municipality_find_their_target_first(text: str, number: str) -> None:
    assert sdg_catalogue().suggest(text)[0].key == number


def test_a_goal_is_found_by_words_numbers_and_codes() -> None:
    kept = tokens("M1 Mejorar 60 kilómetros de vías")
    assert all(f" {stem}" in kept for stem in asked_tokens("VIA kilometro 60 m1"))
    assert not all(f" {stem}" in kept for stem in asked_tokens("hospital"))


@given(st.text(max_size=200))
def test_any_text_can_be_asked_with(text: str) -> None:
    found = sdg_catalogue().suggest(text)
    assert len(found) <= 3
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert all(one.words for one in found)
