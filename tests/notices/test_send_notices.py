"""`rendir send_notices`: the timed job says what left and what did not."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from pytest_django import Settings

from rendir.foundation.notices import actions
from rendir.foundation.notices.actions import queue_notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_a_mail_server(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True


def _run() -> str:
    told = StringIO()
    call_command("send_notices", stdout=told)
    return told.getvalue()


def _queue(*subjects: str) -> None:
    for subject in subjects:
        queue_notice(
            key=subject, person="p", to_name="Ana", to_address="ana@entidad.example", subject=subject, body="", why="x"
        )


def test_what_left_is_counted_once() -> None:
    _queue("uno", "dos")
    assert _run() == "2 avisos enviados; 0 no salieron.\n"
    assert _run() == "0 avisos enviados; 0 no salieron.\n"
    assert len(mail.outbox) == 2


def test_what_did_not_leave_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    real = actions.send_mail

    def fail_one(subject: str, message: str, from_email: str, recipient_list: list[str]) -> int:
        if subject == "uno":
            raise OSError
        return real(subject, message, from_email, recipient_list)

    monkeypatch.setattr(actions, "send_mail", fail_one)
    _queue("uno", "dos")
    assert _run() == "1 aviso enviado; 1 no salió.\n"


def test_without_a_mail_server_it_does_not_pretend(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = False
    _queue("uno")
    assert (_run(), mail.outbox) == ("0 avisos enviados; 0 no salieron.\n", [])
