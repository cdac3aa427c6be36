"""Use cases that touch several apps at once: begin an installation, let its people in again, forget what is over."""

from datetime import timedelta

from django.utils.translation import gettext as _

from rendir.foundation.accounts.actions import (
    choose_password,
    give_role,
    invite_person,
    make_invitation,
    remove_second_factor,
    set_active,
)
from rendir.foundation.accounts.models import Invitation, Person
from rendir.foundation.accounts.queries import has_second_factor
from rendir.foundation.accounts.roles import Role
from rendir.foundation.accounts.sessions import SessionStore
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Job
from rendir.foundation.audit.once import forget_keys
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.organization.actions import found_entity

INSTALLER = Job("start")
DAYS_OF_A_KEY = 90
"""A phone that was left without a line sends what it kept some days later, not some months."""
DOORKEEPER = Job("let_in")


def start_installation(*, entity: str, short_name: str, name: str, email: str, password: str) -> Person:
    """The entity and its first person, who leads the team and invites the others: all of it or nothing."""
    with atomic():
        found_entity(name=entity, short_name=short_name, by=INSTALLER)
        person = invite_person(name=name, email=email, by=INSTALLER)
        give_role(person, Role.TEAM_LEAD, starts_on=clock.today(), by=INSTALLER)
        return choose_password(person, password)


def let_in(email: str, *, without_second_factor: bool) -> Invitation:
    """An invitation for somebody whom nobody inside can let in any more: who lost the password, the telephone or the
    access and is the last who manages people. By whoever holds the server. `NotFound` where nobody has that mail.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        message = _("nadie tiene el correo %(email)s.") % {"email": email}
        raise NotFound(message, way_out=_("Revise cómo está escrito."))
    with atomic():
        if not person.is_active:
            set_active(person, active=True, by=DOORKEEPER)
        if without_second_factor and has_second_factor(person):
            remove_second_factor(person, by=DOORKEEPER)
        return make_invitation(person, by=DOORKEEPER)


def tidy() -> int:
    """Forget sessions that ended and keys of what was sent long ago. How many keys there were."""
    SessionStore.clear_expired()
    return forget_keys(before=clock.now() - timedelta(days=DAYS_OF_A_KEY))
