"""What every request passes: the domain's refusals become pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import sync_only_middleware

from rendir.foundation.core.refusal import Refusal


class Refusals:
    """Turns a `Refusal` raised by a view into a page that says what cannot be and what to do instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        context = {"refusal": exception, "back": request.headers.get("Referer", "")}
        return render(request, "errors/refusal.html", context, status=exception.status)


refusals = sync_only_middleware(Refusals)
