"""The life of a proposal, of a candidate topic and of a round that ranks them."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class ProposalState(models.TextChoices):
    """Where what somebody proposed is."""

    WAITING = "waiting", "En revisión"
    ACCEPTED = "accepted", "Entró a los temas"
    DECLINED = "declined", "No entró"


class TopicState(models.TextChoices):
    """Where a topic is."""

    CANDIDATE = "candidate", "Candidato"
    JOINED = "joined", "Unido a otro"
    WITHDRAWN = "withdrawn", "Retirado"


class RoundState(models.TextChoices):
    """Where a round is."""

    DRAFT = "draft", "En preparación"
    OPEN = "open", "Abierta"
    CLOSED = "closed", "Cerrada, por decidir"
    DECIDED = "decided", "Decidida"
    WITHDRAWN = "withdrawn", "Retirada"


PROPOSAL_FLOW = Flow(
    field="state",
    initial=ProposalState.WAITING,
    steps=(
        Step(
            "accept_proposal",
            "Aceptar la propuesta",
            frozenset({ProposalState.WAITING, ProposalState.DECLINED}),
            ProposalState.ACCEPTED,
            Perm.EDIT_TOPICS,
        ),
        Step(
            "decline_proposal",
            "No aceptar la propuesta",
            frozenset({ProposalState.WAITING}),
            ProposalState.DECLINED,
            Perm.EDIT_TOPICS,
        ),
    ),
)

TOPIC_FLOW = Flow(
    field="state",
    initial=TopicState.CANDIDATE,
    steps=(
        Step("join_topic", "Unir a otro tema", frozenset({TopicState.CANDIDATE}), TopicState.JOINED, Perm.EDIT_TOPICS),
        Step(
            "part_topic",
            "Separar del otro tema",
            frozenset({TopicState.JOINED}),
            TopicState.CANDIDATE,
            Perm.EDIT_TOPICS,
        ),
        Step(
            "withdraw_topic",
            "Retirar el tema",
            frozenset({TopicState.CANDIDATE}),
            TopicState.WITHDRAWN,
            Perm.EDIT_TOPICS,
        ),
        Step(
            "bring_back_topic",
            "Volver a traer el tema",
            frozenset({TopicState.WITHDRAWN}),
            TopicState.CANDIDATE,
            Perm.EDIT_TOPICS,
        ),
    ),
)

ROUND_FLOW = Flow(
    field="state",
    initial=RoundState.DRAFT,
    steps=(
        Step("open_topic_round", "Abrir la ronda", frozenset({RoundState.DRAFT}), RoundState.OPEN, Perm.RUN_ROUND),
        Step("close_topic_round", "Cerrar la ronda", frozenset({RoundState.OPEN}), RoundState.CLOSED, Perm.RUN_ROUND),
        Step(
            "decide_topic_round",
            "Decidir y publicar",
            frozenset({RoundState.CLOSED}),
            RoundState.DECIDED,
            Perm.DECIDE_ROUND,
        ),
        Step(
            "withdraw_topic_round",
            "Retirar la ronda",
            frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED}),
            RoundState.WITHDRAWN,
            Perm.RUN_ROUND,
        ),
    ),
)
