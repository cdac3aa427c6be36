"""The life of a notice, total: every state × every step × every role."""

from datetime import UTC, datetime

import pytest

from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import create, take
from rendir.foundation.audit.actors import Job
from rendir.foundation.core.refusal import NotAllowed, WrongState
from rendir.foundation.notices.models import Notice
from rendir.foundation.notices.states import NOTICE_FLOW, NoticeState

MAY = {Role.TEAM_LEAD, Role.PLANNING, Role.IT}
LEADS = {
    ("pending", "send_notice"): "sent",
    ("failed", "send_notice"): "sent",
    ("sent", "fail_notice"): "failed",
    ("pending", "hand_notice"): "handed",
    ("failed", "hand_notice"): "handed",
}
"""Written here a second time, apart. What is not here cannot be."""
SOME_TIME = datetime(2021, 10, 15, tzinfo=UTC)
STEPS = [step.name for step in NOTICE_FLOW]


def test_the_flow_begins_and_ends_where_it_says() -> None:
    assert (NOTICE_FLOW.field, NOTICE_FLOW.initial) == ("state", "pending")
    assert NOTICE_FLOW.states == set(NoticeState)
    assert STEPS == ["send_notice", "fail_notice", "hand_notice"]


@pytest.mark.parametrize("state", NoticeState)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_starts_only_where_the_table_says(step: str, state: NoticeState) -> None:
    assert NOTICE_FLOW.allows(step, state) is ((state.value, step) in LEADS)


def _wearing(role: Role | None) -> Person:
    """A person with that hat today, without a database."""
    person = Person(name="Ana", email="ana@entidad.example")
    person._hats = [Membership(person=person, role=role)] if role else []
    return person


@pytest.mark.django_db
@pytest.mark.parametrize("state", NoticeState)
@pytest.mark.parametrize("step", STEPS)
def test_every_role_takes_exactly_the_steps_it_may(step: str, state: NoticeState) -> None:
    ends = {role: _end_of(step, state, _wearing(role)) for role in (*Role, None)}
    leads_to = LEADS.get((state.value, step), "wrong state")
    assert ends == {role: leads_to if role in MAY else "not allowed" for role in (*Role, None)}


def _end_of(step: str, state: NoticeState, by: Person) -> str:
    sent_at = SOME_TIME if state == NoticeState.SENT else None
    key = f"{step} {state} {by.public_id}"
    row = Notice(key=key, person="p", why="prueba", queued_at=SOME_TIME, state=state, sent_at=sent_at)
    notice = create(row, perm="any", by=Job("tests"))
    try:
        take(notice, NOTICE_FLOW, step, {"sent_at": SOME_TIME if step == "send_notice" else None}, by=by)
    except NotAllowed:
        assert Notice.objects.get(pk=notice.pk).state == state
        return "not allowed"
    except WrongState:
        assert Notice.objects.get(pk=notice.pk).state == state
        return "wrong state"
    return Notice.objects.get(pk=notice.pk).state
