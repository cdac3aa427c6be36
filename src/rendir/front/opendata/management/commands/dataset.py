"""`rendir dataset NAME --format csv|json|xlsx`: one dataset as a file."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from rendir.foundation.core.commands import RendirCommand, why_no_file
from rendir.foundation.core.spanish import join_words
from rendir.foundation.core.tabular import Selection
from rendir.front.opendata.asking import read_filters
from rendir.front.opendata.catalog import DATASETS, find_dataset
from rendir.front.opendata.formats import FORMATS, find_format


class Command(RendirCommand):
    """Writes a dataset. A file appears only once it is whole."""

    help = "Saca un conjunto de datos en CSV, JSON o XLSX."
    manual = (
        "Saca un conjunto de datos completo, o parte de él, a un archivo o a la salida.\n\n"
        "  rendir dataset actividades --format csv > actividades.csv\n"
        "  rendir dataset actividades --format xlsx --output actividades.xlsx\n"
        "  rendir dataset actividades --format json --filter vigencia=2021 --filter componente=dialogo"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NOMBRE", help="el conjunto de datos; «rendir datasets» los lista")
        parser.add_argument("--format", choices=[one.extension for one in FORMATS], required=True)
        parser.add_argument("--output", metavar="ARCHIVO", type=Path, help="dónde escribirlo; sin él, a la salida")
        parser.add_argument("--filter", metavar="CAMPO=VALOR", action="append", default=[], help="solo esas filas")

    def run(self, *_: Any, name: str, output: Path | None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        dataset, form = find_dataset(name), find_format(options["format"])
        if dataset is None or form is None:
            known = join_words([one.name for one in DATASETS])
            message = f"no hay un conjunto de datos «{name}»; hay: {known}"
            raise self.wrong_use(message)
        filters = read_filters(dataset, self._filters(options["filter"], {one.name for one in dataset.filters}))
        pieces = form.write(dataset, dataset.rows(Selection(filters)))
        if output is None:
            sys.stdout.buffer.writelines(pieces)
        else:
            self._write(output, pieces)

    def _filters(self, asked: list[str], known: set[str]) -> dict[str, str]:
        pairs = [one.partition("=") for one in asked]
        for name, equals, value in pairs:
            if name not in known or not equals or not value:
                message = f"«{name}» no es un filtro; se escribe campo=valor, con uno de: {', '.join(sorted(known))}"
                raise self.wrong_use(message)
        return {name: value for name, _, value in pairs}

    def _write(self, output: Path, pieces: Iterable[bytes]) -> None:
        """Beside its place first: a file that stopped half-way never takes the name of a whole one."""
        part = output.with_name(f"{output.name}.part")
        try:
            with part.open("wb") as file:
                file.writelines(pieces)
            part.replace(output)
        except OSError as error:
            message = f"no se puede escribir {output}: {why_no_file(error)}"
            raise self.wrong_use(message) from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{output}")
