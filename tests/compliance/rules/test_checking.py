"""Control Interno's list: what an address asks of it, which comes next, what is suggested and why."""

from datetime import date

import pytest

from rendir.plan.compliance.rules.checking import (
    Found,
    Scale,
    choose,
    criterion,
    found_of,
    is_its_own,
    next_pending,
    suggest,
)
from rendir.plan.compliance.rules.promises import Key, Nature, Promise
from rendir.plan.compliance.rules.standing import UNTOUCHED, Delivery, DeliveryState, Result, Verdict, Work
from rendir.plan.compliance.rules.working_list import standings
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, ResponsibleKind


def _key(text: str) -> Key:
    key = Key.parse(text)
    assert key
    return key


def _one(text: str, result: Result | None = None, work: Work = UNTOUCHED) -> Delivery:
    key = _key(text)
    facts = ActivityFacts(key.component, key.number, f"Tarea {text}")
    promise = Promise(key, key.number, facts, Nature.PERIOD, date(2021, 4, 30), "")
    return Delivery(promise, work, Verdict(result, 50) if result else None)


LIST = (
    _one("I1-1", Result.VERIFIED),
    _one("I2-1"),
    _one("D1-1", Result.PARTLY),
    _one("R1-1", Result.NOT_VERIFIED),
    _one("R2-1"),
)


def test_each_has_a_result_or_waits() -> None:
    assert [found_of(one) for one in LIST] == [
        Found.VERIFIED,
        Found.PENDING,
        Found.PARTLY,
        Found.NOT_VERIFIED,
        Found.PENDING,
    ]
    labels = ["Por verificar", "Verificada", "Verificada en parte", "No verificada"]
    assert [one.label for one in Found] == labels


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["I1-1", "I2-1", "D1-1", "R1-1", "R2-1"]),
        ({"hallazgo": "por-verificar"}, ["I2-1", "R2-1"]),
        ({"hallazgo": "por-verificar", "componente": "informacion"}, ["I2-1"]),
        ({"hallazgo": "en-parte"}, ["D1-1"]),
        ({"hallazgo": "otra cosa", "q": "r2"}, ["R2-1"]),
    ],
)
def test_an_address_asks_for_some(asked: dict[str, str], expected: list[str]) -> None:
    rows = standings(LIST, date(2021, 5, 1), warning_days=0)
    assert [str(row.delivery.key) for row in choose(rows, asked)] == expected


@pytest.mark.parametrize(
    ("after", "expected"), [("I1-1", "I2-1"), ("I2-1", "R2-1"), ("R2-1", "I2-1"), ("D9-1", "I2-1")]
)
def test_the_next_is_the_one_that_follows_or_the_first_again(after: str, expected: str) -> None:
    found = next_pending(LIST, _key(after))
    assert found
    assert str(found.key) == expected


def test_none_is_next_when_only_the_one_at_hand_was_left() -> None:
    assert next_pending((LIST[0], LIST[1]), _key("I2-1")) is None


@pytest.mark.parametrize(
    ("work", "percentage", "reason"),
    [
        (Work(DeliveryState.NOT_APPLICABLE, evidence=2), None, "Planeación aprobó que no aplica."),
        (Work(progress=90), 0, "No tiene evidencia."),
        (
            Work(DeliveryState.REPORTED, evidence=1, progress=90),
            50,
            "Tiene evidencia, pero Planeación no la ha aceptado.",
        ),
        (Work(DeliveryState.ACCEPTED, evidence=1, progress=10), 100, "Tiene evidencia y Planeación la aceptó."),
    ],
)
def test_what_is_suggested_comes_from_the_evidence_and_never_from_what_the_entity_gives_itself(
    work: Work, percentage: int | None, reason: str
) -> None:
    found = suggest(_one("I1-1", work=work), Scale(100, 50, 0))
    assert (found.percentage, found.reason) == (percentage, reason)


def test_the_percentages_are_the_entitys_and_say_where_they_come_from() -> None:
    scale = Scale(90, 40, 10)
    works = [Work(state=DeliveryState.ACCEPTED, evidence=1), Work(state=DeliveryState.REPORTED, evidence=1), UNTOUCHED]
    assert [suggest(_one("I1-1", work=work), scale).percentage for work in works] == [90, 40, 10]
    assert criterion(scale, "Acta 3") == (
        "90 si la evidencia soporta todo lo prometido, 40 si soporta una parte, 10 si no hay evidencia. Acta 3. Es un "
        "punto de partida: usted decide."
    )


@pytest.mark.parametrize(
    ("action_type", "responsible", "is_own"),
    [
        ("evaluate_by_internal_control", "Planeación", True),
        (None, "Jefe de Control Interno", True),
        (None, "Oficina Asesora de Evaluación", True),
        ("prioritize_topics", "Planeación", False),
        (None, "", False),
    ],
)
def test_nobody_verifies_what_they_answer_for(action_type: str | None, responsible: str, is_own: bool) -> None:
    who = (Responsible(responsible, ResponsibleKind.UNIT),) if responsible else ()
    facts = ActivityFacts(Component.RESPONSIBILITY, 1, "Tarea", responsibles=who, action_type=action_type)
    assert is_its_own(facts, frozenset({"oficina asesora de evaluacion"})) == is_own
