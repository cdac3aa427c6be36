"""One at a time, and a turn dies with its process."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

from rendir.foundation.backups.turns import NAME, is_taken, turn


def test_one_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert not is_taken(folder)
    with turn(folder) as ours:
        assert ours is not None
        with turn(folder) as theirs:
            assert theirs is None
        assert is_taken(folder)
    assert not is_taken(folder)
    with turn(folder) as again:
        assert again is not None


def test_looking_makes_nothing(tmp_path: Path) -> None:
    assert not is_taken(tmp_path / "backups")
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    with turn(tmp_path / "backups"):
        assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "backups" / NAME).stat().st_mode & 0o777 == 0o600


def test_a_child_that_is_given_the_turn_keeps_it_until_it_ends(tmp_path: Path) -> None:
    with turn(tmp_path) as ours:
        assert ours is not None
        child = subprocess.Popen([sys.executable, "-c", "input()"], pass_fds=(ours,), stdin=subprocess.PIPE)
    assert is_taken(tmp_path)
    child.communicate(b"\n", timeout=30)
    assert not is_taken(tmp_path)


def test_a_turn_dies_with_its_process(tmp_path: Path) -> None:
    ready, tell = multiprocessing.get_context("fork").Pipe(duplex=False)

    def hold() -> None:
        with turn(tmp_path):
            tell.send("mine")
            signal.pause()

    child = multiprocessing.get_context("fork").Process(target=hold)
    child.start()
    assert (ready.recv(), is_taken(tmp_path)) == ("mine", True)
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join(30)
    assert not is_taken(tmp_path)
