"""The table of roles, whole: what each hat allows, and what none may."""

import pytest

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role

EVERYBODY = {"accounts.enter_desk", "planning.read_plan"}
REPORTS = {
    "compliance.report_delivery",
    "compliance.read_evidence",
    "library.add_files",
    "audiences.read_audiences",
    "topics.read_topics",
    "topics.propose_topic",
    "goals.report_progress",
}
PRIORITISES = {"topics.edit_topics", "topics.run_round"}
CHARACTERISES = {"audiences.edit_audiences", "audiences.publish_characterisation"}
SURVEYS = {"surveys.read_surveys", "surveys.edit_surveys", "surveys.collect_answers"}
PLANNING = (REPORTS | CHARACTERISES | PRIORITISES | SURVEYS) | {
    "surveys.publish_results",
    "spending.edit_spending",
    "spending.read_spending",
    "compliance.report_any_delivery",
    "compliance.read_any_evidence",
    "compliance.accept_delivery",
    "compliance.publish_evidence",
    "compliance.freeze_cut",
    "archive.read_documents",
    "archive.import_documents",
    "archive.publish_documents",
    "goals.edit_goals",
    "goals.publish_goals",
    "goals.report_any_progress",
    "planning.edit_plan",
    "planning.import_plan",
    "organization.edit_units",
    "organization.edit_zones",
    "organization.edit_calendar",
    "organization.edit_entity",
    "audit.read_ledger",
    "notices.read_notices",
    "notices.send_notices",
}
DECIDES = {"planning.adopt_plan", "planning.close_plan", "library.publish"}
BACKUPS = {"backups.make_backups", "backups.take_backups"}
TABLE = {
    "legal_representative": DECIDES
    | {
        "library.add_files",
        "audit.read_ledger",
        "compliance.read_evidence",
        "compliance.read_any_evidence",
        "compliance.publish_evidence",
        "compliance.freeze_cut",
        "archive.read_documents",
        "archive.publish_documents",
        "audiences.read_audiences",
        "audiences.publish_characterisation",
        "topics.read_topics",
        "topics.decide_round",
        "goals.publish_goals",
        "spending.read_spending",
        "surveys.read_surveys",
        "surveys.publish_results",
    },
    "team_lead": PLANNING
    | DECIDES
    | BACKUPS
    | {"accounts.manage_people", "topics.decide_round", "surveys.export_answers"},
    "planning": PLANNING,
    "communications": REPORTS,
    "participation": REPORTS | CHARACTERISES | PRIORITISES | SURVEYS | {"organization.edit_zones"},
    "citizen_service": REPORTS | {"surveys.read_surveys", "surveys.collect_answers"},
    "unit_staff": REPORTS,
    "internal_control": {
        "audit.read_ledger",
        "notices.read_notices",
        "compliance.read_evidence",
        "compliance.read_any_evidence",
        "archive.read_documents",
        "audiences.read_audiences",
        "topics.read_topics",
        "spending.read_spending",
        "surveys.read_surveys",
        "compliance.verify_delivery",
    },
    "it": BACKUPS
    | {
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
        Perm.READ_EVIDENCE,
        Perm.READ_ANY_EVIDENCE,
        Perm.READ_ARCHIVE,
        Perm.READ_AUDIENCES,
        Perm.READ_SPENDING,
        Perm.READ_SURVEYS,
        Perm.READ_TOPICS,
        Perm.VERIFY_DELIVERY,
    }


def test_who_maintains_the_service_does_not_touch_the_schedule() -> None:
    planning = {perm for perm in Perm if perm.value.startswith("planning.")}
    assert ROLE_CARDS[Role.IT].permissions & planning == {Perm.READ_PLAN}


def test_who_verifies_neither_reports_nor_accepts() -> None:
    verifiers = [role for role, card in ROLE_CARDS.items() if Perm.VERIFY_DELIVERY in card.permissions]
    assert verifiers == [Role.INTERNAL_CONTROL]


def test_who_may_of_every_unit_may_of_one() -> None:
    assert [
        (role, perm)
        for role, card in ROLE_CARDS.items()
        for perm in Perm
        if perm.wider in card.permissions and perm not in card.permissions
    ] == []
