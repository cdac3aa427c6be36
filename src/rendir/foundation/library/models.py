"""Files by their hash, and publications frozen with theirs."""

from pathlib import Path

from django.conf import settings
from django.db import models

from rendir.foundation.audit.models import Tracked


class StoredFile(Tracked):
    """A file kept once by its SHA-256, whatever it is called. Its bytes stand in the library's folder."""

    RESERVED = frozenset({"name"})

    sha256 = models.CharField("huella SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("tamaño en bytes")
    media_type = models.CharField("tipo", max_length=120)
    name = models.CharField("nombre con que llegó", max_length=250)
    stored_at = models.DateTimeField("guardado")

    class Meta:
        verbose_name = "archivo"
        verbose_name_plural = "archivos"

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes stand."""
        return Path(settings.LIBRARY_ROOT) / self.sha256[:2] / self.sha256[2:4] / self.sha256

    def read(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()


class Publication(Tracked):
    """Something published: frozen with its time, version, hash and the ledger's head at that moment."""

    AUDIT_TOPICS = ("library",)

    subject = models.CharField("qué se publicó", max_length=120)
    number = models.PositiveIntegerField("versión")
    title = models.CharField("título", max_length=250)
    published_at = models.DateTimeField("publicado")
    digest = models.CharField("huella del contenido", max_length=64)
    ledger_head = models.CharField("cabeza del registro", max_length=64)

    class Meta:
        verbose_name = "publicación"
        verbose_name_plural = "publicaciones"
        ordering = ("subject", "-number")
        constraints = (models.UniqueConstraint(fields=("subject", "number"), name="published_once_per_version"),)

    def __str__(self) -> str:
        return f"{self.title}, versión {self.number}"


class PublicationFile(Tracked):
    """One format of a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    format = models.CharField("formato", max_length=10)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "archivo publicado"
        verbose_name_plural = "archivos publicados"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("publication", "format"), name="one_file_per_format"),)

    def __str__(self) -> str:
        return f"{self.publication} ({self.format})"
