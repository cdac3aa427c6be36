"""`rendir export-year`: a year in one file that anybody can check."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from rendir.foundation.audit.actors import Job
from rendir.foundation.core.commands import RendirCommand, why_no_file
from rendir.front.opendata.actions import export_year, publish_year

EXPORTER = Job("export-year")


class Command(RendirCommand):
    """Writes the yearly file and says by which hash it was sealed."""

    help = "Guarda un año completo en un ZIP que cualquiera puede comprobar."
    manual = (
        "El ZIP trae los datos abiertos con sus diccionarios, los documentos publicados, el registro encadenado y el\n"
        "programa verify.py, que comprueba todo en otra máquina, sin base de datos ni internet. No nombra a nadie.\n\n"
        "Lo que contiene queda anotado en el registro antes de entregarse: dígale a otra persona la huella que imprime."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, metavar="AÑO", help="vigencia de la estrategia")
        parser.add_argument("file", type=Path, metavar="ARCHIVO.zip", nargs="?", help="dónde se guarda")
        parser.add_argument("--publish", action="store_true", help="lo publica en la página del año")

    def run(self, *_: Any, year: int, file: Path | None, publish: bool, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        if publish == (file is not None):
            message = "diga dónde se guarda, o --publish para publicarlo"
            raise self.wrong_use(message)
        if file is None:
            published = publish_year(year, by=EXPORTER)
            self.stdout.write(f"{published}: publicado, con la huella {published.digest}")
            return
        try:
            sealed = export_year(year, file.resolve(), by=EXPORTER)
        except OSError as error:
            message = f"no se pudo guardar {file}: {why_no_file(error)}"
            raise CommandError(message) from error
        self.stdout.write(f"{file}: el año {year}, sellado con la huella {sealed}")
