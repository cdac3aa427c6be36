"""«Verificar»: drop a yearly file and read what holds. Nothing is kept, and no session is needed."""

from allauth.core import ratelimit
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rendir.foundation.accounts.access import public
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.components.wording import written_size
from rendir.foundation.core.refusal import Invalid, TooMany
from rendir.front.opendata.forms import CheckForm
from rendir.front.opendata.queries import years_with_files
from rendir.front.opendata.receiving import BoundedUpload, check_apart

_MOST_TIMES = 4
"""How many times the limit a request may have before it is not even read to its end."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
@csrf_exempt  # it changes nothing, of nobody: a page of another site gains nothing by sending it
def verify(request: HttpRequest) -> HttpResponse:
    """The question, and the answer of the same program that travels inside the file."""
    if request.method != "POST":
        return _page(request, CheckForm())
    upload = _bounded(request)
    form = CheckForm(request.POST, request.FILES)
    if upload.is_too_large:
        form.errors.pop("file", None)
        form.add_error("file", _too_large())
    if not form.is_valid():
        return _page(request, form, status=422)
    if not ratelimit.consume(request, action="verify_file"):
        message = _("Desde su red se comprobaron muchos archivos en poco tiempo.")
        raise TooMany(message, way_out=_("Espere cinco minutos, o compruébelo en su equipo con verify.py."))
    file = form.cleaned_data["file"]
    assert isinstance(file, TemporaryUploadedFile)  # noqa: S101 - so `BoundedUpload` makes them
    try:
        found = check_apart(file, form.cleaned_data["head"])
    finally:
        file.close()
    asked = CheckForm(initial={"head": form.cleaned_data["head"]})
    return _page(request, asked, found=found, name=file.name)


def _bounded(request: HttpRequest) -> BoundedUpload:
    """Set before anything reads the form. `Invalid` where it is so large that reading it on would be a gift."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > _MOST_TIMES * settings.MOST_VERIFIED_BYTES:
        raise Invalid(_too_large(), way_out=_("Compruébelo en su equipo con verify.py."))
    upload = BoundedUpload(request, settings.MOST_VERIFIED_BYTES)
    request.upload_handlers = [upload]
    return upload


def _too_large() -> str:
    said = _("Pesa más de %(size)s: compruébelo en su equipo, como se explica abajo.")
    return said % {"size": written_size(settings.MOST_VERIFIED_BYTES)}


def _page(request: HttpRequest, form: CheckForm, *, status: int = 200, **told: object) -> HttpResponse:
    context = {
        "form": form,
        "most": settings.MOST_VERIFIED_BYTES,
        "years": years_with_files(),
        "trail": [Link(_("Inicio"), reverse("portal:home")), Link(_("Verificar"), "", current=True)],
        **told,
    }
    return render(request, "opendata/verify.html", context, status=status)
