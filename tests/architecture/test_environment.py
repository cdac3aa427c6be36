"""The tests' own ground: which database, and that nobody leaves the machine."""

import os
import socket

import pytest
from django.db import connection

from closed_network import OutsideWorldError


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)
    assert connection.vendor == os.environ["RENDIR_TEST_DATABASE"]


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_a_test_cannot_leave_the_machine(host: str) -> None:
    with pytest.raises(OutsideWorldError), socket.create_connection((host, 80), timeout=1):
        pass


def test_a_test_reaches_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
