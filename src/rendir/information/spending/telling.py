"""What the commands of spending say: how far a file is, and what came of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.core.management.base import CommandError
from django.urls import reverse

from rendir.foundation.core.commands import why_not_ready
from rendir.foundation.core.components.wording import written_number
from rendir.information.spending.models import SpendingImport

COUNTS = ("rows", "added", "changed", "same", "others", "bad", "missing")


class Writer(Protocol):
    """Where a command writes."""

    def write(self, msg: str) -> object: ...


def must_be_ready() -> None:
    """`CommandError` where nothing is installed."""
    if (reason := why_not_ready()) is not None:
        raise CommandError(reason)


def must_be_there(path: Path) -> Path:
    """`CommandError` where there is no such file."""
    if not path.is_file():
        message = f"«{path}» no se pudo leer: no existe"
        raise CommandError(message)
    return path


def tell_progress(out: Writer) -> Callable[[SpendingImport], None]:
    """A line after each batch."""

    def tell(made: SpendingImport) -> None:
        out.write(f"{written_number(made.rows)} filas leídas, {written_number(made.bad)} sin entender")

    return tell


def tell_done(out: Writer, made: SpendingImport, form: str) -> None:
    """What came of it, in words or for a program."""
    counts = {name: getattr(made, name) for name in COUNTS}
    if form == "json":
        told = {"import": made.public_id, "source": made.source, "sha256": made.sha256, **counts}
        told["bad_rows"] = [{"line": one.line, "why": one.why} for one in made.bad_rows.order_by("pk")[:1000]]
        out.write(json.dumps(told, ensure_ascii=False))
        return
    names = ("leídas", "nuevas", "cambiadas", "iguales", "de otras entidades", "sin entender", "que no vinieron")
    words = ", ".join(f"{written_number(counts[key])} {name}" for key, name in zip(COUNTS, names, strict=True))
    out.write(f"{made.get_source_display()}. Filas: {words}.")
    if made.bad:
        out.write(f"Las que no se entendieron, por línea: {reverse('spending_desk:import', args=[made.public_id])}")
