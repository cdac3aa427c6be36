"""The data dictionary of a dataset: one row per column, itself a table that every writer can write. Pure."""

from typing import Any

from rendir.foundation.core.tabular.declaration import Column, Dataset, Kind
from rendir.foundation.core.zone import day_in_bogota

# A column of any dataset is a row of the dictionary: which rows that dataset has does not matter here.
AnyColumn = Column[Any]
AnyDataset = Dataset[Any]

DICTIONARY_COLUMNS: tuple[Column[AnyColumn], ...] = (
    Column("columna", "Columna", "Nombre de la columna en CSV y en JSON.", Kind.TEXT, lambda column: column.name),
    Column("titulo", "Título", "Nombre de la columna para quien lee.", Kind.TEXT, lambda column: column.title),
    Column("descripcion", "Qué significa", "Qué dice la columna.", Kind.PROSE, lambda column: column.description),
    Column("tipo", "Tipo", "Qué clase de dato es.", Kind.TEXT, lambda column: column.kind.value),
    Column("escritura", "Cómo se escribe", "Forma del dato en CSV.", Kind.PROSE, lambda column: column.kind.written),
)


def facts(dataset: AnyDataset) -> tuple[tuple[str, str], ...]:
    """What a reader must know of the dataset as a whole: label and text, in the order of reading."""
    updated = dataset.updated()
    return (
        ("Conjunto de datos", dataset.title),
        ("Qué contiene", dataset.description),
        ("Actualizado", day_in_bogota(updated).isoformat() if updated else "Aún sin datos"),
        ("Norma", dataset.legal_basis),
        ("Licencia", f"{dataset.licence.name}: {dataset.licence.address}"),
        ("Cómo se reconoce cada fila", ", ".join(dataset.column(name).title for name in dataset.key)),
    )
