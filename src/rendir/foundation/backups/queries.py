"""What is asked of the backups: the list, the last good one, how things stand."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.rules import Light, days_since, light_of
from rendir.foundation.backups.states import BackupState
from rendir.foundation.backups.turns import is_taken
from rendir.foundation.core import clock

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """The light, whole days since the last good backup, that backup, and whether one is being made now."""

    light: Light
    days: int | None
    last: Backup | None
    making: bool

    @property
    def words(self) -> str:
        """How old the last good backup is."""
        if self.days is None:
            return _("No hay ninguna copia")
        if self.days == 0:
            return _("Última copia: hoy")
        return ngettext("Última copia: hace %(days)s día", "Última copia: hace %(days)s días", self.days) % {
            "days": self.days
        }


def newest_backups() -> QuerySet[Backup]:
    """Every backup, newest first."""
    return Backup.objects.order_by("-started_at", "-pk")


def last_good() -> Backup | None:
    """The newest backup that is done and whose file is where it was put, as far as can be seen: one written elsewhere
    is taken at its word.
    """
    done = newest_backups().filter(state=BackupState.DONE)[:_LOOKED_AT]
    return next((one for one in done if not one.filename or one.is_here), None)


def standing() -> Standing:
    """How things stand now, by the days that the installation sets."""
    last = last_good()
    days = days_since(last.started_at if last else None, clock.now())
    light = light_of(days, fresh=settings.BACKUP_FRESH_DAYS, old=settings.BACKUP_OLD_DAYS)
    return Standing(light, days, last, is_being_made())


def is_being_made() -> bool:
    """Whether a process makes one, or restores one, at this moment."""
    return is_taken(settings.BACKUPS_ROOT)
