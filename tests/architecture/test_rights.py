"""Rights are named once. Apps below the list write theirs as text; here both are held together."""

import ast
import re

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core.workflow import Flow
from rendir.front.portal.reference.lifecycles import declared_flows
from source_tree import modules

APPS = {perm.value.partition(".")[0] for perm in Perm}
A_RIGHT = re.compile(rf"({'|'.join(sorted(APPS))})\.[a-z]+(_[a-z]+)*")


def _rights_as_text() -> set[str]:
    """What is written as `EDIT_UNITS = "organization.edit_units"` at the top of a module below the list."""
    return {
        node.value.value
        for module in modules()
        if module.app in {"foundation/audit", "foundation/notices", "foundation/organization"}
        for node in module.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, str) and A_RIGHT.fullmatch(node.value.value)
    }


def test_rights_written_as_text_are_in_the_list() -> None:
    assert _rights_as_text() - {perm.value for perm in Perm} == set()


def test_rights_are_sorted_by_app() -> None:
    apps = [perm.value.partition(".")[0] for perm in Perm]
    assert apps == sorted(apps)


def test_every_right_says_what_it_lets_a_person_do() -> None:
    assert [perm for perm in Perm if not perm.meaning] == []


def test_every_role_has_a_card_and_every_hat_enters_the_desk() -> None:
    assert set(ROLE_CARDS) == set(Role)
    assert [role for role in Role if Perm.ENTER_DESK not in ROLE_CARDS[role].permissions] == []


def _flows() -> list[Flow]:
    return [flow for _, _, flow, _ in declared_flows()]


def test_every_step_asks_for_a_right_that_somebody_has() -> None:
    held = {perm.value for card in ROLE_CARDS.values() for perm in card.permissions}
    assert [
        (step.name, str(step.permission)) for flow in _flows() for step in flow if step.permission not in held
    ] == []


def test_every_state_can_be_reached() -> None:
    stranded = [state for flow in _flows() for state in flow.states - {flow.initial} - {step.target for step in flow}]
    assert stranded == []


def test_internal_control_verifies_and_never_edits() -> None:
    verbs = {perm.value.partition(".")[2].split("_")[0] for perm in ROLE_CARDS[Role.INTERNAL_CONTROL].permissions}
    assert verbs <= {"enter", "read", "verify"}
