"""A link is asked for with care: only public addresses, within a time, and what it answers is told in words."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rendir.foundation.core import clock
from rendir.foundation.library import links
from rendir.foundation.library.links import check_link, is_public

ANSWERS = {
    "/bien": (200, {}),
    "/movido": (301, {"Location": "/bien"}),
    "/sin-rumbo": (302, {}),
    "/vueltas": (302, {"Location": "/vueltas"}),
    "/adentro": (302, {"Location": "http://10.1.2.3/"}),
    "/correo": (302, {"Location": "mailto:luz@example.com"}),
    "/cuenta": (302, {"Location": "http://accounts.google.com:{port}/signin"}),
    "/no-esta": (404, {}),
    "/cerrado": (403, {}),
    "/espere": (429, {}),
    "/raro": (418, {}),
    "/roto": (503, {}),
    "/acta%20uno?a=1": (200, {}),
}


class _Site(BaseHTTPRequestHandler):
    """Answers as `ANSWERS` says; `/solo-get` only to GET; `/lento` never ends its head."""

    def _answer(self, *, by_head: bool) -> None:
        if self.path == "/lento":
            self._drip()
            return
        status, headers = ANSWERS.get(self.path, (200, {}))
        self.send_response(405 if by_head and self.path == "/solo-get" else status)
        for name, value in headers.items():
            self.send_header(name, value.format(port=self.server.server_port))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        try:
            for _ in range(200):
                self.wfile.write(b"H")
                time.sleep(0.05)
        except OSError:
            pass

    def do_HEAD(self) -> None:
        self._answer(by_head=True)

    def do_GET(self) -> None:
        self._answer(by_head=False)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _here(address: str, port: int) -> bool:
    """The guard of these tests: this machine, at whatever port."""
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "status", "ok", "note"),
    [
        ("/bien", 200, True, "Responde."),
        ("/solo-get", 200, True, "Responde."),
        ("/acta uno?a=1", 200, True, "Responde."),
        ("", 200, True, "Responde."),
        ("/sin-rumbo", 302, True, "Responde."),
        ("/no-esta", 404, False, "Ya no existe."),
        ("/cerrado", 403, False, "Pide una cuenta o un permiso: la ciudadanía no lo ve."),
        ("/espere", 429, None, "No se pudo comprobar: el sitio pide esperar."),
        ("/raro", 418, False, "El sitio no lo entrega."),
        ("/roto", 503, False, "El sitio falla."),
    ],
)
def test_what_a_link_answers_is_told_in_words(site: str, path: str, status: int, ok: bool | None, note: str) -> None:
    with clock.travel(date(2021, 10, 15)):
        check = check_link(f"{site}{path}", guard=_here)
    assert (check.status, check.ok, check.note) == (status, ok, note)
    assert check.checked_at.date() == date(2021, 10, 15)


def test_a_link_that_moved_says_where_it_is(site: str) -> None:
    check = check_link(f"{site}/movido", guard=_here)
    assert (check.status, check.ok, check.final_url) == (200, True, f"{site}/bien")
    assert check.note == "Responde desde otra dirección."


def test_a_link_that_goes_round_is_left(site: str) -> None:
    check = check_link(f"{site}/vueltas", guard=_here)
    assert (check.status, check.ok, check.note) == (None, False, "Lleva de una dirección a otra sin fin.")


def test_a_link_that_asks_to_sign_in_is_not_public(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    monkeypatch.setattr(links.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", port))])
    check = check_link(f"{site}/cuenta", guard=_here)
    assert (check.status, check.ok) == (200, False)
    assert check.note == "Pide una cuenta o un permiso: la ciudadanía no lo ve."


# --- what is never asked ---------------------------------------------------------------------------------------------

PRIVATE = "Lleva a una red privada: la ciudadanía no puede abrirlo."


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://10.0.0.8/actas",
        "http://192.168.1.4:8080/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[2001:0:4136:e378:8000:63bf:f5ff:fffe]/",
        "https://8.8.8.8:22/",
        "http://8.8.8.8:5432/",
    ],
)
def test_a_private_address_is_never_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links.socket, "create_connection", None)
    check = check_link(url)
    assert (check.status, check.ok, check.note) == (None, False, PRIVATE)


def test_nor_one_that_a_name_stands_for_or_a_redirection_leads_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_link(f"{site}/adentro", guard=_here).note == PRIVATE
    two = [(2, 1, 6, "", ("8.8.8.8", 80)), (10, 1, 6, "", ("fe80::1%eth0", 80, 0, 0))]
    monkeypatch.setattr(links.socket, "getaddrinfo", lambda *_, **__: two)
    monkeypatch.setattr(links.socket, "create_connection", None)
    assert check_link("http://intranet.example/").note == PRIVATE
    monkeypatch.setattr(links.socket, "getaddrinfo", lambda *_, **__: [])
    assert check_link("http://intranet.example/").note == PRIVATE


@pytest.mark.parametrize(
    ("address", "port", "public"),
    [
        ("8.8.8.8", 443, True),
        ("2800:3f0:4005:400::200e", 80, True),
        ("::ffff:8.8.8.8", 8443, True),
        ("8.8.8.8", 25, False),
    ],
)
def test_the_open_internet_is_asked_where_pages_are_served(address: str, port: int, *, public: bool) -> None:
    assert is_public(address, port) is public


@pytest.mark.parametrize(
    "url",
    ["", "acta.pdf", "ftp://example.com/a", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://ana:clave@example.com/",
     "http://example.com:puerto/", "mailto:luz@example.com"],
)  # fmt: skip
def test_what_is_no_page_is_not_asked(url: str) -> None:
    check = check_link(url)
    assert (check.status, check.ok, check.note) == (None, False, "No es una dirección web que cualquiera pueda abrir.")


def test_a_redirection_to_what_is_no_page_is_not_followed(site: str) -> None:
    assert check_link(f"{site}/correo", guard=_here).note == "No es una dirección web que cualquiera pueda abrir."


# --- when nobody answers ---------------------------------------------------------------------------------------------


def _failing(error: Exception) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "ok", "note"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no"), False, "El sitio ya no existe: nadie responde por su nombre."),
        (socket.gaierror(socket.EAI_AGAIN, "no"), None, "No se pudo comprobar: no hay red para buscar el sitio."),
        (OSError("no"), None, "No se pudo comprobar: no hay red para buscar el sitio."),
        (UnicodeError("label too long"), None, "No se pudo comprobar: no hay red para buscar el sitio."),
    ],
)
def test_without_a_network_nothing_is_said_of_the_link(
    error: Exception, ok: bool | None, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links.socket, "getaddrinfo", _failing(error))
    check = check_link("https://alcaldia.example/")
    assert (check.status, check.ok, check.note) == (None, ok, note)


@pytest.mark.parametrize(
    ("error", "ok", "note"),
    [
        (TimeoutError(), None, "No se pudo comprobar: tarda demasiado."),
        (ConnectionRefusedError(), None, "No se pudo comprobar: no se logra la conexión."),
        (ssl.SSLCertVerificationError(), False, "Su certificado no sirve: los navegadores lo rechazan."),
    ],
)
def test_a_connection_that_fails_is_told(
    error: Exception, ok: bool | None, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links.socket, "create_connection", _failing(error))
    check = check_link("https://8.8.8.8/")
    assert (check.ok, check.note) == (ok, note)


def test_what_speaks_no_http_is_told(site: str) -> None:
    check = check_link(f"https{site.removeprefix('http')}/", guard=_here)
    assert (check.ok, check.note) == (None, "No se pudo comprobar: no se logra la conexión.")


def test_one_that_answers_letter_by_letter_is_cut_off(site: str) -> None:
    started = time.monotonic()
    check = check_link(f"{site}/lento", guard=_here, seconds=0.5)
    assert (check.ok, time.monotonic() - started < 5) == (None, True)


def test_cutting_what_never_connected_harms_nothing() -> None:
    links._Connection("a", 80, "127.0.0.1", 1).cut()
