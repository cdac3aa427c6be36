"""Use cases that touch several apps at once: begin an installation, forget what serves no more."""

from datetime import timedelta

from django.core.management import call_command

from rendir.foundation.accounts.actions import choose_password, give_role, invite_person
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Job
from rendir.foundation.audit.once import forget_keys
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import found_entity

INSTALLER = Job("start")
DAYS_OF_A_KEY = 90
"""A phone that was left without a line sends what it kept some days later, not some months."""


def start_installation(*, entity: str, short_name: str, name: str, email: str, password: str) -> Person:
    """The entity and its first person, who leads the team and invites the others: all of it or nothing."""
    with atomic():
        found_entity(name=entity, short_name=short_name, by=INSTALLER)
        person = invite_person(name=name, email=email, by=INSTALLER)
        give_role(person, Role.TEAM_LEAD, starts_on=clock.today(), by=INSTALLER)
        return choose_password(person, password)


def tidy() -> int:
    """Forget sessions that ended and keys of what was sent long ago. How many keys there were."""
    call_command("clearsessions")
    return forget_keys(before=clock.now() - timedelta(days=DAYS_OF_A_KEY))
