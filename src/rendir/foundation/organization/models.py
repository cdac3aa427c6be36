"""The entity, its units and their spellings, and the dates it declares for the stages of a year."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from rendir.foundation.audit.models import Tracked


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
    is_fictitious = models.BooleanField("es una entidad ficticia", default=False)

    class Meta:
        verbose_name = "entidad"
        verbose_name_plural = "entidades"
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="one_entity"),)

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
