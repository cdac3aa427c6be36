"""What became of a delivery, and how an activity's product is owed where the entity says otherwise than its kind."""

from datetime import date

from django.db import models
from django.db.models import Q

from rendir.foundation.audit.models import Tracked
from rendir.foundation.organization.models import Unit
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.action_types import DueRule
from rendir.plan.planning.models import Activity
from rendir.plan.planning.rules.facts import Component

_REPORTED = Q(state__in=[DeliveryState.REPORTED, DeliveryState.ACCEPTED])


class Delivery(Tracked):
    """What became of an activity in one of its periods. The row exists from the first thing that is done with it;
    before, the delivery follows from the version in force alone.
    """

    AUDIT_TOPICS = ("compliance",)
    RESERVED = frozenset({"reported_by", "accepted_by", "on_behalf"})

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="deliveries")
    period = models.PositiveSmallIntegerField("cuatrimestre")
    state = models.CharField(
        "estado", max_length=20, choices=DeliveryState.choices, default=DeliveryState.PENDING, db_index=True
    )
    reported_at = models.DateTimeField("reportada", null=True, blank=True)
    reported_by = models.CharField("quién reportó (identidad opaca)", max_length=40, blank=True)
    reported_unit = models.CharField("dependencia que reportó", max_length=200, blank=True)
    on_behalf = models.CharField("cómo lo hizo llegar la dependencia", max_length=300, blank=True)
    summary = models.TextField("qué se hizo", blank=True)
    progress = models.PositiveSmallIntegerField("avance (%)", null=True, blank=True)
    accepted_at = models.DateTimeField("aceptada", null=True, blank=True)
    accepted_by = models.CharField("quién aceptó (identidad opaca)", max_length=40, blank=True)
    accepted_alone = models.BooleanField("la aceptó quien la reportó", default=False)
    reason = models.TextField("por qué se devolvió o no aplica", blank=True)
    delay = models.TextField("por qué no se entregó", blank=True)
    expected_on = models.DateField("cuándo se entregará", null=True, blank=True)
    due_on = models.DateField("último día puesto a mano", null=True, blank=True)
    due_reason = models.TextField("por qué ese día", blank=True)

    class Meta:
        verbose_name = "entrega"
        verbose_name_plural = "entregas"
        ordering = ("activity__position", "period")
        constraints = (
            models.UniqueConstraint(fields=("activity", "period"), name="delivery_once_a_period"),
            models.CheckConstraint(condition=Q(period__gte=1, period__lte=3), name="delivery_period_is_known"),
            models.CheckConstraint(
                condition=(_REPORTED & Q(reported_at__isnull=False) & ~Q(reported_by=""))
                | (~_REPORTED & Q(reported_at=None, reported_by="")),
                name="delivery_reported_iff_it_says_when_and_who",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.ACCEPTED, accepted_at__isnull=False)
                | (~Q(state=DeliveryState.ACCEPTED) & Q(accepted_at=None, accepted_by="", accepted_alone=False)),
                name="delivery_accepted_iff_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "waiver_asked", "not_applicable"]) | ~Q(reason=""),
                name="delivery_returned_or_waived_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(progress=None) | Q(progress__gte=0, progress__lte=100), name="delivery_progress_in_percent"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, due_reason="") | (Q(due_on__isnull=False) & ~Q(due_reason="")),
                name="delivery_due_by_hand_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return str(self.key)

    @property
    def key(self) -> Key:
        return Key(Component(self.activity.component), self.activity.number, self.period)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units that answer for it: whose people may report it (see `accounts.permissions`)."""
        return frozenset(one.unit_id for one in self.activity.responsibilities.all())


class DueRuleChoice(Tracked):
    """How the product of an activity is owed, where the entity says otherwise than its kind."""

    AUDIT_TOPICS = ("compliance",)

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="due_rule_choice")
    rule = models.CharField("cómo se debe", max_length=20, choices=[(one.value, one.label) for one in DueRule])
    reason = models.TextField("por qué")

    class Meta:
        verbose_name = "regla de una entrega"
        verbose_name_plural = "reglas de las entregas"
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="due_rule_with_a_reason"),)

    def __str__(self) -> str:
        return f"{self.activity.code} {self.get_rule_display()}"


class DropLink(Tracked):
    """An address by which somebody without an account adds files to one delivery, until a day.

    What is kept is the digest of its secret: whoever reads the database learns no address.
    """

    AUDIT_TOPICS = ()
    SECRET = frozenset({"secret"})

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="drop_links")
    secret = models.CharField("huella del secreto", max_length=64, unique=True, editable=False)
    label = models.CharField("para quién", max_length=120)
    made_at = models.DateTimeField("hecha")
    expires_on = models.DateField("sirve hasta")
    revoked_at = models.DateTimeField("anulada", null=True, blank=True)

    class Meta:
        verbose_name = "enlace de carga"
        verbose_name_plural = "enlaces de carga"
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.label

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units that answer for its delivery (see `accounts.permissions`)."""
        return self.delivery.unit_ids

    def serves_on(self, day: date) -> bool:
        """Whether the address still opens."""
        return self.revoked_at is None and day <= self.expires_on


class CalendarKey(Tracked):
    """The secret address of a calendar of deadlines: of a person, or of a unit. Revocable; only its digest is kept."""

    AUDIT_TOPICS = ()
    SECRET = frozenset({"secret"})

    secret = models.CharField("huella del secreto", max_length=64, unique=True, editable=False)
    person = models.CharField("de quién (identidad opaca)", max_length=40, db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("hecha")
    revoked_at = models.DateTimeField("anulada", null=True, blank=True)

    class Meta:
        verbose_name = "calendario de vencimientos"
        verbose_name_plural = "calendarios de vencimientos"
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return str(self.unit or self.person)
