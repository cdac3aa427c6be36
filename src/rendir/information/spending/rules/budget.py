"""A budget line as a row of CUIPO says it. Rows that differ only in what is not kept (product, third party) add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from rendir.information.spending.rules import cells
from rendir.information.spending.rules.contracts import Cells, Columns, first_of
from rendir.information.spending.rules.execution import AMOUNTS, Amounts

LABELS = {
    "initial": "Apropiación inicial",
    "definitive": "Apropiación definitiva",
    "committed": "Compromisos",
    "obliged": "Obligaciones",
    "paid": "Pagos",
}


@dataclass(frozen=True, slots=True)
class BudgetKey:
    """What tells a line from the others of all cuts."""

    cut_on: date
    section_code: str
    validity: str
    code: str
    fund_code: str

    @property
    def identity(self) -> str:
        """The same in few letters."""
        told = (str(self.cut_on), self.section_code, self.validity, self.code, self.fund_code)
        return sha256("\x1f".join(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """What a row says of a line."""

    key: BudgetKey
    name: str
    section: str
    fund: str
    amounts: Amounts

    def __add__(self, other: "BudgetRow") -> "BudgetRow":
        return BudgetRow(self.key, self.name, self.section, self.fund, self.amounts + other.amounts)


def told_amounts(columns: Columns) -> tuple[str, ...]:
    """Which amounts a table tells: what it has no column for, it says nothing of."""
    return tuple(name for name in AMOUNTS if name in columns)


def read_line(row: Cells, columns: Columns, order: cells.DayOrder, *, cut_on: date | None) -> BudgetRow:
    """The line of a row. `ValueError`, with a sentence for a person, where a cell cannot be read."""

    def text(field: str, most: int) -> str:
        return cells.said(first_of(row, columns, field), most)

    code = text("code", 60)
    if not code:
        raise ValueError("Falta el código de la cuenta.")
    cut = cells.cut_of_period(first_of(row, columns, "period"), order) or cut_on
    if cut is None:
        raise ValueError("No se sabe la fecha de corte: dígala al traer el archivo.")
    fund = text("fund", 250)
    key = BudgetKey(
        cut,
        text("section_code", 40) or text("section", 40),
        text("validity", 120),
        code,
        text("fund_code", 60) or fund[:60],
    )
    return BudgetRow(key, text("name", 300), text("section", 200), fund, _amounts(row, columns))


def _amounts(row: Cells, columns: Columns) -> Amounts:
    found: Mapping[str, object] = {name: _pesos(LABELS[name], first_of(row, columns, name)) for name in AMOUNTS}
    return Amounts(**found)  # type: ignore[arg-type]


def _pesos(label: str, written: str) -> object:
    try:
        return cells.pesos(written)
    except ValueError as error:
        raise ValueError(f"{label}: {error}") from error
