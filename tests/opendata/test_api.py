"""The API answers what it promises in its own description, and refuses in plain Spanish."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from factories.datasets import NAMES
from rendir.front.opendata.api.site import api
from rendir.front.opendata.asking import write_cursor

pytestmark = pytest.mark.usefixtures("published")
BASE = "/api/v1"


def answer(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(f"{BASE}{address}")
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (status, "*")
    kind = "application/json" if status == 200 else "application/problem+json"
    assert response["Content-Type"].partition(";")[0] == kind
    return response.json()


def test_the_root_says_where_everything_is(client: Client) -> None:
    told = answer(client, "/")
    places = {name: told[name] for name in ("openapi", "datasets", "strategies")}
    assert places == {
        "openapi": "http://localhost:8000/api/v1/openapi.json",
        "datasets": "http://localhost:8000/api/v1/datasets",
        "strategies": "http://localhost:8000/api/v1/strategies",
    }
    for address in places.values():
        answer(client, address.partition(BASE)[2])


def test_the_datasets_tell_all_that_can_be_asked(client: Client) -> None:
    one, *others = answer(client, "/datasets")
    assert (one["name"], *(other["name"] for other in others)) == NAMES
    assert (one["name"], one["rows"], one["key"]) == ("actividades", 5, ["vigencia", "codigo"])
    assert [asked["values"] for asked in one["filters"][:2]] == [
        ["2021", "2020"],
        ["informacion", "dialogo", "responsabilidad"],
    ]
    assert one["downloads"]["csv"] == "http://localhost:8000/datos/actividades.csv"


def test_rows_come_page_by_page_each_once(client: Client) -> None:
    rows: list[Any] = []
    address: str | None = "/datasets/actividades?limite=2"
    pages = 0
    while address:
        told = answer(client, address)
        rows += told["rows"]
        pages += 1
        address = told["next"] and told["next"].removeprefix(f"http://localhost:8000{BASE}")
    assert pages == 3
    assert [(row["vigencia"], row["orden"]) for row in rows] == [(2020, 1), (2020, 2), (2021, 1), (2021, 2), (2021, 3)]
    assert rows[0]["etapas"] == ["Aprestamiento"]


def test_a_page_goes_on_after_a_code_that_is_no_longer_there(client: Client) -> None:
    cursor = write_cursor((2021, "I9"))
    rows = answer(client, f"/datasets/actividades?cursor={cursor}")["rows"]
    assert [(row["vigencia"], row["codigo"]) for row in rows] == [(2021, "D1")]


@pytest.mark.parametrize("address", ["/strategies", "/strategies/2021", "/datasets", "/datasets/actividades", "/"])
def test_the_heads_of_an_answer_can_be_asked_alone(client: Client, address: str) -> None:
    alone, whole = client.head(f"{BASE}{address}"), client.get(f"{BASE}{address}")
    assert (alone.status_code, alone.content, alone["ETag"]) == (200, b"", whole["ETag"])


def test_a_page_keeps_its_filters(client: Client) -> None:
    told = answer(client, "/datasets/actividades?vigencia=2021&limite=2")
    assert "vigencia=2021" in told["next"]
    rest = answer(client, told["next"].partition(BASE)[2])
    assert ([row["codigo"] for row in rest["rows"]], rest["next"]) == (["D1"], None)


@pytest.mark.parametrize("cursor", ["x", "ñ", "MQ", "WzEsMl0", "W3RydWUsMV0", "e30", "WzEsMiwzXQ", "W" * 400, "%00"])
def test_a_cursor_of_another_house_is_refused(client: Client, cursor: str) -> None:
    told = answer(client, f"/datasets/actividades?cursor={cursor}", 422)
    assert told["detail"] == (
        "El cursor no corresponde a este conjunto de datos. "
        "Siga la dirección «next» de la respuesta anterior, sin cambiarla."
    )


def test_strategies_are_those_in_force(client: Client) -> None:
    told = answer(client, "/strategies")
    assert [(one["year"], one["version"]["number"], one["activities"], one["deliveries"]) for one in told] == [
        (2021, 2, 3, 4),
        (2020, 1, 2, 3),
    ]


def test_a_strategy_tells_its_versions_and_why_it_changed(client: Client) -> None:
    told = answer(client, "/strategies/2021")
    assert [(one["number"], one["reason"]) for one in told["versions"]] == [(2, "Faltaba el informe."), (1, None)]
    assert told["page"] == "http://localhost:8000/2021/cronograma/"


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("", ["I1", "I2", "D1"]),
        ("?component=dialogo", ["D1"]),
        ("?stage=ejecucion", ["I2", "D1"]),
        ("?period=3", ["I1"]),
        ("?component=informacion&stage=ejecucion&period=2", ["I2"]),
        ("?component=responsabilidad", []),
    ],
)
def test_activities_come_in_order_and_filtered(client: Client, asked: str, codes: list[str]) -> None:
    assert [one["code"] for one in answer(client, f"/strategies/2021/activities{asked}")] == codes


@pytest.mark.parametrize("code", ["I1", "i1"])
def test_an_activity_is_whole(client: Client, code: str) -> None:
    assert answer(client, f"/strategies/2021/activities/{code}") == {
        "code": "I1",
        "component": "informacion",
        "number": 1,
        "name": "Caracterizar los grupos de valor",
        "stages": ["aprestamiento"],
        "periods": [3],
        "product": "=Documento",
        "responsibles": [{"name": "Planeación", "kind": "unit"}, {"name": "Equipo de RdC", "kind": "team"}],
        "action_type": None,
        "page": "http://localhost:8000/2021/actividades/I1/",
    }


@pytest.mark.parametrize(
    "address",
    [
        "/nada",
        "/datasets/nada",
        "/strategies/2022",
        "/strategies/2022/activities",
        "/strategies/2021/activities/R9",
    ],
)
def test_what_is_not_there_is_a_problem(client: Client, address: str) -> None:
    told = answer(client, address, 404)
    assert (told["title"], told["status"], told["type"]) == ("No existe", 404, "about:blank")


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/strategies/dosmil", "«year» debe ser un número entero."),
        ("/strategies/1999", "«year» es menor que el mínimo."),
        ("/strategies/2021/activities?period=4", "«period» es mayor que el máximo."),
        (
            "/strategies/2021/activities?component=poesia",
            "«component» no es uno de los valores posibles: 'informacion', 'dialogo' or 'responsabilidad'.",
        ),
        ("/datasets/actividades?limite=0", "«limite» es menor que el mínimo."),
        (
            "/datasets/actividades?limite=x&cursor=" + "W" * 401,
            "«limite» debe ser un número entero; «cursor» es demasiado largo.",
        ),
    ],
)
def test_what_is_not_understood_is_a_problem_that_names_it(client: Client, address: str, detail: str) -> None:
    assert answer(client, address, 422)["detail"] == detail


@pytest.mark.parametrize("address", ["/datasets", "/strategies/2021"])
def test_it_is_only_read(client: Client, address: str) -> None:
    response = client.post(f"{BASE}{address}")
    assert (response.status_code, response["Allow"]) == (405, "GET")
    assert response.json()["title"] == "Solo se puede leer"


def test_its_description_is_public(client: Client) -> None:
    told = client.get(f"{BASE}/openapi.json").json()
    assert sorted(told["paths"]) == [
        "/api/v1/datasets",
        "/api/v1/datasets/{name}",
        "/api/v1/strategies",
        "/api/v1/strategies/{year}",
        "/api/v1/strategies/{year}/activities",
        "/api/v1/strategies/{year}/activities/{code}",
    ]
    assert told["info"]["license"]["name"] == "CC BY 4.0"
    assert told["paths"]["/api/v1/strategies/{year}"]["get"]["operationId"] == "read_strategy"


@pytest.fixture
def one_transaction() -> Iterator[None]:
    """Calls of the application read what the test wrote: they keep its connection instead of tidying it away."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


described = schemathesis.openapi.from_dict(api.get_openapi_schema())
described.app = get_wsgi_application()


@described.parametrize()
@pytest.mark.usefixtures("one_transaction")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
