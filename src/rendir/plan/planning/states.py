"""The lives of a strategy and of an import."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class StrategyState(models.TextChoices):
    """Where a year's strategy is."""

    DRAFT = "draft", "En borrador"
    ADOPTED = "adopted", "Adoptada"
    CLOSED = "closed", "Cerrada"


STRATEGY_FLOW = Flow(
    field="state",
    initial=StrategyState.DRAFT,
    steps=(
        Step(
            "adopt_strategy",
            "Adoptar la estrategia",
            frozenset({StrategyState.DRAFT}),
            StrategyState.ADOPTED,
            Perm.ADOPT_PLAN,
        ),
        Step(
            "publish_change",
            "Publicar los cambios",
            frozenset({StrategyState.ADOPTED}),
            StrategyState.ADOPTED,
            Perm.ADOPT_PLAN,
        ),
        Step(
            "close_strategy",
            "Cerrar la vigencia",
            frozenset({StrategyState.ADOPTED}),
            StrategyState.CLOSED,
            Perm.CLOSE_PLAN,
        ),
    ),
)


class ImportState(models.TextChoices):
    """Where an import is."""

    PREVIEWED = "previewed", "En revisión"
    CONFIRMED = "confirmed", "Confirmada"
    UNDONE = "undone", "Deshecha"
    DISCARDED = "discarded", "Descartada"


IMPORT_FLOW = Flow(
    field="state",
    initial=ImportState.PREVIEWED,
    steps=(
        Step(
            "confirm_import",
            "Confirmar la importación",
            frozenset({ImportState.PREVIEWED}),
            ImportState.CONFIRMED,
            Perm.IMPORT_PLAN,
        ),
        Step(
            "discard_import",
            "Descartar",
            frozenset({ImportState.PREVIEWED}),
            ImportState.DISCARDED,
            Perm.IMPORT_PLAN,
        ),
        Step(
            "undo_import",
            "Deshacer la importación",
            frozenset({ImportState.CONFIRMED}),
            ImportState.UNDONE,
            Perm.IMPORT_PLAN,
        ),
        Step(
            "redo_import",
            "Rehacer la importación",
            frozenset({ImportState.UNDONE}),
            ImportState.CONFIRMED,
            Perm.IMPORT_PLAN,
        ),
    ),
)
