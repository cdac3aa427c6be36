"""Receive the head of each day by mail: ask, confirm, leave. No account."""

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.refusal import NotFound, TooMany
from rendir.front.opendata.actions import ask_for_heads, confirm_heads, leave_heads
from rendir.front.opendata.forms import AddressForm
from rendir.front.opendata.models import HeadSubscription
from rendir.front.opendata.subscribing import to_confirm, to_leave


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def ask(request: HttpRequest) -> HttpResponse:
    """Who asks is answered the same whether the address is known or not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    is_asked = request.method == "POST" and form.is_valid()
    if is_asked:
        if not ratelimit.consume(request, action="ask_for_heads"):
            message = _("Desde su red se pidió esto muchas veces en poco tiempo.")
            raise TooMany(message, way_out=_("Espere cinco minutos y pídalo otra vez."))
        ask_for_heads(form.cleaned_data["address"])
    context = {"form": form, "is_asked": is_asked, "mail_configured": settings.MAIL_CONFIGURED, "trail": _trail()}
    return render(request, "opendata/ask_for_heads.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link. A button confirms, not the link: programs open the links of a mail by themselves."""
    asked = _or_refuse(to_confirm(token))
    if request.method == "POST":
        asked = confirm_heads(asked)
    is_done = asked.confirmed_at is not None
    return _private(render(request, "opendata/confirm_heads.html", {"is_done": is_done, "trail": _trail()}))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Who leaves is erased at once; the link then leads nowhere, and says so kindly."""
    asked = to_leave(token)
    if request.method == "POST" and asked is not None:
        leave_heads(asked)
        asked = None
    return _private(render(request, "opendata/leave_heads.html", {"is_here": asked is not None, "trail": _trail()}))


def _or_refuse(asked: HeadSubscription | None) -> HeadSubscription:
    if asked is None:
        message = _("Este enlace ya no sirve.")
        raise NotFound(message, way_out=_("Pida de nuevo la huella diaria en la página del registro."))
    return asked


def _private(response: HttpResponse) -> HttpResponse:
    """The address is the key: no other page may learn it."""
    response["Referrer-Policy"] = "same-origin"
    return response


def _trail() -> list[Link]:
    return [
        Link(_("Inicio"), reverse("portal:home")),
        Link(_("El registro"), reverse("opendata:register")),
        Link(_("Recibir la huella"), "", current=True),
    ]
