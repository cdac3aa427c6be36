"""What an app says of a table that it takes in: its fields, what taking it in would do, and doing it.

The pages that bring a table (choose the columns, see it, confirm) are the same for all; see `front/portal/imports.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import Tracked
from rendir.foundation.core.importing import Finding
from rendir.foundation.core.mapping import Field, Row
from rendir.foundation.library.models import StoredFile

Scope = Tracked | None
"""The thing that a table is brought for (a survey, a source); None where it is for the whole app."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a table in would do: how many things it would add, change and leave as they are; what was found in
    its rows beyond single cells; and what else a person should know before confirming, a sentence each.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it, in a sentence, and where it is seen."""

    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Importer:
    """A table that an app takes in.

    `fields` may depend on the scope. `preview(rows, scope)` only looks; `apply(rows, scope, source, by=…)` writes all
    of it or nothing, inside the transaction that closes the table, and `source` is the file as it came, kept by its
    hash: None with `keeps_file=False`, for what must not be kept (a register of people). `scope` finds the thing by
    the public identity that stands in the address, or refuses. `one` and `many` name what a row is.
    """

    key: str
    title: str
    explains: str
    perm: Perm
    fields: tuple[Field, ...] | Callable[[Any], tuple[Field, ...]]
    preview: Callable[[Sequence[Row], Any], Preview]
    apply: Callable[..., Done]
    scope: Callable[[str], Tracked] | None = None
    keeps_file: bool = True
    one: str = "fila"
    many: str = "filas"

    def fields_of(self, scope: Scope) -> tuple[Field, ...]:
        """The fields of a table for that thing."""
        return self.fields(scope) if callable(self.fields) else self.fields

    def take_in(self, rows: Sequence[Row], scope: Scope, source: StoredFile | None, *, by: Actor) -> Done:
        """Write what the rows say."""
        return self.apply(rows, scope, source, by=by)
