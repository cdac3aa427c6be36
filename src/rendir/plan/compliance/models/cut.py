"""The frozen four-month cuts."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.models import Publication
from rendir.plan.compliance.rules.cuts import FrozenLine
from rendir.plan.planning.models import Strategy


class Cut(Tracked):
    """What had been reported by a cut's day, frozen and published. A correction is the next number, with its reason."""

    AUDIT_TOPICS = ("compliance",)
    DIGESTED = frozenset({"lines"})

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="cuts")
    period = models.PositiveSmallIntegerField("cuatrimestre")
    number = models.PositiveIntegerField("versión", default=1)
    cut_on = models.DateField("fecha de corte")
    frozen_at = models.DateTimeField("congelado")
    frozen_role = models.CharField("congelado por", max_length=80)
    plan_number = models.PositiveIntegerField("versión de la estrategia")
    lines = models.JSONField("entregas")
    counts = models.JSONField("cuenta")
    note = models.TextField("observaciones", blank=True)
    reason = models.TextField("por qué se corrigió", blank=True)
    digest = models.CharField("huella", max_length=64)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "corte"
        verbose_name_plural = "cortes"
        ordering = ("strategy", "period", "-number")
        constraints = (
            models.UniqueConstraint(fields=("strategy", "period", "number"), name="cut_frozen_once_per_number"),
            models.CheckConstraint(condition=Q(period__gte=1, period__lte=3), name="cut_period_is_known"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="cut_corrected_with_a_reason"),
        )

    def __str__(self) -> str:
        return f"Corte {self.period} de {self.strategy.year}, versión {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("compliance:cut", args=[self.strategy.year, self.period])

    def frozen_lines(self) -> tuple[FrozenLine, ...]:
        """The deliveries as they were frozen, in the order of the schedule: read once, as they never change."""
        if not hasattr(self, "_frozen_lines"):
            self._frozen_lines = tuple(FrozenLine.from_json(one) for one in self.lines)
        return self._frozen_lines
