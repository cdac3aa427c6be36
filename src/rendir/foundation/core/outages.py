"""Bad days that are nobody's mistake: the database is busy, away or damaged, the disk is full. What happened is told
from the error, in words for a page or a command's one line.
"""

import errno
from dataclasses import dataclass
from http import HTTPStatus

from django.db import DatabaseError, InterfaceError, OperationalError

from rendir.foundation.core.refusal import NoRoom

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_SQLITE_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
_SQLITE_AWAY = {"SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_PERM"}
_SQLITE_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}
_POSTGRESQL_BUSY = {"40001", "40P01", "55P03", "57014"}
"""Serialization failure, deadlock, lock not available, query cancelled."""
_POSTGRESQL_FULL = "53100"


@dataclass(frozen=True, slots=True)
class Outage:
    """One kind of bad day: the status of the answer, what happens, what became of what was sent, what to do."""

    status: HTTPStatus
    what: str
    sent: str
    way_out: str
    command: str
    """The same for somebody at a terminal, as the end of «rendir ORDEN: …»."""


BUSY = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "El sitio está ocupado",
    "Lo que usted envió no se guardó, ni entero ni a medias.",
    "Otra tarea usa la base de datos y no la soltó a tiempo. Espere un minuto y repita lo que hacía.",
    "otra tarea usa la base de datos y no la soltó a tiempo. Espere un minuto y repita la orden.",
)
AWAY = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "El sitio no alcanza sus datos",
    "Lo que usted envió puede no haberse guardado: antes de enviarlo otra vez, mire si quedó.",
    "La base de datos no responde. Espere unos minutos; si sigue así, avise a quien mantiene el sitio.",
    "la base de datos no responde. Revise que esté encendida y lo que dice DATABASE_URL.",
)
DAMAGED = Outage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Los datos del sitio están dañados",
    "Lo que usted envió no se guardó.",
    "La base de datos no se puede leer. Avise ya a quien mantiene el sitio: hay que restaurar la última copia.",
    "la base de datos está dañada. Restaure la última copia con «rendir restore».",
)
FULL = Outage(
    HTTPStatus.INSUFFICIENT_STORAGE,
    "No hay espacio en el disco del sitio",
    "Lo que usted envió no se guardó, ni entero ni a medias.",
    "Avise a quien mantiene el sitio. Mientras libera espacio, el sitio se puede leer.",
    "no hay espacio en el disco. Libere espacio y repita la orden: nada quedó a medias.",
)


def outage_of(error: BaseException | None) -> Outage | None:
    """Which bad day this error tells of, or what it was refused for; nothing where it is a fault of the program."""
    if isinstance(error, NoRoom):
        error = error.__cause__
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error)
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return FULL
    return None


def _of_database(error: Exception) -> Outage | None:
    driver = error.__cause__
    if name := getattr(driver, "sqlite_errorname", ""):
        return _of_sqlite(name)
    if isinstance(error, OperationalError | InterfaceError):
        state = getattr(driver, "sqlstate", None)
        return FULL if state == _POSTGRESQL_FULL else BUSY if state in _POSTGRESQL_BUSY else AWAY
    return None


def _of_sqlite(name: str) -> Outage | None:
    """SQLite names its errors in families: `SQLITE_BUSY_SNAPSHOT` is one of `SQLITE_BUSY`."""
    family = "_".join(name.split("_")[:2])
    kinds = ((_SQLITE_BUSY, BUSY), ({"SQLITE_FULL"}, FULL), (_SQLITE_AWAY, AWAY), (_SQLITE_DAMAGED, DAMAGED))
    return next((outage for names, outage in kinds if family in names), None)
