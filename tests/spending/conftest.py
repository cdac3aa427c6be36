"""What spending is tested with: the day, the entity, and a client for each person."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from factories.spending import an_entity_with_nit
from rendir.foundation.accounts.models import Person
from rendir.foundation.core import clock

TODAY = date(2021, 10, 15)
As = Callable[[Person], Client]


@pytest.fixture
def _today(db: None) -> Iterator[None]:
    """It is the day of the tests, in an entity."""
    with clock.travel(TODAY):
        an_entity_with_nit()
        yield


@pytest.fixture
def as_(_today: None) -> As:
    """A client in which that person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
        return client

    return signed_in
