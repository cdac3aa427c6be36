"""Running a module of ours on a file from outside in another process: whatever the file does to the program, this
process does not feel it. Pure: no Django.

The module bounds itself (`readers.limits.limit_this_process`), prints what it found and ends with 0.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer

import rendir

_PIECE = 256 * 1024


class Broken(ValueError):  # noqa: N818 - said of the file, not of the program
    """The other process broke: the file is damaged or made to harm."""


class TooSlow(ValueError):  # noqa: N818 - said of the file, not of the program
    """The other process took longer than it may, and was stopped."""


def printed(module: str, *words: str, wall_seconds: float, given: bytes = b"") -> Iterator[bytes]:
    """What `python -m module words…` prints on what is `given`: its first line, then the rest in pieces.

    Raises `TooSlow`, or `Broken` where it does not end with 0: what was given until then is not to be used.
    """
    command = [sys.executable, "-P", "-m", module, *words]
    with TemporaryFile() as question:
        question.write(given)
        question.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, on a file of ours
            command, env=_ENVIRONMENT, stdin=question, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    late = _Late(process, wall_seconds)
    try:
        yield from _pieces(process)
        if process.wait() != 0:
            raise TooSlow if late.rang else Broken
    finally:
        late.cancel()
        process.kill()  # where the caller stops listening; one that has ended does not mind
        process.wait()


def _pieces(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    assert process.stdout is not None  # noqa: S101 - asked for above
    with process.stdout as pipe:
        if line := pipe.readline():
            yield line
        while piece := pipe.read(_PIECE):
            yield piece


class _Late:
    """Stops a process when its time is over, and remembers that it did."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.rang = False
        self._process = process
        self._timer = Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()

    def cancel(self) -> None:
        self._timer.cancel()


# Nothing of this process's environment: no secret reaches what a hostile file might take over.
_ENVIRONMENT = {
    "PYTHONPATH": str(Path(rendir.__file__).parent.parent),
    "PYTHONIOENCODING": "utf-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
}
