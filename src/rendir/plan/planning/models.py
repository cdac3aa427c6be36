"""The year's strategy, its activities, its adopted versions, and the edits and imports that made it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.models import Publication, StoredFile
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.fields import PeriodsField, StagesField
from rendir.plan.planning.rules.facts import ActivityFacts, CarriedOver, Component, Responsible, ResponsibleKind
from rendir.plan.planning.states import ImportState, StrategyState

COMPONENTS = [(one.value, one.label) for one in Component]


class Strategy(Tracked):
    """The accountability strategy of a year (Ley 1757 de 2015, art. 52). Its activities are the working copy;
    what the public reads is its last adopted version.
    """

    AUDIT_TOPICS = ("plan",)

    year = models.PositiveSmallIntegerField("vigencia", unique=True)
    title = models.CharField("título", max_length=200)
    state = models.CharField("estado", max_length=10, choices=StrategyState.choices, default=StrategyState.DRAFT)
    number = models.PositiveIntegerField("versión adoptada", default=0)
    period_scheme = models.CharField("periodos", max_length=20, default="cuatrimestre")
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="copiada de"
    )

    class Meta:
        verbose_name = "estrategia"
        verbose_name_plural = "estrategias"
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="strategy_year_is_plausible"),
            models.CheckConstraint(
                condition=Q(state="draft", number=0) | (~Q(state="draft") & Q(number__gte=1)),
                name="strategy_adopted_iff_it_has_a_version",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("planning:schedule", args=[self.year])

    @property
    def is_open(self) -> bool:
        """Whether its schedule may still change."""
        return self.state != StrategyState.CLOSED


class Activity(Tracked):
    """One activity of the working copy. Its code never changes once it was adopted: addresses are for ever."""

    AUDIT_TOPICS = ("plan",)

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="activities")
    component = models.CharField("componente", max_length=20, choices=COMPONENTS)
    number = models.PositiveSmallIntegerField("número")
    position = models.PositiveIntegerField("orden")
    name = models.TextField("actividad")
    product = models.TextField("meta o producto", null=True, blank=True)
    stages = StagesField("etapas", default=frozenset)
    periods = PeriodsField("cuatrimestres", default=frozenset)
    action_type = models.CharField("tipo de acción", max_length=60, blank=True)
    source = models.JSONField("lugar en el archivo", null=True, blank=True)
    carried_over = models.JSONField("viene sin terminar de otro año", default=list, blank=True)
    retired_on = models.DateField("retirada el", null=True, blank=True)
    retired_reason = models.TextField("por qué se retiró", blank=True)

    class Meta:
        verbose_name = "actividad"
        verbose_name_plural = "actividades"
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("strategy", "position"), name="activities_in_order"),)
        constraints = (
            models.UniqueConstraint(fields=("strategy", "component", "number"), name="activity_code_once_a_year"),
            models.CheckConstraint(condition=Q(stages__gte=0, stages__lte=31), name="activity_stages_are_known"),
            models.CheckConstraint(condition=Q(periods__gte=0, periods__lte=7), name="activity_periods_are_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="activity_number_from_one"),
            models.CheckConstraint(
                condition=Q(retired_on=None, retired_reason="") | (Q(retired_on__isnull=False) & ~Q(retired_reason="")),
                name="activity_retired_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name[:80]}"

    def get_absolute_url(self) -> str:
        return reverse("compliance:activity", args=[self.strategy.year, self.code])

    @property
    def code(self) -> str:
        """`I4`, `D7`, `R10`."""
        return f"{Component(self.component).letter}{self.number}"

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units that answer for it (see `accounts.permissions`). Prefetch `responsibilities` where many."""
        return frozenset(one.unit_id for one in self.responsibilities.all())

    def facts(self) -> ActivityFacts:
        """The activity as plain values. Prefetch `responsibilities__unit` when there are many."""
        return ActivityFacts(
            component=Component(self.component),
            number=self.number,
            name=self.name,
            stages=self.stages,
            periods=self.periods,
            product=self.product,
            responsibles=tuple(
                Responsible(one.name, ResponsibleKind(one.unit.kind)) for one in self.responsibilities.all()
            ),
            action_type=self.action_type or None,
            carried_over=tuple(CarriedOver.from_json(one) for one in self.carried_over),
        )


