"""`rendir restore`: everything back from one file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from rendir.foundation.backups.actions.restoring import Restored, restore_backup, what_is_here
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.foundation.core.spanish import count

PHRASE = "reemplazar todo"
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Command(RendirCommand):
    """Restores a backup where nothing is, and says in plain words what holds."""

    help = "Restaura una copia hecha con «rendir backup»."
    manual = (
        "Restaura la base de datos, los archivos y las claves de una copia. Antes de tocar nada comprueba la huella\n"
        "de cada parte; lo nuevo se arma aparte y solo al final toma su lugar: si se interrumpe, queda lo que había.\n"
        "Después comprueba el registro y dice qué se sostiene.\n\n"
        "Pide una carpeta RENDIR_DATA y una base de datos vacías. Con --replace reemplaza lo que haya, si usted\n"
        f"escribe «{PHRASE}». La copia de una base SQLite se restaura también en PostgreSQL, y al contrario.\n"
        "Detenga Rendir antes. Todas las personas deberán entrar de nuevo."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="ARCHIVO", help="la copia")
        parser.add_argument("--replace", action="store_true", help="reemplaza la instalación que haya aquí")

    def run(self, *_: Any, file: Path, replace: bool, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        if not file.is_file():
            message = f"no existe el archivo «{file}»"
            raise self.wrong_use(message)
        if replace and (holder := what_is_here()) is not None:
            self._ask(holder)
        self._tell(restore_backup(file, replace=replace))

    def _ask(self, holder: str) -> None:
        self.stdout.write(f"Aquí ya hay una instalación ({holder}). Lo que no esté en la copia se pierde.")
        self.stdout.write(f"Escriba «{PHRASE}» para seguir: ", ending="")
        self.stdout.flush()
        if sys.stdin.readline().strip() != PHRASE:
            message = "no se escribió la frase: no se tocó nada"
            raise self.wrong_use(message)

    def _tell(self, restored: Restored) -> None:
        told = restored.manifest
        when = f"{written_day(told.moment.date())} a las {told.moment:%H:%M}"
        held = f"{written_number(told.rows)} filas y {count(len(told.files), 'archivo', 'archivos')}"
        self.stdout.write(f"Restaurado: «{told.entity}», como estaba el {when}; {held}.")
        if told.database != restored.database:
            here, there = _NAMES[restored.database], _NAMES.get(told.database, told.database)
            self.stdout.write(f"La copia venía de {there}; ahora está en {here}, con las mismas filas.")
        entries = count(told.sequence, "asiento", "asientos")
        self.stdout.write(f"El registro se sostiene: {entries}, y termina donde la copia dice, en {told.head}.")
        self.stdout.write("Si alguien guardó fuera esa huella u otra anterior, compárela: rendir verify --head HUELLA")
        if told.faults:
            lacking = count(len(told.faults), "archivo", "archivos")
            self.stdout.write(f"Al hacer la copia ya faltaban o estaban dañados {lacking} de la biblioteca:")
            self.stdout.writelines(f"  {sha256}\n" for sha256 in told.faults)
        self.stdout.write("Todas las personas deben entrar de nuevo. Arranque con «rendir runserver».")
