"""How one value is written: as text for CSV, as a plain value for JSON. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from rendir.foundation.core.tabular.declaration import LIST_SEPARATOR, Column, Kind, Row
from rendir.foundation.core.tabular.formulas import escape_formula, writable
from rendir.foundation.core.zone import BOGOTA

Plain = str | int | float | bool | list[str] | None
T = TypeVar("T")


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in lists of `size`; the last may be shorter."""
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch


def as_text(columns: Sequence[Column[Row]]) -> Callable[[Row], list[str]]:
    """What turns a row into its cells of a text file: nothing known is an empty cell, formulas are harmless."""
    cells = [(column.value, _TEXT[column.kind]) for column in columns]
    return lambda row: ["" if (value := take(row)) is None else write(value) for take, write in cells]


def as_plain(columns: Sequence[Column[Row]]) -> Callable[[Row], dict[str, Plain]]:
    """What turns a row into a JSON object: nothing known is null, lists are lists, numbers are numbers."""
    cells = [(column.name, column.value, _PLAIN[column.kind]) for column in columns]
    return lambda row: {name: None if (value := take(row)) is None else write(value) for name, take, write in cells}


def _safe_text(text: str) -> str:
    """What no file may hold goes first: it could hide a formula, or the apostrophe from whoever takes it away."""
    return escape_formula(writable(text))


def _list_text(values: Sequence[str]) -> str:
    return _safe_text(LIST_SEPARATOR.join(values))


def _day(value: date) -> str:
    return value.isoformat()


def _moment(value: datetime) -> str:
    return value.astimezone(BOGOTA).isoformat(timespec="seconds")


def _flag_text(value: object) -> str:
    return "sí" if value else "no"


def _number(value: Decimal | float) -> int | float:
    """`ValueError` or `OverflowError` where the value is no number: better no file than a false one."""
    return int(value) if value == int(value) else float(value)


def _number_text(value: Decimal | float) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(_number(value))


_TEXT: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _safe_text,
    Kind.PROSE: _safe_text,
    Kind.ADDRESS: _safe_text,
    Kind.WHOLE: str,
    Kind.DECIMAL: _number_text,
    Kind.DATE: _day,
    Kind.MOMENT: _moment,
    Kind.FLAG: _flag_text,
    Kind.LIST: _list_text,
}
_PLAIN: dict[Kind, Callable[[Any], Plain]] = {
    Kind.TEXT: str,
    Kind.PROSE: str,
    Kind.ADDRESS: str,
    Kind.WHOLE: int,
    Kind.DECIMAL: _number,
    Kind.DATE: _day,
    Kind.MOMENT: _moment,
    Kind.FLAG: bool,
    Kind.LIST: list,
}
