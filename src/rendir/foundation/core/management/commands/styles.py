"""`rendir styles`: writes the stylesheet pages ask for from the files people edit."""

from pathlib import Path

from django.core.management.base import BaseCommand

from rendir.foundation.core import stylesheet

FOLDER = Path(stylesheet.__file__).parents[2] / "static" / "css"


class Command(BaseCommand):
    """Takes no arguments: the parts and the place are the package's own."""

    help = "Reúne los estilos de static/css en el único archivo que piden las páginas."
    requires_system_checks = ()

    def handle(self, **_options: object) -> None:
        target = FOLDER / stylesheet.NAME
        target.write_text(stylesheet.build(FOLDER), encoding="utf-8")
        self.stdout.write(f"{target.name}: {target.stat().st_size} bytes")
