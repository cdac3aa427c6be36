"""The rules of the house about people: those of each role, and those of all."""

from django.db import models
from django.db.models import Q

from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import Tracked


class RolePolicy(Tracked):
    """What the house asks of everybody who wears a hat. A role without a row is asked for nothing more."""

    AUDIT_TOPICS = ("accounts",)

    role = models.CharField("rol", max_length=30, choices=Role.choices, unique=True)
    second_factor_since = models.DateField("segundo paso exigido desde", null=True, blank=True)

    class Meta:
        verbose_name = "regla de un rol"
        verbose_name_plural = "reglas de los roles"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_role_display()


class HousePolicy(Tracked):
    """What the house decided for all hats. Without a row, what `queries` says in its place."""

    AUDIT_TOPICS = ("accounts",)

    handover_days = models.PositiveSmallIntegerField("días para anunciar que un rol termina")

    class Meta:
        verbose_name = "reglas de la casa"
        verbose_name_plural = "reglas de la casa"
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="one_house_policy"),
            models.CheckConstraint(
                condition=Q(handover_days__gte=1, handover_days__lte=365), name="handover_is_told_within_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.handover_days}"
