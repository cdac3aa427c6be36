"""How many public and signed-in pages a second, beside a bare Django that lists 20 rows.

Run: `python benchmarks/pages.py`.

Everything shares one machine: server, load and database. Therefore only shares of the limit count, taken in turns.
The load stays on this machine and ends by itself. Aims (no page is held or cached by anybody in between): lists 0.5 of
the limit, one thing 0.6, home 0.8, the signed-in desk 0.25; a page that did not change, answered by 304, twice it.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TODAY = "2021-10-15"
SECONDS = 3.0
ROUNDS = 3
CLIENTS = 4


@dataclass(frozen=True)
class Target:
    """A page to ask for: its aim as a share of the limit."""

    name: str
    address: str
    aim: float
    signed_in: bool = False
    unchanged: bool = False


TARGETS = (
    Target("inicio", "/", 0.8),
    Target("cronograma", "/2021/cronograma/", 0.5),
    Target("cronograma, filtrado", "/2021/cronograma/?componente=dialogo&cuatrimestre=3", 0.5),
    Target("una actividad", "/2021/actividades/I4/", 0.6),
    Target("datos, una página", "/datos/actividades/", 0.5),
    Target("escritorio", "/gestion/", 0.25, signed_in=True),
    Target("cuadrícula", "/gestion/cronograma/2021/grilla/", 0.25, signed_in=True),
    Target("inicio, sin cambios (304)", "/", 2.0, unchanged=True),
    Target("cronograma, sin cambios (304)", "/2021/cronograma/", 2.0, unchanged=True),
)


def main() -> None:
    """Serve both, ask in turns, print each page's share."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = {**os.environ, "RENDIR_DATA": f"{folder}/rendir", "RENDIR_TODAY": TODAY}
        environment |= {"BARE_DATABASE": f"{folder}/bare.sqlite3", "PYTHONPATH": str(HERE / "limit")}
        subprocess.run([_rendir(), "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, "-c", "import bare; bare.fill()"], env=environment, check=True)
        bare = stack.enter_context(served("bare:application", environment))
        ours = stack.enter_context(served("rendir.wsgi:application", environment))
        session = sign_in(environment)
        for target in TARGETS:
            report(target, measure(target, ours, bare, session))


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[int]:
    """The application on a free port, with two workers of one thread, until the block ends."""
    port = _free_port()
    words = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws"]
    command = [sys.executable, "-m", "granian", *words, "--log-level", "warning", application]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def measure(target: Target, ours: int, bare: int, session: str) -> tuple[list[float], list[float]]:
    """Pages a second of ours and of the limit, in turns, and our median milliseconds last."""
    headers = {"Cookie": session} if target.signed_in else {}
    if target.unchanged:
        headers["If-None-Match"] = _etag(ours, target.address)
    status = 304 if target.unchanged else 200
    mine, limit = [], []
    for _ in range(ROUNDS):
        limit.append(pages_a_second(bare, "/", {}, 200))
        mine.append(pages_a_second(ours, target.address, headers, status))
    return mine, limit


def pages_a_second(port: int, address: str, headers: dict[str, str], status: int) -> float:
    """What a few clients get in some seconds over connections they keep. Another status ends the run."""
    counts = [0] * CLIENTS
    end = time.perf_counter() + SECONDS

    def ask(client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        while time.perf_counter() < end:
            connection.request("GET", address, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != status:
                message = f"{address} answered {response.status}, not {status}"
                raise SystemExit(message)
            counts[client] += 1

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def sign_in(environment: dict[str, str]) -> str:
    """The cookie of somebody of the demo."""
    code = (
        "import django; django.setup()\n"
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "from rendir.foundation.accounts.models import Person\n"
        "lead = Person.objects.get(email='lider@villaclara.example')\n"
        "store = SessionStore()\n"
        "store['_auth_user_id'] = str(lead.pk)\n"
        "store['_auth_user_backend'] = 'rendir.foundation.accounts.access.RoleBackend'\n"
        "store['_auth_user_hash'] = lead.get_session_auth_hash()\n"
        "store.save(); print(store.session_key)\n"
    )
    settings = {**environment, "DJANGO_SETTINGS_MODULE": "rendir.settings"}
    said = subprocess.run([sys.executable, "-c", code], env=settings, check=True, capture_output=True, text=True)
    return f"sessionid={said.stdout.strip()}"


def report(target: Target, measured: tuple[list[float], list[float]]) -> None:
    """One line: pages a second, the share of the limit, and the aim."""
    mine, limit = (statistics.median(one) for one in measured)
    print(f"{target.name:<32}{mine:>8.0f}/s  {mine / limit:>6.2f} of the limit ({limit:.0f}/s)  aim {target.aim}")


def _etag(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    return response.headers["ETag"] or ""


def _rendir() -> str:
    return str(Path(sys.executable).with_name("rendir"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    message = f"nothing answers at port {port}"
    raise SystemExit(message)


if __name__ == "__main__":
    main()
