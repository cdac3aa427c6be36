"""What the desk pages of the year at work are tested with: the day, the entity, and a client for each person."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from factories.at_work import TODAY
from factories.organization import an_entity
from rendir.foundation.accounts.models import Person
from rendir.foundation.core import clock

As = Callable[[Person], Client]


@pytest.fixture
def _at_work(db: None) -> Iterator[None]:
    """It is the day of the tests, in an entity."""
    with clock.travel(TODAY):
        an_entity()
        yield


@pytest.fixture
def as_(_at_work: None) -> As:
    """A client in which that person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="rendir.foundation.accounts.access.RoleBackend")
        return client

    return signed_in


def at(name: str, *parts: object) -> str:
    """The address of a desk page."""
    return reverse(f"compliance_desk:{name}", args=[str(part) if not isinstance(part, int) else part for part in parts])


def text_of(response: Any) -> str:
    """The page's words without its tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def said(client: Client, response: HttpResponse) -> str:
    """The messages after a redirect."""
    assert response.status_code == 302, text_of(response)[:1500]
    followed = client.get(response["Location"].partition("#")[0])
    return "; ".join(str(one) for one in followed.context["messages"])
