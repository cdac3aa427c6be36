"""Look whether the addresses that are evidence still answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import check
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid, NotNow, Stale
from rendir.foundation.library.links import LinkCheck, check_link
from rendir.plan.compliance.actions.evidence import note_link_check
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.models.evidence import EvidenceKind
from rendir.plan.compliance.queries import links_to_check

A_MONTH = timedelta(days=30)
MOST = 300
"""Links of one run: the others come the next night, the longest ago first."""
Look = Callable[[str], LinkCheck]


@dataclass(frozen=True, slots=True)
class Looked:
    """How many answered, how many did not, and of how many it could not be known: those are asked again next time."""

    answering: int
    dead: int
    unknown: int


def check_links(today: date, *, look: Look = check_link, most: int = MOST) -> Looked:
    """Ask the links that nobody looked at for a month. What cannot be known (no network) changes nothing."""
    found = [_noted(one, look) for one in links_to_check(today - A_MONTH)[:most]]
    return Looked(found.count(True), found.count(False), found.count(None))


def look_at_link(evidence: Evidence, *, look: Look = check_link, by: Actor) -> Evidence:
    """Ask one link now, because a person wants to know. `NotNow` where it cannot be known."""
    check(Perm.READ_EVIDENCE, evidence, by=by)
    if evidence.kind != EvidenceKind.LINK:
        message = _("Esta evidencia no es un enlace.")
        raise Invalid(message, way_out=_("Ábrala: está guardada en Rendir."))
    found = look(evidence.url)
    if found.ok is None:
        raise NotNow(found.note, way_out=_("Inténtelo más tarde. Lo que se sabía del enlace queda igual."))
    return note_link_check(evidence, works=found.ok, said=found.note)


def _noted(evidence: Evidence, look: Look) -> bool | None:
    found = look(evidence.url)
    if found.ok is None:
        return None
    try:
        note_link_check(evidence, works=found.ok, said=found.note)
    except Stale:  # somebody changed it meanwhile: it is asked again the next time
        return None
    return found.ok
