"""`rendir backup`: everything in one file."""

from argparse import SUPPRESS
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from rendir.foundation.backups.actions.making import MAKER, carry_on, make_backup
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.states import BackupState
from rendir.foundation.core.commands import RendirCommand, why_not_ready
from rendir.foundation.core.components.wording import written_number, written_size
from rendir.foundation.core.spanish import count


class Command(RendirCommand):
    """Makes a backup while the site works, and says what it holds."""

    help = "Guarda todo en un solo archivo."
    manual = (
        "Guarda en un solo archivo la base de datos, los archivos de la biblioteca y las claves, tal como estaban\n"
        "en un mismo momento. El sitio sigue funcionando. El archivo se lee de nuevo antes de darlo por hecho.\n\n"
        "Sin --output queda en RENDIR_DATA/backups, donde se conservan las últimas (RENDIR_BACKUPS_KEPT).\n"
        "Contiene datos personales y las claves del sitio: guárdelo donde solo lo vea quien responde por él.\n"
        "Termina con 1 si no se pudo hacer, o si en la biblioteca ya faltaban archivos."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, metavar="ARCHIVO", help="dónde escribirla, en lugar de la carpeta")
        parser.add_argument("--begun", help=SUPPRESS)

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        if (reason := why_not_ready()) is not None:
            raise CommandError(reason)
        output = options["output"].absolute() if options["output"] else None
        backup = self._begun(options["begun"]) if options["begun"] else make_backup(output=output, by=MAKER)
        self._tell(backup, output or backup.path)

    def _begun(self, public_id: str) -> Backup:
        """The page began it and left this process its turn."""
        backup = Backup.objects.filter(public_id=public_id, state=BackupState.RUNNING).first()
        if backup is None:
            message = "esa copia no espera a nadie"
            raise self.wrong_use(message)
        return carry_on(backup)

    def _tell(self, backup: Backup, path: Path | None) -> None:
        files = count(backup.files or 0, "archivo", "archivos")
        held = f"{written_number(backup.rows)} filas y {files}; {written_size(backup.size or 0)}"
        self.stdout.write(f"{path}\nCopia completa y leída de nuevo: {held}.")
        self.stdout.write(f"Termina en el asiento {backup.sequence} del registro, con la huella {backup.head}.")
        if backup.faults:
            lacking = count(backup.faults, "archivo faltaba o estaba dañado", "archivos faltaban o estaban dañados")
            message = f"la copia se hizo, pero en la biblioteca {lacking}. Búsquelos en una copia anterior"
            raise CommandError(message)
