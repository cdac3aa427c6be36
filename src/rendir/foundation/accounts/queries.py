"""What is asked of people: who may what and in which units, who is invited, who takes over, who is in."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet

from rendir.foundation.accounts.models import (
    HousePolicy,
    Invitation,
    Membership,
    OpenSession,
    Person,
    RolePolicy,
)
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.accounts.sessions import Presence, presence_of
from rendir.foundation.audit.held import held
from rendir.foundation.organization.models import Unit

HANDOVER_DAYS = 30
"""For how long before its end a hat is announced, where the house says nothing."""

_A_YEAR = timedelta(days=365)
"""The longest that a house may announce it."""

_SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where somebody may do something today: in these units, or everywhere. `is_somewhere` is true also of a hat that
    no unit was given to, which allows to look for what is one's own and finds nothing.
    """

    is_somewhere: bool
    is_everywhere: bool
    unit_ids: frozenset[int]

    def covers(self, unit_ids: frozenset[int]) -> bool:
        """Whether a thing that these units answer for is within it."""
        return self.is_everywhere or not self.unit_ids.isdisjoint(unit_ids)


def scope_of(person: Person, perm: Perm) -> Scope:
    """Where the hats of today allow something: what limits the rows a person sees and what they may do with one. What
    is not bound to units is allowed everywhere or nowhere.
    """
    hats = [(hat.unit_id, ROLE_CARDS[Role(hat.role)].permissions) for hat in person.hats_in_hand]
    unlimited = perm.wider or perm
    return Scope(
        is_somewhere=any(perm in allowed or unlimited in allowed for _, allowed in hats),
        is_everywhere=any(unlimited in allowed for _, allowed in hats),
        unit_ids=frozenset(unit for unit, allowed in hats if perm in allowed and unit is not None),
    )


def people_with_hats(day: date) -> QuerySet[Person]:
    """Everybody, each with today's hats as `worn` and their invitation as `waiting`: three queries whatever their
    number.
    """
    worn = Prefetch("hats", queryset=Membership.objects.worn_on(day), to_attr="worn")
    waiting = Prefetch("invitations", queryset=Invitation.objects.open_on(day), to_attr="waiting")
    return Person.objects.prefetch_related(worn, waiting).order_by("sort_key")


def people_who_may(perm: Perm, day: date, *, units: Collection[int] | None = None) -> QuerySet[Person]:
    """Active people whose hats of that day allow something; with `units`, of a thing that these units answer for."""
    worn = Membership.objects.worn_on(day).filter(role__in=_roles_with(perm))
    if units is not None and perm.wider is not None:
        in_units, wide = worn.filter(unit__in=units), worn.filter(role__in=_roles_with(perm.wider))
        worn = in_units | wide
    return Person.objects.filter(is_active=True, pk__in=worn.order_by().values("person")).order_by("sort_key")


def people_of_units(units: QuerySet[Unit] | list[Unit], day: date) -> QuerySet[Person]:
    """Active people with a hat in one of these units on that day."""
    worn = Membership.objects.worn_on(day).filter(unit__in=units)
    return Person.objects.filter(is_active=True, pk__in=worn.order_by().values("person")).order_by("sort_key")


def units_of_role(role: Role, day: date) -> list[Unit]:
    """The units in which somebody wore that hat on that day."""
    worn = Membership.objects.worn_on(day).filter(role=role, unit__isnull=False)
    return list(Unit.objects.filter(pk__in=worn.order_by().values("unit")))


def hats_not_over(person: Person, day: date) -> QuerySet[Membership]:
    """What somebody wears on that day or will wear later, with who takes over."""
    return person.hats.not_over_by(day).select_related("unit", "successor").order_by("starts_on", "pk")


# --- handing over ----------------------------------------------------------------------------------------------------


def handover_days() -> int:
    """For how many days before its end a hat is announced."""
    policy = house_policy()
    return policy.handover_days if policy else HANDOVER_DAYS


@held("accounts")
def house_policy() -> HousePolicy | None:
    """What the house decided for all hats; None where it decided nothing."""
    return HousePolicy.objects.filter(pk=1).first()


