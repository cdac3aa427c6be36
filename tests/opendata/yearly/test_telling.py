"""What the program says, and how it ends: 0 holds, 1 does not, 2 is of no use. And it runs anywhere, alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from factories.yearly import Forger, zipped
from opendata.yearly.conftest import MadeYear
from rendir.front.opendata.yearly import checks, telling

pytestmark = pytest.mark.django_db  # only so that there is a database in which the year is lived, once


def _alone(folder: Path, *words: str) -> tuple[int, str, str]:
    """Another Python, with nothing of ours and an empty environment."""
    command = [sys.executable, "-I", "verify.py", *words]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(made: MadeYear, tmp_path: Path) -> Path:
    """A yearly file and the program that came inside, on another machine."""
    (tmp_path / "2021.zip").write_bytes(made.data)
    (tmp_path / "verify.py").write_bytes(made.members["verify.py"])
    return tmp_path


def test_the_exported_program_runs_alone_and_says_that_it_holds(made: MadeYear, folder: Path) -> None:
    code, told, errors = _alone(folder, "2021.zip", "--head", made.held[:16].upper())
    assert (code, errors) == (0, "")
    assert told.splitlines()[0] == "Archivo del año 2021 de Alcaldía de Villa Clara, hecho el " + (
        json.loads(made.members["manifest.json"])["made_at"] + "."
    )
    assert "  se sostiene     la huella que usted tiene está en el registro" in told.splitlines()
    assert told.splitlines()[-1] == "Todo se sostiene."


def test_the_exported_program_says_the_same_as_ours(made: MadeYear, folder: Path) -> None:
    ours: list[str] = []
    status = telling.run([str(folder / "2021.zip"), "--format", "json"], ours.append)
    code, told, _ = _alone(folder, "2021.zip", "--format", "json")
    assert (code, json.loads(told)) == (status, json.loads("".join(ours)))


def test_without_a_head_it_says_what_was_not_proved(folder: Path) -> None:
    code, told, _ = _alone(folder, "2021.zip")
    assert (code, told.splitlines()[-1]) == (
        0,
        "Sin una huella que otra persona tenga (--head), quien reescribiera todo no quedaría en evidencia.",
    )


def test_what_does_not_hold_ends_with_1(forger: Forger, folder: Path) -> None:
    forger.members["LEAME.txt"] += b"!"
    (folder / "2021.zip").write_bytes(zipped(forger.members))
    code, told, errors = _alone(folder, "2021.zip")
    assert (code, errors, told.splitlines()[-1]) == (1, "", "No se sostiene.")
    assert "  NO SE SOSTIENE  LEAME.txt: cambió" in told.splitlines()
    code, told, _ = _alone(folder, "2021.zip", "--format", "json")
    assert (code, json.loads(told)["holds"]) == (1, False)


@pytest.mark.parametrize("data", [b"", b"no es un zip", zipped({"a": b""}), zipped({"../a": b""})])
def test_what_is_of_no_use_ends_with_2(folder: Path, data: bytes) -> None:
    (folder / "2021.zip").write_bytes(data)
    code, told, errors = _alone(folder, "2021.zip")
    assert (code, errors, told.startswith("El archivo no sirve: ")) == (2, "", True)
    code, told, _ = _alone(folder, "2021.zip", "--format", "json")
    assert (code, json.loads(told)["holds"]) == (2, None)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.zip", "b.zip"],
        ["a.zip", "--head"],
        ["a.zip", "--head", ""],
        ["a.zip", "--head", "abc"],
        ["a.zip", "--head", "z" * 64],
        ["a.zip", "--format", "xml"],
        ["a.zip", "--format"],
    ],
)
def test_words_that_make_no_sense_are_answered_with_the_usage(words: list[str]) -> None:
    told: list[str] = []
    assert telling.run(words, told.append) == telling.UNUSABLE
    assert "".join(told) == f"{telling.USAGE}\n{telling.NOTE}\n"


def test_a_file_that_memory_does_not_hold_is_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(telling, "verify", too_much)
    told: list[str] = []
    assert telling.run(["a.zip"], told.append) == telling.UNUSABLE
    assert told == ["El archivo no sirve: no cabe en la memoria.\n"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Villa Clara", "Villa Clara"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("a\nb\ud800", "a\ufffdb\ufffd"),
        ("x" * 400, "x" * 300 + "…"),
    ],
)
def test_nothing_of_a_file_moves_the_terminal(text: str, expected: str) -> None:
    assert telling.shown(text) == expected


def test_a_hostile_name_of_an_entity_is_shown_harmless(forger: Forger, folder: Path) -> None:
    told = forger.manifest | {"entity": "\x1b]0;mala\x07"}
    forger.members["manifest.json"] = checks.manifest_text(told)
    (folder / "2021.zip").write_bytes(zipped(forger.members))
    code, said, errors = _alone(folder, "2021.zip")
    assert (code, errors, "\x1b" in said) == (1, "", False)
