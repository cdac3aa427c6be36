"""`rendir runserver`: the same server for a trial and for production."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from rendir.foundation.core import env
from rendir.foundation.core.commands import RendirCommand
from rendir.front.portal.serving import must_be_free, prepare, serve

LOCAL = "127.0.0.1"


class Command(RendirCommand):
    """Serves the site."""

    help = "Sirve el sitio."
    manual = "Pone la base de datos y los archivos al día y sirve el sitio con granian."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="", metavar="[SERVIDOR:]PUERTO", help="por ejemplo 8000")
        parser.add_argument("--reload", action="store_true", help="vuelve a empezar cuando cambia el código")

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        host, _sign, port = options["address"].rpartition(":")
        try:
            number = env.as_port(port) if port else settings.PORT
        except ValueError as error:
            message = f"«{port}» {error}: escriba un número de 1 a 65535"
            raise self.wrong_use(message) from error
        must_be_free(host or LOCAL, number)
        prepare()
        self.stdout.write(f"Rendir en http://{host or 'localhost'}:{number}/ (Ctrl+C para detenerlo)")
        self.stdout.flush()
        serve(host=host or LOCAL, port=number, reload=options["reload"])
