"""What is known of each backup: when, how large, where the ledger ended, what became of its file."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from rendir.foundation.audit.models import Tracked
from rendir.foundation.backups.states import BackupState
from rendir.foundation.core.zone import BOGOTA


class Backup(Tracked):
    """One copy of everything. Without `filename` it was written outside the folder of backups, where we cannot look.

    `faults` counts files of the library that were missing or damaged when it was made.
    """

    RESERVED = frozenset({"failure"})

    state = models.CharField("estado", max_length=10, choices=BackupState.choices, default=BackupState.RUNNING)
    started_at = models.DateTimeField("empezó")
    finished_at = models.DateTimeField("terminó", null=True, blank=True)
    filename = models.CharField("archivo", max_length=80, blank=True)
    size = models.PositiveBigIntegerField("tamaño en bytes", null=True, blank=True)
    sha256 = models.CharField("huella SHA-256 del archivo", max_length=64, blank=True)
    sequence = models.PositiveBigIntegerField("asientos que contiene", null=True, blank=True)
    head = models.CharField("cabeza del registro", max_length=64, blank=True)
    rows = models.PositiveBigIntegerField("filas", null=True, blank=True)
    files = models.PositiveIntegerField("archivos de la biblioteca", null=True, blank=True)
    faults = models.PositiveIntegerField("archivos que faltaban o estaban dañados", default=0)
    failure = models.CharField("por qué no se pudo", max_length=300, blank=True)
    taken_at = models.DateTimeField("alguien se la llevó por última vez", null=True, blank=True)

    class Meta:
        verbose_name = "copia de seguridad"
        verbose_name_plural = "copias de seguridad"
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("state",), condition=Q(state="running"), name="one_backup_at_a_time"),
            models.CheckConstraint(
                condition=Q(state="running", finished_at=None) | (~Q(state="running") & Q(finished_at__isnull=False)),
                name="backup_ended_iff_it_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(size__isnull=False) & ~Q(sha256="") & ~Q(head="")),
                name="a_done_backup_says_what_it_holds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.started_at.astimezone(BOGOTA):%Y-%m-%d %H:%M} ({self.get_state_display()})"

    @property
    def path(self) -> Path | None:
        """Where its file stands, or stood; nothing for one written elsewhere."""
        return Path(settings.BACKUPS_ROOT) / self.filename if self.filename else None

    @property
    def is_here(self) -> bool:
        """Whether its file stands in the folder of backups."""
        return self.path is not None and self.path.is_file()
