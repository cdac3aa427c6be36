"""A file that a stranger sends: taken to disk within a limit, checked in another process, and forgotten."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rendir.foundation.core import apart
from rendir.foundation.core.refusal import NotNow

_MODULE = "rendir.front.opendata.yearly"
_WALL_SECONDS = 60
_PATIENCE = 5
_AT_ONCE = BoundedSemaphore(2)
"""How many files a process of ours checks at the same time: pages must go on."""


class BoundedUpload(TemporaryFileUploadHandler):
    """A file on disk, until it has more bytes than it may: then none of it, and the rest of the form is read on."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most, self.is_too_large = most, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.most:
            self.is_too_large = True
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def check_apart(file: TemporaryUploadedFile, head: str) -> dict[str, Any]:
    """What the program says of a file, run by another process within limits. `error` says why it is of no use.

    `NotNow` where too many are being checked at this moment.
    """
    words = [file.temporary_file_path(), *(["--head", head] if head else [])]
    try:
        with _a_turn():
            told = b"".join(apart.printed(_MODULE, *words, wall_seconds=_WALL_SECONDS))
        found: dict[str, Any] = json.loads(told)
    except apart.TooSlow:
        return {"holds": None, "error": _("El archivo tarda demasiado en leerse. Compruébelo en su equipo.")}
    except ValueError:
        return {"holds": None, "error": _("El archivo no se deja leer: está dañado, o hecho para hacer daño.")}
    return found


@contextmanager
def _a_turn() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        message = _("Ahora mismo se están comprobando otros archivos.")
        raise NotNow(message, way_out=_("Espere un minuto y envíelo otra vez, o compruébelo en su equipo."))
    try:
        yield
    finally:
        _AT_ONCE.release()
