"""A year lived once for all the tests that only look at its file."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from factories.deliveries import at
from factories.yearly import Forger, a_lived_year, exported, members_of


@dataclass(frozen=True)
class MadeYear:
    """A yearly file, its members, and the head that somebody held before it was made."""

    data: bytes
    members: Mapping[str, bytes]
    held: str


@pytest.fixture(scope="session")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> MadeYear:
    """Everything it was made of is gone from the database afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        a_lived_year()
        with at(10, 15):
            data, held = exported(tmp_path_factory.mktemp("year") / "2021.zip")
        transaction.set_rollback(True)
    return MadeYear(data, members_of(data), held)


@pytest.fixture
def forger(made: MadeYear) -> Forger:
    """Somebody with a copy of the file."""
    return Forger(made.members)
