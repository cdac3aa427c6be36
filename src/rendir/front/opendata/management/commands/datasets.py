"""`rendir datasets`: what there is to take away."""

from typing import Any

from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.front.opendata.catalog import DATASETS


class Command(RendirCommand):
    """Lists the datasets."""

    help = "Lista los conjuntos de datos que se publican."

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        for dataset in DATASETS:
            rows = count(dataset.count(), "fila", "filas")
            self.stdout.write(f"{dataset.name}: {dataset.title} ({rows}, {len(dataset.columns)} columnas)")
