"""`/datasets`: every dataset of the catalogue, and its rows page by page."""

from typing import Annotated
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Query, Router

from rendir.foundation.core.tabular import Selection
from rendir.foundation.core.tabular.cells import as_plain
from rendir.front.opendata.api.problems import Problem
from rendir.front.opendata.api.shapes import DatasetOut, RowsOut
from rendir.front.opendata.asking import key_of, read_cursor, read_filters, write_cursor
from rendir.front.opendata.catalog import DATASETS, AnyDataset, find_dataset

router = Router(tags=["Conjuntos de datos"])
Limit = Annotated[int, Query(ge=1, le=1000, description="Filas por página.")]
Cursor = Annotated[str, Query(max_length=400, description="Lo trae la dirección «next»; no lo escriba usted.")]


@router.get("", response=list[DatasetOut], summary="Lista los conjuntos de datos")
def list_datasets(request: HttpRequest) -> list[DatasetOut]:  # noqa: ARG001 - every operation takes the request
    """Cada conjunto con su diccionario de columnas, lo que se le puede preguntar y dónde descargarlo."""
    return [DatasetOut.of(dataset) for dataset in DATASETS]


@router.get("/{name}", response={200: RowsOut, 404: Problem, 422: Problem}, summary="Lee las filas de un conjunto")
def list_rows(request: HttpRequest, name: str, limite: Limit = 100, cursor: Cursor = "") -> RowsOut:
    """Las filas en orden, de a `limite`. Los filtros de cada conjunto son parámetros de la dirección: vea `filters`."""
    dataset = find_dataset(name)
    if dataset is None:
        message = "No hay un conjunto de datos con ese nombre. Vea /api/v1/datasets."
        raise Http404(message)
    filters = read_filters(dataset, request.GET)
    after = read_cursor(dataset, cursor) if cursor else None
    rows = list(dataset.rows(Selection(filters, after=after, limit=limite + 1)))
    following = _next(dataset, rows[limite - 1], filters, limite) if len(rows) > limite else None
    return RowsOut(dataset=name, rows=list(map(as_plain(dataset.columns), rows[:limite])), next=following)


def _next(dataset: AnyDataset, last: object, filters: dict[str, str], limit: int) -> str:
    """The address of the page after that row: by its key, so that a far page costs what the first does."""
    asked = {**filters, "limite": str(limit), "cursor": write_cursor(key_of(dataset, last))}
    return f"{settings.BASE_URL}/api/v1/datasets/{dataset.name}?{urlencode(asked)}"
