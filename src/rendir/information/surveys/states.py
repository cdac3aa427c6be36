"""The life of a survey, and of each numbered sheet of paper."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class SurveyState(models.TextChoices):
    """Where a survey is."""

    DRAFT = "draft", "En borrador"
    OPEN = "open", "Abierta"
    CLOSED = "closed", "Cerrada"
    PUBLISHED = "published", "Con resultados"
    WITHDRAWN = "withdrawn", "Retirada"


class SheetState(models.TextChoices):
    """Where a sheet of paper is. It is entered twice, by two people."""

    PRINTED = "printed", "Impresa"
    KEYED = "keyed", "Digitada una vez"
    DIFFERENT = "different", "Con diferencias"
    SETTLED = "settled", "Contada"
    VOID = "void", "Anulada"


SURVEY_FLOW = Flow(
    field="state",
    initial=SurveyState.DRAFT,
    steps=(
        Step("open_survey", "Abrir", frozenset({SurveyState.DRAFT}), SurveyState.OPEN, Perm.EDIT_SURVEYS),
        Step(
            "correct_survey",
            "Volver a borrador",
            frozenset({SurveyState.OPEN}),
            SurveyState.DRAFT,
            Perm.EDIT_SURVEYS,
        ),
        Step("close_survey", "Cerrar", frozenset({SurveyState.OPEN}), SurveyState.CLOSED, Perm.EDIT_SURVEYS),
        Step(
            "publish_results",
            "Publicar los resultados",
            frozenset({SurveyState.CLOSED}),
            SurveyState.PUBLISHED,
            Perm.PUBLISH_SURVEYS,
        ),
        Step(
            "correct_results",
            "Corregir los resultados",
            frozenset({SurveyState.PUBLISHED}),
            SurveyState.CLOSED,
            Perm.PUBLISH_SURVEYS,
        ),
        Step(
            "withdraw_survey",
            "Retirar",
            frozenset({SurveyState.DRAFT, SurveyState.OPEN, SurveyState.CLOSED}),
            SurveyState.WITHDRAWN,
            Perm.EDIT_SURVEYS,
        ),
        Step(
            "withdraw_results",
            "Retirar lo publicado",
            frozenset({SurveyState.PUBLISHED}),
            SurveyState.WITHDRAWN,
            Perm.PUBLISH_SURVEYS,
        ),
    ),
)

SHEET_FLOW = Flow(
    field="state",
    initial=SheetState.PRINTED,
    steps=(
        Step(
            "key_sheet",
            "Digitar por primera vez",
            frozenset({SheetState.PRINTED}),
            SheetState.KEYED,
            Perm.COLLECT_ANSWERS,
        ),
        Step(
            "agree_on_sheet",
            "Contar: las dos veces dicen lo mismo",
            frozenset({SheetState.KEYED}),
            SheetState.SETTLED,
            Perm.COLLECT_ANSWERS,
        ),
        Step(
            "dispute_sheet",
            "Anotar que las dos veces no dicen lo mismo",
            frozenset({SheetState.KEYED}),
            SheetState.DIFFERENT,
            Perm.COLLECT_ANSWERS,
        ),
        Step(
            "settle_sheet",
            "Decidir mirando el papel",
            frozenset({SheetState.DIFFERENT}),
            SheetState.SETTLED,
            Perm.COLLECT_ANSWERS,
        ),
        Step(
            "void_sheet",
            "Anular la hoja",
            frozenset({SheetState.PRINTED, SheetState.KEYED, SheetState.DIFFERENT}),
            SheetState.VOID,
            Perm.COLLECT_ANSWERS,
        ),
    ),
)
