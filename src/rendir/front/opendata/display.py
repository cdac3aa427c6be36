"""How a dataset shows on its page: its values in words, what is known of it, the filters as a form."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from rendir.foundation.core.components.shapes import Download, Fact
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.foundation.core.spanish import count
from rendir.foundation.core.tabular import Kind
from rendir.foundation.core.widgets import PlainSelect
from rendir.foundation.core.zone import BOGOTA
from rendir.front.opendata.catalog import AnyDataset, held_by_dataset
from rendir.front.opendata.formats import FORMATS


def shown_row(dataset: AnyDataset, row: object) -> list[dict[str, object]]:
    """The cells of a row: the title of the column, its kind, the value in words (empty where it is not known)."""
    cells = [(column, column.value(row)) for column in dataset.columns]
    return [
        {"title": column.title, "kind": column.kind.name.lower(), "text": _in_words(column.kind, value)}
        for column, value in cells
    ]


def _in_words(kind: Kind, value: Any) -> str:  # noqa: ANN401 - of the kind, whichever it is
    return "" if value is None else _WORDS.get(kind, str)(value)


def _moment(value: datetime) -> str:
    return written_day(value.astimezone(BOGOTA), "short")


def _day(value: date) -> str:
    return written_day(value, "short")


_WORDS: dict[Kind, Callable[[Any], str]] = {
    Kind.LIST: ", ".join,
    Kind.DECIMAL: written_number,
    Kind.DATE: _day,
    Kind.MOMENT: _moment,
    Kind.FLAG: lambda value: "sí" if value else "no",
}


@held_by_dataset()
def facts_of(dataset: AnyDataset) -> list[Fact]:
    """What a reader must know before using it."""
    updated, rows = dataset.updated(), dataset.count()
    when = written_day(updated.astimezone(BOGOTA)) if updated else ""
    return [
        Fact("Filas", written_number(rows)),
        Fact("Actualizado", when),
        Fact("Norma", dataset.legal_basis),
        Fact("Licencia", dataset.licence.name, note="Úselos y compártalos citando a la entidad."),
        Fact("Cada fila se reconoce por", " y ".join(dataset.column(name).title for name in dataset.key)),
    ]


def downloads_of(dataset: AnyDataset, filters: Mapping[str, str]) -> list[Download]:
    """Each format of the same rows that the page shows."""
    asked = f"?{urlencode(filters)}" if filters else ""
    addresses = [(one, reverse("opendata:download", args=[dataset.name, one.extension])) for one in FORMATS]
    return [Download(f"{address}{asked}", one.label, one.purpose) for one, address in addresses]


def filter_form(dataset: AnyDataset, chosen: Mapping[str, str]) -> forms.Form | None:
    """A choice per filter of the dataset; None where it has none."""
    form = forms.Form(initial=dict(chosen))
    for one in dataset.filters:
        choices = [("", "Todos"), *(one.choices() if one.choices else ())]
        form.fields[one.name] = forms.ChoiceField(label=one.title, required=False, choices=choices, widget=PlainSelect)
    return form if dataset.filters else None


def found(number: int, *, most: int) -> str:
    """`29 filas`; `más de 1.000 filas` beyond what is counted."""
    if number > most:
        return f"más de {written_number(most)} filas"
    return count(number, "fila", "filas")
