"""The life of a folder that was brought in, and of each document in it."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class ImportState(models.TextChoices):
    """Where a folder is. Its documents are in the archive while it is confirmed."""

    PREVIEWED = "previewed", "Por confirmar"
    CONFIRMED = "confirmed", "En el archivo"
    DISCARDED = "discarded", "Descartada"
    UNDONE = "undone", "Deshecha"


class DocumentState(models.TextChoices):
    """Where a document is."""

    INTERNAL = "internal", "Interno"
    LEFT_OUT = "left_out", "Dejado por fuera"
    PUBLIC = "public", "Público"
    WITHDRAWN = "withdrawn", "Retirado"


IMPORT_FLOW = Flow(
    field="state",
    initial=ImportState.PREVIEWED,
    steps=(
        Step(
            "confirm_archive_import",
            "Confirmar lo que entra al archivo",
            frozenset({ImportState.PREVIEWED}),
            ImportState.CONFIRMED,
            Perm.IMPORT_ARCHIVE,
        ),
        Step(
            "discard_archive_import",
            "Descartar la carpeta",
            frozenset({ImportState.PREVIEWED}),
            ImportState.DISCARDED,
            Perm.IMPORT_ARCHIVE,
        ),
        Step(
            "undo_archive_import",
            "Deshacer lo que entró al archivo",
            frozenset({ImportState.CONFIRMED}),
            ImportState.UNDONE,
            Perm.IMPORT_ARCHIVE,
        ),
    ),
)

DOCUMENT_FLOW = Flow(
    field="state",
    initial=DocumentState.INTERNAL,
    steps=(
        Step(
            "leave_out_document",
            "Dejar por fuera",
            frozenset({DocumentState.INTERNAL}),
            DocumentState.LEFT_OUT,
            Perm.IMPORT_ARCHIVE,
        ),
        Step(
            "bring_back_document",
            "Volver a traer",
            frozenset({DocumentState.LEFT_OUT}),
            DocumentState.INTERNAL,
            Perm.IMPORT_ARCHIVE,
        ),
        Step(
            "publish_document",
            "Publicar",
            frozenset({DocumentState.INTERNAL}),
            DocumentState.PUBLIC,
            Perm.PUBLISH_ARCHIVE,
        ),
        Step(
            "unpublish_document",
            "Dejar de publicar",
            frozenset({DocumentState.PUBLIC}),
            DocumentState.INTERNAL,
            Perm.PUBLISH_ARCHIVE,
        ),
        Step(
            "withdraw_document",
            "Retirar",
            frozenset({DocumentState.INTERNAL}),
            DocumentState.WITHDRAWN,
            Perm.IMPORT_ARCHIVE,
        ),
    ),
)
