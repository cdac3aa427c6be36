"""Pages for what went wrong: what happened and what to do."""

import sys
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from rendir.foundation.core import clock
from rendir.foundation.core.outages import Outage, outage_of
from rendir.front.opendata.api.problems import problem

SECONDS_TO_WAIT = 30
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_WAY_IN = "/gestion/cuenta/"
"""Below it people sign in: passwords and codes, which no page repeats."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """400: the request makes no sense."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """403: this person may not."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """404: nothing stands at this address."""
    return render(request, "errors/404.html", status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """403: a form came without the proof that this site gave it."""
    return render(request, "errors/form_expired.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many attempts in a row, at sign-in above all; and when to try again, at the latest."""
    again = clock.now() + timedelta(seconds=settings.SIGN_IN_WAIT, minutes=1)
    response = render(request, "errors/429.html", {"again": again}, status=429)
    response["Retry-After"] = str(settings.SIGN_IN_WAIT)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 or 507 on a bad day. The page reads nothing that could fail again."""
    outage = outage_of(sys.exc_info()[1])
    if outage is not None:
        return _bad_day(request, outage)
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def _bad_day(request: HttpRequest, outage: Outage) -> HttpResponse:
    """What happens and what to do; what was typed comes back with a button to send it again."""
    if request.path.startswith("/api/"):
        answer = problem(outage.status, f"{outage.what}. {outage.way_out}")
    else:
        answer = HttpResponse(render_to_string("errors/outage.html", _told(request, outage)), status=outage.status)
    answer["Retry-After"] = str(SECONDS_TO_WAIT)
    answer["Cache-Control"] = "no-store"
    return answer


def _told(request: HttpRequest, outage: Outage) -> dict[str, object]:
    typed = _typed(request)
    return {
        "outage": outage,
        "sent": request.method == "POST",
        "again": typed,
        "written": [value for name, value in typed if name != _TOKEN and (" " in value or "\n" in value)],
        "action": request.get_full_path(),
        "files": bool(typed and request.FILES),
    }


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent with a form that proved to be ours, field by field; nothing where a secret is among it."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    is_secret = request.path.startswith(_WAY_IN) or any("password" in name for name, _ in fields)
    return [] if is_secret else fields
