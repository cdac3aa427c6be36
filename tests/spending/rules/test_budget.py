"""A row of CUIPO as a budget line."""

from datetime import date
from decimal import Decimal

import pytest

from factories.spending import CUT, ROADS_LINE
from rendir.information.spending.rules.budget import BudgetKey, BudgetRow, read_line, told_amounts
from rendir.information.spending.rules.cells import DayOrder
from rendir.information.spending.rules.execution import Amounts
from rendir.information.spending.rules.shapes import CUIPO_WHOLE

COLUMNS = CUIPO_WHOLE.places(ROADS_LINE)


def _read(changed: dict[str, str] | None = None, *, cut_on: date | None = None) -> BudgetRow:
    return read_line({**ROADS_LINE, **(changed or {})}, COLUMNS, DayOrder.DAY_FIRST, cut_on=cut_on)


def test_what_is_kept_of_a_line() -> None:
    assert _read() == BudgetRow(
        BudgetKey(CUT, "16", "VIGENCIA ACTUAL", "2.3.2.01", "Regalías"),
        "Vías terciarias",
        "Administración central",
        "Regalías",
        Amounts(Decimal(1650), Decimal(2000), Decimal(1500), Decimal(600), Decimal(500)),
    )


def test_rows_of_one_line_add_up_and_lines_of_two_cuts_are_two() -> None:
    assert (_read() + _read()).amounts.paid == 1000
    assert _read().key.identity == _read({"Pagos": "1"}).key.identity
    assert _read().key.identity != _read({"Corte": "20210901"}).key.identity


def test_the_cut_is_what_the_row_says_else_what_a_person_said() -> None:
    assert _read({"Corte": ""}, cut_on=date(2021, 6, 30)).key.cut_on == date(2021, 6, 30)
    assert _read(cut_on=date(2021, 6, 30)).key.cut_on == CUT


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"Cuenta": ""}, "Falta el código"), ({"Corte": ""}, "fecha de corte"), ({"Pagos": "x"}, "Pagos: «x»")],
)
def test_a_cell_that_cannot_be_read_says_which_and_why(changed: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        _read(changed)


def test_a_table_tells_only_of_the_amounts_that_it_has_columns_for() -> None:
    assert told_amounts(COLUMNS) == ("initial", "definitive", "committed", "obliged", "paid")
    assert told_amounts({"paid": ("Pagos",), "code": ("Cuenta",)}) == ("paid",)
