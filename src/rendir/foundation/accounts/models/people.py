"""The people of the entity and the hats they wear, each from a day and until another."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from rendir.foundation.accounts.models.policies import RolePolicy
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import Tracked
from rendir.foundation.core import clock
from rendir.foundation.organization.models import Unit


class PersonManager(BaseUserManager["Person"]):
    """People are found by their mail whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, Tracked):
    """Somebody who signs in. Nobody signs up: people are invited, and leave on a date."""

    AUDIT_TOPICS = ("accounts",)
    RESERVED = frozenset({"name", "sort_key", "email"})
    SECRET = frozenset({"password", "last_login"})

    name = models.CharField("nombre", max_length=200)
    sort_key = models.CharField("clave de orden", max_length=210, db_index=True, editable=False)
    email = models.EmailField("correo", unique=True)
    is_active = models.BooleanField("activa", default=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "personas"
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ANN401 - Django's own signature
        """Ask every backend, as Django does. There is no superuser."""
        backends = [one for one in get_backends() if hasattr(one, "has_perm")]
        return any(backend.has_perm(self, perm, obj) for backend in backends)

    def has_perms(self, perms: Iterable[str], obj: Any = None) -> bool:  # noqa: ANN401 - Django's own signature
        return all(self.has_perm(perm, obj) for perm in perms)

    @property
    def actor_id(self) -> str:
        return self.public_id

    @property
    def actor_role(self) -> str:
        return ", ".join(hat.get_role_display() for hat in self.hats_in_hand)[:80]

    @property
    def actor_unit(self) -> str:
        return next((hat.unit.name for hat in self.hats_in_hand if hat.unit), "")[:200]

    @property
    def hats_in_hand(self) -> "list[Membership]":
        """The hats of today, read once for each time the person is fetched."""
        if not hasattr(self, "_hats"):
            self._hats = list(self.hats.worn_on(clock.today()).with_policies())
        return self._hats


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters over one table."""

    def worn_on(self, day: date) -> "MembershipQuerySet":
        """Hats worn on that day, each with its unit."""
        return self.not_over_by(day).filter(starts_on__lte=day).select_related("unit").order_by("pk")

    def not_over_by(self, day: date) -> "MembershipQuerySet":
        """Hats worn on that day or later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def with_policies(self) -> "MembershipQuerySet":
        """Each hat with what the house asks of its role (`second_factor_since`): a page asks for both at once."""
        policy = RolePolicy.objects.filter(role=OuterRef("role")).values("second_factor_since")
        return self.annotate(second_factor_since=Subquery(policy))

    def ending_in(self, first: date, last: date) -> "MembershipQuerySet":
        """Hats whose last day falls between these two, the earliest first, each with whose it is and who takes over."""
        ending = self.filter(ends_on__gte=first, ends_on__lte=last, person__is_active=True)
        return ending.select_related("person", "unit", "successor").order_by("ends_on", "person__sort_key", "pk")


class Membership(Tracked):
    """A hat: somebody's role in a unit, from a day and until another where a contract ends.

    What its wearer leaves goes to the successor or, where none was chosen, to whoever heads the unit that day.
    """

    AUDIT_TOPICS = ("accounts",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="hats", verbose_name="persona")
    role = models.CharField("rol", max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    starts_on = models.DateField("desde")
    ends_on = models.DateField("hasta", null=True, blank=True)
    is_head = models.BooleanField("dirige la dependencia", default=False)
    successor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="to_receive", verbose_name="quien recibe"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rol de una persona"
        verbose_name_plural = "roles de las personas"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "role", "unit", "starts_on"), name="one_hat_of_a_kind_in_a_unit_from_a_day"
            ),
            models.UniqueConstraint(
                fields=("person", "role", "starts_on"),
                condition=Q(unit=None),
                name="one_hat_of_a_kind_without_unit_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="hat_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(is_head=False) | Q(unit__isnull=False), name="a_head_heads_a_unit"),
            models.CheckConstraint(
                condition=Q(successor=None) | (Q(ends_on__isnull=False) & ~Q(successor=F("person"))),
                name="another_takes_over_what_ends",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}"
