"""The ledger, what its entries say, the counters that tell what changed, and the keys of what was sent.

Only `audit.actions` and `audit.once` write here.
"""

from typing import ClassVar

from django.db import models
from django.utils.crypto import get_random_string

PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id() -> str:
    """An opaque identity that is safe in addresses: 12 signs that nobody confuses."""
    return get_random_string(12, PUBLIC_ID_ALPHABET)


class Tracked(models.Model):
    """A row that changes only through `audit.actions`: it has an opaque identity and a version.

    `AUDIT_TOPICS` names the counters that a change bumps; `RESERVED` the fields that never enter the public payload,
    `SECRET` those whose value is written nowhere, `DIGESTED` those too large to repeat, told by their SHA-256.
    """

    AUDIT_TOPICS: ClassVar[tuple[str, ...]] = ()
    RESERVED: ClassVar[frozenset[str]] = frozenset()
    SECRET: ClassVar[frozenset[str]] = frozenset()
    DIGESTED: ClassVar[frozenset[str]] = frozenset()

    public_id = models.CharField("identidad", max_length=12, unique=True, default=new_public_id, editable=False)
    version = models.PositiveIntegerField("versión", default=1, editable=False)

    class Meta:
        abstract = True


class LedgerEntry(models.Model):
    """One thing done: who, when, what to what, and the hash of everything before."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField("momento (ISO 8601, Bogotá)", max_length=40)
    actor = models.CharField("actor", max_length=40)
    actor_role = models.CharField("rol del actor", max_length=80, blank=True)
    actor_unit = models.CharField("dependencia del actor", max_length=200, blank=True)
    verb = models.CharField("acción", max_length=80)
    kind = models.CharField("clase de objeto", max_length=80)
    object = models.CharField("objeto", max_length=40)
    public_digest = models.CharField(max_length=64)
    reserved_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "asiento"
        verbose_name_plural = "asientos"
        ordering = ("sequence",)
        indexes = (models.Index(fields=("kind", "object", "sequence"), name="ledger_of_object"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.kind} {self.object}"


class LedgerPayload(models.Model):
    """What an entry says, behind a salt. Erasing personal data erases a reserved payload with its salt."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="payloads")
    reserved = models.BooleanField("reservado")
    salt = models.CharField(max_length=32)
    body = models.JSONField()

    class Meta:
        verbose_name = "contenido de asiento"
        verbose_name_plural = "contenidos de asientos"
        constraints = (models.UniqueConstraint(fields=("entry", "reserved"), name="payload_once_per_kind"),)

    def __str__(self) -> str:
        return f"{self.entry_id} {'reservado' if self.reserved else 'público'}"


class LedgerHead(models.Model):
    """The one row that says where the chain ends. Locking it is what orders the chain."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "cabeza del registro"
        verbose_name_plural = "cabeza del registro"
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="one_ledger_head"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"


class TopicCounter(models.Model):
    """How many times a topic changed (plan, organization, …): the version of every page that reads it."""

    topic = models.CharField(max_length=40, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)
    stamp = models.CharField(max_length=32, default="")
    """Another at each change, and never one that was."""

    class Meta:
        verbose_name = "contador"
        verbose_name_plural = "contadores"

    def __str__(self) -> str:
        return f"{self.topic} {self.value}"


class IdempotencyKey(models.Model):
    """Something sent with a key of its sender's: the same sender and key again get the answer that was given."""

    actor = models.CharField("actor", max_length=40)
    key = models.CharField("clave", max_length=64)
    asked = models.CharField("huella de lo que se pidió", max_length=64)
    answer = models.JSONField("respuesta", null=True)
    at = models.DateTimeField("momento", db_index=True)

    class Meta:
        verbose_name = "clave de envío"
        verbose_name_plural = "claves de envío"
        constraints = (models.UniqueConstraint(fields=("actor", "key"), name="sent_once_with_a_key"),)

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
