"""Tests reach this machine and nothing else."""

import ipaddress
import sys


class OutsideWorldError(RuntimeError):
    """A test tried to leave this machine."""


def close() -> None:
    """From now on, and until the process ends, a connection to elsewhere raises `OutsideWorldError`.

    Python reports every connection to audit hooks before it is made: they see what a patched `socket` would miss,
    and no test can undo them.
    """
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, details: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = details[0]
    elif event == "socket.connect" and isinstance(details[1], tuple):  # a socket file has a path for an address
        host = details[1][0]
    else:
        return
    if not _is_this_machine(host):
        message = f"a test may only reach this machine, not {host}"
        raise OutsideWorldError(message)


def _is_this_machine(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
