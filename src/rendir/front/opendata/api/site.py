"""The API put together: its operations, its description (OpenAPI), and who may call it: everybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from rendir.foundation.accounts.access import public
from rendir.foundation.accounts.freshness import RELEASE
from rendir.front.opendata.api import datasets, strategies
from rendir.front.opendata.api.problems import MEDIA_TYPE as PROBLEM
from rendir.front.opendata.api.problems import not_allowed, not_found, say_problems
from rendir.front.opendata.catalog import TOPICS
from rendir.front.opendata.formats import share

DESCRIPTION = """\
Los datos públicos de la rendición de cuentas, para programas. Solo lectura, sin registro y sin clave.

Las direcciones no cambian. Cada respuesta trae una huella (`ETag`): si la envía de vuelta en `If-None-Match`, recibe
304 mientras nada cambie. Los errores son `application/problem+json` (RFC 9457).
"""


class OpenDataAPI(NinjaAPI):
    """The library's API, whose description tells the media type in which it really refuses."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:  # noqa: ANN401 - the library's own
        schema = super().get_openapi_schema(*args, **kwargs)
        for operation in _operations(schema):
            for status, response in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST:
                    response["content"] = {PROBLEM: response["content"].pop("application/json")}
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Names for ever, whatever module an operation lives in."""
        return operation.view_func.__name__


def _operations(schema: OpenAPISchema) -> Iterator[dict[str, Any]]:
    for path_item in schema["paths"].values():
        yield from path_item.values()


api = OpenDataAPI(
    title="Rendición de cuentas: datos abiertos",
    version=RELEASE,
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="opendata:api",
    openapi_extra={"info": {"license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}}},
)
api.add_router("/datasets", datasets.router)
api.add_router("/strategies", strategies.router)
say_problems(api)


def _open(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Every operation is public, versioned by what it reads, readable from other sites, and refuses with a problem."""

    @wraps(view, assigned=("__name__", "__doc__"))
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - of any operation
        with _as_reading(request):
            response = view(request, *args, **kwargs)
        return share(not_allowed(response) if isinstance(response, HttpResponseNotAllowed) else response)

    opened: Callable[..., HttpResponseBase] = public(topics=TOPICS)(answer)
    opened.csrf_exempt = True  # type: ignore[attr-defined] # nothing is written: a refused method says so, not CSRF
    return opened


@contextmanager
def _as_reading(request: HttpRequest) -> Iterator[None]:
    """HEAD is answered as GET is: the server leaves the body out. The library knows only the methods it was told."""
    asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
    try:
        yield
    finally:
        request.method = asked


@require_safe
def entrance(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - every view takes the request
    """Where one comes in: what the API is, and the addresses of what it holds."""
    root = f"{settings.BASE_URL}{reverse('opendata:api:api-root')}"
    places = {name: f"{root}{name}" for name in ("datasets", "strategies")}
    told = {"title": api.title, "description": DESCRIPTION.strip(), "openapi": f"{root}openapi.json", **places}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})


@public
def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:  # noqa: ARG001 - whatever was asked
    """Any other address under the API."""
    return share(not_found())


def _patterns() -> list[URLPattern]:
    made, _, _ = api.urls
    operations = [one for one in made if isinstance(one, URLPattern) and one.name != "api-root"]
    opened = [path(str(one.pattern), _open(one.callback), name=one.name) for one in operations]
    return [*opened, path("", _open(entrance), name="api-root"), path("<path:rest>", nothing)]


urls = (_patterns(), "api", "api")