def heads_of(units: Iterable[int], day: date) -> dict[int | None, list[Person]]:
    """Who heads each of these units on that day, by the unit's primary key."""
    worn = Membership.objects.worn_on(day).filter(unit__in=list(units), is_head=True, person__is_active=True)
    found: defaultdict[int | None, list[Person]] = defaultdict(list)
    for hat in worn.select_related("person"):
        found[hat.unit_id].append(hat.person)
    return found


def ending_hats(day: date) -> list[Membership]:
    """The hats that end soon, the earliest first."""
    return _within_days(Membership.objects.ending_in(day, day + _A_YEAR), day)


def hats_to_receive(person: Person, day: date) -> list[Membership]:
    """The hats whose work somebody receives, from the announcement until as long after: those they were chosen for
    and, where nobody was, those of the units they head.
    """
    headed = [hat.unit_id for hat in person.hats_in_hand if hat.is_head]
    ending = Membership.objects.ending_in(day - _A_YEAR, day + _A_YEAR).exclude(person=person)
    return _within_days(ending.filter(Q(successor=person) | Q(successor=None, unit__in=headed)), day)


def _within_days(hats: QuerySet[Membership], day: date) -> list[Membership]:
    """Those as near to the day as the house announces them; where there is none, the house is not even asked."""
    found = list(hats)
    around = timedelta(days=handover_days()) if found else _A_YEAR
    return [hat for hat in found if hat.ends_on is None or abs(hat.ends_on - day) <= around]


# --- coming in -------------------------------------------------------------------------------------------------------


def waiting_invitation(person: Person, day: date) -> Invitation | None:
    """The invitation that still opens the door to somebody."""
    return Invitation.objects.open_on(day).filter(person=person).first()


def invitation_by_code(digest: str, day: date) -> Invitation | None:
    """The invitation of a code, by its digest."""
    return Invitation.objects.open_on(day).filter(code_digest=digest).first()


def sessions_of(person: Person, *, this: str | None = None) -> list[Presence]:
    """The open sessions of somebody, the one that asks first and then the last used."""
    told = [presence_of(row, this) for row in OpenSession.objects.filter(person=person)]
    return sorted(told, key=lambda one: (one.is_this_one, one.seen.isoformat() if one.seen else ""), reverse=True)


def second_factor_days() -> dict[str, date]:
    """The roles that must have a second step, each with the day since when."""
    rows = RolePolicy.objects.exclude(second_factor_since=None).values_list("role", "second_factor_since")
    return {role: since for role, since in rows if since}


def has_second_factor(person: Person) -> bool:
    """Whether signing in asks somebody for a code of their phone or a key."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=_SECOND_STEPS).exists())


def second_factor_missing(person: Person) -> date | None:
    """The day since when the hats of today ask for a second step that somebody has not; None where they ask for none
    or it is there. Asked once for each time the person is fetched.
    """
    if not hasattr(person, "_second_factor_missing"):
        days: list[date | None] = [getattr(hat, "second_factor_since", None) for hat in person.hats_in_hand]
        asked = [day for day in days if day]
        missing = min(asked) if asked and not has_second_factor(person) else None
        person._second_factor_missing = missing  # type: ignore[attr-defined] # noqa: SLF001 - kept where it ends with the request
    kept: date | None = person._second_factor_missing  # type: ignore[attr-defined] # noqa: SLF001 - see above
    return kept


def is_last_door(person: Person, day: date) -> bool:
    """Whether nobody else who manages people could come in and lift a rule: the house never locks itself out."""
    if not person.has_perm(Perm.MANAGE_PEOPLE):
        return False
    others = people_who_may(Perm.MANAGE_PEOPLE, day).exclude(pk=person.pk)
    return not any(_comes_in(one, day) for one in others)


def _comes_in(person: Person, day: date) -> bool:
    missing = second_factor_missing(person)
    return person.has_usable_password() and (missing is None or missing > day)


def _roles_with(perm: Perm) -> list[Role]:
    return [role for role, card in ROLE_CARDS.items() if perm in card.permissions]


def units_of(person: Person) -> list[Unit]:
    """The units in which somebody wears a hat today, each once."""
    return list({hat.unit.pk: hat.unit for hat in person.hats_in_hand if hat.unit}.values())
