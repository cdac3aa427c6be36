"""Every state × step × role of a survey and of a sheet of paper."""

import pytest

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.information.surveys.states import SHEET_FLOW, SURVEY_FLOW, SheetState, SurveyState

S, H = SurveyState, SheetState
SURVEY = {
    (S.DRAFT, "open_survey"): S.OPEN,
    (S.OPEN, "correct_survey"): S.DRAFT,
    (S.OPEN, "close_survey"): S.CLOSED,
    (S.CLOSED, "publish_results"): S.PUBLISHED,
    (S.PUBLISHED, "correct_results"): S.CLOSED,
    (S.DRAFT, "withdraw_survey"): S.WITHDRAWN,
    (S.OPEN, "withdraw_survey"): S.WITHDRAWN,
    (S.CLOSED, "withdraw_survey"): S.WITHDRAWN,
    (S.PUBLISHED, "withdraw_results"): S.WITHDRAWN,
}
SHEET = {
    (H.PRINTED, "key_sheet"): H.KEYED,
    (H.KEYED, "agree_on_sheet"): H.SETTLED,
    (H.KEYED, "dispute_sheet"): H.DIFFERENT,
    (H.DIFFERENT, "settle_sheet"): H.SETTLED,
    (H.PRINTED, "void_sheet"): H.VOID,
    (H.KEYED, "void_sheet"): H.VOID,
    (H.DIFFERENT, "void_sheet"): H.VOID,
}
PREPARE = {Role.TEAM_LEAD, Role.PLANNING, Role.PARTICIPATION}
MAY = {
    Perm.READ_SURVEYS: PREPARE | {Role.CITIZEN_SERVICE, Role.INTERNAL_CONTROL, Role.LEGAL_REPRESENTATIVE},
    Perm.EDIT_SURVEYS: PREPARE,
    Perm.COLLECT_ANSWERS: PREPARE | {Role.CITIZEN_SERVICE},
    Perm.PUBLISH_SURVEYS: {Role.TEAM_LEAD, Role.PLANNING, Role.LEGAL_REPRESENTATIVE},
    Perm.EXPORT_ANSWERS: {Role.TEAM_LEAD},
}


@pytest.mark.parametrize(("flow", "states", "table"), [(SURVEY_FLOW, S, SURVEY), (SHEET_FLOW, H, SHEET)])
def test_each_step_leads_where_the_table_says_and_from_nowhere_else(flow, states, table) -> None:  # type: ignore[no-untyped-def]
    found = {(state, step.name): step.target for state in states for step in flow if flow.allows(step.name, state)}
    assert found == table
    assert flow.states == set(states)


@pytest.mark.parametrize("perm", MAY)
def test_each_right_is_of_these_roles_and_of_no_other(perm: Perm) -> None:
    assert {role for role in Role if perm in ROLE_CARDS[role].permissions} == MAY[perm]
