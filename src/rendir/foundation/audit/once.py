"""What is sent twice with the same key is done once: a form pressed twice, a line that dropped before the answer came,
a phone that sends at night what it kept during the day.

The key is its sender's, made before sending (a page gives one with each form). It is taken in the same transaction in
which the work is done: who comes second waits for the first and gets the same answer; where the first was refused or
died, nothing was done and the key is free.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError
from django.utils.translation import gettext as _

from rendir.foundation.audit import chain
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import IdempotencyKey
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid

Answer = dict[str, Any]
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def once(key: str, act: Callable[[], Answer], *, asked: object, by: Actor) -> Answer:
    """What `act` answers, done once for each actor and key; later calls get the answer kept.

    `asked` is everything that was asked for, as JSON can say it: the same key with something else is `Invalid`. The
    answer is kept as JSON: an identity or an address, never what is reserved. Call it outside any other transaction:
    who waits for a key must hold nothing that the other needs.
    """
    if not _KEY.fullmatch(key):
        message = _("Este envío no trae una clave que sirva.")
        raise Invalid(message, way_out=_("Abra el formulario de nuevo y envíelo."))
    digest = hashlib.sha256(chain.canonical(asked)).hexdigest()
    kept = _kept(key, digest, by)
    if kept is not None:
        return cast("Answer", kept.answer)
    try:
        return _first(key, digest, act, by)
    except IntegrityError:
        kept = _kept(key, digest, by)
        if kept is None:  # a constraint of the work itself
            raise
        return cast("Answer", kept.answer)


def forget_keys(*, before: datetime) -> int:
    """Keys taken before that moment are free again: nobody sends the same thing so late. How many there were."""
    return IdempotencyKey.objects.filter(at__lt=before).delete()[0]


def _first(key: str, digest: str, act: Callable[[], Answer], by: Actor) -> Answer:
    with atomic():
        # Written first: on PostgreSQL whoever comes with the same key waits at its index until this transaction ends;
        # on SQLite one transaction writes at a time.
        row = IdempotencyKey.objects.create(actor=by.actor_id, key=key, asked=digest, at=clock.now())
        answer = act()
        IdempotencyKey.objects.filter(pk=row.pk).update(answer=answer)
    return answer


def _kept(key: str, digest: str, by: Actor) -> IdempotencyKey | None:
    """What was kept for this key. `Invalid` where it was taken for something else."""
    kept = IdempotencyKey.objects.filter(actor=by.actor_id, key=key).first()
    if kept is not None and kept.asked != digest:
        message = _("Esto ya se envió, con otros datos.")
        raise Invalid(message, way_out=_("Abra el formulario de nuevo, mire qué quedó guardado y envíe lo que falte."))
    return kept
