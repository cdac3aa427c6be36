"""`rendir contracts`: bring the contracts of the entity from a file of any size."""

from argparse import SUPPRESS
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from rendir.foundation.core.commands import RendirCommand, subcommands
from rendir.information.spending.actions.bringing import TAKER, bring_file, carry_on
from rendir.information.spending.models import SpendingImport
from rendir.information.spending.rules.shapes import What
from rendir.information.spending.states import ImportState
from rendir.information.spending.telling import must_be_ready, must_be_there, tell_done, tell_progress


class Command(RendirCommand):
    """Reads a file of SECOP at the terminal, and says how far it is."""

    help = "Trae los contratos de la entidad."
    manual = (
        "Trae los contratos de la entidad de un archivo de datos abiertos: SECOP I, SECOP II o SECOP Integrado, en\n"
        "CSV o JSON, de cualquier tamaño. Lo de otras entidades se cuenta y se deja fuera. Traerlo otra vez no repite\n"
        "nada: lo que dice lo mismo queda igual, lo que cambió cambia y nada se borra.\n\n"
        "  rendir contracts import contratos.json --format json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        actions = subcommands(parser, title="órdenes")
        bringing = actions.add_parser("import", help="trae un archivo")
        bringing.add_argument("file", metavar="ARCHIVO", type=Path, nargs="?", help="CSV o JSON de datos.gov.co")
        bringing.add_argument("--format", choices=("text", "json"), default="text", help="cómo se dice lo que pasó")
        bringing.add_argument("--begun", help=SUPPRESS)

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        must_be_ready()
        if options["begun"]:
            self._carry_on(options["begun"])
            return
        if options["file"] is None:
            message = "falta ARCHIVO"
            raise self.wrong_use(message)
        path: Path = must_be_there(options["file"])
        made = bring_file(path, what=What.CONTRACTS, by=TAKER, tell=tell_progress(self.stderr))
        tell_done(self.stdout, made, options["format"])

    def _carry_on(self, public_id: str) -> None:
        """The page began it and left this process its turn."""
        made = SpendingImport.objects.filter(public_id=public_id, state=ImportState.RUNNING).first()
        if made is None:
            message = "ese archivo no espera a nadie"
            raise self.wrong_use(message)
        carry_on(made)
