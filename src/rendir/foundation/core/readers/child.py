"""Reading a file from outside in another process: whatever it does to the reader, this process does not feel it."""

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
        try:
            answer = b"".join(apart.printed(_MODULE, kind.value, str(path), wall_seconds=wall_seconds))
            return exchange.read(answer.decode("utf-8"))
        except apart.TooSlow as error:
            raise Unreadable("El archivo tarda demasiado en leerse.", way_out=_WAY_OUT) from error
        except ValueError as error:
            message = "El archivo no se deja leer: está dañado o es demasiado complejo."
            raise Unreadable(message, way_out=_WAY_OUT) from error
