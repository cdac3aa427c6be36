"""The life of an upload."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class UploadState(models.TextChoices):
    """Where an upload is."""

    OPEN = "open", "En curso"
    FINISHED = "finished", "Completa"
    CLAIMED = "claimed", "Guardada"
    ABANDONED = "abandoned", "Abandonada"


UPLOAD_FLOW = Flow(
    field="state",
    initial=UploadState.OPEN,
    steps=(
        Step(
            "finish_upload",
            "Completar la carga",
            frozenset({UploadState.OPEN}),
            UploadState.FINISHED,
            Perm.FILES_ADD,
        ),
        Step(
            "claim_upload",
            "Guardar lo cargado",
            frozenset({UploadState.FINISHED}),
            UploadState.CLAIMED,
            Perm.FILES_ADD,
        ),
        Step(
            "abandon_upload",
            "Abandonar la carga",
            frozenset({UploadState.OPEN, UploadState.FINISHED}),
            UploadState.ABANDONED,
            Perm.FILES_ADD,
        ),
    ),
)
