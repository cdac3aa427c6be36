"""The life of an import of contracts or budget."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class ImportState(models.TextChoices):
    """Where an import is."""

    RUNNING = "running", "Se está trayendo"
    DONE = "done", "Traída"
    FAILED = "failed", "No terminó"


IMPORT_FLOW = Flow(
    field="state",
    initial=ImportState.RUNNING,
    steps=(
        Step(
            "finish_spending_import",
            "Terminar",
            frozenset({ImportState.RUNNING}),
            ImportState.DONE,
            Perm.EDIT_SPENDING,
        ),
        Step(
            "fail_spending_import",
            "Anotar que no terminó",
            frozenset({ImportState.RUNNING}),
            ImportState.FAILED,
            Perm.EDIT_SPENDING,
        ),
        Step(
            "resume_spending_import",
            "Seguir",
            frozenset({ImportState.FAILED}),
            ImportState.RUNNING,
            Perm.EDIT_SPENDING,
        ),
    ),
)
