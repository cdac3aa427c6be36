"""The formats in which a dataset is taken away, and the answers that carry them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from rendir.foundation.core.tabular import Selection, primed, write_csv, write_json, write_xlsx
from rendir.front.opendata.catalog import AnyDataset

Pieces = Callable[[AnyDataset, Iterable[Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how an address and a command name it, how people do, its media type, what it is good for."""

    extension: str
    label: str
    media_type: str
    purpose: str
    write: Pieces


FORMATS: tuple[Format, ...] = (
    Format("csv", "CSV", "text/csv; charset=utf-8", "para analizar con cualquier programa", write_csv),
    Format(
        "xlsx",
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "con filtros y diccionario",
        write_xlsx,
    ),
    Format("json", "JSON", "application/json; charset=utf-8", "para programas", write_json),
)


def find_format(extension: str) -> Format | None:
    """The format with that extension."""
    return next((one for one in FORMATS if one.extension == extension), None)


def download(dataset: AnyDataset, selection: Selection, form: Format) -> HttpResponseBase:
    """The selected rows as a file. What fails at the start is an error page; what fails later breaks the connection,
    so that no reader takes a part for the whole.
    """
    pieces = form.write(dataset, dataset.rows(selection))
    name = f"{dataset.name}.{form.extension}"
    if form.extension == "xlsx":
        response: HttpResponseBase = FileResponse(pieces, as_attachment=True, filename=name)
    else:
        response = StreamingHttpResponse(primed(iter(pieces)))
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Type"] = form.media_type
    return share(response)


def share(response: HttpResponseBase) -> HttpResponseBase:
    """Let pages of other sites read it: it is open data."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
