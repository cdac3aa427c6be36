"""Serve the installation: gather static files, then hand the process over to the server."""

import errno
import os
import socket
import sys

from django.conf import settings
from django.core.management import CommandError, call_command


def must_be_free(host: str, port: int) -> None:
    """`CommandError` where another program serves that port: the server would share it with it and say nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one just stopped is no obstacle
        try:
            trial.bind((host, port))
        except OSError as error:
            message = f"el puerto {port} de {host} no se puede usar: {_why(error)}. Escoja otro, por ejemplo {port + 1}"
            raise CommandError(message) from error


def _why(error: OSError) -> str:
    usual = {errno.EADDRINUSE: "otro programa ya lo usa", errno.EACCES: "no hay permiso"}
    return usual.get(error.errno or 0) or error.strerror or str(error)


def prepare() -> None:
    """Bring the database and the static files up to date: all that an upgrade needs."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def serve(*, host: str, port: int, reload: bool = False) -> None:
    """Become the server. Does not return."""
    os.environ["PORT"] = str(port)  # the addresses that pages and documents carry end with it
    words = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(settings.WORKERS)]
    words += ["--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    words += ["--reload"] if reload else []
    os.execv(sys.executable, [sys.executable, "-m", "granian", *words, "rendir.wsgi:application"])  # noqa: S606 - ours
