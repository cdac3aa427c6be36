"""Who asked to be sent the head of the ledger each day."""

from django.db import models

from rendir.foundation.audit.models import Tracked


class HeadSubscription(Tracked):
    """An address that receives the head of the ledger each day, once its holder confirmed it. Nothing else is kept of
    anybody, and it is erased, from the ledger too, when they leave.
    """

    RESERVED = frozenset({"address"})

    address = models.EmailField("correo", unique=True)
    asked_at = models.DateTimeField("pedido")
    confirmed_at = models.DateTimeField("confirmado", null=True, blank=True)

    class Meta:
        verbose_name = "envío diario de la huella"
        verbose_name_plural = "envíos diarios de la huella"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.public_id
