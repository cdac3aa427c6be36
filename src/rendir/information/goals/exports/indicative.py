"""The plan as a table in the shape of plan indicativo: one row for each indicator, a column for each year. What is
taken away here comes back the same through the import.
"""

from collections.abc import Callable, Iterator, Sequence

from rendir.foundation.core.tabular import Column, Dataset, Kind, Value, write_csv, write_xlsx
from rendir.information.goals.models import Plan
from rendir.information.goals.queries import indicators_of, row_of
from rendir.information.goals.rules.rows import GoalRow, plain

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def plan_table(plan: Plan, kind: str) -> bytes:
    """The table of the plan as CSV or Excel."""
    rows = [row_of(one) for one in indicators_of(plan)]
    table = _table(plan)
    if kind == "csv":
        return b"".join(write_csv(table, rows))
    with write_xlsx(table, rows) as file:
        return file.read()


def _table(plan: Plan) -> Dataset[GoalRow]:
    return Dataset(
        name="plan_indicativo",
        title=str(plan),
        description="Las metas del plan, un indicador en cada fila.",
        columns=tuple(_columns(plan.all_years)),
        rows=lambda _: (),
        key=("codigo_meta", "indicador"),
        count=lambda: 0,
        updated=lambda: None,
        legal_basis="Ley 152 de 1994, artículos 29 y 36",
        keywords=("plan indicativo",),
        topics=("goals",),
    )


def _columns(years: Sequence[int]) -> Iterator[Column[GoalRow]]:
    for name, title, kind, value in _FIXED:
        yield Column(name, title, "", kind, value)
    for year in years:
        yield Column(f"meta_{year}", f"Meta {year}", "", Kind.DECIMAL, _of_year(year))
    for year in years:
        yield Column(f"recursos_{year}", f"Recursos {year}", "", Kind.DECIMAL, _money_of_year(year))


def _of_year(year: int) -> Callable[[GoalRow], Value]:
    return lambda row: plain(row.years.get(year))


def _money_of_year(year: int) -> Callable[[GoalRow], Value]:
    return lambda row: plain(row.money.get(year))


_Fixed = tuple[str, str, Kind, Callable[[GoalRow], Value]]
_FIXED: tuple[_Fixed, ...] = (
    ("linea_codigo", "Código de la línea", Kind.TEXT, lambda row: row.line_code),
    ("linea", "Línea estratégica", Kind.TEXT, lambda row: row.line),
    ("programa_codigo", "Código del programa", Kind.TEXT, lambda row: row.programme_code),
    ("programa", "Programa", Kind.TEXT, lambda row: row.programme),
    ("codigo_meta", "Código de la meta", Kind.TEXT, lambda row: row.code),
    ("meta", "Meta", Kind.PROSE, lambda row: row.name),
    ("producto_codigo", "Código de producto (MGA)", Kind.TEXT, lambda row: row.product_code),
    ("producto", "Producto", Kind.PROSE, lambda row: row.product),
    ("responsable", "Responsable", Kind.TEXT, lambda row: row.unit),
    ("indicador_codigo", "Código de indicador", Kind.TEXT, lambda row: row.indicator_code),
    ("indicador", "Indicador", Kind.PROSE, lambda row: row.indicator),
    ("unidad", "Unidad de medida", Kind.TEXT, lambda row: row.measured_in),
    ("linea_base", "Línea base", Kind.DECIMAL, lambda row: plain(row.baseline)),
    ("anio_base", "Año de la línea base", Kind.WHOLE, lambda row: row.baseline_year),
    ("meta_cuatrienio", "Meta del cuatrienio", Kind.DECIMAL, lambda row: plain(row.target)),
    ("hasta", "Fecha límite", Kind.DATE, lambda row: row.due_on),
    ("tipo", "Tipo de meta", Kind.TEXT, lambda row: row.told_as),
)
