"""Before anything is adopted, the open data say so and nothing breaks."""

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_pages_say_that_there_is_nothing_yet(client: Client) -> None:
    assert "sin dato" in client.get("/datos/").content.decode()
    assert "Aparecen cuando la entidad publica." in client.get("/datos/actividades/").content.decode()


def test_the_files_are_empty_and_whole(client: Client) -> None:
    assert b"".join(iter(client.get("/datos/actividades.csv"))).count(b"\r\n") == 1
    assert json.loads(b"".join(iter(client.get("/datos/actividades.json"))))["count"] == 0
    assert "dct:modified" not in json.loads(client.get("/datos/catalogo.json").content)["dcat:dataset"][0]


def test_the_api_has_nothing_and_says_what_to_do(client: Client) -> None:
    assert client.get("/api/v1/strategies").json() == []
    assert client.get("/api/v1/datasets").json()[0]["updated"] is None
    assert client.get("/api/v1/strategies/2021").json()["detail"] == (
        "No hay una estrategia adoptada para ese año. Vea /api/v1/strategies."
    )


def test_no_year_can_be_asked_for_yet(client: Client) -> None:
    response = client.get("/api/v1/datasets/actividades?vigencia=2021")
    assert (response.status_code, response.json()["detail"]) == (
        422,
        "«2021» no es un valor de «Vigencia». Todavía no hay datos.",
    )
