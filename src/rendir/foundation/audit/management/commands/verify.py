"""`rendir verify`: whether the chain holds."""

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from rendir.foundation.audit import chain, queries
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count


class Command(RendirCommand):
    """Recomputes every hash of the ledger and says in plain words what holds and what does not."""

    help = "Comprueba que el registro de lo que se hizo no fue reescrito."
    manual = (
        "Recalcula la huella de cada asiento y la compara con la guardada.\n\n"
        "Sin --head solo se sabe que la cadena es coherente: quien la reescribiera entera no quedaría en evidencia.\n"
        "Con --head se comprueba además que contiene la huella que usted guardó de un documento publicado.\n"
        "Termina con 0 si se sostiene y con 1 si no."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="HUELLA", help="huella de 64 signos que otra persona guardó")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="cómo se escribe el resultado")

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        if options["head"] is not None and len(options["head"]) != len(chain.GENESIS):
            message = "una huella tiene 64 signos"
            raise self.wrong_use(message)
        sequence, head = queries.head()
        breaks = queries.verify_now(held=options["head"])
        if options["format"] == "json":
            told = [{"sequence": one.sequence, "reason": one.reason} for one in breaks]
            self.stdout.write(json.dumps({"entries": sequence, "head": head, "breaks": told}, ensure_ascii=False))
        else:
            self._tell(sequence, head, breaks)
        if breaks:
            message = "el registro no se sostiene"
            raise CommandError(message)

    def _tell(self, sequence: int, head: str, breaks: list[chain.Break]) -> None:
        self.stdout.write(f"Registro de {count(sequence, 'asiento', 'asientos')}. Última huella: {head}")
        for one in breaks:
            self.stdout.write(f"  asiento {one.sequence}: {one.reason}")
        if not breaks:
            self.stdout.write("Se sostiene: cada asiento continúa el anterior y su contenido es el que se registró.")
