"""A contract as a row of SECOP says it: what is kept of it, which one it is, and whether it is the entity's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from rendir.foundation.core.spanish import fold
from rendir.information.spending.rules import cells
from rendir.information.spending.rules.shapes import Shape
from rendir.information.spending.rules.suppliers import published_name

NO_DAY = date(1900, 1, 1)
"""Where a contract without any date stands in a list by date: at its end."""
_NOT_DIGIT = re.compile(r"\D")
_WORD = re.compile(r"[a-z0-9]+")
_ADDRESS = re.compile(r"https?://\S{4,490}")
_MOST_WORDS = 80
_LONGEST_IDENTITY = 200

Columns = Mapping[str, tuple[str, ...]]
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ContractRow:
    """What is kept of a contract. None is «sin dato»."""

    identity: str
    number: str
    process: str
    subject: str
    modality: str
    kind: str
    supplier: str
    is_person: bool
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    value: Decimal | None
    paid: Decimal | None
    status: str
    address: str

    @property
    def day(self) -> date:
        """The day by which it is listed: signed, else begun, else ended."""
        return self.signed_on or self.starts_on or self.ends_on or NO_DAY

    @property
    def year(self) -> int | None:
        """The year it is of; None where nothing says it."""
        return None if self.day == NO_DAY else self.day.year

    @property
    def digest(self) -> str:
        """A hash of all that is kept: the same row gives the same."""
        told = (getattr(self, name) for name in KEPT)
        return sha256("\x1f".join("" if one is None else str(one) for one in told).encode()).hexdigest()

    @property
    def words(self) -> str:
        """The words by which it is found, each after a space. Nobody's name is among them."""
        supplier = "" if self.is_person else self.supplier
        return words_of(f"{self.subject} {self.number} {self.process} {supplier} {self.kind}")


KEPT = tuple(ContractRow.__slots__)


def words_of(text: str) -> str:
    """The words of a text, folded, each once, each after a space."""
    found = dict.fromkeys(_WORD.findall(fold(text)))
    return "".join(f" {word}" for word in list(found)[:_MOST_WORDS])


class EntityNit:
    """The NIT of an entity, however it is written: with dots, with its last digit or without."""

    def __init__(self, written: str) -> None:
        head, _, check = written.partition("-")
        self.digits = _NOT_DIGIT.sub("", head)
        self.checked = f"{self.digits}{_NOT_DIGIT.sub('', check)}"

    def is_told_by(self, written: str) -> bool:
        """Whether a cell says this NIT."""
        found = _NOT_DIGIT.sub("", written)
        return bool(self.digits) and found in {self.digits, self.checked}


def first_of(row: Cells, columns: Columns, field: str) -> str:
    """What the columns of a field say: the first of them that says anything."""
    for name in columns.get(field, ()):
        if written := row.get(name, ""):
            return written
    return ""


def read_contract(
    row: Cells, columns: Columns, shape: Shape, order: cells.DayOrder, *, names_people: bool
) -> ContractRow:
    """The contract of a row. `ValueError`, with a sentence for a person, where a cell cannot be read."""

    def text(field: str, most: int) -> str:
        return cells.said(first_of(row, columns, field), most)

    number, process = text("number", 120), text("process", 120)
    supplier, is_person = published_name(
        text("supplier", 300),
        document_kind=text("document_kind", 60),
        document=text("document", 40),
        is_group=text("is_group", 10),
        names_people=names_people,
    )
    address = text("address", 500)
    return ContractRow(
        identity=_identity(text("identity", 300), text("origin", 40), process, number, shape),
        number=number,
        process=process,
        subject=text("subject", 4000),
        modality=text("modality", 160),
        kind=text("kind", 120),
        supplier=supplier,
        is_person=is_person,
        signed_on=_day("Fecha de firma", first_of(row, columns, "signed_on"), order),
        starts_on=_day("Fecha de inicio", first_of(row, columns, "starts_on"), order),
        ends_on=_day("Fecha de fin", first_of(row, columns, "ends_on"), order),
        value=_positive("Valor", first_of(row, columns, "value")),
        paid=_positive("Valor pagado", first_of(row, columns, "paid")),
        status=text("status", 60),
        address=address if _ADDRESS.fullmatch(address) else "",
    )


def _identity(own: str, origin: str, process: str, number: str, shape: Shape) -> str:
    """What tells a contract from all others of its source. SECOP Integrado has no number of its own for a row."""
    if "identity" not in shape.columns and number:
        own = f"{origin}|{process}|{number}"
    if not own:
        raise ValueError("Falta el número que distingue el contrato.")
    return own if len(own) <= _LONGEST_IDENTITY else sha256(own.encode()).hexdigest()


def _day(label: str, written: str, order: cells.DayOrder) -> date | None:
    try:
        return cells.day(written, order)
    except ValueError as error:
        raise ValueError(f"{label}: {error}") from error


def _positive(label: str, written: str) -> Decimal | None:
    try:
        found = cells.pesos(written)
    except ValueError as error:
        raise ValueError(f"{label}: {error}") from error
    if found is not None and found < 0:
        raise ValueError(f"{label}: un contrato no vale menos que cero.")
    return found
