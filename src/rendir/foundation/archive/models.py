"""A folder of past years as it was brought in, and each document of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rendir.foundation.archive.rules.dates import Origin
from rendir.foundation.archive.states import DocumentState, ImportState
from rendir.foundation.audit.models import Tracked
from rendir.foundation.library.contents.kinds import Family
from rendir.foundation.library.models import StoredFile


class ArchiveImport(Tracked):
    """A compressed folder: its bytes as they came, and what was said of the files of it that are no documents here.

    `notes` are those, each with its `path`, its `outcome` (left, refused or known) and `why`.
    """

    AUDIT_TOPICS = ("archive",)
    RESERVED = frozenset({"filename", "notes", "read_by"})
    DIGESTED = frozenset({"notes"})

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField("carpeta", max_length=250)
    state = models.CharField("estado", max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    read_at = models.DateTimeField("leída")
    read_by = models.CharField("quién la trajo (identidad opaca)", max_length=60)
    notes = models.JSONField("lo que no es documento aquí")

    class Meta:
        verbose_name = "carpeta importada"
        verbose_name_plural = "carpetas importadas"
        ordering = ("-read_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("file",), condition=Q(state=ImportState.PREVIEWED), name="archive_folder_previewed_once"
            ),
        )

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("archive_desk:import", args=[self.public_id])


class ArchiveDocument(Tracked):
    """One document of past years: the file as it came, of which year and day, and, once public, what anybody reads.

    `text` and `public_words` are what it is found by, without accents or capitals: the original's, and the published
    copy's, which are not the same where the original hides something. Its folder says whether it is in the archive.
    """

    AUDIT_TOPICS = ("archive", "organization")
    """The foot of every public page says whether anything is listed."""
    RESERVED = frozenset({"title", "folder", "filename", "text", "words", "screening"})
    DIGESTED = frozenset({"text", "words", "public_words"})

    source = models.ForeignKey(ArchiveImport, on_delete=models.PROTECT, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    family = models.CharField("clase", max_length=10, choices=[(one.value, one.value) for one in Family])
    folder = models.CharField("carpeta", max_length=250, blank=True)
    filename = models.CharField("nombre con que llegó", max_length=250)
    title = models.CharField("título", max_length=200)
    year = models.PositiveSmallIntegerField("año", null=True, blank=True)
    year_from = models.CharField("de dónde sale el año", max_length=10, blank=True)
    day = models.DateField("día", null=True, blank=True)
    day_from = models.CharField("de dónde sale el día", max_length=10, blank=True)
    words = models.TextField("título y carpeta, para buscar", blank=True)
    text = models.TextField("texto, para buscar", blank=True)
    unread = models.CharField("qué no se leyó", max_length=200, blank=True)
    state = models.CharField("estado", max_length=10, choices=DocumentState.choices, default=DocumentState.INTERNAL)
    state_reason = models.TextField("por qué se retiró", blank=True)
    screening = models.JSONField("qué se encontró y se confirmó antes de publicar", null=True, blank=True)
    public_title = models.CharField("título público", max_length=200, blank=True)
    alt_text = models.TextField("en palabras, para quien no lo ve", blank=True)
    public_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    public_words = models.TextField("lo público, para buscar", blank=True)
    published_at = models.DateTimeField("publicado", null=True, blank=True)

    class Meta:
        verbose_name = "documento del archivo"
        verbose_name_plural = "documentos del archivo"
        ordering = ("-year", "-day", "title", "pk")
        indexes = (
            models.Index(fields=("state", "year"), name="archive_by_year"),
            models.Index(fields=("source", "folder"), name="archive_by_folder"),
        )
        constraints = (
            models.UniqueConstraint(fields=("source", "file"), name="archive_file_once_per_folder"),
            models.CheckConstraint(
                condition=Q(
                    state=DocumentState.PUBLIC,
                    published_at__isnull=False,
                    public_file__isnull=False,
                    year__isnull=False,
                )
                | (~Q(state=DocumentState.PUBLIC) & Q(published_at=None, public_file=None, public_words="")),
                name="archive_public_iff_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.PUBLIC) | ~Q(public_title=""), name="archive_public_with_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.WITHDRAWN) | ~Q(state_reason=""),
                name="archive_withdrawn_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("archive_desk:document", args=[self.public_id])

    def get_public_url(self) -> str:
        """Where anybody reads it, once it is public."""
        return reverse("archive:document", args=[self.public_id])

    @property
    def year_told(self) -> str:
        """Where its year comes from, in words."""
        return Origin(self.year_from).told

    @property
    def day_told(self) -> str:
        """Where its day comes from, in words."""
        return Origin(self.day_from).told

    @property
    def was_in_library(self) -> bool:
        """Whether the entity kept the same bytes before this folder came, as evidence or otherwise: rows are numbered
        as they come.
        """
        return self.file_id < self.source.file_id

    @property
    def is_in_archive(self) -> bool:
        """Whether its folder was confirmed and it is one of those that came in."""
        return self.source.state == ImportState.CONFIRMED and self.state in (
            DocumentState.INTERNAL,
            DocumentState.PUBLIC,
        )
