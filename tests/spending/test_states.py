"""Every state × step × role of an import."""

import pytest

from factories.accounts import a_person
from factories.spending import bring_contracts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actions import take
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed, WrongState
from rendir.information.spending.models import SpendingImport
from rendir.information.spending.states import IMPORT_FLOW, ImportState

pytestmark = pytest.mark.usefixtures("_today")
TABLE = {
    (ImportState.RUNNING, "finish_spending_import"): ImportState.DONE,
    (ImportState.RUNNING, "fail_spending_import"): ImportState.FAILED,
    (ImportState.FAILED, "resume_spending_import"): ImportState.RUNNING,
}


def test_each_step_leads_where_the_table_says_and_from_nowhere_else() -> None:
    found = {
        (state, step.name): step.target
        for state in ImportState
        for step in IMPORT_FLOW
        if IMPORT_FLOW.allows(step.name, state)
    }
    assert found == TABLE
    assert IMPORT_FLOW.states == set(ImportState)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", ImportState)
@pytest.mark.parametrize("step", [one.name for one in IMPORT_FLOW])
def test_who_may_take_which_step_from_where(role: Role, state: ImportState, step: str) -> None:
    made = bring_contracts()
    ended = None if state == ImportState.RUNNING else clock.now()
    SpendingImport.objects.update(state=state, finished_at=ended)
    made.refresh_from_db()
    person = a_person("Ana Insider", role)
    fields = {"finished_at": None if step == "resume_spending_import" else clock.now()}
    if Perm.EDIT_SPENDING not in ROLE_CARDS[role].permissions:
        with pytest.raises(NotAllowed):
            take(made, IMPORT_FLOW, step, fields, by=person)
    elif (state, step) not in TABLE:
        with pytest.raises(WrongState):
            take(made, IMPORT_FLOW, step, fields, by=person)
    else:
        assert take(made, IMPORT_FLOW, step, fields, by=person).state == TABLE[state, step]
