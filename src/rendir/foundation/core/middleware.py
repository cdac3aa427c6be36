"""What every request passes: the domain's refusals become pages, or JSON for a program that asks for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.decorators import sync_only_middleware

from rendir.foundation.core.outages import outage_of
from rendir.foundation.core.refusal import Refusal

_WAY_BACK = "Vuelva a la página donde estaba y repita lo que hacía: si su sesión se había cerrado, no se guardó."


class Refusals:
    """Turns a `Refusal` raised by a view into a page that says what cannot be and what to do instead."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return self._only_forms(request, response)
        return response

    def _only_forms(self, request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
        """The page for an address that only receives forms, where signing in again or going back may lead."""
        refusal = Refusal("Esta dirección solo recibe formularios.", way_out=_WAY_BACK)
        page = render(request, "errors/refusal.html", {"refusal": refusal, "back": ""}, status=refused.status_code)
        page["Allow"] = refused["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if outage_of(exception) and not _wants_data(request):
            return None  # a bad day has a page of its own, which gives back what was typed
        answer = _as_data(exception) if _wants_data(request) else self._page(request, exception)
        for name, value in exception.facts.items():
            answer[name] = value
        return answer

    def _page(self, request: HttpRequest, refusal: Refusal) -> HttpResponse:
        context = {"refusal": refusal, "back": request.headers.get("Referer", "")}
        return render(request, "errors/refusal.html", context, status=refusal.status)


def _wants_data(request: HttpRequest) -> bool:
    """A program of ours asks for JSON and nothing else; a browser that shows pages never does."""
    return request.headers.get("Accept") == "application/json"


def _as_data(refusal: Refusal) -> HttpResponse:
    return JsonResponse({"message": str(refusal.message), "way_out": str(refusal.way_out)}, status=refusal.status)


refusals = sync_only_middleware(Refusals)
