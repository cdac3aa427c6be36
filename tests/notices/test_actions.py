"""Queue, send, hand over: nothing is told twice, nothing pretends to have been told."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connections
from pytest_django import Settings

from factories.accounts import colleague, insider
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotAllowed, NotNow, WrongState
from rendir.foundation.notices import actions
from rendir.foundation.notices.actions import hand_notice, queue_notice, send_notices
from rendir.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
TODAY = date(2021, 10, 15)


@pytest.fixture(autouse=True)
def _with_a_mail_server(settings: Settings) -> Iterator[None]:
    settings.MAIL_CONFIGURED = True
    settings.DEFAULT_FROM_EMAIL = "rendir@entidad.example"
    with clock.travel(TODAY):
        yield


def _queue(
    key: str = "adoptada:p1", *, to: str = "ana@entidad.example", subject: str = "La estrategia"
) -> Notice | None:
    return queue_notice(
        key=key, person="p1", to_name="Ana", to_address=to, subject=subject, body="Ya está.", why="Se adoptó"
    )


def _told() -> list[tuple[str, list[str], str]]:
    return [(one.subject, one.to, one.from_email) for one in mail.outbox]


def _states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_a_notice_waits_in_the_outbox() -> None:
    notice = _queue()
    kept = Notice.objects.get()
    assert (kept, kept.state, kept.sent_at, kept.failure) == (notice, "pending", None, "")
    assert (kept.queued_at.astimezone(clock.BOGOTA).date(), str(kept)) == (TODAY, "Se adoptó (Por enviar)")
    entry = LedgerEntry.objects.get()
    assert (entry.actor, entry.verb) == ("job:outbox", "create_notice")


def test_the_ledger_says_in_public_only_why() -> None:
    _queue()
    bodies = dict(LedgerPayload.objects.values_list("reserved", "body"))
    assert sorted(bodies[True]) == ["body", "failure", "subject", "to_address", "to_name"]
    assert sorted(bodies[False]) == ["key", "person", "queued_at", "sent_at", "state", "why"]


def test_the_same_event_is_told_once() -> None:
    _queue()
    before = queries.head()
    assert _queue(subject="Otra vez") is None
    assert (queries.head(), Notice.objects.get().subject) == (before, "La estrategia")
    assert _queue("adoptada:beto") is not None


def test_what_is_wrong_with_a_notice_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the same key means that it is there already; any other refusal of the database is told."""

    def refuse(*_: object, **__: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(actions, "create", refuse)
    with pytest.raises(IntegrityError):
        _queue()


def test_a_subject_is_one_line() -> None:
    notice = _queue(subject="La estrategia\nBcc: todos@entidad.example")
    assert notice is not None
    assert notice.subject == "La estrategia Bcc: todos@entidad.example"
    assert send_notices() == (1, 0)
    assert _told() == [(notice.subject, ["ana@entidad.example"], "rendir@entidad.example")]


def test_what_waits_is_sent_once() -> None:
    _queue()
    _queue("b", subject="Segundo")
    _queue("sin correo", to="")
    assert send_notices() == (2, 0)
    assert [(subject, to) for subject, to, _ in _told()] == [
        ("La estrategia", ["ana@entidad.example"]),
        ("Segundo", ["ana@entidad.example"]),
    ]
    assert _states() == ["sent", "sent", "pending"]
    kept = Notice.objects.get(key="b")
    assert kept.sent_at is not None
    assert kept.sent_at.astimezone(clock.BOGOTA).date() == TODAY
    assert (send_notices(), len(mail.outbox)) == ((0, 0), 2)


def test_without_a_mail_server_nothing_is_tried(settings: Settings) -> None:
    settings.MAIL_CONFIGURED = False
    _queue()
    before = queries.head()
    assert (send_notices(), mail.outbox, _states(), queries.head()) == ((0, 0), [], ["pending"], before)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionRefusedError("nadie contesta"), "nadie contesta"),
        (
            SMTPRecipientsRefused({"ana@entidad.example": (550, b"no existe")}),
            "{'ana@entidad.example': (550, b'no existe')}",
        ),
        (OSError("x" * 400), "x" * 300),
    ],
    ids=["nobody answers", "nobody there", "long"],
)
def test_what_does_not_leave_is_marked_for_a_person(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(subject: str, message: str, from_email: str, recipient_list: list[str], connection: Any) -> int:
        raise error

    _queue()
    monkeypatch.setattr(actions, "send_mail", fail)
    assert send_notices() == (0, 1)
    kept = Notice.objects.get()
    assert (kept.state, kept.sent_at, kept.failure) == ("failed", None, said)
    verbs = list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["create_notice", "send_notice", "fail_notice"]
    public = list(LedgerPayload.objects.filter(reserved=False).values_list("body", flat=True))
    assert ("ana@" in str(public), said in str(public)) == (False, False)
    assert send_notices() == (0, 0)


def test_one_that_fails_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real = actions.send_mail

    def fail_first(subject: str, message: str, from_email: str, recipient_list: list[str], connection: Any) -> int:
        if subject == "Primero":
            raise OSError
        return real(subject, message, from_email, recipient_list, connection=connection)

    _queue("a", subject="Primero")
    _queue("b", subject="Segundo")
    monkeypatch.setattr(actions, "send_mail", fail_first)
    assert (send_notices(), _states()) == ((1, 1), ["failed", "sent"])


def test_a_mail_server_that_is_down_loses_nothing(settings: Settings) -> None:
    """Nobody listens at that port: nothing is claimed, nothing is marked, and the next run sends it all."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    _queue("a", subject="Primero")
    _queue("b", subject="Segundo")
    before = queries.head()
    with pytest.raises(NotNow, match="El servidor de correo no responde") as refused:
        send_notices()
    assert (refused.value.status, _states(), queries.head()) == (503, ["pending", "pending"], before)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (send_notices(), _states()) == ((2, 0), ["sent", "sent"])


def test_a_mail_server_that_goes_down_halfway_keeps_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []

    def open_once(self: object) -> bool:
        opened.append(True)
        if len(opened) > 1:
            raise ConnectionResetError
        return True

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", open_once)
    _queue("a", subject="Primero")
    _queue("b", subject="Segundo")
    with pytest.raises(NotNow):
        send_notices()
    assert (_states(), len(mail.outbox)) == (["sent", "pending"], 1)


def test_another_run_that_was_faster_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both runs read the same list; while the first is sent, the other run takes the second."""
    real = actions.send_mail

    def while_another_runs(subject: str, message: str, from_email: str, recipient_list: list[str], **more: Any) -> int:
        monkeypatch.setattr(actions, "send_mail", real)
        assert send_notices() == (1, 0)
        return real(subject, message, from_email, recipient_list, **more)

    for key in ("Primero", "Segundo", "Tercero"):
        _queue(key, subject=key)
    Notice.objects.filter(key="Tercero").update(state="handed")
    monkeypatch.setattr(actions, "send_mail", while_another_runs)
    assert send_notices() == (1, 0)
    assert sorted(subject for subject, _, _ in _told()) == ["Primero", "Segundo"]
    assert (_states(), queries.verify_now()) == (["sent", "sent", "handed"], [])


def test_a_notice_is_handed_over_by_another_way() -> None:
    notice, lead = _queue(), insider(Role.PLANNING)
    assert notice is not None
    hand_notice(notice, by=lead)
    assert (_states(), LedgerEntry.objects.latest("sequence").actor) == (["handed"], lead.public_id)
    assert (send_notices(), mail.outbox) == ((0, 0), [])
    with pytest.raises(WrongState):
        hand_notice(notice, by=lead)


def test_who_may_not_hands_nothing() -> None:
    notice = _queue()
    assert notice is not None
    with pytest.raises(NotAllowed):
        hand_notice(notice, by=colleague())
    assert _states() == ["pending"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    os.environ["RENDIR_TEST_DATABASE"] == "sqlite",
    reason="on SQLite a transaction that writes is alone from its first statement: this race cannot be",
)
def test_two_who_tell_the_same_event_tell_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sees that nobody told it yet; the second meets the first one's notice when it writes its own."""
    real = actions.create

    def after_somebody_else(*args: object, **options: object) -> object:
        monkeypatch.setattr(actions, "create", real)
        with ThreadPoolExecutor(1) as somebody:
            somebody.submit(_queue_and_leave).result(30)
        return real(*args, **options)  # type: ignore[arg-type, type-var] # passed on as given

    monkeypatch.setattr(actions, "create", after_somebody_else)
    assert _queue() is None
    assert (Notice.objects.count(), queries.head()[0], queries.verify_now()) == (1, 1, [])


def _queue_and_leave() -> None:
    _queue()
    connections.close_all()
