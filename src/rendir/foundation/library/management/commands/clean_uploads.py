"""`rendir clean_uploads`: the timed job of uploads and of tables that wait."""

from typing import Any

from rendir.foundation.audit.actors import Job
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.foundation.library.actions import clean_uploads, discard_old_tables

CLEANER = Job("uploads")


class Command(RendirCommand):
    """Removes what nobody went on with. Run it every night; running it twice removes nothing twice."""

    help = "Quita las cargas y las tablas que nadie siguió."

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        uploads, tables = clean_uploads(by=CLEANER), discard_old_tables(by=CLEANER)
        left = count(uploads, "carga abandonada", "cargas abandonadas")
        self.stdout.write(f"{left}; {count(tables, 'tabla descartada', 'tablas descartadas')}.")
