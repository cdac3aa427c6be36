"""What another process prints comes here piece by piece; how it ended is told at the end."""

import os
import time
from pathlib import Path

import pytest

from rendir.foundation.core import apart


def _printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, *, seconds: float = 20) -> list[bytes]:
    """What a shell script prints in the place of Python."""
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(apart.sys, "executable", str(program))
    return list(apart.printed("m", "a", wall_seconds=seconds))


def test_the_first_line_comes_apart_from_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert _printed(monkeypatch, tmp_path, "printf 'uno\\ndos\\ntres'") == [b"uno\n", b"dos\ntres"]


def test_one_that_prints_nothing_gives_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert _printed(monkeypatch, tmp_path, "true") == []


def test_one_that_breaks_is_told_after_what_it_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(apart.Broken):
        _printed(monkeypatch, tmp_path, "echo mitad; exit 3")


def test_one_that_is_late_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(apart.TooSlow):
        _printed(monkeypatch, tmp_path, "echo mitad; exec sleep 60", seconds=0.2)
    assert time.monotonic() - started < 20


def test_it_learns_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ana:secreto@localhost/rendir")
    told = b"".join(_printed(monkeypatch, tmp_path, "/usr/bin/env")).decode()
    assert {line.partition("=")[0] for line in told.splitlines()} - {"PWD", "OLDPWD", "SHLVL", "_"} == {
        "PYTHONPATH",
        "PYTHONIOENCODING",
        "PYTHONDONTWRITEBYTECODE",
        "LANG",
    }


def test_whoever_stops_listening_leaves_no_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho $$\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(apart.sys, "executable", str(program))
    pieces = apart.printed("m", wall_seconds=60)
    number = int(next(pieces))
    pieces.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
