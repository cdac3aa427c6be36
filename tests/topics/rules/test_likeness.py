"""Topics that look alike are suggested with the words that say so."""

import pytest

from rendir.information.topics.rules.likeness import Alike, Worded, alike, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vías", "vía"),
        ("pavimentación", "pavimento"),
        ("escolares", "escolar"),
        ("Basuras", "basura"),
        ("árbol", "arbol"),
    ],
)
def test_a_word_and_its_kin_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("agua", "vías"), ("salud", "saldo"), ("vía", "vida"), ("nación", "nada")])
def test_other_words_have_another(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_what_shares_its_telling_words_is_suggested_with_them() -> None:
    topics = [
        Worded("a", "Agua potable para las veredas"),
        Worded("b", "Falta agua en la vereda"),
        Worded("c", "Vías rurales"),
    ]
    assert alike(topics) == (Alike("a", "b", 67, ("agua", "veredas")),)
    assert alike(topics)[0].why == "Los dos dicen «agua» y «veredas»."


def test_a_slip_of_the_finger_is_the_same_word() -> None:
    assert [one.words for one in alike([Worded("a", "Alumbrado público"), Worded("b", "Alumbrado publco")])] == [
        ("alumbrado", "público")
    ]


def test_what_the_descriptions_share_counts_too() -> None:
    plain = alike([Worded("a", "Transporte escolar"), Worded("b", "Rutas de transporte")])
    told = alike(
        [Worded("a", "Transporte escolar", "cupos de los niños"), Worded("b", "Rutas de transporte", "cupos y niños")]
    )
    assert (plain, [one.score for one in told]) == ((), [67])


def test_words_that_say_nothing_make_nothing_alike() -> None:
    assert alike([Worded("a", "Los temas para todos"), Worded("b", "Temas de todos")]) == ()


def test_the_likeliest_comes_first_whatever_the_order_they_are_given() -> None:
    topics = [
        Worded("c", "Mercados campesinos del centro"),
        Worded("a", "Mercados campesinos"),
        Worded("b", "Mercado campesino"),
    ]
    assert next((one.first, one.second) for one in alike(topics)) == ("a", "b")
    assert alike(topics) == alike(reversed(topics))
