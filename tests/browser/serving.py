"""A site in a process of its own, as an entity runs it: with its own folder, its own day and its own address."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

LONGEST_START = 90
RENDIR = [str(Path(sys.executable).with_name("rendir"))]


def command(data: Path, *words: str, today: str, typed: str = "") -> str:
    """`rendir words`, in that folder, with what a person types; what it says."""
    done = subprocess.run(
        [*RENDIR, *words], env=_environment(data, today), input=typed, capture_output=True, text=True, check=True
    )
    return done.stdout


@contextmanager
def served(data: Path, *, today: str) -> Iterator[str]:
    """The address of what that folder holds, on that day, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    server = subprocess.Popen([*RENDIR, "runserver", str(port)], env=_environment(data, today))
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=LONGEST_START)


def _environment(data: Path, today: str) -> dict[str, str]:
    """Nothing of what the tests set for themselves."""
    outside = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return outside | {"RENDIR_DATA": str(data), "RENDIR_TODAY": today}


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(LONGEST_START * 4):
        assert server.poll() is None, "the site did not start"
        try:
            with urlopen(f"{address}/gestion/cuenta/login/"):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.25)
    raise AssertionError("the site does not answer")
