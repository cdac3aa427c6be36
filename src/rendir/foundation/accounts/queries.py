"""What is asked of people."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS
from rendir.foundation.organization.models import Unit


def people_with_hats(day: date) -> QuerySet[Person]:
    """Everybody, each with today's hats as `worn`: two queries whatever their number."""
    worn = Prefetch("hats", queryset=Membership.objects.worn_on(day), to_attr="worn")
    return Person.objects.prefetch_related(worn).order_by("sort_key")


def people_who_may(perm: Perm, day: date) -> QuerySet[Person]:
    """Active people whose hats of that day allow something."""
    roles = [role for role, card in ROLE_CARDS.items() if perm in card.permissions]
    worn = Membership.objects.worn_on(day).filter(role__in=roles)
    return Person.objects.filter(is_active=True, pk__in=worn.order_by().values("person")).order_by("sort_key")


def people_of_units(units: QuerySet[Unit] | list[Unit], day: date) -> QuerySet[Person]:
    """Active people with a hat in one of these units on that day."""
    worn = Membership.objects.worn_on(day).filter(unit__in=units)
    return Person.objects.filter(is_active=True, pk__in=worn.order_by().values("person")).order_by("sort_key")


def units_of(person: Person) -> list[Unit]:
    """The units in which somebody wears a hat today, each once."""
    return list({hat.unit.pk: hat.unit for hat in person.hats_in_hand if hat.unit}.values())
