"""The life of an upload, and of a table that somebody brings."""

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


class TableState(models.TextChoices):
    """Where a table is that somebody brings."""

    OPEN = "open", "Sin confirmar"
    CONFIRMED = "confirmed", "Traída"
    DISCARDED = "discarded", "Descartada"


TABLE_FLOW = Flow(
    field="state",
    initial=TableState.OPEN,
    steps=(
        Step(
            "choose_columns",
            "Escoger las columnas",
            frozenset({TableState.OPEN}),
            TableState.OPEN,
            Perm.FILES_ADD,
        ),
        Step(
            "confirm_table",
            "Traer la tabla",
            frozenset({TableState.OPEN}),
            TableState.CONFIRMED,
            Perm.FILES_ADD,
        ),
        Step(
            "discard_table",
            "Descartar la tabla",
            frozenset({TableState.OPEN}),
            TableState.DISCARDED,
            Perm.FILES_ADD,
        ),
    ),
)
