"""What the entity noted of its calendar and of its terms: every state × every step × every role."""

from datetime import date

import pytest

from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import create, take
from rendir.foundation.audit.actors import Job
from rendir.foundation.core.refusal import NotAllowed, WrongState
from rendir.foundation.core.workflow import Flow
from rendir.foundation.organization.models import CalendarException, TermChange
from rendir.foundation.organization.states import EXCEPTION_FLOW, TERM_FLOW, RowState

MAY = {Role.TEAM_LEAD, Role.PLANNING}
LEADS = {
    ("in_force", "withdraw_exception"): "withdrawn",
    ("withdrawn", "put_back_exception"): "in_force",
    ("in_force", "withdraw_term_change"): "withdrawn",
    ("withdrawn", "put_back_term_change"): "in_force",
}
"""Written here a second time, apart. What is not here cannot be."""
DAY = date(2021, 7, 16)
STEPS = [(flow, step.name) for flow in (EXCEPTION_FLOW, TERM_FLOW) for step in flow]


def test_the_flows_begin_and_go_where_they_say() -> None:
    for flow in (EXCEPTION_FLOW, TERM_FLOW):
        assert (flow.field, flow.initial, flow.states) == ("state", "in_force", set(RowState))
    assert [name for _, name in STEPS] == [name for _, name in LEADS]


@pytest.mark.parametrize("state", RowState)
@pytest.mark.parametrize(("flow", "step"), STEPS, ids=[name for _, name in STEPS])
def test_a_step_starts_only_where_the_table_says(flow: Flow, step: str, state: RowState) -> None:
    assert flow.allows(step, state) is ((state.value, step) in LEADS)


def _wearing(role: Role | None) -> Person:
    """A person with that hat today, without a database."""
    person = Person(name="Ana", email="ana@entidad.example")
    person._hats = [Membership(person=person, role=role)] if role else []
    return person


def _row(flow: Flow, state: RowState, number: int) -> CalendarException | TermChange:
    is_off = state == RowState.WITHDRAWN
    withdrawn = {"state": state, "withdrawn_on": DAY if is_off else None, "withdrawn_reason": "Error" if is_off else ""}
    if flow is TERM_FLOW:
        day = date(2021, 1, 1 + number)
        row = TermChange(key="silencio", value=20, starts_on=day, reason="x", norm="y", noted_on=DAY, **withdrawn)
    else:
        row = CalendarException(
            kind="closed", starts_on=DAY, ends_on=DAY, motive="x", act="y", noted_on=DAY, **withdrawn
        )
    return create(row, perm="any", by=Job("tests"))


@pytest.mark.django_db
@pytest.mark.parametrize("state", RowState)
@pytest.mark.parametrize(("flow", "step"), STEPS, ids=[name for _, name in STEPS])
def test_every_role_takes_exactly_the_steps_it_may(flow: Flow, step: str, state: RowState) -> None:
    roles = (*Role, None)
    ends = {role: _end_of(flow, step, _row(flow, state, at), _wearing(role)) for at, role in enumerate(roles)}
    leads_to = LEADS.get((state.value, step), "wrong state")
    assert ends == {role: leads_to if role in MAY else "not allowed" for role in roles}


def _end_of(flow: Flow, step: str, row: CalendarException | TermChange, by: Person) -> str:
    before = row.state
    withdraws = step.startswith("withdraw")
    fields = {"withdrawn_on": DAY if withdraws else None, "withdrawn_reason": "Error" if withdraws else ""}
    try:
        take(row, flow, step, fields, by=by)
    except NotAllowed:
        assert type(row).objects.get(pk=row.pk).state == before
        return "not allowed"
    except WrongState:
        assert type(row).objects.get(pk=row.pk).state == before
        return "wrong state"
    return type(row).objects.get(pk=row.pk).state
