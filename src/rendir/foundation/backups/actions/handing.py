"""Let somebody take a backup away: the ledger says who has a copy of everything."""

from pathlib import Path

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import change, check
from rendir.foundation.audit.actors import Actor
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.states import BackupState
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotFound, WrongState


def hand_over(backup: Backup, *, by: Actor) -> Path:
    """Where the file stands, once it is written down who takes it. `NotFound` where it is no longer there."""
    check(Perm.TAKE_BACKUPS, backup, by=by)
    if backup.state != BackupState.DONE:
        raise WrongState(_("Esta copia no está hecha."), way_out=_("Escoja en la lista una que diga «Hecha»."))
    path = backup.path
    if path is None or not backup.is_here:
        message = _("El archivo de esta copia no está en la carpeta de copias.")
        raise NotFound(message, way_out=_("Escoja otra copia de la lista, o haga una ahora."))
    change(
        backup,
        {"taken_at": clock.now()},
        perm=Perm.TAKE_BACKUPS,
        by=by,
        expected=backup.version,
        verb="hand_over_backup",
    )
    return path
