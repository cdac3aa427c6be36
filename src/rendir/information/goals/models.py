"""The institutional plan as a tree (plan, line, programme, goal, indicator), what was reached of it, what it is tied
to, and the alignments that were published.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.models import Publication
from rendir.foundation.organization.models import Unit
from rendir.information.goals.rules.linking import Linking, standing_of
from rendir.information.goals.rules.progress import Direction
from rendir.information.goals.states import PlanState

TOPICS = ("goals",)
DIRECTIONS = [(one.value, one.label) for one in Direction]


class Plan(Tracked):
    """The plan of a government period: plan de desarrollo and its plan indicativo (Ley 152 de 1994)."""

    AUDIT_TOPICS = (*TOPICS, "organization")
    """The bar over every public page says whether one is published."""

    name = models.CharField("nombre", max_length=250)
    first_year = models.PositiveSmallIntegerField("primer año")
    last_year = models.PositiveSmallIntegerField("último año")
    adopted_by = models.CharField("acto que lo adoptó", max_length=200, blank=True)
    state = models.CharField("estado", max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)

    class Meta:
        verbose_name = "plan institucional"
        verbose_name_plural = "planes institucionales"
        ordering = ("-first_year", "-last_year")
        constraints = (
            models.UniqueConstraint(fields=("first_year", "last_year"), name="plan_once_for_its_years"),
            models.CheckConstraint(
                condition=Q(first_year__gte=2000, last_year__lte=2100, first_year__lte=F("last_year")),
                name="plan_years_are_plausible",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.years}"

    def get_absolute_url(self) -> str:
        return reverse("goals_desk:plan", args=[self.public_id])

    @property
    def years(self) -> str:
        """`2020-2023`."""
        return f"{self.first_year}-{self.last_year}"

    @property
    def all_years(self) -> tuple[int, ...]:
        """Each year of the plan."""
        return tuple(range(self.first_year, self.last_year + 1))


class Line(Tracked):
    """A strategic line (línea, eje or dimensión) of the plan."""

    AUDIT_TOPICS = TOPICS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    code = models.CharField("código", max_length=40)
    name = models.CharField("nombre", max_length=300)

    class Meta:
        verbose_name = "línea estratégica"
        verbose_name_plural = "líneas estratégicas"
        ordering = ("plan", "code")
        constraints = (models.UniqueConstraint(fields=("plan", "code"), name="line_code_once_a_plan"),)

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Programme(Tracked):
    """A programme of a line."""

    AUDIT_TOPICS = TOPICS

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="programmes")
    code = models.CharField("código", max_length=40)
    name = models.CharField("nombre", max_length=300)

    class Meta:
        verbose_name = "programa"
        verbose_name_plural = "programas"
        ordering = ("line", "code")
        constraints = (models.UniqueConstraint(fields=("line", "code"), name="programme_code_once_a_line"),)

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Goal(Tracked):
    """A goal (meta) of the plan. Its code never changes: its address is for ever.

    `excused_reason`: why it needs no link to the SDGs or to rights; empty where nobody excused it.
    """

    AUDIT_TOPICS = TOPICS

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="goals")
    code = models.CharField("código", max_length=40)
    name = models.TextField("meta")
    product_code = models.CharField("código de producto (MGA)", max_length=20, blank=True)
    product = models.CharField("producto", max_length=300, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="goals")
    unit_name = models.CharField("responsable, como está escrito", max_length=250, blank=True)
    excused_reason = models.TextField("por qué no necesita vínculo", blank=True)
    code_key = models.CharField("orden del código", max_length=200, editable=False)
    tokens = models.TextField("palabras para buscarla", blank=True, editable=False)

    class Meta:
        verbose_name = "meta"
        verbose_name_plural = "metas"
        ordering = ("plan", "code_key")
        indexes = (models.Index(fields=("plan", "code_key"), name="goals_in_order"),)
        constraints = (models.UniqueConstraint(fields=("plan", "code"), name="goal_code_once_a_plan"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name[:80]}"

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.plan.first_year, self.plan.last_year, self.code])

    def get_desk_url(self) -> str:
        """Where the entity's people work on it."""
        return reverse("goals_desk:goal", args=[self.public_id])

    @property
    def unit_ids(self) -> frozenset[int]:
        """The unit that answers for it (see `accounts.permissions`)."""
        return frozenset() if self.unit_id is None else frozenset({self.unit_id})

    @property
    def linking(self) -> Linking:
        """Whether it is tied to the SDGs and to rights. Prefetch `sdg_links` and `right_links` where there are many."""
        return standing_of(
            sdg=len(self.sdg_links.all()), rights=len(self.right_links.all()), is_excused=bool(self.excused_reason)
        )


