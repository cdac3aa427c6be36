"""The life of an institutional plan: written by Planning, then read by everybody."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class PlanState(models.TextChoices):
    """Who reads the plan."""

    DRAFT = "draft", "En preparación"
    PUBLIC = "public", "Pública"


PLAN_FLOW = Flow(
    field="state",
    initial=PlanState.DRAFT,
    steps=(
        Step("publish_goals", "Publicar las metas", frozenset({PlanState.DRAFT}), PlanState.PUBLIC, Perm.PUBLISH_GOALS),
        Step(
            "hide_goals",
            "Dejar de publicar las metas",
            frozenset({PlanState.PUBLIC}),
            PlanState.DRAFT,
            Perm.PUBLISH_GOALS,
        ),
    ),
)
