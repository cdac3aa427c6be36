"""Begin an installation: the entity and its first person, or neither."""

import pytest
from django.core.exceptions import ValidationError

from factories.organization import an_entity
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.organization.queries import current_entity
from rendir.front.portal.actions import start_installation

pytestmark = pytest.mark.django_db
PASSWORD = "la chiva sube despacio a Filandia"


def _start(password: str = PASSWORD) -> Person:
    return start_installation(
        entity="Alcaldía de Alsabana",
        short_name="Alsabana",
        name="Ana",
        email="ana@alsabana.example",
        password=password,
    )


def test_the_first_person_leads_the_team_and_invites_the_others() -> None:
    ana = _start()
    entity = current_entity()
    assert entity is not None
    assert (entity.name, entity.short_name) == ("Alcaldía de Alsabana", "Alsabana")
    (hat,) = ana.hats.all()
    assert (hat.role, hat.starts_on, hat.ends_on) == (Role.TEAM_LEAD, clock.today(), None)
    assert ana.has_perm(Perm.MANAGE_PEOPLE)
    assert ana.check_password(PASSWORD)
    assert {entry.actor for entry in LedgerEntry.objects.exclude(verb="choose_password")} == {"job:start"}


def test_a_weak_password_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError):
        _start("12345")
    assert (current_entity(), Person.objects.count(), LedgerEntry.objects.count()) == (None, 0, 0)


def test_an_installation_begins_once() -> None:
    an_entity()
    with pytest.raises(Exception, match=r"(?i)unique|llave duplicada|duplicate"):
        _start()
    assert Person.objects.count() == 0
