"""What the entity spent: contracts, budget lines at a cut, and the imports that brought them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.accounts.models import Person
from rendir.foundation.audit.models import Tracked
from rendir.information.goals.models import Goal
from rendir.information.spending.rules.execution import AMOUNTS, Amounts, is_current
from rendir.information.spending.rules.shapes import BY_KEY, What
from rendir.information.spending.states import ImportState

TOPICS = ("spending",)
WHATS = [(one.value, one.label) for one in What]
SOURCES = [(one.key, one.title) for one in BY_KEY.values()]


def pesos_field(label: str) -> "models.DecimalField[Decimal | None, Decimal | None]":
    """Colombian pesos; None is «sin dato», not zero."""
    return models.DecimalField(label, max_digits=18, decimal_places=2, null=True)


class SpendingImport(Tracked):
    """A file of contracts or budget that was brought, with what came of its rows.

    Its bytes wait as an upload and go once it is done: open data tells the documents of people, and those are kept by
    nobody here. What is kept of the file is its hash.
    """

    AUDIT_TOPICS = (*TOPICS, "organization")
    """The bar over every public page says whether there is anything."""
    RESERVED = frozenset({"name", "failure"})

    what = models.CharField("de qué", max_length=10, choices=WHATS)
    name = models.CharField("nombre del archivo", max_length=250)
    upload = models.CharField("carga que lo trae", max_length=12, blank=True)
    entity_code = models.CharField("código de la entidad en CUIPO", max_length=20, blank=True)
    cut_on = models.DateField("fecha de corte", null=True)
    source = models.CharField("forma", max_length=30, choices=SOURCES, blank=True)
    sha256 = models.CharField("huella SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("tamaño en bytes", default=0)
    state = models.CharField("estado", max_length=10, choices=ImportState.choices, default=ImportState.RUNNING)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    begun_role = models.CharField("quién lo trajo", max_length=80)
    started_at = models.DateTimeField("empezó")
    finished_at = models.DateTimeField("terminó", null=True)
    rows = models.PositiveIntegerField("filas leídas", default=0)
    added = models.PositiveIntegerField("nuevas", default=0)
    changed = models.PositiveIntegerField("cambiadas", default=0)
    same = models.PositiveIntegerField("iguales", default=0)
    others = models.PositiveIntegerField("de otras entidades", default=0)
    bad = models.PositiveIntegerField("que no se pudieron leer", default=0)
    missing = models.PositiveIntegerField("que estaban y no vinieron", default=0)
    failure = models.CharField("por qué no terminó", max_length=300, blank=True)

    class Meta:
        verbose_name = "carga de contratos o presupuesto"
        verbose_name_plural = "cargas de contratos o presupuesto"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="running", finished_at=None) | (~Q(state="running") & Q(finished_at__isnull=False)),
                name="spending_import_ended_iff_it_says_when",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("spending_desk:import", args=[self.public_id])

    @property
    def written(self) -> int:
        """How many of its rows were written, or were there as they are."""
        return self.added + self.changed + self.same


class BadRow(models.Model):
    """A row of a file that could not be read: where it is and why. What it says is not kept."""

    source = models.ForeignKey(SpendingImport, on_delete=models.CASCADE, related_name="bad_rows")
    line = models.PositiveIntegerField("línea")
    why = models.CharField("por qué", max_length=300)

    class Meta:
        verbose_name = "fila que no se pudo leer"
        verbose_name_plural = "filas que no se pudieron leer"
        ordering = ("source", "pk")

    def __str__(self) -> str:
        return f"{self.line}: {self.why}"


class Contract(Tracked):
    """A contract as its source publishes it. It is never deleted: what a later file lacks says so (`seen_in`).

    `day` is the one by which it is listed (1900-01-01: no date); `words` those by which it is found, an index of the
    database stands over them; `digest` tells whether a row that comes again says the same.
    """

    AUDIT_TOPICS = TOPICS

    source = models.CharField("fuente", max_length=30, choices=SOURCES)
    identity = models.CharField("identidad en la fuente", max_length=200)
    number = models.CharField("número", max_length=120, blank=True)
    process = models.CharField("proceso", max_length=120, blank=True)
    subject = models.TextField("objeto", blank=True)
    modality = models.CharField("modalidad", max_length=160, blank=True)
    kind = models.CharField("tipo", max_length=120, blank=True)
    supplier = models.CharField("contratista", max_length=300, blank=True)
    is_person = models.BooleanField("el contratista es una persona natural", default=False)
    signed_on = models.DateField("fecha de firma", null=True)
    starts_on = models.DateField("fecha de inicio", null=True)
    ends_on = models.DateField("fecha de fin", null=True)
    value = pesos_field("valor")
    paid = pesos_field("pagado")
    status = models.CharField("estado", max_length=60, blank=True)
    address = models.CharField("dirección en SECOP", max_length=500, blank=True)
    year = models.PositiveSmallIntegerField("año", null=True)
    day = models.DateField("día con que se ordena")
    words = models.TextField("palabras para buscarlo", blank=True)
    digest = models.CharField("huella de lo que dice", max_length=64)
    seen_in = models.ForeignKey(SpendingImport, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "contrato"
        verbose_name_plural = "contratos"
        ordering = ("-day", "-pk")
        constraints = (models.UniqueConstraint(fields=("source", "identity"), name="contract_once_a_source"),)
        indexes = (
            models.Index(fields=("-day", "-id"), name="contracts_by_day"),
            models.Index(fields=("year", "-day", "-id"), name="contracts_of_year"),
            models.Index(fields=("modality", "-day", "-id"), name="contracts_by_modality"),
        )

    def __str__(self) -> str:
        return self.number or self.identity

    def get_absolute_url(self) -> str:
        return reverse("spending:contract", args=[self.public_id])

    def get_desk_url(self) -> str:
        """Where the entity's people tie it to goals."""
        return reverse("spending_desk:contract", args=[self.public_id])


