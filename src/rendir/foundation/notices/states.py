"""The life of a notice."""

from django.db import models

from rendir.foundation.core.workflow import Flow, Step

SEND = "notices.send_notices"


class NoticeState(models.TextChoices):
    """Where a notice is."""

    PENDING = "pending", "Por enviar"
    SENT = "sent", "Enviado"
    FAILED = "failed", "No salió"
    HANDED = "handed", "Entregado por otro medio"


NOTICE_FLOW = Flow(
    field="state",
    initial=NoticeState.PENDING,
    steps=(
        Step("send_notice", "Enviar", frozenset({NoticeState.PENDING, NoticeState.FAILED}), NoticeState.SENT, SEND),
        Step("fail_notice", "Anotar que no salió", frozenset({NoticeState.SENT}), NoticeState.FAILED, SEND),
        Step(
            "hand_notice",
            "Anotar que se entregó por otro medio",
            frozenset({NoticeState.PENDING, NoticeState.FAILED}),
            NoticeState.HANDED,
            SEND,
        ),
    ),
)