class Responsibility(Tracked):
    """Who answers for an activity: a unit, by the name as written."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="responsibilities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="responsibilities")
    position = models.PositiveSmallIntegerField("orden")
    name = models.CharField("como está escrito", max_length=250)

    class Meta:
        verbose_name = "responsable"
        verbose_name_plural = "responsables"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("activity", "position"), name="responsible_once_per_place"),)

    def __str__(self) -> str:
        return self.name


class StrategyVersion(Tracked):
    """A version adopted and published: frozen. What changed and why is read by comparing it with the one before."""

    AUDIT_TOPICS = ("plan",)
    DIGESTED = frozenset({"facts"})

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("versión")
    adopted_at = models.DateTimeField("adoptada")
    adopted_role = models.CharField("adoptada por", max_length=80)
    act = models.CharField("acto o acta", max_length=200, blank=True)
    reason = models.TextField("por qué cambió", blank=True)
    facts = models.JSONField("actividades")
    digest = models.CharField("huella", max_length=64)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "versión de la estrategia"
        verbose_name_plural = "versiones de la estrategia"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("strategy", "number"), name="version_adopted_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="change_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.strategy}, versión {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("planning:version", args=[self.strategy.year, self.number])

    def activities(self) -> tuple[ActivityFacts, ...]:
        """The activities as adopted, in order: read once, as they never change."""
        if not hasattr(self, "_activities"):
            self._activities = tuple(ActivityFacts.from_json(one) for one in self.facts)
        return self._activities


class ScheduleEdit(Tracked):
    """One edit of the working copy, whatever its size, with what it needs to be undone and made again."""

    DIGESTED = frozenset({"before", "after"})

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="edits")
    label = models.CharField("qué se hizo", max_length=200)
    made_at = models.DateTimeField("cuándo")
    before = models.JSONField("cómo estaba", help_text="by code; null where the activity did not exist")
    after = models.JSONField("cómo quedó", help_text="by code; null where the activity no longer exists")
    undone_at = models.DateTimeField("deshecho", null=True)

    class Meta:
        verbose_name = "edición"
        verbose_name_plural = "ediciones"
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("strategy", "-made_at"), name="edits_of_strategy"),)

    def __str__(self) -> str:
        return self.label


class PlanImport(Tracked):
    """A file read as a schedule: its reading, what a person corrected and decided, and what came of it."""

    DIGESTED = frozenset({"activities", "findings"})

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField("archivo", max_length=250)
    state = models.CharField("estado", max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    read_at = models.DateTimeField("leído")
    activities = models.JSONField("actividades, con las correcciones")
    findings = models.JSONField("hallazgos")
    decisions = models.JSONField("decisiones", default=list)
    edit = models.OneToOneField(ScheduleEdit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "importación"
        verbose_name_plural = "importaciones"
        ordering = ("-read_at", "-pk")
        indexes = (models.Index(fields=("strategy", "-read_at"), name="imports_of_strategy"),)

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("planning_desk:import", args=[self.public_id])

    def rows(self) -> tuple[ActivityFacts, ...]:
        """The activities as they would be written if confirmed now."""
        return tuple(ActivityFacts.from_json(one) for one in self.activities)

    def rows_as_read(self) -> tuple[ActivityFacts, ...]:
        """The activities as the file says them: findings name them by these codes, whatever was corrected since."""
        return tuple(ActivityFacts.from_json(one["read"]) for one in self.activities)

    def decided(self) -> dict[int, bool]:
        """The decisions taken: accepted or left, by finding (from 0)."""
        return {one["finding"]: one["accepted"] for one in self.decisions}
