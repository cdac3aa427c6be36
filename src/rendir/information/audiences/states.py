"""The life of a group, of a source and of a version of the characterisation."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class AudienceState(models.TextChoices):
    """Whether the entity still tells the group apart."""

    IN_FORCE = "in_force", "Vigente"
    RETIRED = "retired", "Retirado"


class SourceState(models.TextChoices):
    """Whether the exact counts of a source are still kept."""

    KEPT = "kept", "Con detalle"
    ERASED = "erased", "Sin detalle"


class CharacterisationState(models.TextChoices):
    """Where a version is."""

    DRAFT = "draft", "Borrador"
    PUBLISHED = "published", "Publicada"


AUDIENCE_FLOW = Flow(
    field="state",
    initial=AudienceState.IN_FORCE,
    steps=(
        Step(
            "retire_audience",
            "Retirar el grupo",
            frozenset({AudienceState.IN_FORCE}),
            AudienceState.RETIRED,
            Perm.EDIT_AUDIENCES,
        ),
        Step(
            "bring_back_audience",
            "Volver a ponerlo",
            frozenset({AudienceState.RETIRED}),
            AudienceState.IN_FORCE,
            Perm.EDIT_AUDIENCES,
        ),
    ),
)

SOURCE_FLOW = Flow(
    field="state",
    initial=SourceState.KEPT,
    steps=(
        Step(
            "erase_source_detail",
            "Borrar el detalle",
            frozenset({SourceState.KEPT}),
            SourceState.ERASED,
            Perm.EDIT_AUDIENCES,
        ),
    ),
)

CHARACTERISATION_FLOW = Flow(
    field="state",
    initial=CharacterisationState.DRAFT,
    steps=(
        Step(
            "publish_characterisation",
            "Publicar la caracterización",
            frozenset({CharacterisationState.DRAFT}),
            CharacterisationState.PUBLISHED,
            Perm.PUBLISH_CHARACTERISATION,
        ),
    ),
)
