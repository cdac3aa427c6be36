"""What the topics are tested with: a day of June, the entity, and a client for each person."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from factories.organization import an_entity
from factories.topics import OPENS
from rendir.foundation.accounts.models import Person
from rendir.foundation.core import clock

As = Callable[[Person], Client]


@pytest.fixture
def _june(db: None) -> Iterator[None]:
    """It is the first day of the round, in an entity."""
    with clock.travel(OPENS):
        an_entity()
        yield


@pytest.fixture
def as_(_june: None) -> As:
    """A client in which that person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
        return client

    return signed_in


def text_of(response: Any) -> str:
    """The page's words without its tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())
