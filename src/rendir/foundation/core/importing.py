"""What every import of a table shares: where a value stands, what was found, what is proposed. Pure.

An importer reads a file into a `Grid`, understands it into plain values plus `Finding`s, shows both, and writes
only what a person confirms. Two kinds of outcome are never mixed: a reading applied (`applied=True`: a fact of
the file's structure) and a proposal (`proposal`: what a person may accept or leave).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a file something was read. All numbers are 1-based; `line` is the line of a text file, the row of a
    sheet or of a page's or document's `table`, the paragraph of a document. `text` is the cell as written, where it
    helps a reader.
    """

    line: int
    column: int | None = None
    sheet: str | None = None
    text: str | None = None
    page: int | None = None
    table: int | None = None

    @property
    def place(self) -> str:
        """`línea 12, columna 9`; `página 2, tabla 1, fila 3`, as a person looks for it."""
        named = (("hoja", self.sheet and f"«{self.sheet}»"), ("página", self.page), ("tabla", self.table))
        line = ("fila" if self.sheet or self.table else "línea", self.line)
        parts = (*named, line, ("columna", self.column))
        return ", ".join(f"{word} {value}" for word, value in parts if value is not None)

    def as_json(self) -> dict[str, object]:
        """Only the coordinates it has."""
        data = {
            "line": self.line,
            "column": self.column,
            "sheet": self.sheet,
            "text": self.text,
            "page": self.page,
            "table": self.table,
        }
        return {key: value for key, value in data.items() if value is not None}

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Self:
        """The inverse of `as_json`."""
        return cls(**data)  # type: ignore[arg-type] # written by as_json


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as written, and where it stands.

    `merged_from` is set on each further place that a merged cell covers: it is where the text is written. `loose`
    text is a line of the page, in no table. `shaded` is the colour behind the cell (`RRGGBB`), where it has one.
    """

    text: str
    source: Source
    merged_from: Source | None = None
    loose: bool = False
    shaded: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read: rows of cells, not necessarily of one width. `name` is the sheet's or the file's.

    `hidden` tells that the whole sheet is; `hidden_lines` and `hidden_columns` (1-based) which of its rows and columns
    are. `stale` are the cells whose formula was never calculated: they read as empty.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    hidden: bool = False
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    stale: tuple[Source, ...] = ()

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)


class Severity(StrEnum):
    """How much a finding matters to the person who imports."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> str:
        return {"info": "Para saber", "warning": "Para revisar", "error": "Hay que corregir"}[self]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be put in place of what is missing or doubtful, and why. Only a person accepts it.

    `field` names the field of the imported thing (`responsibles`, `action_type`, …); `value` is JSON.
    `confidence` runs from 0 to 1.
    """

    field: str
    value: object
    reason: str
    confidence: float = 0.5

    def as_json(self) -> dict[str, object]:
        return {"field": self.field, "value": self.value, "reason": self.reason, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader of the file must know: what (`code`), where, in plain Spanish, and what was done about it.

    `target` names the imported thing concerned (an activity's code such as `I7`), where there is one.
    """

    code: str
    severity: Severity
    message: str
    source: Source | None = None
    applied: bool = False
    proposal: Proposal | None = None
    target: str | None = None

    def as_json(self) -> dict[str, object]:
        """The finding as `rendir plan import --format json` prints it."""
        return {
            "code": str(self.code),
            "severity": self.severity.value,
            "source": self.source.as_json() if self.source else None,
            "message": self.message,
            "applied": self.applied,
            "proposal": self.proposal.as_json() if self.proposal else None,
        }

    def as_kept(self) -> dict[str, object]:
        """The finding as an import keeps it, with the activity that it is about."""
        return {**self.as_json(), "target": self.target}

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Self:
        """The inverse of `as_kept`. `data` is trusted: it was written by `as_kept`."""
        source, proposal = data["source"], data["proposal"]
        target = data.get("target")
        return cls(
            code=str(data["code"]),
            severity=Severity(str(data["severity"])),
            message=str(data["message"]),
            source=Source.from_json(source) if isinstance(source, dict) else None,
            applied=data["applied"] is True,
            proposal=Proposal(**proposal) if isinstance(proposal, dict) else None,
            target=None if target is None else str(target),
        )


class Unreadable(Exception):  # noqa: N818 - an answer to the person, not a fault of the program
    """The file cannot be read as a table. `message` says why, `way_out` what to do."""

    def __init__(self, message: str, *, way_out: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out
