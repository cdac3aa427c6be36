"""Files by their hash, uploads and tables on their way, and publications frozen with their files."""

from pathlib import Path

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.audit.models import Tracked
from rendir.foundation.library import shelf
from rendir.foundation.library.contents.kinds import FileKind, kind_of_media_type
from rendir.foundation.library.states import TableState, UploadState


class StoredFile(Tracked):
    """A file kept once by its SHA-256, whatever it is called. Its bytes stand in the library's folder."""

    RESERVED = frozenset({"name"})

    came_again: bool = False
    """True on what `store_…` and `claim_upload` give where the library had the same bytes before. Not kept."""

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
        return shelf.place_of(self.sha256)

    @property
    def kind(self) -> FileKind | None:
        """What it is, where it is a kind that evidence may be."""
        return kind_of_media_type(self.media_type)

    def read(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()


class Upload(Tracked):
    """A file on its way in, piece by piece. Its bytes stand in the library's folder until it is claimed or left.

    `sha256` and `media_type` are known once it is finished. `owner` is the opaque identity of whoever sends it.
    """

    RESERVED = frozenset({"name"})

    name = models.CharField("nombre con que llega", max_length=250)
    size = models.PositiveBigIntegerField("tamaño anunciado en bytes")
    owner = models.CharField("quién lo carga", max_length=40, db_index=True)
    started_at = models.DateTimeField("empezó")
    state = models.CharField("estado", max_length=10, choices=UploadState.choices, default=UploadState.OPEN)
    sha256 = models.CharField("huella SHA-256", max_length=64, blank=True)
    media_type = models.CharField("tipo", max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "carga"
        verbose_name_plural = "cargas"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=UploadState.CLAIMED, file__isnull=False)
                | (~Q(state=UploadState.CLAIMED) & Q(file=None)),
                name="claimed_upload_has_its_file",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def received(self) -> int:
        """How many of its bytes have arrived."""
        return shelf.length_of_part(self.public_id) if self.state == UploadState.OPEN else self.size


class BroughtTable(Tracked):
    """A table that somebody brings, while its columns are chosen. Its bytes wait among the uploads and go with it: what
    is kept of it afterwards, whoever takes it in decides.
    """

    RESERVED = frozenset({"name"})

    importer = models.CharField("para qué es", max_length=40)
    scope = models.CharField("de qué", max_length=40, blank=True)
    name = models.CharField("archivo", max_length=250)
    sheet = models.PositiveSmallIntegerField("hoja (desde 0)", default=0)
    title_row = models.PositiveIntegerField("fila de los títulos (desde 0)", default=0)
    columns = models.JSONField("columna de cada campo (desde 0)", default=dict)
    owner = models.CharField("quién la trae", max_length=40)
    begun_at = models.DateTimeField("empezó")
    state = models.CharField("estado", max_length=10, choices=TableState.choices, default=TableState.OPEN)
    rows = models.PositiveIntegerField("filas traídas", null=True)
    left_out = models.PositiveIntegerField("filas que no se pudieron leer", null=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "tabla traída"
        verbose_name_plural = "tablas traídas"
        ordering = ("-begun_at", "-pk")
        indexes = (models.Index(fields=("importer", "scope", "-begun_at"), name="tables_of_importer"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal_desk:table", args=[self.public_id])


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
