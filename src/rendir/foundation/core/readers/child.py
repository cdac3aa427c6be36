"""Work on a file from outside in another process: whatever it does to that one, this process does not feel it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from rendir.foundation.core import apart
from rendir.foundation.core.importing import Grid, Unreadable
from rendir.foundation.core.readers import exchange
from rendir.foundation.core.readers.kinds import Kind
from rendir.foundation.core.readers.limits import WALL_SECONDS

_MODULE = "rendir.foundation.core.readers"
_WAY_OUT = (
    "Deje en el archivo solo la hoja o las páginas del cronograma, guárdelo de nuevo y cárguelo otra vez. También "
    "puede copiar las celdas y pegarlas."
)


def read_apart(data: bytes, kind: Kind, *, wall_seconds: float = WALL_SECONDS) -> tuple[Grid, ...]:
    """The grids of a file, read by another process within limits of memory and time.

    Raises `Unreadable` where the file is refused, or breaks the reader, or takes too long.
    """
    with TemporaryDirectory(prefix="rendir-") as folder:
        path = Path(folder) / f"archivo.{kind}"
        path.write_bytes(data)
        answer = run_apart(_MODULE, kind.value, str(path), wall_seconds=wall_seconds)
    try:
        return exchange.read(answer)
    except ValueError as error:
        raise too_complex() from error


def too_complex() -> Unreadable:
    """The refusal of a file that broke the process that worked on it."""
    return Unreadable("El archivo no se deja leer: está dañado o es demasiado complejo.", way_out=_WAY_OUT)


def run_apart(module: str, *arguments: str, given: str = "", wall_seconds: float = WALL_SECONDS) -> str:
    """What one of our modules prints, run in another process on what is `given`.

    Raises `Unreadable` where it takes too long or breaks. The module bounds its own process, with
    `limit_this_process`.
    """
    try:
        return b"".join(apart.printed(module, *arguments, given=given.encode(), wall_seconds=wall_seconds)).decode()
    except apart.TooSlow as error:
        raise Unreadable("El archivo tarda demasiado en leerse.", way_out=_WAY_OUT) from error
    except ValueError as error:
        raise too_complex() from error
