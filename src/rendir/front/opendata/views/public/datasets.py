"""The catalogue, the page of each dataset and its downloads, for everybody."""

from dataclasses import replace
from itertools import islice
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.tabular import Key, Selection
from rendir.foundation.organization.queries import current_entity
from rendir.front.opendata import display, formats
from rendir.front.opendata.asking import key_of, read_cursor, read_filters, write_cursor
from rendir.front.opendata.catalog import DATASETS, TOPICS, AnyDataset, find_dataset, held_by_dataset
from rendir.front.opendata.dcat import as_dcat
from rendir.plan.planning.queries import versions_in_force

_SHOWN, _COUNTED = 5, 1000
AFTER = "cursor"
"""The parameter that says after which row a page of rows begins, as in the API: no filter may have its name."""


@public(topics=TOPICS)
@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """What there is to take away."""
    entries = [
        {
            "dataset": dataset,
            "url": reverse("opendata:dataset", args=[dataset.name]),
            "facts": display.facts_of(dataset)[:2],
            "downloads": display.downloads_of(dataset, {}),
        }
        for dataset in DATASETS
    ]
    years = [version.strategy.year for version in versions_in_force()]
    context = {"entries": entries, "years": years, "trail": _trail(Link("Datos abiertos", ""))}
    return render(request, "opendata/catalog.html", context)


@public(topics=TOPICS)
@require_safe
def catalog_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - every view takes the request
    """The catalogue as portals of open data harvest it."""
    entity = current_entity()
    described = as_dcat(DATASETS, publisher=entity.name if entity else "", site=settings.BASE_URL)
    response = JsonResponse(described, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Type"] = "application/ld+json; charset=utf-8"
    return formats.share(response)


@public(topics=TOPICS)
@require_safe
def dataset(request: HttpRequest, name: str) -> HttpResponse:
    """What a dataset is, what each column means, its rows page by page, and its downloads with the same filters."""
    table = _dataset_or_404(name)
    filters, cursor = read_filters(table, request.GET), request.GET.get(AFTER, "")
    after = read_cursor(table, cursor) if cursor else None
    return render(request, "opendata/dataset.html", _dataset(table, tuple(filters.items()), after))


@held_by_dataset("organization")
def _dataset(table: AnyDataset, asked: tuple[tuple[str, str], ...], after: Key | None) -> dict[str, object]:
    """What the page of a dataset says with the filters asked for: some rows, and how many there are."""
    filters = dict(asked)
    whole = sum(1 for _ in table.rows(Selection(filters, limit=_COUNTED + 1)))
    rows = list(table.rows(Selection(filters, after=after, limit=_SHOWN + 1)))
    cells = [display.shown_row(table, row) for row in islice(rows, _SHOWN)]
    return {
        "dataset": table,
        "facts": display.facts_of(table),
        "rows": cells,
        "written_rows": render_to_string("opendata/_rows.html", {"dataset": table, "rows": cells}),
        "written_columns": render_to_string("opendata/_columns.html", {"dataset": table}),
        "found": display.found(whole, most=_COUNTED),
        "is_part": whole > len(cells),
        "shown": len(cells),
        "first": _rows_address(table, filters) if after else "",
        "following": _rows_address(table, filters, rows[_SHOWN - 1]) if len(rows) > _SHOWN else "",
        "filters": filters,
        "form": display.filter_form(table, filters),
        "downloads": display.downloads_of(table, filters),
        "trail": _trail(Link("Datos abiertos", reverse("opendata:catalog")), Link(table.title, "")),
    }


@public(topics=TOPICS)
@require_safe
def download(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """The same rows as a file."""
    table, form = _dataset_or_404(name), formats.find_format(extension)
    if form is None:
        raise Http404
    return formats.download(table, Selection(read_filters(table, request.GET)), form)


def _rows_address(table: AnyDataset, filters: dict[str, str], last: object = None) -> str:
    """The page of the rows after the last one, by its key; without one, that of the first rows."""
    asked = filters if last is None else {**filters, AFTER: write_cursor(key_of(table, last))}
    address = reverse("opendata:dataset", args=[table.name])
    return f"{address}{f'?{urlencode(asked)}' if asked else ''}#filas"


def _dataset_or_404(name: str) -> AnyDataset:
    found = find_dataset(name)
    if found is None:
        raise Http404
    return found


def _trail(*links: Link) -> list[Link]:
    return [Link("Inicio", reverse("portal:home")), *(replace(link, current=not link.url) for link in links)]
