"""How a table of facts is declared: its columns, its rows, what may be asked of it, its licence and its norm. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

Row = TypeVar("Row")
Value = str | int | float | Decimal | date | datetime | Sequence[str] | None
Key = tuple[str | int, ...]

LIST_SEPARATOR = " | "
_OURS = frozenset({"cursor", "limite"})  # what an address asks of every dataset, beside its filters
_MACHINE_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_ADDRESS_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


class Kind(StrEnum):
    """What the values of a column are. The value is the word that the data dictionary shows."""

    TEXT = "texto"
    PROSE = "texto largo"
    WHOLE = "número entero"
    DECIMAL = "número decimal"
    DATE = "fecha"
    MOMENT = "fecha y hora"
    FLAG = "sí o no"
    LIST = "lista"
    ADDRESS = "dirección web"

    @property
    def written(self) -> str:
        """How a value of this kind is written in a text file, in plain Spanish."""
        return _WRITTEN[self]


_WRITTEN = {
    Kind.TEXT: "Texto corto.",
    Kind.PROSE: "Texto que puede tener varias líneas.",
    Kind.WHOLE: "Cifras sin separador de miles.",
    Kind.DECIMAL: "Cifras con punto decimal, sin separador de miles.",
    Kind.DATE: "AAAA-MM-DD.",
    Kind.MOMENT: "AAAA-MM-DDThh:mm:ss-05:00, hora de Colombia.",
    Kind.FLAG: "«sí» o «no» (en JSON, true o false).",
    Kind.LIST: f"Varios textos separados por «{LIST_SEPARATOR}» (en JSON, una lista).",
    Kind.ADDRESS: "Dirección completa de una página.",
}


@dataclass(frozen=True)  # with slots, Python 3.11 cannot make a `Column[…](…)`
class Column(Generic[Row]):
    """One column: its machine name (Spanish, ASCII, snake_case, for ever), its title and meaning for a reader, the
    kind of its values, and how the value is taken from a row. None means that it is not known, in every format.
    """

    name: str
    title: str
    description: str
    kind: Kind
    value: Callable[[Row], Value]

    def __post_init__(self) -> None:
        _require_machine_name(self.name)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader may ask of a dataset: the parameter's name, and its accepted values with their labels (all, where
    there is none).
    """

    name: str
    title: str
    description: str
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None

    def __post_init__(self) -> None:
        _require_machine_name(self.name)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows are wanted: by filter name and value, after a key in the dataset's order, at most `limit`."""

    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    after: Key | None = None
    limit: int | None = None


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms the data may be used."""

    name: str
    address: str


CC_BY_4 = Licence(
    "Creative Commons Atribución 4.0 Internacional", "https://creativecommons.org/licenses/by/4.0/deed.es"
)


@dataclass(frozen=True)  # with slots, Python 3.11 cannot make a `Dataset[…](…)`
class Dataset(Generic[Row]):
    """A table of facts, declared once.

    `rows` gives the selected rows lazily, in an order that only the `key` columns decide and that new rows do not
    change; the key tells every row from the others.
    `count` says how many rows there are without a filter, `updated` when they last changed (None: never had any);
    `topics` are the counters of the ledger that move when a row may have changed.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[Selection], Iterable[Row]]
    key: tuple[str, ...]
    count: Callable[[], int]
    updated: Callable[[], datetime | None]
    legal_basis: str
    keywords: tuple[str, ...]
    topics: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    licence: Licence = CC_BY_4

    def __post_init__(self) -> None:
        if not _ADDRESS_NAME.fullmatch(self.name):
            message = f"«{self.name}» names no dataset: lower-case ASCII words joined by single hyphens or underscores"
            raise ValueError(message)
        names = [column.name for column in self.columns]
        if not names or len(names) != len(set(names)):
            message = f"the dataset «{self.name}» needs columns, each named once"
            raise ValueError(message)
        if not self.key or not set(self.key) <= set(names):
            message = f"the key of the dataset «{self.name}» is made of its columns"
            raise ValueError(message)
        if {one.name for one in self.filters} & _OURS:
            message = f"no filter of the dataset «{self.name}» may be called {' or '.join(sorted(_OURS))}"
            raise ValueError(message)

    def column(self, name: str) -> Column[Row]:
        """The column of that name; `KeyError` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _require_machine_name(name: str) -> None:
    if not _MACHINE_NAME.fullmatch(name):
        message = f"«{name}» is not a machine name: lower-case ASCII words joined by single underscores"
        raise ValueError(message)
