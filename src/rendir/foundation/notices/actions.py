"""Queue, send, hand over: what is done with notices."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError
from django.utils.translation import gettext as _

from rendir.foundation.audit.actions import atomic, create, erase_reserved, remove, take
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotNow, Stale
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.notices.models import Notice
from rendir.foundation.notices.states import NOTICE_FLOW, NoticeState

QUEUE = "notices.queue_notices"
OUTBOX = Job("outbox")


def queue_notice(
    *, key: str, person: str, to_name: str, to_address: str, subject: str, body: str, why: str
) -> Notice | None:
    """Put a notice in the outbox, once for each `key`; None where it is there already."""
    if Notice.objects.filter(key=key).exists():
        return None
    notice = Notice(
        key=key,
        person=person,
        to_name=to_name,
        to_address=to_address,
        subject=squeeze(subject),  # a line break would make a mail's header into two
        body=body,
        why=why,
        queued_at=clock.now(),
    )
    try:
        return create(notice, perm=QUEUE, by=OUTBOX)
    except IntegrityError:
        if Notice.objects.filter(key=key).exists():  # another transaction was faster
            return None
        raise


def send_notices() -> tuple[int, int]:
    """Send what is pending: how many left and how many did not. Without a mail server nothing is tried.

    `NotNow` where the server does not answer: what is pending stays so, and leaves the next time.
    """
    if not settings.MAIL_CONFIGURED:
        return 0, 0
    waiting = Notice.objects.filter(state=NoticeState.PENDING).exclude(to_address="").order_by("queued_at")
    server = get_connection()
    try:
        results = [_send(notice, server) for notice in waiting[:500]]
    finally:
        server.close()
    return results.count(True), results.count(False)


def hand_notice(notice: Notice, *, by: Actor) -> Notice:
    """Write down that a person gave the notice by another way: a chat, a call, paper."""
    return take(notice, NOTICE_FLOW, "hand_notice", by=by)


def forget_notices(person: str, *, reason: str) -> int:
    """Erase every notice of somebody who is told nothing more, from the outbox and from what the ledger keeps in
    reserve. Gives how many there were.
    """
    notices = list(Notice.objects.filter(person=person))
    with atomic():
        for notice in notices:
            remove(notice, perm=QUEUE, by=OUTBOX)
            erase_reserved(notice, perm=QUEUE, reason=reason, by=OUTBOX)
    return len(notices)


def _send(notice: Notice, server: BaseEmailBackend) -> bool | None:
    """Claim first, then send: a notice is never sent twice; what fails is marked for a person to see.

    None where another run, or a person, had it first. The server is reached before anything is claimed.
    """
    _reach(server)
    try:
        take(notice, NOTICE_FLOW, "send_notice", {"sent_at": clock.now()}, by=OUTBOX)
    except Stale:
        return None
    try:
        send_mail(notice.subject, notice.body, settings.DEFAULT_FROM_EMAIL, [notice.to_address], connection=server)
    except (SMTPException, OSError) as error:
        server.close()  # the next one begins a talk of its own
        failed = {"sent_at": None, "failure": str(error)[:300]}
        take(notice, NOTICE_FLOW, "fail_notice", failed, by=OUTBOX)
        return False
    return True


def _reach(server: BaseEmailBackend) -> None:
    """Open the talk with the mail server; nothing happens where it is open."""
    try:
        server.open()
    except (SMTPException, OSError) as error:
        message = _("El servidor de correo no responde (%(why)s).") % {"why": error}
        raise NotNow(message, way_out=_("Nada se pierde: lo que falta por enviar sale la próxima vez.")) from error
