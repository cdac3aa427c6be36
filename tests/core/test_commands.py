"""Every command: 0 when done, 1 with one line when refused, 2 with one line when wrongly used."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from rendir.foundation.core.commands import RendirCommand, subcommands
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.refusal import Invalid


class Command(RendirCommand):
    """Counts, or says why it cannot."""

    help = "Cuenta."
    manual = "Cuenta.\n\n  Con --how dice cómo."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        actions = subcommands(parser, title="qué hace")
        one = actions.add_parser("count", help="cuenta")
        one.add_argument("--how", default="well")
        one.add_argument("--times", type=int, default=1)

    def run(self, *_: Any, **options: Any) -> str | None:
        match options["how"]:
            case "refused":
                message = "No se puede contar."
                raise Invalid(message, way_out="Cuente otra cosa.")
            case "unreadable":
                message = "No se puede leer."
                raise Unreadable(message)
            case "wrong":
                message = "falta el año"
                raise self.wrong_use(message)
        return "uno, dos"


def _ends_with(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = 0
    try:
        Command().run_from_argv(["rendir", "test_commands", *words])
    except SystemExit as ended:
        code = int(ended.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_what_is_done_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert _ends_with(capsys, "count") == (0, "uno, dos\n", "")


@pytest.mark.parametrize(
    ("how", "line"),
    [("refused", "No se puede contar. Cuente otra cosa."), ("unreadable", "No se puede leer.")],
)
def test_a_refusal_ends_with_1_and_its_way_out(how: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ends_with(capsys, "count", "--how", how) == (1, "", f"rendir test_commands: {line}\n")


def test_what_a_command_finds_wrong_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert _ends_with(capsys, "count", "--how", "wrong") == (2, "", "rendir test_commands: falta el año\n")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "rendir test_commands: falta ORDEN"),
        (["sing"], "rendir test_commands: ORDEN no puede ser «sing»; escoja entre count"),
        (["count", "--nope"], "rendir test_commands: no se entiende «--nope»"),
        (["count", "--how"], "rendir test_commands count: a --how le falta su valor"),
        (["count", "--times", "x"], "rendir test_commands count: --times no puede ser «x»: se espera un número"),
        (["count", "--h"], "rendir test_commands count: ambiguous option: --h could match --help, --how"),
    ],
)
def test_wrong_words_end_with_2_and_one_line(words: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    program = line.partition(":")[0]
    assert _ends_with(capsys, *words) == (2, "", f"{line}. Vea «{program} --help».\n")


def test_who_asks_for_the_detail_gets_it() -> None:
    with pytest.raises(CommandError):
        Command().run_from_argv(["rendir", "test_commands", "--traceback", "count", "--how", "refused"])


def test_a_program_that_calls_a_command_gets_the_error() -> None:
    with pytest.raises(CommandError) as refused:
        call_command(Command(), "count", how="refused")
    assert (str(refused.value), refused.value.returncode) == ("No se puede contar. Cuente otra cosa.", 1)


def test_the_manual_is_shown_as_written(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _ends_with(capsys, "--help")
    assert code == 0
    assert "Cuenta.\n\n  Con --how dice cómo.\n" in out


def test_a_command_says_what_it_runs() -> None:
    with pytest.raises(NotImplementedError):
        RendirCommand().run()
