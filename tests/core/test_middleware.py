"""A refusal raised by a view becomes a page."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST
from pytest_django import Settings

from rendir.foundation.accounts.access import public
from rendir.foundation.core.refusal import Invalid, NotAllowed, Refusal, Stale
from rendir.urls import urlpatterns as house


class _Moved(Stale):
    facts = {"Upload-Offset": "5"}


REFUSALS: dict[str, Exception] = {
    "invalid": Invalid("No hay mes 13.", way_out="Escriba un mes del 1 al 12."),
    "stale": Stale("Otra persona lo cambió."),
    "not-allowed": NotAllowed("Su rol no lo permite."),
    "moved": _Moved("Va en el 5."),
    "fault": ZeroDivisionError("no es una respuesta"),
}


@public
def _refuse(request: HttpRequest, which: str) -> HttpResponse:
    raise REFUSALS[which]


@public
def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sí")


@public
@require_POST
def _receive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("recibido")


urlpatterns = [
    path("prueba/", _answer),
    path("prueba/formulario/", _receive),
    path("prueba/<str:which>/", _refuse),
    *house,
]


@pytest.fixture(autouse=True)
def _with_test_views(settings: Settings, db: None) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize(("which", "status"), [("invalid", 422), ("stale", 409), ("not-allowed", 403)])
def test_a_refusal_is_answered_with_its_status_and_its_words(client: Client, which: str, status: int) -> None:
    response = client.get(f"/prueba/{which}/")
    refusal = REFUSALS[which]
    assert isinstance(refusal, Refusal)
    assert (response.status_code, response.templates[0].name) == (status, "errors/refusal.html")
    text = response.content.decode()
    assert f"<h1>{refusal.message}</h1>" in text
    assert refusal.way_out in text


def test_one_can_go_back_to_where_one_came_from(client: Client) -> None:
    url = "http://testserver/gestion/"
    assert client.get("/prueba/invalid/", headers={"referer": url}).context["back"] == url
    assert client.get("/prueba/invalid/").context["back"] == ""


def test_an_address_that_only_receives_forms_says_so_to_who_comes_back_to_it(client: Client) -> None:
    response = client.get("/prueba/formulario/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<h1>Esta dirección solo recibe formularios.</h1>" in response.content.decode()


def test_a_fault_of_ours_is_no_refusal(client: Client) -> None:
    with pytest.raises(ZeroDivisionError):
        client.get("/prueba/fault/")


def test_what_is_not_refused_passes(client: Client) -> None:
    response = client.get("/prueba/")
    assert (response.status_code, response.content) == (200, "sí".encode())


def test_a_program_that_asks_for_json_gets_the_refusal_as_json(client: Client) -> None:
    response = client.get("/prueba/invalid/", headers={"Accept": "application/json"})
    told = {"message": "No hay mes 13.", "way_out": "Escriba un mes del 1 al 12."}
    assert (response.status_code, response.json()) == (422, told)


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_what_a_program_needs_goes_with_the_refusal(client: Client, accept: str) -> None:
    response = client.get("/prueba/moved/", headers={"Accept": accept})
    assert (response.status_code, response["Upload-Offset"]) == (409, "5")


@pytest.mark.parametrize("accept", ["text/html,application/json;q=0.9", "*/*", ""])
def test_a_browser_gets_a_page(client: Client, accept: str) -> None:
    assert client.get("/prueba/invalid/", headers={"Accept": accept}).templates[0].name == "errors/refusal.html"
