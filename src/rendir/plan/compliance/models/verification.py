"""What Control Interno verifies: its own record, apart from what the entity says (Ley 87 de 1993, art. 12)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.models import Publication
from rendir.plan.compliance.models.delivery import Delivery
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import RoundState
from rendir.plan.planning.models import Strategy

RESULTS = [(one.value, one.label) for one in Result]


class VerificationRound(Tracked):
    """Control Interno's work on one cut, from its first look to its sealed and published report.

    `sample` are the keys drawn with `seed` (the ledger's head when it was drawn); None: every delivery is verified.
    """

    AUDIT_TOPICS = ("compliance",)
    DIGESTED = frozenset({"lines"})

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="rounds")
    period = models.PositiveSmallIntegerField("cuatrimestre")
    state = models.CharField("estado", max_length=10, choices=RoundState.choices, default=RoundState.VERIFYING)
    opened_at = models.DateTimeField("abierta")
    due_on = models.DateField("el informe se publica a más tardar")
    seed = models.CharField("semilla de la muestra", max_length=64, blank=True)
    population = models.JSONField("de dónde se sacó la muestra", null=True, blank=True)
    sample = models.JSONField("muestra", null=True, blank=True)
    scope = models.TextField("alcance y método", blank=True)
    conclusions = models.TextField("conclusiones", blank=True)
    recommendations = models.TextField("recomendaciones generales", blank=True)
    reply_until = models.DateField("réplicas hasta", null=True, blank=True)
    sealed_at = models.DateTimeField("sellada", null=True, blank=True)
    sealed_role = models.CharField("sellada por", max_length=80, blank=True)
    left_out = models.JSONField("lo propio, que no se verificó", default=list, blank=True)
    lines = models.JSONField("lo que se verificó", null=True, blank=True)
    counts = models.JSONField("cuenta", null=True, blank=True)
    digest = models.CharField("huella", max_length=64, blank=True)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "verificación de un corte"
        verbose_name_plural = "verificaciones de los cortes"
        ordering = ("strategy", "period")
        constraints = (
            models.UniqueConstraint(fields=("strategy", "period"), name="verified_once_a_cut"),
            models.CheckConstraint(condition=Q(period__gte=1, period__lte=3), name="round_period_is_known"),
            models.CheckConstraint(
                condition=Q(state=RoundState.SEALED, sealed_at__isnull=False)
                | (~Q(state=RoundState.SEALED) & Q(sealed_at=None)),
                name="round_sealed_iff_it_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"Verificación del corte {self.period} de {self.strategy.year}"

    def get_absolute_url(self) -> str:
        return reverse("compliance:control_report", args=[self.strategy.year, self.period])


class Verification(Tracked):
    """What Control Interno found of one delivery."""

    AUDIT_TOPICS = ("compliance",)

    round = models.ForeignKey(VerificationRound, on_delete=models.PROTECT, related_name="verifications")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="verifications")
    result = models.CharField("resultado", max_length=15, choices=RESULTS)
    percentage = models.PositiveSmallIntegerField("porcentaje", null=True, blank=True)
    remark = models.TextField("observación", blank=True)
    recommendation = models.TextField("recomendación", blank=True)
    verified_at = models.DateTimeField("verificada")

    class Meta:
        verbose_name = "verificación"
        verbose_name_plural = "verificaciones"
        ordering = ("round", "delivery")
        constraints = (
            models.UniqueConstraint(fields=("round", "delivery"), name="delivery_verified_once_a_round"),
            models.CheckConstraint(
                condition=Q(percentage=None) | Q(percentage__gte=0, percentage__lte=100),
                name="verification_in_percent",
            ),
            models.CheckConstraint(
                condition=Q(result=Result.VERIFIED) | ~Q(remark=""), name="doubt_is_explained_in_a_remark"
            ),
        )

    def __str__(self) -> str:
        return self.get_result_display()


class Reply(Tracked):
    """What the unit answers to a verification, before the report is sealed (right of reply)."""

    AUDIT_TOPICS = ("compliance",)

    verification = models.OneToOneField(Verification, on_delete=models.PROTECT, related_name="reply")
    text = models.TextField("réplica")
    unit = models.CharField("dependencia", max_length=200, blank=True)
    replied_at = models.DateTimeField("respondida")

    class Meta:
        verbose_name = "réplica"
        verbose_name_plural = "réplicas"
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="reply_says_something"),)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units that answer for the delivery (see `accounts.permissions`)."""
        return self.verification.delivery.unit_ids
