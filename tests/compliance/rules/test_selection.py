"""Which deliveries somebody asks to see."""

from datetime import date

import pytest

from factories.schedules import facts
from rendir.plan.compliance.rules.promises import promises_of
from rendir.plan.compliance.rules.selection import ALL_FULFILLED, DUE, DUE_FULFILLED, Selection, select
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Work
from rendir.plan.planning.rules.facts import Component, Stage
from rendir.plan.planning.rules.selection import NOBODY

TODAY = date(2021, 6, 1)
ROWS = (
    facts("Informar a la Niñez", number=1, periods=[1, 2], responsibles=["Oficina de Prensa"]),
    facts("Dialogar", Component.DIALOGUE, number=1, stages=[Stage.EXECUTION], periods=[1, 3], responsibles=[]),
)
WORKS = {
    "I1-1": Work(state=DeliveryState.ACCEPTED, reported_on=date(2021, 4, 1)),
    "I1-2": Work(state=DeliveryState.ACCEPTED, reported_on=date(2021, 5, 20)),
    "D1-1": Work(state=DeliveryState.NOT_APPLICABLE, reason="No"),
}
DELIVERIES = tuple(
    Delivery(one, WORKS.get(str(one.key), Work()))
    for one in promises_of(ROWS, 2021, last_day=lambda _, start: (start, ""))
)


def _shown(**query: str) -> list[str]:
    found = select(DELIVERIES, Selection.from_query(query), TODAY, warning_days=10)
    return [str(one.key) for one in found]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ({}, ["I1-1", "I1-2", "D1-1", "D1-3"]),
        ({"estado": "cumplida"}, ["I1-1", "I1-2"]),
        ({"estado": "no-aplica"}, ["D1-1"]),
        ({"estado": DUE}, ["I1-1"]),
        ({"estado": DUE_FULFILLED}, ["I1-1"]),
        ({"estado": ALL_FULFILLED}, ["I1-1", "I1-2"]),
        ({"componente": "dialogo"}, ["D1-1", "D1-3"]),
        ({"etapa": "ejecucion"}, ["D1-1", "D1-3"]),
        ({"cuatrimestre": "1"}, ["I1-1", "D1-1"]),
        ({"dependencia": "oficina-de-prensa"}, ["I1-1", "I1-2"]),
        ({"dependencia": NOBODY}, ["D1-1", "D1-3"]),
        ({"q": "ninez prensa"}, ["I1-1", "I1-2"]),
        ({"q": "d1-3"}, ["D1-3"]),
        ({"q": "nada"}, []),
        ({"estado": "de otro tiempo", "componente": "x", "etapa": "y", "cuatrimestre": "9"}, _shown()),
    ],
)
def test_each_question_asks_for_less(query: dict[str, str], keys: list[str]) -> None:
    assert _shown(**query) == keys


def test_asking_nothing_leaves_nothing_out() -> None:
    assert (Selection().is_everything, Selection(words="x").is_everything) == (True, False)
