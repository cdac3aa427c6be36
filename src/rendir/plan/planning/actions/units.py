"""Join two units that are one, and take a spelling apart again: always a person's act."""

from datetime import date

from rendir.foundation.accounts.models import Membership
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check, remove
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Stale
from rendir.foundation.core.spanish import fold
from rendir.foundation.organization.actions import add_alias, add_unit, keep_apart, remove_alias
from rendir.foundation.organization.models import Unit, UnitAlias


def join_units(unit: Unit, *, into: Unit, expected: int, on: date | None = None, by: Actor) -> Unit:
    """Make `unit` another spelling of `into`, which from now on answers for what it answered for. `on` is the day from
    which they are one; today, where nobody says another.

    Schedules keep the name as it was written. `Stale` where somebody changed `unit` meanwhile.
    """
    check(Perm.EDIT_UNITS, by=by)
    if unit.pk == into.pk:
        message = "Una dependencia no se une consigo misma."
        raise Invalid(message, way_out="Elija la otra dependencia.")
    with atomic():
        _must_be_at(unit, expected)
        _hand_over_activities(unit, into, by=by)
        _hand_over_people(unit, into, by=by)
        names = [unit.name, *(alias.name for alias in unit.aliases.all())]
        for alias in unit.aliases.all():
            remove_alias(alias, by=by)
        remove(unit, perm=Perm.EDIT_UNITS, by=by, verb="join_unit", reason=f"Es la misma que «{into.name}»")
        for name in names:
            add_alias(into, name, on=on or clock.today(), by=by)
    return into


def take_apart(alias: UnitAlias, *, by: Actor) -> Unit:
    """Make a spelling a unit of its own again, with the activities whose schedule names it so. Who takes them apart
    says that they are two: joining them is not proposed again.
    """
    check(Perm.EDIT_UNITS, by=by)
    unit, folded = alias.unit, alias.folded
    with atomic():
        remove_alias(alias, by=by)
        apart = add_unit(alias.name, kind=unit.kind, by=by)
        keep_apart(apart.name, unit.name, by=by)
        named_so = [one for one in unit.responsibilities.all() if fold(one.name) == folded]
        for link in named_so:
            change(link, {"unit": apart}, perm=Perm.EDIT_UNITS, by=by, expected=link.version, verb="hand_over_activity")
    return apart


def _must_be_at(unit: Unit, expected: int) -> None:
    if not Unit.objects.select_for_update().filter(pk=unit.pk, version=expected).exists():
        message = "Otra persona cambió esta dependencia mientras usted la veía."
        raise Stale(message, way_out="Abra de nuevo la lista de dependencias y revise antes de unir.")


def _hand_over_activities(unit: Unit, into: Unit, *, by: Actor) -> None:
    for link in unit.responsibilities.all():
        change(link, {"unit": into}, perm=Perm.EDIT_UNITS, by=by, expected=link.version, verb="hand_over_activity")


def _hand_over_people(unit: Unit, into: Unit, *, by: Actor) -> None:
    """A hat that the person already wears there is not worn twice."""
    for hat in unit.people.all():
        if Membership.objects.filter(person=hat.person, role=hat.role, unit=into).exists():
            remove(hat, perm=Perm.EDIT_UNITS, by=by, verb="leave_joined_unit")
        else:
            change(hat, {"unit": into}, perm=Perm.EDIT_UNITS, by=by, expected=hat.version, verb="follow_unit")
