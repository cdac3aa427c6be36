"""Serve the installation: gather static files, then hand the process over to the server."""

import os
import sys

from django.conf import settings
from django.core.management import call_command


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
