"""The life of a backup."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class BackupState(models.TextChoices):
    """Where a backup is."""

    RUNNING = "running", "Se está haciendo"
    DONE = "done", "Hecha"
    FAILED = "failed", "No se pudo"
    DROPPED = "dropped", "Ya no se conserva"


BACKUP_FLOW = Flow(
    field="state",
    initial=BackupState.RUNNING,
    steps=(
        Step("finish_backup", "Terminar", frozenset({BackupState.RUNNING}), BackupState.DONE, Perm.MAKE_BACKUPS),
        Step(
            "fail_backup", "Anotar que falló", frozenset({BackupState.RUNNING}), BackupState.FAILED, Perm.MAKE_BACKUPS
        ),
        Step("drop_backup", "Retirar", frozenset({BackupState.DONE}), BackupState.DROPPED, Perm.MAKE_BACKUPS),
    ),
)
