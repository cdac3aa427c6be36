"""The life of a backup: every state, step and role."""

import pytest

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.backups.states import BACKUP_FLOW, BackupState

ALLOWED = {
    (BackupState.RUNNING, "finish_backup"): BackupState.DONE,
    (BackupState.RUNNING, "fail_backup"): BackupState.FAILED,
    (BackupState.DONE, "drop_backup"): BackupState.DROPPED,
}
MAKERS = {Role.TEAM_LEAD, Role.IT}


@pytest.mark.parametrize("state", BackupState.values)
@pytest.mark.parametrize("step", [step.name for step in BACKUP_FLOW])
def test_a_step_starts_only_where_the_table_says(state: str, step: str) -> None:
    assert BACKUP_FLOW.allows(step, state) is ((state, step) in ALLOWED)


@pytest.mark.parametrize(("place", "target"), ALLOWED.items())
def test_a_step_leads_where_the_table_says(place: tuple[str, str], target: str) -> None:
    assert BACKUP_FLOW.step(place[1]).target == target


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("perm", [Perm.MAKE_BACKUPS, Perm.TAKE_BACKUPS])
def test_only_who_leads_and_who_runs_the_service_has_a_hand_in_backups(role: Role, perm: Perm) -> None:
    assert (perm in ROLE_CARDS[role].permissions) is (role in MAKERS)


def test_every_step_asks_for_the_same_right() -> None:
    assert {step.permission for step in BACKUP_FLOW} == {Perm.MAKE_BACKUPS}
