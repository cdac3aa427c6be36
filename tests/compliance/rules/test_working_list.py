"""Which deliveries an address asks for."""

from datetime import date

import pytest

from rendir.foundation.core.spanish import fold
from rendir.plan.compliance.rules.promises import Key, Nature, Promise
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Status, Work
from rendir.plan.compliance.rules.working_list import NOBODY, Selection, select, standings, units_of
from rendir.plan.planning.rules.facts import ActivityFacts, Responsible

TODAY = date(2021, 10, 15)


def _one(text: str, name: str, *who: str, due: date = date(2021, 12, 31), product: str | None = None) -> Delivery:
    key = Key.parse(text)
    assert key
    responsibles = tuple(Responsible(one) for one in who)
    facts = ActivityFacts(key.component, key.number, name, product=product, responsibles=responsibles)
    return Delivery(Promise(key, key.number, facts, Nature.PERIOD, due, ""))


YEAR = (
    _one("I1-1", "Conocer los grupos", "Oficina de Comunicaciones", due=date(2021, 4, 30)),
    _one("I2-3", "Publicar el boletín", "Secretaría de Hacienda", product="Diez boletínes"),
    _one("D1-3", "Reunión con la vereda", "Oficina de Comunicaciones", "Secretaría de Hacienda"),
    _one("R1-3", "Evaluar"),
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["I1-1", "I2-3", "D1-3", "R1-3"]),
        ({"q": "BOLETIN"}, ["I2-3"]),
        ({"q": "d1-3 vereda"}, ["D1-3"]),
        ({"q": "hacienda reunion"}, ["D1-3"]),
        ({"q": "nada de esto"}, []),
        ({"estado": "no-cumplida"}, ["I1-1"]),
        ({"estado": "inventado"}, ["I1-1", "I2-3", "D1-3", "R1-3"]),
        ({"cuatrimestre": "3", "componente": "informacion"}, ["I2-3"]),
        ({"cuatrimestre": "9", "componente": "otro"}, ["I1-1", "I2-3", "D1-3", "R1-3"]),
        ({"dependencia": "SECRETARIA de hacienda"}, ["I2-3", "D1-3"]),
        ({"dependencia": NOBODY}, ["R1-3"]),
        ({"mias": "1"}, ["I1-1", "D1-3"]),
    ],
)
def test_an_address_asks_for_some_of_the_year(asked: dict[str, str], expected: list[str]) -> None:
    rows = standings(YEAR, TODAY, warning_days=15)
    mine = frozenset({fold("Oficina de Comunicaciones")})
    found = select(rows, Selection.from_query(asked), mine=mine)
    assert [str(row.delivery.key) for row in found] == expected


def test_an_empty_address_asks_nothing() -> None:
    assert Selection.from_query({}) == Selection()


def test_each_stands_as_its_dates_say() -> None:
    found = standings([*YEAR[:2], Delivery(YEAR[3].promise, Work(DeliveryState.ACCEPTED))], TODAY, warning_days=15)
    assert [row.status for row in found] == [Status.MISSED, Status.NOT_YET, Status.FULFILLED_LATE]


def test_the_names_of_units_are_compared_folded() -> None:
    assert units_of(YEAR[2]) == {"oficina de comunicaciones", "secretaria de hacienda"}
