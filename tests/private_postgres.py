"""A PostgreSQL of our own for as long as a run of tests lasts: made from nothing, reached by a socket, then gone."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

ADMINISTRATOR = "postgres"
SECONDS_TO_START = 60
# Nothing here outlives the run, so nothing needs to survive a power cut.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


class NoPostgresError(RuntimeError):
    """There is no PostgreSQL on this machine, or it did not start. The text says what to do."""


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, where Debian puts them or on the path; `None` without one."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = installed[-1] if installed else shutil.which("initdb")
    return Path(found).parent if found else None


class PrivatePostgres:
    """One server in one temporary folder. `start` returns its address; `stop` leaves no trace."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="rendir-pg-"))
        self._server: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root; Debian's package brings the user it wants.
        self._user = ADMINISTRATOR if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user, self._user)

    def start(self) -> str:
        """Make and start the server. Gives the `DATABASE_URL` of an empty database."""
        folder = programs()
        if folder is None:
            message = "PostgreSQL is not installed: apt-get install postgresql"
            raise NoPostgresError(message)
        data = self._folder / "data"
        self._run(folder / "initdb", "-D", data, "-U", "rendir", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self._server = subprocess.Popen(
            [folder / "postgres", "-D", data, "-k", self._folder, "-c", "listen_addresses=", *self._haste()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(self._folder / "log").open("wb"),
            cwd=self._folder,
            user=self._user,
            group=self._user,
            start_new_session=True,  # Ctrl-C reaches the tests first; they then stop the server
        )
        self._wait(folder / "pg_isready")
        self._run(folder / "createdb", "-h", self._folder, "-U", "rendir", "rendir")
        return f"postgresql://rendir@/rendir?host={quote(str(self._folder), safe='')}"

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)  # the fast way: clients are cut off
            try:
                self._server.wait(2)
            except subprocess.TimeoutExpired:
                self._server.send_signal(signal.SIGQUIT)
                self._server.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def _haste() -> list[str]:
        return [part for setting in HASTE for part in ("-c", setting)]

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(
            command, cwd=self._folder, user=self._user, group=self._user, capture_output=True, check=False, text=True
        )
        if done.returncode:
            message = f"{Path(command[0]).name} failed: {done.stderr.strip()}"
            raise NoPostgresError(message)

    def _wait(self, pg_isready: Path) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            asked = subprocess.run([pg_isready, "-q", "-h", self._folder, "-U", "rendir"], check=False)
            if asked.returncode == 0:
                return
            if self._server is None or self._server.poll() is not None:
                break
            time.sleep(0.1)
        message = f"PostgreSQL did not start: {(self._folder / 'log').read_text(errors='replace').strip()}"
        raise NoPostgresError(message)
