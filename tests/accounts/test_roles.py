"""The table of roles, whole: what each hat allows, and what none may."""

import pytest

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role

EVERYBODY = {"accounts.enter_desk", "planning.read_plan"}
FILES = {"library.add_files"}
PLANNING = {
    "planning.edit_plan",
    "planning.import_plan",
    "organization.edit_units",
    "organization.edit_calendar",
    "organization.edit_entity",
    "library.add_files",
    "audit.read_ledger",
    "notices.read_notices",
    "notices.send_notices",
}
DECIDES = {"planning.adopt_plan", "planning.close_plan", "library.publish"}
TABLE = {
    "legal_representative": DECIDES | {"library.add_files", "audit.read_ledger"},
    "team_lead": PLANNING | DECIDES | {"accounts.manage_people"},
    "planning": PLANNING,
    "communications": FILES,
    "participation": FILES,
    "citizen_service": FILES,
    "unit_staff": FILES,
    "internal_control": {"audit.read_ledger", "notices.read_notices"},
    "it": {
        "accounts.manage_people",
        "organization.edit_entity",
        "notices.read_notices",
        "notices.send_notices",
        "audit.read_ledger",
    },
}
"""Written here a second time, apart: who changes a right changes it twice and sees what follows."""


def test_every_role_has_its_card() -> None:
    assert {role.value: {perm.value for perm in card.permissions} for role, card in ROLE_CARDS.items()} == {
        role: EVERYBODY | more for role, more in TABLE.items()
    }


@pytest.mark.parametrize("role", Role)
def test_every_hat_says_what_it_is_for(role: Role) -> None:
    assert ROLE_CARDS[role].meaning.endswith(".")


def test_control_interno_edits_nothing() -> None:
    """It verifies what others do (Ley 87 de 1993, art. 12): who edits cannot verify."""
    assert ROLE_CARDS[Role.INTERNAL_CONTROL].permissions == {
        Perm.ENTER_DESK,
        Perm.READ_PLAN,
        Perm.READ_LEDGER,
        Perm.READ_NOTICES,
    }


def test_who_maintains_the_service_does_not_touch_the_schedule() -> None:
    planning = {perm for perm in Perm if perm.value.startswith("planning.")}
    assert ROLE_CARDS[Role.IT].permissions & planning == {Perm.READ_PLAN}
