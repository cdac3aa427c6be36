"""Links by which somebody without an account sends files for one delivery: make one, see it once, revoke it."""

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.actions.drops import make_drop_link, revoke_drop_link
from rendir.plan.compliance.forms.drops import DropLinkForm
from rendir.plan.compliance.models import DropLink
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.views.staff.frame import frame, in_hand, named_delivery, strategy_at_work, trail
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.titles import plain_title

_USUAL = timedelta(days=8)


@requires(Perm.REPORT_DELIVERY)
def drops(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The links of one delivery; on a POST a new one, with its address and its sheet this one time."""
    strategy = strategy_at_work(year, clock.today())
    shown = named_delivery(strategy, key)
    row, person = in_hand(strategy, shown), actor(request)
    check(Perm.REPORT_DELIVERY, row, by=person)
    is_sent = request.method == "POST"
    initial = {"expires_on": clock.today() + _USUAL}
    form = DropLinkForm(request.POST if is_sent else None, initial=initial)
    made: list[tuple[DropLink, str]] = []
    if is_sent and form.is_valid():
        done(form, lambda: made.append(_make(request, strategy, shown.key, form)))
    address = f"{settings.BASE_URL}{reverse('compliance:drop', args=[made[0][1]])}" if made else ""
    context = {
        **frame(request, strategy),
        "trail": trail(
            strategy,
            Link(str(shown.key), reverse("compliance_desk:delivery", args=[year, str(shown.key)])),
            Link(_("Enlaces para recibir archivos"), ""),
        ),
        "shown": shown,
        "title": plain_title(shown.promise.facts),
        "form": DropLinkForm(initial=initial) if made else form,
        "made": made[0][0] if made else None,
        "address": address,
        "drawing": segno.make(address, error="m", micro=False).svg_data_uri(border=2, scale=5) if made else "",
        "links": _links(strategy, shown.key),
        "today": clock.today(),
    }
    return render(request, "compliance/staff/drops.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Perm.REPORT_DELIVERY)
def revoke(request: HttpRequest, year: int, key: str, public_id: str) -> HttpResponse:
    """The link opens nothing any more."""
    link = get_object_or_404(DropLink.objects.select_related("delivery__activity"), public_id=public_id)
    revoke_drop_link(link, by=actor(request))
    messages.success(request, _("El enlace quedó anulado. Lo que llegó se conserva."))
    return redirect("compliance_desk:drops", year, key)


def _make(request: HttpRequest, strategy: Strategy, key: Key, form: DropLinkForm) -> tuple[DropLink, str]:
    data = form.cleaned_data
    with atomic():
        row = open_delivery(strategy, key)
        return make_drop_link(row, label=data["label"], expires_on=data["expires_on"], by=actor(request))


def _links(strategy: Strategy, key: Key) -> list[DropLink]:
    """Those that were made for it and nobody revoked, newest first."""
    rows = DropLink.objects.filter(delivery__activity__strategy=strategy, delivery__period=key.period, revoked_at=None)
    found = rows.filter(delivery__activity__component=key.component, delivery__activity__number=key.number)
    return list(found.select_related("delivery__activity"))
