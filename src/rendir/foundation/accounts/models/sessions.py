"""Who is in, and what all processes count together. Rows of the machinery, not facts of the entity: they are not
written to the ledger, and no address of anybody stands in them.
"""

from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from rendir.foundation.accounts.models.people import Person
from rendir.foundation.accounts.sessions import DigestedKeyField, SessionStore


class OpenSession(AbstractBaseSession):
    """A session with whose it is, so that it can be shown to them and closed. Its key is kept as a digest: a copy of
    the database lets nobody in.
    """

    session_key = DigestedKeyField("resumen de la llave", primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")

    class Meta:
        verbose_name = "sesión"
        verbose_name_plural = "sesiones"

    def __str__(self) -> str:
        return str(self.session_key)[:12]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class SharedCount(models.Model):
    """A value that all processes share for a while: what sign-in counts. Its key is a digest under the installation's
    key, for the keys of sign-in hold addresses of the network and mails.
    """

    key = models.CharField("resumen de la llave", max_length=64, primary_key=True)
    value = models.JSONField("valor")  # in a list of one, so that nothing at all can be told from null
    expires_at = models.DateTimeField("sirve hasta", null=True, db_index=True)

    objects: ClassVar[models.Manager["SharedCount"]] = models.Manager()

    class Meta:
        verbose_name = "cuenta compartida"
        verbose_name_plural = "cuentas compartidas"

    def __str__(self) -> str:
        return self.key[:12]
