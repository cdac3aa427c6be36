"""The links that are evidence and stopped answering; and asking one of them now."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.plan.compliance.actions.links import look_at_link
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.queries import dead_links, links_of
from rendir.plan.compliance.views.staff.evidence import readable
from rendir.plan.compliance.views.staff.frame import frame, may_read, strategy_at_work, trail


@dataclass(frozen=True, slots=True)
class DeadLink:
    """One address that did not answer, and the deliveries that it supports."""

    evidence: Evidence
    keys: tuple[str, ...]


@requires(Perm.READ_EVIDENCE)
def dead(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Those that one may read, the longest ago first."""
    strategy, person = strategy_at_work(year, clock.today()), actor(request)
    found = [(one, links_of(one)) for one in dead_links(strategy)]
    context = {
        **frame(request, strategy),
        "trail": trail(strategy, Link(_("Enlaces caídos"), "")),
        "found": [
            DeadLink(one, tuple(str(link.delivery.key) for link in links))
            for one, links in found
            if may_read(person, links)
        ],
    }
    return render(request, "compliance/staff/dead_links.html", context)


@require_POST
@requires(Perm.READ_EVIDENCE)
def look(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask it now."""
    shown, _links = readable(request, public_id)
    found = look_at_link(shown, by=actor(request))
    if found.link_works:
        messages.success(request, _("El enlace responde."))
    else:
        messages.warning(request, _("El enlace no responde: %(said)s") % {"said": found.link_note})
    return redirect(shown)
