"""Use cases that touch several apps at once: begin an installation."""

from rendir.foundation.accounts.actions import choose_password, give_role, invite_person
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Job
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import found_entity

INSTALLER = Job("start")


def start_installation(*, entity: str, short_name: str, name: str, email: str, password: str) -> Person:
    """The entity and its first person, who leads the team and invites the others: all of it or nothing."""
    with atomic():
        found_entity(name=entity, short_name=short_name, by=INSTALLER)
        person = invite_person(name=name, email=email, by=INSTALLER)
        give_role(person, Role.TEAM_LEAD, starts_on=clock.today(), by=INSTALLER)
        return choose_password(person, password)
