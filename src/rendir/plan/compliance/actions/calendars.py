"""Make and revoke the secret address of a calendar of deadlines."""

from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import units_of
from rendir.foundation.audit.actions import change, check, create
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed
from rendir.foundation.organization.models import Unit
from rendir.plan.compliance.addresses import digest_of, new_secret
from rendir.plan.compliance.models import CalendarKey

MOST = 10
"""Addresses that one person may have open: who loses one revokes it."""


def make_calendar(unit: Unit | None, *, by: Person) -> tuple[CalendarKey, str]:
    """An address with the deadlines of one's own units, or of one unit; and its secret, told this one time."""
    check(Perm.READ_EVIDENCE, by=by)
    if unit is not None and not may_follow(by, unit):
        message = _("Esa dependencia no es la suya.")
        raise NotAllowed(message, way_out=_("Pídale la dirección a alguien de esa dependencia o a Planeación."))
    if CalendarKey.objects.filter(person=by.public_id, revoked_at=None).count() >= MOST:
        message = _("Ya tiene %(most)s calendarios.") % {"most": MOST}
        raise Invalid(message, way_out=_("Anule el que no use y haga otro."))
    secret = new_secret()
    key = CalendarKey(secret=digest_of(secret), person=by.public_id, unit=unit, made_at=clock.now())
    return create(key, perm=Perm.READ_EVIDENCE, by=by, verb="make_calendar"), secret


def revoke_calendar(key: CalendarKey, *, by: Person) -> CalendarKey:
    """The address opens nothing from now on. Again, it changes nothing."""
    if key.person != by.public_id:
        check(Perm.MANAGE_PEOPLE, by=by)
    if key.revoked_at:
        return key
    fields = {"revoked_at": clock.now()}
    return change(key, fields, perm=Perm.ENTER_DESK, by=by, expected=key.version, verb="revoke_calendar")


def may_follow(person: Person, unit: Unit) -> bool:
    """Whether somebody may have the calendar of a unit: their own, or any for who sees everything."""
    return person.has_perm(Perm.READ_ANY_EVIDENCE) or unit.pk in {one.pk for one in units_of(person)}
