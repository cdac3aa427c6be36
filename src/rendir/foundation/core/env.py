"""Typed settings from the environment: each declared once, documented, refused with advice when it makes no sense.

`settings.py` declares them; `docs/generated/settings.md` is written from `DECLARED`.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

T = TypeVar("T")


class BadSetting(Exception):  # noqa: N818 - an answer to the person who installs
    """A setting says something impossible. The text names it, repeats what it says and tells what to write."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as documented: its name, what it is for, what it may say, and what holds when it says nothing."""

    name: str
    meaning: str
    shape: str
    default: str


DECLARED: dict[str, Setting] = {}


def read(name: str, parse: Callable[[str], T], default: T, *, meaning: str, shape: str, shown_default: str = "") -> T:
    """The setting's value, `default` where the environment says nothing.

    Raises `BadSetting` where `parse` raises `ValueError`.
    """
    DECLARED[name] = Setting(name, meaning, shape, shown_default or str(default))
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return parse(raw)
    except ValueError as error:
        shown = re.sub(r"(://[^:/@]*):.*@", r"\1:…@", raw)  # what a terminal or a log keeps shows no password
        message = f"{name} dice «{shown}» y no sirve: {error}. Escriba {shape}."
        raise BadSetting(message) from error


def as_bool(raw: str) -> bool:
    """`si`, `yes`, `true`, `1`, `on` and their contraries."""
    known = {"si": True, "sí": True, "yes": True, "true": True, "1": True, "on": True}
    known |= {"no": False, "false": False, "0": False, "off": False}
    if raw.lower() not in known:
        message = "no es sí ni no"
        raise ValueError(message)
    return known[raw.lower()]


def as_date(raw: str) -> date:
    """A date as `2021-10-15`."""
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        message = "no es una fecha"
        raise ValueError(message) from error


def as_port(raw: str) -> int:
    """A TCP port, 1 to 65535."""
    if not raw.isdecimal() or not 1 <= int(raw) <= 65535:
        message = "no es un puerto"
        raise ValueError(message)
    return int(raw)


def as_count(raw: str) -> int:
    """A whole number from 1."""
    if not raw.isdecimal() or int(raw) < 1:
        message = "no es un número entero desde 1"
        raise ValueError(message)
    return int(raw)


def as_list(raw: str) -> list[str]:
    """Values separated by commas."""
    return [part.strip() for part in raw.split(",") if part.strip()]


def as_folder(raw: str) -> Path:
    """A folder, made absolute."""
    path = Path(raw).expanduser().resolve()
    if path.exists() and not path.is_dir():
        message = "existe y no es una carpeta"
        raise ValueError(message)
    return path


def as_base_url(raw: str) -> str:
    """`https://rendicion.entidad.gov.co`, without a path."""
    scheme, separator, host = raw.rstrip("/").partition("://")
    if scheme not in {"http", "https"} or not separator or not host or "/" in host:
        message = "no es una dirección web sin ruta"
        raise ValueError(message)
    return raw.rstrip("/")


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """A PostgreSQL address, in parts."""

    name: str
    user: str
    password: str
    host: str
    port: str


def as_database_url(raw: str) -> DatabaseUrl:
    """`postgresql://user:password@host:5432/name`; a folder of sockets may stand as `?host=/folder`."""
    parts = urlsplit(raw)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        message = "no es una dirección de PostgreSQL"
        raise ValueError(message)
    options = parse_qs(parts.query)
    host = options.get("host", [parts.hostname or ""])[0]
    port = str(parts.port or options.get("port", [""])[0])
    return DatabaseUrl(
        unquote(parts.path.strip("/")), unquote(parts.username or ""), unquote(parts.password or ""), host, port
    )


@dataclass(frozen=True, slots=True)
class MailUrl:
    """A mail server's address, in parts."""

    host: str
    port: int
    user: str
    password: str
    encrypted: bool


def as_mail_url(raw: str) -> MailUrl:
    """`smtp://user:password@server:587` (STARTTLS) or `smtps://…:465`."""
    parts = urlsplit(raw)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        message = "no es una dirección de correo saliente"
        raise ValueError(message)
    encrypted = parts.scheme == "smtps"
    port = parts.port or (465 if encrypted else 587)
    return MailUrl(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), encrypted)
