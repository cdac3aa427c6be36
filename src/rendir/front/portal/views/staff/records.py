"""What was told and what was done: the outbox and the ledger."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import reveal
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.audit.queries import head, verify_now
from rendir.foundation.core.masking import masked
from rendir.foundation.notices.actions import hand_notice
from rendir.foundation.notices.models import Notice
from rendir.foundation.notices.states import NoticeState
from rendir.front.portal.deeds import told
from rendir.front.portal.forms import LedgerFilter
from rendir.front.portal.things import kinds, names_of

PAGE = 50


@requires(Perm.READ_NOTICES)
def notices(request: HttpRequest) -> HttpResponse:
    """What was or will be told to whom, newest first. `?antes=` pages by identity, never by counting."""
    return _notices(request, {})


@require_POST
@requires(Perm.READ_NOTICES)
def reveal_address(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same page with the address of one notice, which is reserved: who looks says why, and it is written down."""
    notice = get_object_or_404(Notice, public_id=public_id)
    reason = request.POST.get("reason", "")
    address = reveal(notice, "to_address", perm=Perm.READ_NOTICES, reason=reason, by=actor(request))
    return _notices(request, {notice.pk: address})


@require_POST
@requires(Perm.SEND_NOTICES)
def hand(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down that a notice was given by another way."""
    notice = get_object_or_404(Notice, public_id=public_id)
    hand_notice(notice, by=actor(request))
    said = _("Anotado: %(name)s recibió el aviso por otro medio.")
    messages.success(request, said % {"name": notice.to_name})
    return redirect("portal_desk:notices")


@requires(Perm.READ_LEDGER)
def ledger(request: HttpRequest) -> HttpResponse:
    """What was done, newest first, and whether the chain holds when somebody asks."""
    form = LedgerFilter(request.GET)
    rows = form.rows(LedgerEntry.objects.order_by("-sequence"))
    if before := _number(request, "antes"):
        rows = rows.filter(sequence__lt=before)
    found = list(rows[: PAGE + 1])
    sequence, last = head()
    asked = request.GET.copy()
    for name in ("antes", "comprobar"):
        asked.pop(name, None)
    context = {
        "form": form,
        "is_filtered": bool(form.asked),
        "query": asked.urlencode(),
        "entries": _in_words(found[:PAGE]),
        "next": found[PAGE - 1].sequence if len(found) > PAGE else None,
        "sequence": sequence,
        "last_hash": last,
        "checked": verify_now() if "comprobar" in request.GET else None,
    }
    return render(request, "portal/staff/ledger.html", context)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice, with its address as it may be shown and where the whole of it is asked for."""

    notice: Notice
    masked: str
    shown: str
    ask: str


def _notices(request: HttpRequest, shown: dict[int, str]) -> HttpResponse:
    rows, before = Notice.objects.order_by("-pk"), _number(request, "antes")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    context = {
        "notices": [_told(one, shown, before) for one in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "mail_configured": settings.MAIL_CONFIGURED,
        "may_send": actor(request).has_perm(Perm.SEND_NOTICES),
        "open_states": {NoticeState.PENDING, NoticeState.FAILED},
    }
    return render(request, "portal/staff/notices.html", context)


def _told(notice: Notice, shown: dict[int, str], before: int | None) -> Told:
    address = masked(notice.to_address) if notice.to_address else ""
    ask = reverse("portal_desk:reveal_address", args=[notice.public_id]) + (f"?antes={before}" if before else "")
    return Told(notice, address, shown.get(notice.pk, ""), ask)


def _number(request: HttpRequest, name: str) -> int | None:
    raw = request.GET.get(name, "")
    return int(raw) if raw.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger in words. The ledger itself holds no name; the people of the house see them."""

    sequence: int
    at: datetime
    who: str
    role: str
    deed: str
    kind: str
    thing: str
    hash: str


def _in_words(entries: list[LedgerEntry]) -> list[Line]:
    names = dict(Person.objects.filter(public_id__in={one.actor for one in entries}).values_list("public_id", "name"))
    known, things = kinds(), names_of(entries)
    return [
        Line(
            one.sequence,
            datetime.fromisoformat(one.at),
            names.get(one.actor, _("Rendir")),
            one.actor_role,
            told(one.verb),
            known.get(one.kind, one.kind),
            things.get((one.kind, one.object), ""),
            one.hash[:12],
        )
        for one in entries
    ]