class BudgetLine(Tracked):
    """A budget line at a cut: an account of a section, by source of funds and year of the expense.

    Programming and execution come in files of their own, and with lines of their own: what a line was not told is None.
    """

    AUDIT_TOPICS = TOPICS

    cut_on = models.DateField("corte")
    identity = models.CharField("identidad", max_length=64, unique=True)
    section_code = models.CharField("código de la sección", max_length=40, blank=True)
    section = models.CharField("sección presupuestal", max_length=200, blank=True)
    validity = models.CharField("vigencia del gasto", max_length=120, blank=True)
    code = models.CharField("cuenta", max_length=60)
    name = models.CharField("nombre de la cuenta", max_length=300, blank=True)
    fund_code = models.CharField("código de la fuente", max_length=60, blank=True)
    fund = models.CharField("fuente de financiación", max_length=250, blank=True)
    initial = pesos_field("apropiación inicial")
    definitive = pesos_field("apropiación definitiva")
    committed = pesos_field("compromisos")
    obliged = pesos_field("obligaciones")
    paid = pesos_field("pagos")
    seen_in = models.ForeignKey(SpendingImport, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "línea del presupuesto"
        verbose_name_plural = "líneas del presupuesto"
        ordering = ("-cut_on", "section_code", "code", "pk")
        indexes = (models.Index(fields=("cut_on", "identity"), name="budget_lines_of_cut"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    def get_desk_url(self) -> str:
        """Where the entity's people tie it to goals."""
        return reverse("spending_desk:line", args=[self.public_id])

    @property
    def amounts(self) -> Amounts:
        """Its pesos, for the arithmetic."""
        return Amounts(*(getattr(self, name) for name in AMOUNTS))

    @property
    def is_current(self) -> bool:
        """Whether it is of what was appropriated for the year."""
        return is_current(self.validity)


class ContractGoal(Tracked):
    """A contract that contributes to a goal of the plan, by a person's word."""

    AUDIT_TOPICS = TOPICS

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="goal_links")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="contract_links")

    class Meta:
        verbose_name = "vínculo de un contrato con una meta"
        verbose_name_plural = "vínculos de contratos con metas"
        ordering = ("contract", "pk")
        constraints = (models.UniqueConstraint(fields=("contract", "goal"), name="contract_tied_once_to_a_goal"),)

    def __str__(self) -> str:
        return f"{self.contract_id} {self.goal_id}"


class AccountGoal(Tracked):
    """An account of a year's budget that pays a goal of the plan. It holds for every cut of the year, whose lines are
    each cut's own.
    """

    AUDIT_TOPICS = TOPICS

    year = models.PositiveSmallIntegerField("año")
    section_code = models.CharField("código de la sección", max_length=40, blank=True)
    code = models.CharField("cuenta", max_length=60)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="account_links")

    class Meta:
        verbose_name = "vínculo de una cuenta con una meta"
        verbose_name_plural = "vínculos de cuentas con metas"
        ordering = ("year", "section_code", "code", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "section_code", "code", "goal"), name="account_tied_once_to_a_goal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.code} {self.goal_id}"
