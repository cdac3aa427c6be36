"""Send the head of the ledger each day to who asked for it: that is what convicts whoever rewrites the chain later."""

from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, create, erase_reserved, remove
from rendir.foundation.audit.actors import Job, PublicToken
from rendir.foundation.audit.queries import head
from rendir.foundation.core import clock
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.refusal import NotNow
from rendir.foundation.notices.actions import forget_notices, queue_notice
from rendir.front.opendata.models import HeadSubscription
from rendir.front.opendata.queries import current_name
from rendir.front.opendata.subscribing import LASTS, confirm_url, leave_url

_MAY = frozenset({Perm.QUEUE_NOTICES})
READER = PublicToken("huellas", _MAY)
SENDER = Job("heads", _MAY)
_LEFT = "Quien la recibía dejó de recibirla."
_NEVER = "Nadie confirmó el correo a tiempo."


def ask_for_heads(address: str) -> None:
    """Send to an address the link that confirms it, at most once a day. Who has it already is sent nothing, and nobody
    learns here who has. `NotNow` without a mail server.
    """
    if not settings.MAIL_CONFIGURED:
        message = _("Este sitio no tiene servidor de correo.")
        raise NotNow(message, way_out=_("Siga el canal Atom de la página del registro: dice lo mismo cada día."))
    address = address.strip().lower()
    try:
        with atomic():
            known = HeadSubscription.objects.filter(address=address).first()
            asked = known or create(
                HeadSubscription(address=address, asked_at=clock.now()), perm=Perm.QUEUE_NOTICES, by=READER
            )
            if asked.confirmed_at is None:
                _ask_to_confirm(asked)
    except IntegrityError:  # the same address at the same moment: the other one sends the link
        return


def confirm_heads(asked: HeadSubscription) -> HeadSubscription:
    """The holder of the mailbox wants it. Asked again, nothing changes."""
    if asked.confirmed_at is not None:
        return asked
    fields = {"confirmed_at": clock.now()}
    return change(asked, fields, perm=Perm.QUEUE_NOTICES, by=READER, expected=asked.version, verb="confirm_heads")


def leave_heads(asked: HeadSubscription) -> None:
    """Erase the address at once: the row, its notices, and what the ledger kept of both in reserve."""
    _forget(asked, READER, _LEFT)


def send_heads() -> tuple[int, int]:
    """Queue the head of now for everybody who confirmed, once a day, and forget the addresses that nobody confirmed in
    time. Gives how many of each. Without a mail server nothing is queued: it would wait for ever.
    """
    limit = clock.now() - LASTS
    late = list(HeadSubscription.objects.filter(confirmed_at=None, asked_at__lt=limit))
    for one in late:
        _forget(one, SENDER, _NEVER)
    sequence, found = head()
    if not settings.MAIL_CONFIGURED or not sequence:
        return 0, len(late)
    wanted = HeadSubscription.objects.exclude(confirmed_at=None).order_by("pk")
    return sum(_send(one, sequence, found) for one in wanted.iterator()), len(late)


def _forget(asked: HeadSubscription, by: Job | PublicToken, reason: str) -> None:
    with atomic():
        forget_notices(asked.public_id, reason=reason)
        remove(asked, perm=Perm.QUEUE_NOTICES, by=by)
        erase_reserved(asked, perm=Perm.QUEUE_NOTICES, reason=reason, by=by)


def _ask_to_confirm(asked: HeadSubscription) -> None:
    body = _(
        "Buen día.\n\n"
        "Alguien pidió que este correo reciba cada día la huella del registro de %(entity)s. Si fue usted, confírmelo "
        "aquí en los próximos %(days)s días:\n\n%(url)s\n\n"
        "Si no fue usted, no haga nada: el correo se borra solo.\n"
    ) % {"entity": current_name(), "days": LASTS.days, "url": confirm_url(asked)}
    queue_notice(
        key=f"huella-pedida-{asked.public_id}-{clock.today().isoformat()}",
        person=asked.public_id,
        to_name=_("Quien pidió la huella diaria"),
        to_address=asked.address,
        subject=_("Confirme que quiere recibir la huella de cada día"),
        body=body,
        why=_("Alguien pidió recibir la huella del registro."),
    )


def _send(wanted: HeadSubscription, sequence: int, found: str) -> bool:
    """Whether it was queued now; false where it was today already."""
    today = clock.today()
    body = _(
        "Huella del registro de %(entity)s, %(day)s:\n\n%(hash)s\n\n"
        "Es la del asiento %(sequence)s. Guarde este correo: si alguien reescribe después lo que ya se había anotado, "
        "esta huella deja de estar en el registro y se nota. Cómo comprobarlo:\n%(verify)s\n\n"
        "Las huellas de los últimos días:\n%(register)s\n\n"
        "Para no recibirla más (su correo se borra enseguida):\n%(leave)s\n"
    ) % {
        "entity": current_name(),
        "day": written_day(today),
        "hash": found,
        "sequence": sequence,
        "verify": f"{settings.BASE_URL}{reverse('opendata:verify')}",
        "register": f"{settings.BASE_URL}{reverse('opendata:register')}",
        "leave": leave_url(wanted),
    }
    queued = queue_notice(
        key=f"huella-{today.isoformat()}-{wanted.public_id}",
        person=wanted.public_id,
        to_name=_("Quien pidió la huella diaria"),
        to_address=wanted.address,
        subject=_("Huella del registro, %(day)s: %(hash)s") % {"day": written_day(today, "short"), "hash": found[:16]},
        body=body,
        why=_("Pidió recibir la huella del registro cada día."),
    )
    return queued is not None
