"""A lifecycle is one table."""

import pytest

from rendir.foundation.core.workflow import Flow, Step

WRITE = Step("send", "Enviar", frozenset({"draft", "returned"}), "sent", "x.send")
RETURN = Step("give_back", "Devolver", frozenset({"sent"}), "returned", "x.review")
DROP = Step("drop", "Descartar", frozenset({"draft"}), "dropped", "x.send")
FLOW = Flow("state", "draft", (WRITE, RETURN, DROP))


def test_a_flow_is_its_steps_in_order() -> None:
    assert list(FLOW) == [WRITE, RETURN, DROP]


def test_every_state_the_table_names() -> None:
    assert FLOW.states == {"draft", "sent", "returned", "dropped"}
    assert Flow("state", "alone", ()).states == {"alone"}


def test_a_step_is_found_by_its_name() -> None:
    assert [FLOW.step(name) for name in ("send", "give_back", "drop")] == [WRITE, RETURN, DROP]


def test_a_step_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="publish"):
        FLOW.step("publish")


def test_the_table_is_total() -> None:
    allowed = {(step.name, state) for step in FLOW for state in FLOW.states if FLOW.allows(step.name, state)}
    assert allowed == {("send", "draft"), ("send", "returned"), ("give_back", "sent"), ("drop", "draft")}


def test_the_steps_out_of_a_state_come_in_the_order_of_the_table() -> None:
    assert {state: FLOW.open_steps(state) for state in FLOW.states} == {
        "draft": (WRITE, DROP),
        "sent": (RETURN,),
        "returned": (WRITE,),
        "dropped": (),
    }


def test_two_steps_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="named once"):
        Flow("state", "draft", (WRITE, WRITE))
