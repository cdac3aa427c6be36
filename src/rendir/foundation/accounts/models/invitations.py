"""The invitation by which somebody chooses a password: for one use, until a day, as a link or as a code on paper."""

from datetime import date

from django.db import models
from django.db.models import Q

from rendir.foundation.accounts.models.people import Person
from rendir.foundation.audit.models import Tracked


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Filters over one table."""

    def open_on(self, day: date) -> "InvitationQuerySet":
        """Those that still open the door on that day, each with its person."""
        waiting = self.filter(used_at=None, expires_on__gte=day, person__is_active=True)
        return waiting.select_related("person")


class Invitation(Tracked):
    """One way in for one person. A new one takes the place of the one before.

    Neither the code nor the link is kept: both are made from the identity and the installation's key (see
    `accounts.invitations`), so that whoever reads the database learns neither.
    """

    AUDIT_TOPICS = ("accounts",)
    SECRET = frozenset({"code_digest"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations", verbose_name="persona")
    code_digest = models.CharField("resumen del código", max_length=64, unique=True, editable=False)
    expires_on = models.DateField("sirve hasta")
    used_at = models.DateTimeField("usada", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitación"
        verbose_name_plural = "invitaciones"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=Q(used_at=None), name="one_invitation_waits"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.expires_on}"
