"""What a reader asks for, and what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, Stage
from rendir.plan.planning.rules.selection import NOBODY, Selection, name_key, select

MEET = ActivityFacts(
    Component.DIALOGUE,
    4,
    "Encuentros con la niñez",
    frozenset({Stage.EXECUTION}),
    frozenset({2}),
    "Acta",
    (Responsible("Secretaría de Educación"),),
)
REPORT = ActivityFacts(Component.INFORMATION, 10, "Informe de gestión", frozenset({Stage.DESIGN}), frozenset({2, 3}))
BOTH = (MEET, REPORT)


@pytest.mark.parametrize(
    ("selection", "shown"),
    [
        (Selection(), BOTH),
        (Selection(component=Component.DIALOGUE), (MEET,)),
        (Selection(stage=Stage.DESIGN), (REPORT,)),
        (Selection(period=2), BOTH),
        (Selection(period=3), (REPORT,)),
        (Selection(period=1), ()),
        (Selection(responsible="secretaria-de-educacion"), (MEET,)),
        (Selection(responsible=NOBODY), (REPORT,)),
        (Selection(words="NIÑEZ encuentros"), (MEET,)),
        (Selection(words="ninez"), (MEET,)),
        (Selection(words="gestion"), (REPORT,)),
        (Selection(words="i10"), (REPORT,)),
        (Selection(words="acta educacion"), (MEET,)),
        (Selection(words="acta gestion"), ()),
        (Selection(component=Component.DIALOGUE, period=3), ()),
    ],
)
def test_all_that_is_asked_is_met(selection: Selection, shown: tuple[ActivityFacts, ...]) -> None:
    assert select(BOTH, selection) == shown


def test_the_words_of_its_kind_find_an_activity() -> None:
    typed = ActivityFacts(Component.INFORMATION, 4, "x", action_type="prioritize_topics")
    assert select([typed], Selection(words="escoger con la gente")) == (typed,)


def test_nothing_asked_is_told_from_something() -> None:
    assert (Selection(order="nombre").is_everything, Selection(words="a").is_everything) == (True, False)


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("nombre", (MEET, REPORT)),
        ("etapa", (REPORT, MEET)),
        ("cuatrimestre", (MEET, REPORT)),
        ("dependencia", (MEET, REPORT)),
    ],
)
def test_it_is_shown_in_the_order_asked_for(order: str, shown: tuple[ActivityFacts, ...]) -> None:
    assert select(BOTH, Selection(order=order)) == shown


def test_an_address_asks_and_what_nobody_knows_asks_nothing() -> None:
    asked = {
        "componente": "dialogo",
        "etapa": "diseno",
        "cuatrimestre": "2",
        "dependencia": "x",
        "q": " a ",
        "orden": "etapa",
    }
    assert Selection.from_query(asked) == Selection(Component.DIALOGUE, Stage.DESIGN, 2, "x", "a", "etapa")
    assert Selection.from_query({"componente": "?", "etapa": "9", "cuatrimestre": "4", "orden": "z"}) == Selection()


def test_a_name_stands_in_an_address_without_accents_signs_or_spaces() -> None:
    assert (
        name_key("Secretaría General / Dirección de Participación") == "secretaria-general-direccion-de-participacion"
    )


@given(st.text())
def test_a_name_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
