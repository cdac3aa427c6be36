"""The entity, its units and their spellings, the zones of its territory, the dates it declares for the stages of a
year, the days that count otherwise than in the rest of the country, and the terms it changed.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from rendir.foundation.audit.models import Tracked
from rendir.foundation.core.workdays import Span
from rendir.foundation.organization.states import RowState
from rendir.foundation.organization.terms import Mark, Term, TermValue, term_of


class Entity(Tracked):
    """The one public entity this installation serves. Its data stand in the footer of every page and document."""

    AUDIT_TOPICS = ("organization",)

    name = models.CharField("nombre", max_length=200)
    short_name = models.CharField("nombre corto", max_length=60)
    nit = models.CharField("NIT", max_length=20, blank=True)
    address = models.CharField("dirección", max_length=200, blank=True)
    city = models.CharField("municipio y departamento", max_length=120, blank=True)
    postal_code = models.CharField("código postal", max_length=10, blank=True)
    phone = models.CharField("conmutador", max_length=40, blank=True)
    email = models.EmailField("correo institucional", blank=True)
    judicial_email = models.EmailField("correo de notificaciones judiciales", blank=True)
    hours = models.CharField("horario de atención", max_length=200, blank=True)
    website = models.URLField("sitio web", blank=True)
    format_code = models.CharField("código del formato del cronograma", max_length=40, blank=True)
    format_version = models.CharField("versión del formato del cronograma", max_length=20, blank=True)
    prepared_by = models.CharField(
        "quién elabora el cronograma", max_length=120, blank=True, help_text="El cargo, no el nombre."
    )
    reviewed_by = models.CharField("quién lo revisa", max_length=120, blank=True, help_text="El cargo, no el nombre.")
    reminder_hour = models.PositiveSmallIntegerField(
        "hora de los recordatorios",
        default=7,
        choices=[(hour, f"{hour}:00") for hour in range(24)],
        help_text="A qué hora sale el recordatorio del día. Cada persona puede elegir otra.",
    )
    trd_series = models.CharField(
        "serie de la tabla de retención documental",
        max_length=60,
        blank=True,
        help_text="El código con que el archivo guarda la rendición de cuentas, por ejemplo 110-23.05.",
    )
    logo = models.CharField("huella del logotipo", max_length=64, blank=True)
    logo_width = models.PositiveSmallIntegerField("ancho del logotipo en puntos", default=0)
    logo_height = models.PositiveSmallIntegerField("alto del logotipo en puntos", default=0)
    is_fictitious = models.BooleanField("es una entidad ficticia", default=False)

    class Meta:
        verbose_name = "entidad"
        verbose_name_plural = "entidades"
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="one_entity"),
            models.CheckConstraint(condition=Q(reminder_hour__lte=23), name="entity_reminds_at_an_hour_of_the_day"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Up to two letters for the mark: those of the short name's words with a capital."""
        capitals = [word[0] for word in self.short_name.split() if word[0].isupper()]
        return "".join(capitals[-2:]) or self.short_name[:2].upper()


class UnitKind(models.TextChoices):
    """What a responsible is. The values are those of `planning.rules.facts.ResponsibleKind`."""

    UNIT = "unit", "Dependencia"
    TEAM = "team", "Equipo"
    ROLE = "role", "Rol"
    UNKNOWN = "unknown", "Por aclarar"


