"""`rendir demo`: a fictitious municipality with its year, to get to know Rendir."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.organization.queries import current_entity
from rendir.front.portal.demo.cast import PASSWORD, PLAYERS, email_of
from rendir.front.portal.demo.year import live_the_year
from rendir.front.portal.serving import must_be_free, prepare, serve
from rendir.plan.planning.queries import published_versions


class Command(RendirCommand):
    """Loads the demo year once, prints who can sign in and serves it."""

    help = "Carga un municipio ficticio con su año 2021 y lo sirve."
    manual = (
        "Carga un municipio ficticio con su año 2021 y lo sirve en PORT (8000 si no se dice).\n\n"
        "El día queda en el 15 de octubre de 2021 si RENDIR_TODAY no dice otro. Lo ya cargado no se carga de nuevo;\n"
        "una instalación verdadera no se toca."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="carga y termina")

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        if not options["no_serve"]:
            must_be_free("127.0.0.1", settings.PORT)
        prepare()
        entity = current_entity()
        if entity and not entity.is_fictitious:
            message = f"esta carpeta es de «{entity.name}»; para la demostración use otra RENDIR_DATA"
            raise CommandError(message)
        if entity and not published_versions().exists():
            message = "la carga anterior quedó a medias. Borre la carpeta RENDIR_DATA y empiece de nuevo"
            raise CommandError(message)
        if entity is None:
            self.stdout.write("Cargando el año 2021 de Villa Clara, un municipio ficticio…")
            live_the_year()
        self._tell()
        if not options["no_serve"]:
            self.stdout.write(f"\nAbra http://localhost:{settings.PORT}/  (Ctrl+C para detenerlo)")
            self.stdout.flush()
            serve(host="127.0.0.1", port=settings.PORT)

    def _tell(self) -> None:
        self.stdout.write(f"\nPara entrar en /gestion/, con la clave {PASSWORD}:")
        for player in PLAYERS:
            self.stdout.write(f"  {email_of(player):<38} {player.role.label} ({player.name})")
