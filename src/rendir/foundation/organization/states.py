"""The life of what the entity notes of its calendar and its terms: in force until it is withdrawn, and back again."""

from django.db import models

from rendir.foundation.core.workflow import Flow, Step

EDIT_CALENDAR = "organization.edit_calendar"


class RowState(models.TextChoices):
    """Whether a row of the calendar or of the terms is in force."""

    IN_FORCE = "in_force", "Vigente"
    WITHDRAWN = "withdrawn", "Retirada"


_IN_FORCE, _WITHDRAWN = frozenset({RowState.IN_FORCE}), frozenset({RowState.WITHDRAWN})

EXCEPTION_FLOW = Flow(
    field="state",
    initial=RowState.IN_FORCE,
    steps=(
        Step("withdraw_exception", "Retirar del calendario", _IN_FORCE, RowState.WITHDRAWN, EDIT_CALENDAR),
        Step("put_back_exception", "Volver a poner en el calendario", _WITHDRAWN, RowState.IN_FORCE, EDIT_CALENDAR),
    ),
)

TERM_FLOW = Flow(
    field="state",
    initial=RowState.IN_FORCE,
    steps=(
        Step("withdraw_term_change", "Retirar el cambio de un término", _IN_FORCE, RowState.WITHDRAWN, EDIT_CALENDAR),
        Step("put_back_term_change", "Volver a aplicar el cambio", _WITHDRAWN, RowState.IN_FORCE, EDIT_CALENDAR),
    ),
)
