"""Every state × step of a proposal, a topic and a round; and every state × step × role of a round."""

import pytest

from factories.accounts import a_person
from factories.topics import AFTER, choices_of, light, round_in
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed, Refusal
from rendir.information.topics.actions import close_round, decide_round, open_round, withdraw_round
from rendir.information.topics.states import (
    PROPOSAL_FLOW,
    ROUND_FLOW,
    TOPIC_FLOW,
    ProposalState,
    RoundState,
    TopicState,
)

P, T, R = ProposalState, TopicState, RoundState
PROPOSAL = {
    (P.WAITING, "accept_proposal"): P.ACCEPTED,
    (P.DECLINED, "accept_proposal"): P.ACCEPTED,
    (P.WAITING, "decline_proposal"): P.DECLINED,
}
TOPIC = {
    (T.CANDIDATE, "join_topic"): T.JOINED,
    (T.JOINED, "part_topic"): T.CANDIDATE,
    (T.CANDIDATE, "withdraw_topic"): T.WITHDRAWN,
    (T.WITHDRAWN, "bring_back_topic"): T.CANDIDATE,
}
ROUND = {
    (R.DRAFT, "open_topic_round"): R.OPEN,
    (R.OPEN, "close_topic_round"): R.CLOSED,
    (R.CLOSED, "decide_topic_round"): R.DECIDED,
    (R.DRAFT, "withdraw_topic_round"): R.WITHDRAWN,
    (R.OPEN, "withdraw_topic_round"): R.WITHDRAWN,
    (R.CLOSED, "withdraw_topic_round"): R.WITHDRAWN,
}


@pytest.mark.parametrize(
    ("flow", "states", "table"), [(PROPOSAL_FLOW, P, PROPOSAL), (TOPIC_FLOW, T, TOPIC), (ROUND_FLOW, R, ROUND)]
)
def test_each_step_leads_where_the_table_says_and_from_nowhere_else(flow, states, table) -> None:  # type: ignore[no-untyped-def]
    found = {(state, step.name): step.target for state in states for step in flow if flow.allows(step.name, state)}
    assert found == table
    assert flow.states == set(states)


STEPS = {
    "open_topic_round": lambda one, by: open_round(one, by=by),
    "close_topic_round": lambda one, by: close_round(one, by=by),
    "decide_topic_round": lambda one, by: decide_round(
        one, choices_of(one, "agua-potable", "salud"), render=light, by=by
    ),
    "withdraw_topic_round": lambda one, by: withdraw_round(one, reason="Se repite", by=by),
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", R)
def test_a_round_takes_a_step_where_its_state_and_the_role_allow_it_and_no_other(state: R, role: Role) -> None:
    person = a_person("Ana", role)
    for step in ROUND_FLOW:
        round_ = round_in(state)
        may = step.permission in ROLE_CARDS[role].permissions
        day = round_.opens_on if step.name == "open_topic_round" else AFTER
        with clock.travel(day):
            if may and (state, step.name) in ROUND:
                assert STEPS[step.name](round_, person).state == step.target
            else:
                with pytest.raises(Refusal) as refused:
                    STEPS[step.name](round_, person)
                assert isinstance(refused.value, NotAllowed) is not may
        round_.refresh_from_db()
        assert round_.state == (step.target if may and (state, step.name) in ROUND else state)
