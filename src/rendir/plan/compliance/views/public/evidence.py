"""A published piece of evidence: its page, its file without metadata, and the certificate of its publication."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.serving import file_response
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.queries import public_evidence
from rendir.plan.compliance.views.public.follow_up import TOPICS, trail
from rendir.plan.planning.rules.titles import plain_title


@public(topics=TOPICS)
def evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is, in words too, what it supports, and how to check that it is the one that was published."""
    shown = published_evidence(public_id)
    year = shown.strategy.year
    supported = [
        Link(
            f"{link.delivery.key} {plain_title(link.delivery.activity.facts())}",
            f"{reverse('compliance:activity', args=[year, link.delivery.key.code])}#{link.delivery.key}",
        )
        for link in shown.links.all()
    ]
    context = {
        "shown_year": year,
        "evidence": shown,
        "supported": supported,
        "trail": trail(
            year,
            Link(_("Cumplimiento"), reverse("compliance:follow_up", args=[year])),
            Link(_("Evidencia"), ""),
        ),
        "address": f"{settings.BASE_URL}{request.path}",
    }
    return render(request, "compliance/evidence.html", context)


@public(topics=TOPICS)
def evidence_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The published copy: without the name of who made it, nor the metadata of its device."""
    shown = published_evidence(public_id)
    if shown.public_file is None:
        message = _("Esta evidencia no es un archivo.")
        raise NotFound(message, way_out=_("Su página dice dónde se encuentra."))
    extension = shown.public_file.name.rpartition(".")[2].lower()
    return file_response(request, shown.public_file, name=f"evidencia-{shown.public_id}.{extension}", inline=True)


def published_evidence(public_id: str) -> Evidence:
    """A piece of evidence that anybody may open. `NotFound` in words where there is none."""
    found = public_evidence(public_id)
    if found is None:
        message = _("No hay una evidencia pública con esta dirección.")
        raise NotFound(message, way_out=_("Puede que la entidad haya dejado de publicarla: pregúntele por qué."))
    return found
