"""Groups with their segments, needs and places; what is known of them, from which source; the published versions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.models import Publication
from rendir.foundation.organization.models import Zone
from rendir.information.audiences.rules.facts import GroupFacts
from rendir.information.audiences.rules.holding import WHOLE, Counted
from rendir.information.audiences.rules.vocabulary import (
    AudienceKind,
    Channel,
    Dimension,
    Frequency,
    LegalBasis,
    NeedFormat,
    SourceKind,
)
from rendir.information.audiences.states import AudienceState, CharacterisationState, SourceState


class AudienceQuerySet(models.QuerySet["Audience"]):
    """Filters over one table."""

    def in_force(self) -> "AudienceQuerySet":
        """Those that nobody retired."""
        return self.filter(state=AudienceState.IN_FORCE)


class Audience(Tracked):
    """A group of people or of organisations to whom the entity renders account. One that was retired stays, for what
    was done with it to name it. `slug` stands in its public address and never changes.

    `publication_channels` and `dialogue_channels` are values of `Channel`, the preferred one first.
    """

    AUDIT_TOPICS = ("audiences",)

    name = models.CharField("nombre", max_length=120)
    folded = models.CharField("nombre comparable", max_length=120, unique=True, editable=False)
    slug = models.SlugField("dirección", max_length=60, unique=True, editable=False)
    kind = models.CharField("de qué se compone", max_length=20, choices=AudienceKind.choices())
    summary = models.TextField("quiénes son")
    differential = models.TextField("enfoque diferencial", blank=True)
    barriers = models.TextField("barreras", blank=True)
    adjustments = models.TextField("ajustes", blank=True)
    publication_channels = models.JSONField("canales para informarles", default=list)
    dialogue_channels = models.JSONField("canales para escucharles", default=list)
    state = models.CharField("estado", max_length=10, choices=AudienceState.choices, default=AudienceState.IN_FORCE)
    state_reason = models.CharField("por qué se retiró", max_length=300, blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = "grupo de valor"
        verbose_name_plural = "grupos de valor"
        ordering = ("folded",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=AudienceState.IN_FORCE, state_reason="")
                | (Q(state=AudienceState.RETIRED) & ~Q(state_reason="")),
                name="audience_retired_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("audiences_desk:audience", args=[self.public_id])

    @property
    def publication(self) -> tuple[Channel, ...]:
        """The channels by which it is told things, the preferred one first."""
        return tuple(Channel(one) for one in self.publication_channels)

    @property
    def dialogue(self) -> tuple[Channel, ...]:
        """The channels by which it is heard, the preferred one first."""
        return tuple(Channel(one) for one in self.dialogue_channels)


class AudienceZone(Tracked):
    """That a group is in a zone of the territory."""

    AUDIT_TOPICS = ("audiences",)

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="places")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "zona de un grupo"
        verbose_name_plural = "zonas de los grupos"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("audience", "zone"), name="audience_once_in_a_zone"),)

    def __str__(self) -> str:
        return f"{self.audience_id} {self.zone_id}"


class AudienceSegment(Tracked):
    """A part of a group that is told apart: women who head a household, those of one vereda."""

    AUDIT_TOPICS = ("audiences",)

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="segments")
    name = models.CharField("nombre", max_length=120)
    folded = models.CharField("nombre comparable", max_length=120, editable=False)
    description = models.TextField("qué lo distingue", blank=True)

    class Meta:
        verbose_name = "segmento"
        verbose_name_plural = "segmentos"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("audience", "folded"), name="segment_named_once_in_its_group"),)

    def __str__(self) -> str:
        return self.name


class InformationNeed(Tracked):
    """What a group wants to know, in which form, how often and in which language."""

    AUDIT_TOPICS = ("audiences",)

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="needs")
    topic = models.CharField("qué quieren saber", max_length=200)
    format = models.CharField("en qué forma", max_length=20, choices=NeedFormat.choices())
    frequency = models.CharField("cada cuánto", max_length=20, choices=Frequency.choices())
    language = models.CharField("en qué lengua", max_length=60, default="Español")

    class Meta:
        verbose_name = "necesidad de información"
        verbose_name_plural = "necesidades de información"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.topic


class AudienceSource(Tracked):
    """Where what is known of a group comes from, of which day, and why the entity may hold it (Ley 1581 de 2012).

    The rows of a register are never kept, only counts. Where they come from personal data, the exact counts go when
    `keep_until` is over: what may be published stays, what was held back is erased for good.
    """

    AUDIT_TOPICS = ("audiences",)
    RESERVED = frozenset({"consent_proof"})

    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="sources")
    title = models.CharField("fuente", max_length=160)
    kind = models.CharField("clase", max_length=20, choices=SourceKind.choices())
    collected_on = models.DateField("de qué día son los datos")
    method = models.TextField("cómo se recogieron", blank=True)
    is_personal = models.BooleanField("sale de datos personales", default=False)
    purpose = models.CharField("para qué se recogieron", max_length=300, blank=True)
    legal_basis = models.CharField("por qué se pueden tener", max_length=20, choices=LegalBasis.choices(), blank=True)
    consent_proof = models.CharField("dónde está la prueba de la autorización", max_length=300, blank=True)
    answers_optional = models.BooleanField("se podía no responder", default=False)
    no_minors = models.BooleanField("no trae datos de menores", default=False)
    keep_until = models.DateField("el detalle se conserva hasta", null=True, blank=True)
    state = models.CharField("estado", max_length=10, choices=SourceState.choices, default=SourceState.KEPT)
    erased_on = models.DateField("detalle borrado el", null=True, blank=True)

    class Meta:
        verbose_name = "fuente de un grupo"
        verbose_name_plural = "fuentes de los grupos"
        ordering = ("-collected_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_personal=False)
                | (Q(no_minors=True, keep_until__isnull=False) & ~Q(purpose="") & ~Q(legal_basis="")),
                name="personal_source_is_declared",
            ),
            models.CheckConstraint(
                condition=Q(keep_until=None) | Q(keep_until__gte=F("collected_on")),
                name="source_kept_beyond_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state=SourceState.ERASED, erased_on__isnull=False, consent_proof="")
                | Q(state=SourceState.KEPT, erased_on=None),
                name="source_erased_iff_it_says_when",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("audiences_desk:source", args=[self.public_id])

    @property
    def basis(self) -> LegalBasis | None:
        """Why its personal data may be held."""
        return LegalBasis(self.legal_basis) if self.legal_basis else None


class Distribution(Tracked):
    """How many of each value of a variable, in a group or in a segment of it.

    `counts` are pairs of value and count, exact until the detail of the source is erased. What is exact is reserved:
    the public part of the ledger never holds a small count.
    """

    AUDIT_TOPICS = ("audiences",)
    RESERVED = frozenset({"counts", "base"})

    source = models.ForeignKey(AudienceSource, on_delete=models.PROTECT, related_name="distributions")
    segment = models.ForeignKey(
        AudienceSegment, on_delete=models.PROTECT, null=True, blank=True, related_name="distributions"
    )
    variable = models.CharField("variable", max_length=120)
    folded = models.CharField("variable comparable", max_length=120, editable=False)
    dimension = models.CharField("dimensión", max_length=20, choices=Dimension.choices())
    is_sensitive = models.BooleanField("es un dato sensible", default=False)
    counts = models.JSONField("cuántos de cada valor")
    base = models.PositiveIntegerField("base", null=True)
    is_multiple = models.BooleanField("cada quien podía escoger varias", default=False)

    class Meta:
        verbose_name = "distribución"
        verbose_name_plural = "distribuciones"
        ordering = ("dimension", "folded", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "segment", "folded"),
                condition=Q(segment__isnull=False),
                name="variable_once_in_a_segment",
            ),
            models.UniqueConstraint(
                fields=("source", "folded"), condition=Q(segment=None), name="variable_once_in_a_source"
            ),
        )

    def __str__(self) -> str:
        return self.variable

    @property
    def counted(self) -> Counted:
        """As the rules judge it."""
        values = tuple((value, count) for value, count in self.counts)
        segment = self.segment.name if self.segment else WHOLE
        return Counted(self.folded, segment, values, self.base, self.is_multiple)


class Characterisation(Tracked):
    """A version of the characterisation: what it is for and how it was made, and, once published, the groups as they
    were that day, without what points at anybody.
    """

    AUDIT_TOPICS = ("audiences", "organization")
    """The foot of every public page says whether one is published."""
    DIGESTED = frozenset({"content"})

    number = models.PositiveSmallIntegerField("versión", unique=True)
    objective = models.TextField("para qué se hizo", blank=True)
    method = models.TextField("cómo se hizo", blank=True)
    limits = models.TextField("qué no alcanza a decir", blank=True)
    reason = models.CharField("qué cambia frente a la anterior", max_length=300, blank=True)
    state = models.CharField(
        "estado", max_length=10, choices=CharacterisationState.choices, default=CharacterisationState.DRAFT
    )
    least = models.PositiveSmallIntegerField("desde cuántas personas se publica un conteo", null=True, blank=True)
    content = models.JSONField("los grupos", null=True, blank=True)
    digest = models.CharField("huella", max_length=64, blank=True)
    screening = models.JSONField("qué se encontró y se confirmó antes de publicar", null=True, blank=True)
    published_at = models.DateTimeField("publicada", null=True, blank=True)
    published_role = models.CharField("rol de quien publicó", max_length=80, blank=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "caracterización"
        verbose_name_plural = "caracterizaciones"
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state=CharacterisationState.PUBLISHED,
                    published_at__isnull=False,
                    content__isnull=False,
                    publication__isnull=False,
                    least__isnull=False,
                )
                | Q(state=CharacterisationState.DRAFT, published_at=None, publication=None),
                name="characterisation_published_whole",
            ),
            models.UniqueConstraint(
                fields=("state",),
                condition=Q(state=CharacterisationState.DRAFT),
                name="one_draft_of_the_characterisation",
            ),
        )

    def __str__(self) -> str:
        return f"Caracterización de los grupos de valor, versión {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("audiences:characterisation", args=[self.number])

    @property
    def groups(self) -> tuple[GroupFacts, ...]:
        """The groups as they were frozen; none in a draft."""
        return tuple(GroupFacts.from_json(one) for one in self.content or ())
