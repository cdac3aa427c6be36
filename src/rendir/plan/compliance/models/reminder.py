"""At what hour somebody wants the day's reminder."""

from django.db import models
from django.db.models import Q

from rendir.foundation.audit.models import Tracked


class ReminderHour(Tracked):
    """The hour of the day that a person chose. Without a row, the entity's."""

    AUDIT_TOPICS = ()

    person = models.CharField("de quién (identidad opaca)", max_length=40, unique=True)
    hour = models.PositiveSmallIntegerField("hora")

    class Meta:
        verbose_name = "hora del recordatorio de una persona"
        verbose_name_plural = "horas de los recordatorios de las personas"
        constraints = (models.CheckConstraint(condition=Q(hour__gte=0, hour__lte=23), name="reminder_hour_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.hour}:00"