class UnitQuerySet(models.QuerySet["Unit"]):
    """Filters over one table."""

    def active_on(self, day: date) -> "UnitQuerySet":
        """Units that exist on that day."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Unit(Tracked):
    """A unit (dependencia), a team or a role that answers for something."""

    AUDIT_TOPICS = ("organization",)

    name = models.CharField("nombre", max_length=250)
    folded = models.CharField("nombre comparable", max_length=250, unique=True, editable=False)
    sort_key = models.CharField("clave de orden", max_length=260, db_index=True, editable=False)
    kind = models.CharField("clase", max_length=10, choices=UnitKind.choices, default=UnitKind.UNIT)
    starts_on = models.DateField("existe desde", null=True, blank=True)
    ends_on = models.DateField("existe hasta", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "dependencia"
        verbose_name_plural = "dependencias"
        ordering = ("sort_key",)
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="unit_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name


class UnitAlias(Tracked):
    """Another spelling of a unit, joined to it by a person's act."""

    AUDIT_TOPICS = ("organization",)

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases", verbose_name="dependencia")
    name = models.CharField("otra forma del nombre", max_length=250)
    folded = models.CharField(max_length=250, unique=True, editable=False)
    since = models.DateField("unida desde")

    class Meta:
        verbose_name = "otra forma del nombre"
        verbose_name_plural = "otras formas del nombre"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class UnitDistinction(Tracked):
    """Two names that look like one and are not, by a person's word: nobody is asked of them again."""

    AUDIT_TOPICS = ("organization",)

    name = models.CharField("nombre", max_length=250)
    other_name = models.CharField("otro nombre", max_length=250)
    folded = models.CharField(max_length=250, editable=False)
    other_folded = models.CharField(max_length=250, editable=False)
    since = models.DateField("son distintas desde")
    decided_role = models.CharField("quién lo dijo", max_length=80, blank=True)

    class Meta:
        verbose_name = "par de dependencias distintas"
        verbose_name_plural = "pares de dependencias distintas"
        ordering = ("folded", "other_folded")
        constraints = (
            models.UniqueConstraint(fields=("folded", "other_folded"), name="units_kept_apart_once"),
            models.CheckConstraint(condition=Q(folded__lt=F("other_folded")), name="units_kept_apart_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.name} / {self.other_name}"


class ZoneKind(models.TextChoices):
    """What a part of the territory is. A municipality has comunas or localidades with barrios, and corregimientos with
    veredas (Ley 136 de 1994, art. 117); peoples have theirs.
    """

    COMUNA = "comuna", "Comuna"
    LOCALIDAD = "localidad", "Localidad"
    BARRIO = "barrio", "Barrio"
    CORREGIMIENTO = "corregimiento", "Corregimiento"
    VEREDA = "vereda", "Vereda"
    POPULATED_CENTRE = "centro-poblado", "Centro poblado"
    INDIGENOUS = "resguardo", "Resguardo indígena"
    COMMUNITY_COUNCIL = "consejo-comunitario", "Consejo comunitario"
    OTHER = "otra", "Otra"


class ZoneQuerySet(models.QuerySet["Zone"]):
    """Filters over one table."""

    def in_force(self) -> "ZoneQuerySet":
        """Those that did not end."""
        return self.filter(ends_on=None)


class Zone(Tracked):
    """A part of the territory, perhaps inside another. One that ended stays, for what was done in it to name it."""

    AUDIT_TOPICS = ("organization",)
    DIGESTED = frozenset({"contour"})

    name = models.CharField("nombre", max_length=120)
    folded = models.CharField("nombre comparable", max_length=120, editable=False)
    kind = models.CharField("clase", max_length=20, choices=ZoneKind.choices)
    code = models.CharField("código", max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="queda en"
    )
    starts_on = models.DateField("existe desde", null=True, blank=True)
    ends_on = models.DateField("existe hasta", null=True, blank=True, editable=False)
    ended_reason = models.CharField("por qué dejó de existir", max_length=300, blank=True, editable=False)
    contour = models.JSONField("contorno (cienmilésimas de grado)", null=True, blank=True, editable=False)

    objects = ZoneQuerySet.as_manager()

    class Meta:
        verbose_name = "zona"
        verbose_name_plural = "zonas"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("parent", "kind", "folded"),
                condition=Q(ends_on=None, parent__isnull=False),
                name="zone_named_once_in_its_zone",
            ),
            models.UniqueConstraint(
                fields=("kind", "folded"), condition=Q(ends_on=None, parent=None), name="zone_named_once_at_the_top"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="zone_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, ended_reason="") | (Q(ends_on__isnull=False) & ~Q(ended_reason="")),
                name="zone_ended_with_reason",
            ),
            models.CheckConstraint(condition=~Q(pk=F("parent")), name="zone_not_inside_itself"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As people say it: `Vereda La Palma`, `Comuna 3`."""
        return self.name if self.kind == ZoneKind.OTHER else f"{self.get_kind_display()} {self.name}"


class StageWindow(Tracked):
    """The dates the entity declares for a stage of a year. Nothing is assumed where it declares none."""

    AUDIT_TOPICS = ("organization",)

    year = models.PositiveSmallIntegerField("vigencia")
    stage = models.CharField("etapa", max_length=20)
    starts_on = models.DateField("empieza")
    ends_on = models.DateField("termina")

    class Meta:
        verbose_name = "fechas de una etapa"
        verbose_name_plural = "fechas de las etapas"
        ordering = ("year", "starts_on")
        constraints = (
            models.UniqueConstraint(fields=("year", "stage"), name="stage_declared_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="stage_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return f"{self.stage} {self.year}"


_IN_FORCE = Q(state=RowState.IN_FORCE)
_WITHDRAWN_WITH_REASON = Q(state=RowState.IN_FORCE, withdrawn_on=None, withdrawn_reason="") | (
    Q(state=RowState.WITHDRAWN, withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")
)


class ExceptionKind(models.TextChoices):
    """How a day differs from the same day in the rest of the country."""

    CLOSED = "closed", "Día no hábil local"
    SUSPENDED = "suspended", "Suspensión de términos"
    OPENED = "opened", "Sábado hábil"


class CalendarExceptionQuerySet(models.QuerySet["CalendarException"]):
    """Filters over one table."""

    def in_force(self) -> "CalendarExceptionQuerySet":
        """Those that nobody withdrew."""
        return self.filter(_IN_FORCE)

    def touching(self, first: date, last: date) -> "CalendarExceptionQuerySet":
        """Those with a day between the two."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class CalendarException(Tracked):
    """Days that an act of the entity takes from the calendar or adds to it: from one day to another, both included.

    One that was withdrawn stays to be read, with its reason, and can be put back.
    """

    AUDIT_TOPICS = ("organization",)

    kind = models.CharField("qué pasa esos días", max_length=10, choices=ExceptionKind.choices)
    starts_on = models.DateField("primer día")
    ends_on = models.DateField("último día")
    motive = models.CharField("motivo", max_length=200)
    act = models.CharField("acto", max_length=200)
    noted_on = models.DateField("anotada el", editable=False)
    state = models.CharField("estado", max_length=10, choices=RowState.choices, default=RowState.IN_FORCE)
    withdrawn_on = models.DateField("retirada el", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("por qué se retiró", max_length=300, blank=True, editable=False)

    objects = CalendarExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "excepción del calendario"
        verbose_name_plural = "excepciones del calendario"
        ordering = ("starts_on", "ends_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="exception_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(kind=ExceptionKind.OPENED) | Q(ends_on=F("starts_on")), name="working_saturday_is_one_day"
            ),
            models.CheckConstraint(condition=_WITHDRAWN_WITH_REASON, name="exception_withdrawn_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.motive}"

    def span(self) -> Span:
        """The days as the calendar reads them."""
        return Span(self.starts_on, self.ends_on, self.motive, self.act)


class TermChangeQuerySet(models.QuerySet["TermChange"]):
    """Filters over one table."""

    def in_force(self) -> "TermChangeQuerySet":
        """Those that nobody withdrew."""
        return self.filter(_IN_FORCE)


class TermChange(Tracked):
    """The value that a term has from a day on, because a norm changed or the entity decided it.

    One that was withdrawn stays to be read, with its reason, and can be put back.
    """

    AUDIT_TOPICS = ("organization",)

    key = models.CharField("término", max_length=60)
    value = models.PositiveSmallIntegerField("valor")
    starts_on = models.DateField("desde")
    reason = models.CharField("motivo", max_length=300)
    norm = models.CharField("norma o acto", max_length=200)
    noted_on = models.DateField("anotado el", editable=False)
    state = models.CharField("estado", max_length=10, choices=RowState.choices, default=RowState.IN_FORCE)
    withdrawn_on = models.DateField("retirado el", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("por qué se retiró", max_length=300, blank=True, editable=False)

    objects = TermChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "cambio de un término"
        verbose_name_plural = "cambios de términos"
        ordering = ("key", "starts_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("key", "starts_on"), condition=_IN_FORCE, name="term_changed_once_a_day"),
            models.CheckConstraint(condition=_WITHDRAWN_WITH_REASON, name="term_change_withdrawn_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.term.title}: {self.written}"

    @property
    def term(self) -> Term:
        """The term of the catalogue that this changes."""
        return term_of(self.key)

    @property
    def written(self) -> str:
        """The value in words."""
        return self.term.unit.written(self.value)

    def as_value(self) -> TermValue:
        """The value as the catalogue keeps its own."""
        return TermValue(self.value, self.norm, Mark.DECIDED, self.starts_on)
