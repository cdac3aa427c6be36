"""`rendir start`: a real, empty installation."""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.core.validators import validate_email

from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.organization.queries import current_entity
from rendir.front.portal.actions import start_installation
from rendir.front.portal.serving import prepare


class Command(RendirCommand):
    """Asks for the entity and the first person, and leaves everything ready to sign in."""

    help = "Crea una instalación verdadera y vacía."
    manual = (
        "Prepara la base de datos y pregunta cuatro cosas: la entidad, su nombre corto, y el nombre y el correo de\n"
        "la primera persona, que lidera el equipo y después invita a las demás. Lo que se diga con opciones no se\n"
        "pregunta; la clave se lee también de la entrada con --password-stdin."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--entity", metavar="ENTIDAD", help="nombre de la entidad, como «Alcaldía de Villa Clara»")
        parser.add_argument("--short-name", metavar="NOMBRE", help="nombre corto, como «Villa Clara»")
        parser.add_argument("--name", metavar="PERSONA", help="nombre de la primera persona")
        parser.add_argument("--email", metavar="CORREO", help="correo de la primera persona")
        parser.add_argument("--password-stdin", action="store_true", help="lee la clave de la entrada")

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        prepare()
        if entity := current_entity():
            message = f"esta instalación ya es de «{entity.name}». Para otra, use otra carpeta RENDIR_DATA"
            raise CommandError(message)
        person = start_installation(
            entity=options["entity"] or self._ask("Nombre de la entidad: "),
            short_name=options["short_name"] or self._ask("Nombre corto: "),
            name=options["name"] or self._ask("Nombre de la primera persona: "),
            email=self._email(options["email"]),
            password=self._password(from_stdin=options["password_stdin"]),
        )
        self.stdout.write(f"Listo. Ejecute «rendir runserver» y entre en /gestion/ con {person.email}.")

    def _ask(self, question: str) -> str:
        while not (answer := self._line(question)):
            self.stdout.write("Hace falta este dato.")
        return answer

    def _line(self, question: str) -> str:
        try:
            return input(question).strip()
        except EOFError as error:
            message = f"falta una respuesta: {question.strip(': ').lower()}. Vea «rendir start --help»"
            raise self.wrong_use(message) from error

    def _email(self, given: str | None) -> str:
        email = given or self._ask("Su correo: ")
        try:
            validate_email(email)
        except ValidationError as error:
            message = f"«{email}» no es un correo"
            raise self.wrong_use(message) from error
        return email

    def _password(self, *, from_stdin: bool) -> str:
        password = sys.stdin.readline().strip() if from_stdin else getpass("Clave (no se ve al escribir): ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise self.wrong_use(" ".join(error.messages)) from error
        return password
