"""Pages for what went wrong: what happened and what to do."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from rendir.foundation.core import clock


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


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """500: our fault. The page reads nothing that could fail again."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
