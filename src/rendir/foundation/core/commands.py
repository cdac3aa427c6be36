"""What every `rendir` command shares: wrong use ends with 2 and one clear line, a refusal with 1 and its way out."""

import re
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.outages import AWAY, outage_of
from rendir.foundation.core.refusal import Refusal

WRONG_USE = 2

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"falta \1"),
    (r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)", r"\1 no puede ser «\2»; escoja entre \3"),
    (r"argument (.+): invalid \w+ value: '(.*)'", r"\1 no puede ser «\2»: se espera un número"),
    (r"argument (.+): expected one argument", r"a \1 le falta su valor"),
    (r"unrecognized arguments: (.+)", r"no se entiende «\1»"),
)
"""What argparse says and how we say it; anything else stays as it is."""


class SpanishHelp(RawDescriptionHelpFormatter):
    """argparse's help with its own words in Spanish."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 - argparse's own signature
        super().add_usage(usage, actions, groups, "uso: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        ours = {"options": "opciones", "positional arguments": "argumentos"}
        super().start_section(ours.get(heading or "", heading))


class OneLineParser(CommandParser):
    """Says in one line what is wrong with the words of a command."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own options
        super().__init__(**{"formatter_class": SpanishHelp, **options, "add_help": False})
        self.add_argument("-h", "--help", action="help", help="muestra esta ayuda")

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {_in_spanish(message)}. Vea «{self.prog} --help».\n")
        sys.exit(WRONG_USE)


class RendirCommand(BaseCommand):
    """A command that speaks plainly. Subclasses write `add_arguments` and `run`."""

    manual = ""

    def create_parser(self, prog_name: str, subcommand: str, **_: Any) -> CommandParser:  # noqa: ANN401, ARG002 - Django's
        parser = OneLineParser(
            prog=f"rendir {subcommand}",
            description=self.manual or self.help,
            missing_args_message=getattr(self, "missing_args_message", None),
            called_from_command_line=getattr(self, "_called_from_command_line", None),
        )
        self.add_base_argument(parser, "--traceback", action="store_true", help="muestra el detalle de un error")
        parser.set_defaults(verbosity=1, settings=None, pythonpath=None, no_color=False, force_color=False)
        parser.set_defaults(skip_checks=False)
        self.add_arguments(parser)
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:  # noqa: ANN401 - Django's own signature
        """Say a failure as the command's own line; Django would begin it with the name of a Python class."""
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if options.get("traceback") or not getattr(self, "_called_from_command_line", False):
                raise
            name = type(self).__module__.rpartition(".")[2]
            self.stderr.write(f"rendir {name}: {error}")
            sys.exit(error.returncode)

    def handle(self, *args: Any, **options: Any) -> str | None:  # noqa: ANN401 - Django's own signature
        """Run; turn what the domain refuses, and a bad day, into one line and its way out."""
        try:
            return self.run(*args, **options)
        except (Refusal, Unreadable) as refusal:
            text = f"{refusal.message} {refusal.way_out}".strip()
            raise CommandError(text) from refusal
        except (DatabaseError, OSError) as error:
            outage = outage_of(error)
            if outage is None:
                raise
            raise CommandError(outage.command) from error

    def run(self, *args: Any, **options: Any) -> str | None:  # noqa: ANN401 - Django's own signature
        raise NotImplementedError

    def wrong_use(self, message: str) -> CommandError:
        """A `CommandError` that ends with 2."""
        return CommandError(message, returncode=WRONG_USE)


def subcommands(parser: ArgumentParser, *, title: str) -> Any:  # noqa: ANN401 - argparse keeps its type private
    """The place where a command's own commands are added; each is a `OneLineParser` too."""
    return parser.add_subparsers(dest="action", required=True, title=title, metavar="ORDEN", parser_class=OneLineParser)


def why_not_ready() -> str | None:
    """What is missing before a command can use the database; nothing where it is up to date."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return AWAY.command
    return (
        "esta instalación no está lista. Ejecute «rendir start» para empezarla, o «rendir migrate» si acaba de "
        "actualizar Rendir."
        if behind
        else None
    )


def why_no_file(error: OSError) -> str:
    """Why a file cannot be read or written, in our own words where the reason is a usual one."""
    usual = {FileNotFoundError: "no existe", IsADirectoryError: "es una carpeta", PermissionError: "no hay permiso"}
    return usual.get(type(error)) or error.strerror or str(error)


def _in_spanish(complaint: str) -> str:
    for pattern, ours in _COMPLAINTS:
        if re.fullmatch(pattern, complaint):
            return re.sub(pattern, ours, complaint).replace("'", "")
    return complaint
