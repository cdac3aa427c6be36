"""Set the rules of the house about people."""

from datetime import date

from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import HousePolicy, RolePolicy
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import house_policy
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import atomic, change, check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid

REQUIRE, WAIVE = "require_second_factor", "waive_second_factor"


def set_second_factor(roles: set[Role], *, since: date, by: Actor) -> None:
    """These roles must have a second step, the others need none. A role that is asked already keeps its day; one that
    is asked anew is asked from `since`. `Invalid` where that day is past.
    """
    check(Perm.MANAGE_PEOPLE, by=by)
    kept = {policy.role: policy for policy in RolePolicy.objects.all()}
    asked = {role for role, policy in kept.items() if policy.second_factor_since}
    if roles - asked and since < clock.today():
        message = _("El segundo paso se exigiría desde un día que ya pasó.")
        raise Invalid(message, way_out=_("Escriba hoy o un día que venga: así cada quien alcanza a activarlo."))
    with atomic():
        for role in Role:
            if (role in roles) != (role in asked):
                _set(kept.get(role), role, since if role in roles else None, by=by)


def set_handover_days(days: int, *, by: Actor) -> HousePolicy:
    """For how many days before its end a hat is announced."""
    check(Perm.MANAGE_PEOPLE, by=by)
    policy = house_policy()
    if policy is None:
        return create(HousePolicy(pk=1, handover_days=days), perm=Perm.MANAGE_PEOPLE, by=by)
    return change(policy, {"handover_days": days}, perm=Perm.MANAGE_PEOPLE, by=by, expected=policy.version)


def _set(policy: RolePolicy | None, role: Role, since: date | None, *, by: Actor) -> None:
    verb = REQUIRE if since else WAIVE
    if policy is None:
        create(RolePolicy(role=role, second_factor_since=since), perm=Perm.MANAGE_PEOPLE, by=by, verb=verb)
        return
    fields = {"second_factor_since": since}
    change(policy, fields, perm=Perm.MANAGE_PEOPLE, by=by, expected=policy.version, verb=verb)
