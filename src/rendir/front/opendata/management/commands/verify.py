"""`rendir verify`: whether the ledger of this installation holds, or a yearly file of any."""

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from rendir.foundation.audit import chain, queries
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.front.opendata.yearly import checks, telling


class Command(RendirCommand):
    """Recomputes every hash, and the figures of a yearly file, and says in plain words what holds and what does not."""

    help = "Comprueba que el registro, o un archivo del año, no fue reescrito."
    manual = (
        "Sin ARCHIVO recalcula la huella de cada asiento de esta instalación y la compara con la guardada. Con el\n"
        "ARCHIVO.zip de un año comprueba sus archivos, su registro, sus documentos y sus cifras, sin base de datos.\n\n"
        "Sin --head solo se sabe que la cadena es coherente: quien la reescribiera entera no quedaría en evidencia.\n"
        "Con --head se comprueba además que contiene la huella que usted guardó de un documento publicado.\n"
        "Termina con 0 si se sostiene, con 1 si no, y con 2 si el archivo no sirve."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", metavar="ARCHIVO.zip", help="un archivo del año; sin él, esta instalación"
        )
        parser.add_argument("--head", metavar="HUELLA", help="huella que otra persona guardó, o sus primeros 16 signos")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="cómo se escribe el resultado")

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        held = options["head"] if options["head"] is None else checks.typed_hash(options["head"])
        if held is not None and not checks.is_hash(held):
            message = "una huella tiene 64 signos (0-9, a-f); bastan los primeros 16"
            raise self.wrong_use(message)
        if options["file"]:
            self._check_file([options["file"], "--format", options["format"], *(["--head", held] if held else [])])
            return
        sequence, head = queries.head()
        breaks = queries.verify_now(held=held)
        if options["format"] == "json":
            told = [{"sequence": one.sequence, "reason": one.reason} for one in breaks]
            self.stdout.write(json.dumps({"entries": sequence, "head": head, "breaks": told}, ensure_ascii=False))
        else:
            self._tell(sequence, head, breaks)
        if breaks:
            message = "el registro no se sostiene"
            raise CommandError(message)

    def _check_file(self, words: list[str]) -> None:
        status = telling.run(words, self.stdout.write)
        if status != telling.HOLDS:
            message = "el archivo no sirve" if status == telling.UNUSABLE else "el archivo no se sostiene"
            raise CommandError(message, returncode=status)

    def _tell(self, sequence: int, head: str, breaks: list[chain.Break]) -> None:
        self.stdout.write(f"Registro de {count(sequence, 'asiento', 'asientos')}. Última huella: {head}")
        for one in breaks:
            self.stdout.write(f"  asiento {one.sequence}: {one.reason}")
        if not breaks:
            self.stdout.write("Se sostiene: cada asiento continúa el anterior y su contenido es el que se registró.")
