"""The page on which whoever holds a link adds a file to one delivery: without account and without JavaScript."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rendir.foundation.accounts.access import public
from rendir.foundation.core import clock
from rendir.foundation.core.versioned import done
from rendir.foundation.library import receiving
from rendir.foundation.library.actions import claim_upload, store_stream
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.actions.drops import holder_of, may_begin, open_drop_link, receive_file
from rendir.plan.compliance.forms.drops import DropForm
from rendir.plan.compliance.models import DropLink, Evidence
from rendir.plan.planning.rules.facts import PERIOD_LABELS
from rendir.plan.planning.rules.titles import plain_title


@public
def drop(request: HttpRequest, secret: str) -> HttpResponse:
    """What is asked for, the form, and what arrived by this link already."""
    link = open_drop_link(secret)
    is_sent = request.method == "POST"
    form = DropForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        today=clock.today(),
        initial={"fact_on": clock.today()},
    )
    if is_sent and form.is_valid() and done(form, lambda: _receive(link, form)):
        messages.success(request, _("Recibido: %(title)s. Gracias.") % {"title": form.cleaned_data["title"]})
        return _unseen(redirect("compliance:drop", secret))
    context = {
        "link": link,
        "form": form,
        "title": plain_title(link.delivery.activity.facts()),
        "period_label": PERIOD_LABELS[link.delivery.period].lower(),
        "shown_year": link.delivery.activity.strategy.year,
        "resumable": reverse("compliance:drop_begin", args=[secret]),
        "received": Evidence.objects.filter(added_by=holder_of(link).actor_id).count(),
    }
    return _unseen(render(request, "compliance/drop.html", context, status=422 if form.errors else 200))


@public
@require_POST
def drop_begin(request: HttpRequest, secret: str) -> HttpResponse:
    """Announce a large file that comes piece by piece."""
    link = open_drop_link(secret)
    may_begin(link)
    return receiving.begin(
        request,
        by=holder_of(link),
        address=lambda public_id: reverse("compliance:drop_upload", args=[secret, public_id]),
    )


@public
@require_http_methods([*receiving.METHODS])
def drop_upload(request: HttpRequest, secret: str, public_id: str) -> HttpResponse:
    """Ask how far it is, send a piece, finish it or leave it."""
    return receiving.go_on(request, public_id, by=holder_of(open_drop_link(secret)))


def _receive(link: DropLink, form: DropForm) -> Evidence:
    data = form.cleaned_data
    may_begin(link)
    return receive_file(link, _stored(link, data), title=data["title"], fact_on=data["fact_on"])


def _stored(link: DropLink, data: dict[str, Any]) -> StoredFile:
    if data["upload"]:
        return claim_upload(data["upload"], by=holder_of(link))
    sent: UploadedFile[Any] = data["document"]
    pieces: Iterable[bytes] = sent.chunks()
    return store_stream(pieces, name=sent.name or "archivo", by=holder_of(link))


def _unseen(response: HttpResponse) -> HttpResponse:
    """No memory of the address stays with anybody: no cache, no search engine, no page that is visited next."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
