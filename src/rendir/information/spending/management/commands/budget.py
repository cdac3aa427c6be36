"""`rendir budget`: bring the budget at a cut from a file of CUIPO."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from rendir.foundation.core.commands import RendirCommand, subcommands
from rendir.information.spending.actions.bringing import TAKER, bring_file
from rendir.information.spending.queries import last_entity_code
from rendir.information.spending.rules.shapes import What
from rendir.information.spending.telling import must_be_ready, must_be_there, tell_done, tell_progress


class Command(RendirCommand):
    """Reads a file of CUIPO at the terminal."""

    help = "Trae el presupuesto a un corte."
    manual = (
        "Trae lo apropiado, comprometido, obligado y pagado de un archivo de CUIPO (programación o ejecución de\n"
        "gastos), en CSV o JSON. Las filas de otras entidades se cuentan y se dejan fuera.\n\n"
        "  rendir budget import ejecucion.csv --entity-code 210170001\n"
        "  rendir budget import propio.csv --cut 2021-08-31"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        actions = subcommands(parser, title="órdenes")
        bringing = actions.add_parser("import", help="trae un archivo")
        bringing.add_argument("file", metavar="ARCHIVO", type=Path, help="CSV o JSON")
        bringing.add_argument(
            "--entity-code", metavar="CÓDIGO", help="el de la entidad en CUIPO; sin él, el último dicho"
        )
        bringing.add_argument("--cut", metavar="FECHA", help="corte, como 2021-08-31, si el archivo no lo dice")
        bringing.add_argument("--format", choices=("text", "json"), default="text", help="cómo se dice lo que pasó")

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        must_be_ready()
        made = bring_file(
            must_be_there(options["file"]),
            what=What.BUDGET,
            entity_code=options["entity_code"] or last_entity_code(),
            cut_on=self._day(options["cut"]),
            by=TAKER,
            tell=tell_progress(self.stderr),
        )
        tell_done(self.stdout, made, options["format"])

    def _day(self, written: str | None) -> date | None:
        try:
            return date.fromisoformat(written) if written else None
        except ValueError as error:
            message = f"--cut no puede ser «{written}»: se espera una fecha como 2021-08-31"
            raise self.wrong_use(message) from error
