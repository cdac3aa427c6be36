"""Every permission is in one list, and each is of use to somebody."""

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS

ONLY_FOR_JOBS = {Perm.QUEUE_NOTICES}
"""The outbox asks for these; no person does."""


def test_every_permission_is_held_by_a_role_or_is_only_for_jobs() -> None:
    held = frozenset[Perm]().union(*(card.permissions for card in ROLE_CARDS.values()))
    assert set(Perm) - held == ONLY_FOR_JOBS


def test_every_permission_has_its_own_meaning() -> None:
    assert len({perm.meaning for perm in Perm}) == len(Perm)
