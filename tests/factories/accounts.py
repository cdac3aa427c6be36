"""People with names and hats, made by the real steps. Hats begin long before any day a test lives on."""

from datetime import date

from allauth.mfa.models import Authenticator

from rendir.foundation.accounts.actions import choose_password, give_role, invite_person
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actors import Job
from rendir.foundation.core.spanish import fold
from rendir.foundation.organization.models import Unit

BY = Job("tests")
LONG_AGO = date(2020, 1, 1)
PASSWORD = "la chiva sube despacio a Filandia"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""What the telephone of `with_second_factor` makes its codes of."""


def a_person(name: str, *roles: Role, unit: Unit | None = None, ends_on: date | None = None) -> Person:
    """Somebody invited who wears these hats; their mail is `ana.insider@entidad.example`. Cannot sign in yet."""
    person = invite_person(name=name, email=f"{fold(name).replace(' ', '.')}@entidad.example", by=BY)
    for role in roles:
        give_role(person, role, unit=unit, starts_on=LONG_AGO, ends_on=ends_on, by=BY)
    return fresh(person)


def insider(*roles: Role, unit: Unit | None = None) -> Person:
    """Ana, who may: she leads the team unless another hat is named."""
    return a_person("Ana Insider", *(roles or (Role.TEAM_LEAD,)), unit=unit)


def colleague(unit: Unit | None = None) -> Person:
    """Beto, who works in a unit and reports what it did."""
    return a_person("Beto Colega", Role.UNIT_STAFF, unit=unit)


def outsider() -> Person:
    """Olga, who has an account and no hat."""
    return a_person("Olga Ajena")


def with_password(person: Person) -> Person:
    """The same person, who can now sign in with `PASSWORD`."""
    choose_password(person, PASSWORD)
    return person


def fresh(person: Person) -> Person:
    """The person as the next request reads them: hats are read once for each time a person is fetched."""
    return Person.objects.get(pk=person.pk)


def with_second_factor(person: Person) -> Person:
    """The same person, who has the codes of a telephone: signing in asks for one."""
    Authenticator.objects.create(user_id=person.pk, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    return fresh(person)
