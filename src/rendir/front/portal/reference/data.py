"""The reference page of datasets: every table that the installation publishes, with its dictionary."""

from typing import Any

from rendir.foundation.core.tabular import Column, Dataset, Filter
from rendir.front.opendata.catalog import DATASETS
from rendir.front.portal.reference.markdown import code, page, table


def data() -> str:
    """Each dataset: what it is, its norm and licence, its columns, what may be asked of it."""
    return page(
        "Datasets",
        "`front/opendata/catalog.py`",
        "Each is a page under `/datos/`, a download in CSV, XLSX and JSON, and an address of the API. "
        "Names of datasets, columns and filters are for ever.",
        *map(_section, DATASETS),
    )


def _section(dataset: Dataset[Any]) -> str:
    parts = [
        f"## {code(dataset.name)}: {dataset.title}",
        dataset.description,
        f"Norm: {dataset.legal_basis}. Licence: {dataset.licence.name}. One row per {_key(dataset)}.",
        table(("column", "title", "kind", "what it says"), map(_column, dataset.columns)),
    ]
    if dataset.filters:
        parts.append(table(("filter", "title", "what may be asked"), map(_filter, dataset.filters)))
    return "\n\n".join(parts)


def _key(dataset: Dataset[Any]) -> str:
    return ", ".join(code(name) for name in dataset.key)


def _column(column: Column[Any]) -> tuple[str, ...]:
    return code(column.name), column.title, str(column.kind), column.description


def _filter(asked: Filter) -> tuple[str, ...]:
    return code(asked.name), asked.title, asked.description
