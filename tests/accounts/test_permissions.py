"""Every permission is in one list, and each is of use to somebody."""

from rendir.foundation.accounts.permissions import AnsweredByUnits, Perm
from rendir.foundation.accounts.roles import ROLE_CARDS

ONLY_FOR_JOBS = {Perm.QUEUE_NOTICES}
"""The outbox asks for these; no person does."""


def test_every_permission_is_held_by_a_role_or_is_only_for_jobs() -> None:
    held = frozenset[Perm]().union(*(card.permissions for card in ROLE_CARDS.values()))
    assert set(Perm) - held == ONLY_FOR_JOBS


def test_every_permission_has_its_own_meaning() -> None:
    assert len({perm.meaning for perm in Perm}) == len(Perm)


def test_what_is_bound_to_units_has_a_permission_that_reaches_across_them() -> None:
    assert {perm: perm.wider for perm in Perm if perm.is_unit_bound} == {
        Perm.REPORT_DELIVERY: Perm.REPORT_ANY_DELIVERY,
        Perm.READ_EVIDENCE: Perm.READ_ANY_EVIDENCE,
        Perm.REPORT_PROGRESS: Perm.REPORT_ANY_PROGRESS,
    }


def test_what_reaches_across_is_not_bound_itself() -> None:
    assert [perm for perm in Perm if perm.wider and perm.wider.is_unit_bound] == []
    assert [perm for perm in Perm if (perm.wider is not None) != perm.is_unit_bound] == []


def test_every_permission_is_about_something() -> None:
    assert Perm.REPORT_DELIVERY.area == "Las entregas y su evidencia"
    assert [perm for perm in Perm if not perm.area] == []


class _Delivery:
    unit_ids = frozenset({1})


def test_a_thing_answered_by_units_says_which() -> None:
    assert (isinstance(_Delivery(), AnsweredByUnits), isinstance(object(), AnsweredByUnits)) == (True, False)
