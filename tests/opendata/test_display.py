"""A value shows as people write it; what is not known shows nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rendir.foundation.core.tabular import Column, Dataset, Kind, Value
from rendir.front.opendata.display import filter_form, found, shown_row


def table(kind: Kind) -> Dataset[Value]:
    return Dataset(
        name="valores",
        title="Valores",
        description="Un valor.",
        columns=(Column[Value]("valor", "Valor", "", kind, lambda row: row),),
        rows=lambda _selection: (),
        key=("valor",),
        count=lambda: 0,
        updated=lambda: None,
        legal_basis="",
        keywords=(),
        topics=(),
    )


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, "=1", "=1"),
        (Kind.WHOLE, 2021, "2021"),
        (Kind.DECIMAL, Decimal("1234.5"), "1.234,5"),
        (Kind.DATE, date(2021, 8, 31), "31 ago 2021"),
        (Kind.MOMENT, datetime(2021, 9, 1, 2, tzinfo=UTC), "31 ago 2021"),
        (Kind.FLAG, True, "sí"),
        (Kind.FLAG, False, "no"),
        (Kind.LIST, ["a", "b"], "a, b"),
        (Kind.PROSE, None, ""),
    ],
)
def test_each_kind_in_words(kind: Kind, value: Value, text: str) -> None:
    assert shown_row(table(kind), value) == [{"title": "Valor", "kind": kind.name.lower(), "text": text}]


def test_a_dataset_without_filters_has_no_form() -> None:
    assert filter_form(table(Kind.TEXT), {}) is None


def test_how_many_were_found() -> None:
    assert [found(number, most=1000) for number in (0, 1, 1000, 1001)] == [
        "0 filas",
        "1 fila",
        "1000 filas",
        "más de 1.000 filas",
    ]