class Indicator(Tracked):
    """How a goal is measured: from where to where, by when. A value that adds up (`is_cumulative`) only goes up."""

    AUDIT_TOPICS = TOPICS

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField("orden", default=1)
    code = models.CharField("código de indicador", max_length=20, blank=True)
    name = models.CharField("indicador", max_length=400)
    measured_in = models.CharField("unidad de medida", max_length=120)
    baseline = models.DecimalField("línea base", max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField("año de la línea base", null=True, blank=True)
    target = models.DecimalField("meta", max_digits=18, decimal_places=4)
    due_on = models.DateField("se cumple a más tardar")
    is_cumulative = models.BooleanField("lo de cada año se suma", default=False)
    direction = models.CharField("sentido", max_length=10, choices=DIRECTIONS, default=Direction.UP.value)

    class Meta:
        verbose_name = "indicador"
        verbose_name_plural = "indicadores"
        ordering = ("goal", "position")
        constraints = (
            models.UniqueConstraint(fields=("goal", "position"), name="indicator_once_per_place"),
            models.CheckConstraint(
                condition=Q(is_cumulative=False) | Q(direction=Direction.UP.value), name="what_adds_up_goes_up"
            ),
        )

    def __str__(self) -> str:
        return self.name


class YearTarget(Tracked):
    """What an indicator should reach in one year, and the money programmed for it."""

    AUDIT_TOPICS = TOPICS

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="year_targets")
    year = models.PositiveSmallIntegerField("año")
    value = models.DecimalField("meta del año", max_digits=18, decimal_places=4, null=True, blank=True)
    money = models.DecimalField("recursos programados", max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "meta del año"
        verbose_name_plural = "metas de cada año"
        ordering = ("indicator", "year")
        constraints = (models.UniqueConstraint(fields=("indicator", "year"), name="one_target_a_year"),)

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


class Progress(Tracked):
    """What an indicator was at a cut: a value, money executed, or both, with its source. None is «sin dato».

    What adds up, and money, is told as what the year has until the cut.
    """

    AUDIT_TOPICS = TOPICS

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="cuts")
    cut_on = models.DateField("fecha de corte")
    value = models.DecimalField("valor", max_digits=18, decimal_places=4, null=True, blank=True)
    money = models.DecimalField("recursos ejecutados", max_digits=18, decimal_places=2, null=True, blank=True)
    source = models.CharField("fuente", max_length=250)
    note = models.TextField("observación", blank=True)

    class Meta:
        verbose_name = "avance"
        verbose_name_plural = "avances"
        ordering = ("indicator", "cut_on")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "cut_on"), name="one_value_a_cut"),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(money__isnull=False), name="progress_says_something"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="progress_names_its_source"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.cut_on:%Y-%m-%d}"


class Right(Tracked):
    """A right of the entity's catalogue, with the norm that grants it. `words` help to propose a link."""

    AUDIT_TOPICS = TOPICS

    code = models.CharField("código", max_length=40, unique=True)
    name = models.CharField("derecho", max_length=200)
    norm = models.CharField("norma", max_length=200)
    words = models.CharField("palabras que lo proponen", max_length=400, blank=True)
    position = models.PositiveSmallIntegerField("orden")
    withdrawn_reason = models.CharField("por qué ya no se usa", max_length=300, blank=True)

    class Meta:
        verbose_name = "derecho"
        verbose_name_plural = "derechos"
        ordering = ("position", "code")
        constraints = (models.CheckConstraint(condition=~Q(norm=""), name="right_names_its_norm"),)

    def __str__(self) -> str:
        return self.name


class SdgLink(Tracked):
    """A goal tied to a target of the SDGs (`6.1`), or to a whole SDG (`6`), and why: the words that proposed it."""

    AUDIT_TOPICS = TOPICS

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="sdg_links")
    number = models.CharField("ODS o meta ODS", max_length=6)
    note = models.CharField("nota", max_length=300, blank=True)

    class Meta:
        verbose_name = "vínculo con los ODS"
        verbose_name_plural = "vínculos con los ODS"
        ordering = ("goal", "pk")
        constraints = (models.UniqueConstraint(fields=("goal", "number"), name="goal_tied_once_to_a_target"),)

    def __str__(self) -> str:
        return f"{self.goal_id} ODS {self.number}"

    @property
    def sdg(self) -> int:
        """The SDG, 1 to 17."""
        return int(self.number.partition(".")[0])


class RightLink(Tracked):
    """A goal tied to a right, and why."""

    AUDIT_TOPICS = TOPICS

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="right_links")
    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="goal_links")
    note = models.CharField("nota", max_length=300, blank=True)

    class Meta:
        verbose_name = "vínculo con un derecho"
        verbose_name_plural = "vínculos con derechos"
        ordering = ("goal", "pk")
        constraints = (models.UniqueConstraint(fields=("goal", "right"), name="goal_tied_once_to_a_right"),)

    def __str__(self) -> str:
        return f"{self.goal_id} {self.right_id}"


class Alignment(Tracked):
    """The matrix of goals, SDGs and rights as it was published in a year: frozen. A correction is the next number."""

    AUDIT_TOPICS = TOPICS
    DIGESTED = frozenset({"lines"})

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="alignments")
    year = models.PositiveSmallIntegerField("vigencia")
    number = models.PositiveIntegerField("versión", default=1)
    published_at = models.DateTimeField("publicada")
    published_role = models.CharField("publicada por", max_length=80)
    lines = models.JSONField("metas y sus vínculos")
    counts = models.JSONField("cuentas")
    reason = models.TextField("por qué se publicó otra vez", blank=True)
    digest = models.CharField("huella", max_length=64)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "alineación publicada"
        verbose_name_plural = "alineaciones publicadas"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "year", "number"), name="alignment_published_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="alignment_again_with_a_reason"),
        )

    def __str__(self) -> str:
        return f"Alineación de las metas {self.year}, versión {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("goals:alignment", args=[self.year, self.number])
