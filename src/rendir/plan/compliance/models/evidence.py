"""What supports a delivery: a file, a link or a record of Rendir; and counts over many things, kept while they move."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.models.delivery import Delivery
from rendir.plan.compliance.states import EvidenceState
from rendir.plan.planning.models import Strategy


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    FILE = "file", "Archivo"
    LINK = "link", "Enlace"
    RECORD = "record", "Registro de Rendir"


class Evidence(Tracked):
    """One piece of evidence of a year. It may support several deliveries; without any it waits in the inbox.

    The day of the fact stands beside the moment it was added. What is published is a copy without metadata; the
    original stays reserved, as proof.
    """

    AUDIT_TOPICS = ("compliance",)
    RESERVED = frozenset({"title", "note", "url", "added_by", "screening", "link_note"})

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField("clase", max_length=10, choices=EvidenceKind.choices)
    title = models.CharField("qué es", max_length=200)
    note = models.TextField("nota", blank=True)
    fact_on = models.DateField("fecha del hecho")
    added_at = models.DateTimeField("agregada")
    added_by = models.CharField("quién la agregó (identidad opaca)", max_length=60)
    added_role = models.CharField("rol de quien la agregó", max_length=80, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField("dirección", max_length=500, blank=True)
    ref_kind = models.CharField("clase del registro", max_length=40, blank=True)
    ref_id = models.CharField("identidad del registro", max_length=40, blank=True)
    ref_version = models.PositiveIntegerField("versión del registro", default=0)
    ref_digest = models.CharField("huella del registro", max_length=64, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="reemplaza a"
    )
    state = models.CharField("estado", max_length=10, choices=EvidenceState.choices, default=EvidenceState.INTERNAL)
    state_reason = models.TextField("por qué se retiró", blank=True)
    screening = models.JSONField("qué se encontró y se confirmó antes de publicar", null=True, blank=True)
    alt_text = models.TextField("en palabras, para quien no la ve", blank=True)
    public_title = models.CharField("título público", max_length=200, blank=True)
    public_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField("publicada", null=True, blank=True)
    link_checked_at = models.DateTimeField("enlace revisado", null=True, blank=True)
    link_works = models.BooleanField("el enlace respondió", null=True, blank=True)
    link_note = models.CharField("qué respondió", max_length=200, blank=True)

    class Meta:
        verbose_name = "evidencia"
        verbose_name_plural = "evidencias"
        ordering = ("-added_at", "-pk")
        indexes = (
            models.Index(fields=("strategy", "-added_at"), name="evidence_of_year"),
            models.Index(fields=("kind", "link_checked_at"), name="evidence_links_to_check"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="file", file__isnull=False, url="", ref_kind="", ref_id="")
                | (Q(kind="link", file=None, ref_kind="", ref_id="") & ~Q(url=""))
                | (Q(kind="record", file=None) & ~Q(ref_kind="") & ~Q(ref_id="")),
                name="evidence_is_one_of_three_kinds",
            ),
            models.UniqueConstraint(
                fields=("strategy", "ref_kind", "ref_id", "ref_version"),
                condition=Q(kind="record") & ~Q(state="withdrawn"),
                name="evidence_record_once_per_version",
            ),
            models.CheckConstraint(
                condition=Q(state="public", published_at__isnull=False) | (~Q(state="public") & Q(published_at=None)),
                name="evidence_public_iff_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="public") | ~Q(public_title=""), name="evidence_public_with_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(state_reason=""), name="evidence_withdrawn_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("compliance_desk:evidence", args=[self.public_id])

    def get_public_url(self) -> str:
        """Where anybody reads it, once it is public."""
        return reverse("compliance:evidence", args=[self.public_id])

    @property
    def came_by_link(self) -> bool:
        """Whether somebody without an account sent it, by a link made for that."""
        return self.added_by.startswith("token:")

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units that answer for what it supports (see `accounts.permissions`); none while it waits in the inbox."""
        links = self.links.select_related("delivery__activity")
        return frozenset().union(*(link.delivery.unit_ids for link in links))


class EvidenceLink(Tracked):
    """That a piece of evidence supports a delivery."""

    AUDIT_TOPICS = ("compliance",)

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="links")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="evidence_links")
    linked_at = models.DateTimeField("unida")

    class Meta:
        verbose_name = "evidencia de una entrega"
        verbose_name_plural = "evidencias de las entregas"
        ordering = ("linked_at", "pk")
        constraints = (models.UniqueConstraint(fields=("evidence", "delivery"), name="evidence_once_per_delivery"),)

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.evidence_id}"


class Measure(Tracked):
    """A condition over many things (goals linked, answers in time), recomputed by the app that knows them until its
    period's cut freezes it.
    """

    AUDIT_TOPICS = ("compliance",)

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="measures")
    action_type = models.CharField("tipo de acción", max_length=60)
    period = models.PositiveSmallIntegerField("cuatrimestre")
    done = models.PositiveIntegerField("hechas")
    total = models.PositiveIntegerField("de")
    what = models.CharField("de qué", max_length=120)
    url = models.CharField("dónde se ven", max_length=300, blank=True)
    measured_at = models.DateTimeField("medida")

    class Meta:
        verbose_name = "medida"
        verbose_name_plural = "medidas"
        ordering = ("action_type", "period")
        constraints = (
            models.UniqueConstraint(fields=("strategy", "action_type", "period"), name="measure_once_a_period"),
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="measure_done_of_total"),
        )

    def __str__(self) -> str:
        return f"{self.done}/{self.total} {self.what}"
