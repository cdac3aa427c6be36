"""What the API answers when it cannot: one problem (RFC 9457), in plain Spanish, with what to do."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from rendir.foundation.core.refusal import Refusal

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    HTTPStatus.NOT_FOUND: "No existe",
    HTTPStatus.METHOD_NOT_ALLOWED: "Solo se puede leer",
    HTTPStatus.UNPROCESSABLE_ENTITY: "La pregunta no se entiende",
}
_WHAT_IS_WRONG = {
    "int_parsing": "debe ser un número entero",
    "greater_than_equal": "es menor que el mínimo",
    "less_than_equal": "es mayor que el máximo",
    "enum": "no es uno de los valores posibles",
    "string_too_long": "es demasiado largo",
    "string_pattern_mismatch": "no tiene la forma esperada",
}


class Mistake(Schema):
    """One thing that is wrong in what was asked."""

    field: str
    message: str


class Problem(Schema):
    """Why there is no answer."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Mistake] = []


def problem(status: HTTPStatus, detail: str, *, errors: Iterable[Mistake] = ()) -> HttpResponse:
    """The answer that says it."""
    body = Problem(title=_TITLES.get(status, "No se puede"), status=status, detail=detail, errors=list(errors))
    text = json.dumps(body.model_dump(), ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE)


def say_problems(api: NinjaAPI) -> None:
    """Make every refusal of the API a problem."""
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(Refusal, _refused)


def not_found() -> HttpResponse:
    """There is nothing at the address."""
    return problem(HTTPStatus.NOT_FOUND, "No hay nada en esta dirección. Vea /api/v1/openapi.json.")


def not_allowed(response: HttpResponseNotAllowed) -> HttpResponse:
    """The same refusal of a method, as a problem."""
    answer = problem(HTTPStatus.METHOD_NOT_ALLOWED, "Estos datos son de solo lectura: use GET.")
    answer["Allow"] = response["Allow"]
    return answer


def _invalid(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    errors = [_mistake(one) for one in getattr(error, "errors", [])]
    detail = "; ".join(f"«{one.field}» {one.message}" for one in errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{detail}.", errors=errors)


def _mistake(error: Mapping[str, Any]) -> Mistake:
    message = _WHAT_IS_WRONG.get(error["type"], "no es válido")
    choices = error.get("ctx", {}).get("expected", "") if error["type"] == "enum" else ""
    return Mistake(field=str(error["loc"][-1]), message=f"{message}: {choices}" if choices else message)


def _missing(_request: HttpRequest, error: Http404 | type[Http404]) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, str(error) or "No hay nada en esta dirección.")


def _refused(_request: HttpRequest, error: Refusal | type[Refusal]) -> HttpResponse:
    message, way_out = getattr(error, "message", ""), getattr(error, "way_out", "")
    return problem(HTTPStatus(error.status), f"{message} {way_out}".strip())
