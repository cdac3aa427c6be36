"""A port that another program serves is refused before anything is done."""

import socket
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError

from rendir.front.portal.serving import must_be_free


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody listens on, sharing it as our server does."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_in_use_is_refused_with_another(taken: int) -> None:
    with pytest.raises(CommandError) as refusal:
        must_be_free("127.0.0.1", taken)
    said = f"el puerto {taken} de 127.0.0.1 no se puede usar: otro programa ya lo usa"
    assert (str(refusal.value), refusal.value.returncode) == (f"{said}. Escoja otro, por ejemplo {taken + 1}", 1)


def test_a_port_that_was_just_left_is_free() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), other.accept()[0]:
            pass
    must_be_free("127.0.0.1", port)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems say it with other words")
def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(CommandError, match="no se puede usar"):
        must_be_free("192.0.2.1", 8000)
