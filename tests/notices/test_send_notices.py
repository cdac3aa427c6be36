"""`rendir send_notices`: the timed job says what left and what did not."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
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

    def fail_one(subject: str, message: str, from_email: str, recipient_list: list[str], connection: Any) -> int:
        if subject == "uno":
            raise OSError
        return real(subject, message, from_email, recipient_list, connection=connection)

    monkeypatch.setattr(actions, "send_mail", fail_one)
    _queue("uno", "dos")
    assert _run() == "1 aviso enviado; 1 no salió.\n"


def test_without_a_mail_server_it_does_not_pretend(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = False
    _queue("uno")
    assert (_run(), mail.outbox) == ("0 avisos enviados; 0 no salieron.\n", [])


def test_a_mail_server_that_is_down_is_said_in_one_line(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    _queue("uno")
    with pytest.raises(CommandError) as ended:
        _run()
    assert ended.value.returncode == 1
    assert str(ended.value).startswith("El servidor de correo no responde (")
    assert str(ended.value).endswith("Nada se pierde: lo que falta por enviar sale la próxima vez.")
