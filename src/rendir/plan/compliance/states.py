"""The lives of a delivery, of a piece of evidence and of a round of Control Interno."""

from django.db import models

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.workflow import Flow, Step


class DeliveryState(models.TextChoices):
    """Where a delivery is. That it is late is computed from its dates. The values are those of `rules.standing`."""

    PENDING = "pending", "Pendiente"
    REPORTED = "reported", "Reportada"
    RETURNED = "returned", "Devuelta"
    ACCEPTED = "accepted", "Aceptada"
    WAIVER_ASKED = "waiver_asked", "Se pidió que no aplique"
    NOT_APPLICABLE = "not_applicable", "No aplica"


_OPEN = frozenset({DeliveryState.PENDING, DeliveryState.RETURNED})

DELIVERY_FLOW = Flow(
    field="state",
    initial=DeliveryState.PENDING,
    steps=(
        Step("report_delivery", "Reportar", _OPEN, DeliveryState.REPORTED, Perm.REPORT_DELIVERY),
        Step(
            "take_back_report",
            "Retirar el reporte",
            frozenset({DeliveryState.REPORTED}),
            DeliveryState.PENDING,
            Perm.REPORT_DELIVERY,
        ),
        Step(
            "accept_delivery",
            "Aceptar",
            frozenset({DeliveryState.REPORTED}),
            DeliveryState.ACCEPTED,
            Perm.ACCEPT_DELIVERY,
        ),
        Step(
            "return_delivery",
            "Devolver",
            frozenset({DeliveryState.REPORTED, DeliveryState.ACCEPTED}),
            DeliveryState.RETURNED,
            Perm.ACCEPT_DELIVERY,
        ),
        Step("ask_waiver", "Pedir que no aplique", _OPEN, DeliveryState.WAIVER_ASKED, Perm.REPORT_DELIVERY),
        Step(
            "grant_waiver",
            "Aprobar que no aplica",
            frozenset({DeliveryState.WAIVER_ASKED}),
            DeliveryState.NOT_APPLICABLE,
            Perm.ACCEPT_DELIVERY,
        ),
        Step(
            "refuse_waiver",
            "Negar que no aplique",
            frozenset({DeliveryState.WAIVER_ASKED}),
            DeliveryState.RETURNED,
            Perm.ACCEPT_DELIVERY,
        ),
        Step(
            "restore_delivery",
            "Volver a exigirla",
            frozenset({DeliveryState.NOT_APPLICABLE}),
            DeliveryState.PENDING,
            Perm.ACCEPT_DELIVERY,
        ),
    ),
)


class EvidenceState(models.TextChoices):
    """Who sees a piece of evidence. It is internal until a person publishes it."""

    INTERNAL = "internal", "Interna"
    PUBLIC = "public", "Pública"
    WITHDRAWN = "withdrawn", "Retirada"


EVIDENCE_FLOW = Flow(
    field="state",
    initial=EvidenceState.INTERNAL,
    steps=(
        Step(
            "publish_evidence",
            "Publicar",
            frozenset({EvidenceState.INTERNAL}),
            EvidenceState.PUBLIC,
            Perm.PUBLISH_EVIDENCE,
        ),
        Step(
            "unpublish_evidence",
            "Dejar de publicar",
            frozenset({EvidenceState.PUBLIC}),
            EvidenceState.INTERNAL,
            Perm.PUBLISH_EVIDENCE,
        ),
        Step(
            "withdraw_evidence",
            "Retirar",
            frozenset({EvidenceState.INTERNAL}),
            EvidenceState.WITHDRAWN,
            Perm.REPORT_DELIVERY,
        ),
    ),
)


class RoundState(models.TextChoices):
    """Where Control Interno's verification of a cut is."""

    VERIFYING = "verifying", "Verificando"
    REPLYING = "replying", "En réplica de las dependencias"
    SEALED = "sealed", "Sellada"


ROUND_FLOW = Flow(
    field="state",
    initial=RoundState.VERIFYING,
    steps=(
        Step(
            "ask_replies",
            "Pedir réplica",
            frozenset({RoundState.VERIFYING}),
            RoundState.REPLYING,
            Perm.VERIFY_DELIVERY,
        ),
        Step(
            "verify_again",
            "Volver a verificar",
            frozenset({RoundState.REPLYING}),
            RoundState.VERIFYING,
            Perm.VERIFY_DELIVERY,
        ),
        Step(
            "seal_round",
            "Sellar y publicar",
            frozenset({RoundState.REPLYING}),
            RoundState.SEALED,
            Perm.VERIFY_DELIVERY,
        ),
    ),
)
