"""What changed between two versions."""

from dataclasses import replace

from factories.audience_facts import GROUP, TABLE
from rendir.information.audiences.rules.comparison import Change, GroupChange, compare
from rendir.information.audiences.rules.vocabulary import Channel

OTHER = replace(GROUP, slug="otro", name="Otro")


def test_the_same_groups_have_no_change() -> None:
    assert compare([GROUP, OTHER], [GROUP, OTHER]) == ()


def test_a_group_may_be_new_or_gone() -> None:
    assert compare([GROUP], [OTHER]) == (
        GroupChange("Otro", "otro", True, False, ()),
        GroupChange("Juventudes", "juventudes", False, True, ()),
    )


def test_words_channels_and_figures_are_told_before_and_after() -> None:
    women = replace(TABLE, segment="Rurales")
    now = replace(
        GROUP,
        summary="Otra cosa.",
        dialogue=(Channel.TABLE,),
        tables=(replace(TABLE, values=(("Mujeres", 50), ("Otro", None)), base=57), women),
    )
    (changed,) = compare([GROUP], [now])
    assert changed.changes == (
        Change("Quiénes son", "De 18 a 28 años.", "Otra cosa."),
        Change(
            "Canales para escucharles",
            "Mesa de trabajo o consejo de participación › Reunión o transmisión virtual",
            "Mesa de trabajo o consejo de participación",
        ),
        Change(
            "Sexo",
            "Mujeres: 40, Otro: reservado (n reservado; Encuesta, 2021)",
            "Mujeres: 50, Otro: reservado (n 57; Encuesta, 2021)",
        ),
        Change("Sexo (Rurales)", "", "Mujeres: 40, Otro: reservado (n reservado; Encuesta, 2021)"),
    )
