"""Whether a link still answers. Only a timed job and a person who asks for it check links: no page that is looked at
asks anything of another server.

Only public addresses are asked: a link that leads into the entity's own network, or to this machine, is refused, at the
beginning and after each redirection. The name is looked up once and that address is the one asked.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from rendir.foundation.core import clock
from rendir.foundation.core.documents.text import safe_address

Guard = Callable[[str, int], bool]
"""Whether an address (of IP) and a port may be asked."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
SECONDS = 12.0
_MOST_JUMPS = 6
_MOST_BYTES = 4096
_PORTS = frozenset({80, 443, 8080, 8443})
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""How networks that speak only IPv6 write older addresses (RFC 6052)."""
_JUMPS = frozenset({301, 302, 303, 307, 308})
_GONE, _KEPT, _BUSY = frozenset({404, 410}), frozenset({401, 402, 403, 407}), frozenset({408, 425, 429})
_ASKS_TO_SIGN_IN = frozenset(
    {"accounts.google.com", "login.microsoftonline.com", "login.live.com", "www.dropbox.com/login"}
)
_NOT_CHECKED = "No se pudo comprobar"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What a link answered, and when. `ok` is none where it could not be known: the fault may be ours.

    `status` is the answer's number, where there was one; `note` says it in words.
    """

    checked_at: datetime
    status: int | None
    final_url: str
    ok: bool | None
    note: str


class _Unanswered(Exception):  # noqa: N818 - an answer too
    def __init__(self, note: str, *, ok: bool | None = False) -> None:
        super().__init__(note)
        self.note, self.ok = note, ok


def is_public(address: str, port: int) -> bool:
    """An address of the open internet, at a port where pages are served."""
    ip = _behind(ipaddress.ip_address(address))
    return port in _PORTS and ip.is_global and not ip.is_multicast and not ip.is_reserved


def _behind(ip: IPAddress) -> IPAddress:
    """The older address that a newer one carries, where it does: what is private in one is private in the other."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _TRANSLATED:
        return ipaddress.IPv4Address(ip.packed[12:])
    carried = [ip.ipv4_mapped, ip.sixtofour, ip.teredo[1] if ip.teredo else None]
    return next((one for one in carried if one is not None), ip)


def check_link(url: str, *, guard: Guard = is_public, seconds: float = SECONDS) -> LinkCheck:
    """Ask for the link, without keeping what it gives. Never raises."""
    place = safe_address(url)
    try:
        for jumps in range(_MOST_JUMPS):
            status, leads = _ask(place, guard, seconds)
            if status not in _JUMPS or not leads:
                return _told(status, place, moved=jumps > 0)
            place = safe_address(urljoin(place, leads))
    except _Unanswered as answer:
        return LinkCheck(clock.now(), None, place or url, answer.ok, answer.note)
    return LinkCheck(clock.now(), None, place, ok=False, note="Lleva de una dirección a otra sin fin.")


def _told(status: int, place: str, *, moved: bool) -> LinkCheck:
    parts = urlsplit(place)
    asks = parts.hostname in _ASKS_TO_SIGN_IN or f"{parts.hostname}{parts.path}" in _ASKS_TO_SIGN_IN
    ok: bool | None = False
    if status in _KEPT or asks:
        note = "Pide una cuenta o un permiso: la ciudadanía no lo ve."
    elif status in _GONE:
        note = "Ya no existe."
    elif status in _BUSY:
        ok, note = None, f"{_NOT_CHECKED}: el sitio pide esperar."
    elif status >= 500:
        note = "El sitio falla."
    elif status >= 400:
        note = "El sitio no lo entrega."
    else:
        ok, note = True, "Responde desde otra dirección." if moved else "Responde."
    return LinkCheck(clock.now(), status, place, ok, note)


def _ask(place: str, guard: Guard, seconds: float) -> tuple[int, str]:
    """The answer's number and where it leads. By HEAD; by GET where a site does not answer that well."""
    parts = urlsplit(place)
    host, port = _host_of(parts)
    address = _looked_up(host, port, guard)
    status, leads = _asked(parts, host, port, address, "HEAD", seconds)
    return (status, leads) if status < 400 else _asked(parts, host, port, address, "GET", seconds)


def _host_of(parts: SplitResult) -> tuple[str, int]:
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise _Unanswered("No es una dirección web que cualquiera pueda abrir.")
    return host, port or (443 if parts.scheme == "https" else 80)


def _looked_up(host: str, port: int, guard: Guard) -> str:
    """The address that the name stands for. All that it stands for must be allowed, not only the first."""
    addresses = _addresses(host, port)
    if not addresses or not all(guard(one, port) for one in addresses):
        raise _Unanswered("Lleva a una red privada: la ciudadanía no puede abrirlo.")
    return addresses[0]


def _addresses(host: str, port: int) -> list[str]:
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
            raise _Unanswered("El sitio ya no existe: nadie responde por su nombre.") from error
        raise _Unanswered(f"{_NOT_CHECKED}: no hay red para buscar el sitio.", ok=None) from error
    except (OSError, UnicodeError) as error:
        raise _Unanswered(f"{_NOT_CHECKED}: no hay red para buscar el sitio.", ok=None) from error
    return [str(one[4][0]).partition("%")[0] for one in found]


def _asked(parts: SplitResult, host: str, port: int, address: str, method: str, seconds: float) -> tuple[int, str]:
    kind = _EncryptedConnection if parts.scheme == "https" else _Connection
    connection = kind(host, port, address, seconds)
    late = Timer(seconds, connection.cut)
    late.daemon = True
    late.start()
    try:
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request(method, target, headers={"User-Agent": "Rendir", "Accept": "*/*"})
        answer = connection.getresponse()
        answer.read(_MOST_BYTES)
        return answer.status, answer.headers.get("Location", "")
    except ssl.SSLCertVerificationError as error:
        raise _Unanswered("Su certificado no sirve: los navegadores lo rechazan.") from error
    except (TimeoutError, ConnectionAbortedError) as error:
        raise _Unanswered(f"{_NOT_CHECKED}: tarda demasiado.", ok=None) from error
    except (OSError, HTTPException, ValueError) as error:
        raise _Unanswered(f"{_NOT_CHECKED}: no se logra la conexión.", ok=None) from error
    finally:
        late.cancel()
        connection.close()


class _Connection(HTTPConnection):
    """To the address that was looked up and allowed, whatever the name says a moment later."""

    def __init__(self, host: str, port: int, address: str, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)

    def cut(self) -> None:
        """End it from outside: one that answers letter by letter would never be late."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _EncryptedConnection(_Connection, HTTPSConnection):
    """The same, encrypted, with a certificate for the name."""

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
