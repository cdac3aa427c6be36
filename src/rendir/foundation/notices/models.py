"""What was or will be told to somebody, and why."""

from django.db import models
from django.db.models import Q

from rendir.foundation.audit.models import Tracked
from rendir.foundation.notices.states import NoticeState


class Notice(Tracked):
    """One message to one person. `key` makes queuing idempotent: the same event never tells the same person twice."""

    RESERVED = frozenset({"to_name", "to_address", "subject", "body", "failure"})

    key = models.CharField("clave", max_length=160, unique=True, editable=False)
    person = models.CharField("destinatario (identidad opaca)", max_length=40, db_index=True)
    to_name = models.CharField("nombre", max_length=200)
    to_address = models.EmailField("correo", blank=True)
    subject = models.CharField("asunto", max_length=200)
    body = models.TextField("texto")
    why = models.CharField("por qué se envía", max_length=200)
    state = models.CharField("estado", max_length=10, choices=NoticeState.choices, default=NoticeState.PENDING)
    queued_at = models.DateTimeField("en cola desde")
    sent_at = models.DateTimeField("enviado", null=True, blank=True)
    failure = models.CharField("por qué no salió", max_length=300, blank=True)

    class Meta:
        verbose_name = "aviso"
        verbose_name_plural = "avisos"
        ordering = ("-queued_at", "-pk")
        indexes = (models.Index(fields=("state", "queued_at"), name="notices_to_send"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="notice_sent_iff_it_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.why} ({self.get_state_display()})"
