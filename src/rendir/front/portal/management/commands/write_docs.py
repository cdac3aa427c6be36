"""`make docs`: write the reference pages from the code, or say which of them are out of date."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from rendir.foundation.core.commands import RendirCommand
from rendir.front.portal.reference.pages import stale, write


class Command(RendirCommand):
    """Keeps `docs/generated` as the code says. For developers."""

    help = "Escribe docs/generated desde el código, o dice qué página quedó atrás."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="no escribe; termina con 1 si una página quedó atrás")
        parser.add_argument(
            "--folder", metavar="CARPETA", type=Path, default=Path("docs/generated"), help="dónde están las páginas"
        )

    def run(self, *_: Any, check: bool, folder: Path, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        if not check:
            for path in write(folder):
                self.stdout.write(f"{path}")
        elif late := stale(folder):
            message = f"no dicen lo que dice el código: {', '.join(str(path) for path in late)}. Corra «make docs»."
            raise CommandError(message)
