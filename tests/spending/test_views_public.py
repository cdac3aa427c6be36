"""What was spent, for everybody: found by what is asked, said in words, and cheap."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.goals import a_public_plan, goal
from factories.spending import BY, JUDGE, PAY_LINE, ROAD, ROADS_LINE, bring_budget, bring_contracts, many_contracts
from rendir.information.spending.actions.linking import tie_contract
from rendir.information.spending.models import Contract

pytestmark = pytest.mark.usefixtures("_today")


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def test_before_anything_was_brought_the_pages_say_so_and_nothing_leads_to_them(client: Client) -> None:
    assert "no ha traído sus contratos" in text_of(client.get("/contratos/"))
    assert "no ha traído su presupuesto" in text_of(client.get("/presupuesto/"))
    assert ">Gasto<" not in client.get("/accesibilidad/").content.decode()


def test_contracts_are_listed_newest_first_without_the_name_of_anybody(client: Client) -> None:
    bring_contracts()
    page = client.get("/contratos/")
    assert [(one.title, one.supplier, one.value) for one in page.context["lines"]] == [
        ("OP-001-2021", "Consorcio Vías del Roble", "$\u00a0412.000.000"),
        ("PS-002-2021", "Persona natural", "$\u00a033.000.000"),
    ]
    said = text_of(page)
    assert ("2 contratos" in said, "Datos de SECOP II" in said, "Rosalba" in said) == (True, True, False)
    assert 'href="/contratos/"' in client.get("/accesibilidad/").content.decode()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=roble", ["OP-001-2021"]),
        ("anio=2021", ["OP-001-2021", "PS-002-2021"]),
        ("modalidad=Contratación directa", ["PS-002-2021"]),
        ("meta=M1", ["OP-001-2021"]),
        ("q=nada", []),
        ("anio=1999&modalidad=otra&meta=M99", ["OP-001-2021", "PS-002-2021"]),
        ("antes=20210315-0", ["PS-002-2021"]),
        ("antes=ayer-3", ["OP-001-2021", "PS-002-2021"]),
        ("antes=x", ["OP-001-2021", "PS-002-2021"]),
        ("antes=20210315-99999999999999999999", ["OP-001-2021", "PS-002-2021"]),
    ],
)
def test_contracts_are_found_by_what_the_address_asks(client: Client, query: str, numbers: list[str]) -> None:
    bring_contracts()
    a_public_plan()
    tie_contract(Contract.objects.get(number="OP-001-2021"), goal("M1"), by=BY)
    page = client.get(f"/contratos/?{query}")
    assert [one.title for one in page.context["lines"]] == numbers
    assert ("Ningún contrato responde" in text_of(page)) is (not numbers)


def test_pages_keep_what_is_asked(client: Client) -> None:
    bring_contracts(*many_contracts(21))
    page = client.get("/contratos/?q=roble")
    assert (len(page.context["lines"]), page.context["next"].startswith("?q=roble&antes=2021")) == (20, True)
    last = client.get(f"/contratos/{page.context['next']}")
    assert (len(last.context["lines"]), last.context["next"]) == (1, "")


def test_a_contract_says_what_is_known_and_where_it_comes_from(client: Client) -> None:
    bring_contracts()
    a_public_plan()
    road = Contract.objects.get(number="OP-001-2021")
    tie_contract(road, goal("M1"), by=BY)
    said = text_of(client.get(road.get_absolute_url()))
    for words in ("$ 103.000.001", "15 de marzo de 2021", "M1. Mejorar 60", "Dato de SECOP II"):
        assert words in said
    judge = text_of(client.get(Contract.objects.get(is_person=True).get_absolute_url()))
    assert ("Pagado sin dato" in judge, "no lo ha vinculado" in judge) == (True, True)
    assert client.get("/contratos/nada/").status_code == 404


def test_a_budget_tells_its_cut_its_percentages_and_its_source(client: Client) -> None:
    bring_budget()
    page = client.get("/presupuesto/")
    said = text_of(page)
    assert "Presupuesto al 31 de agosto de 2021" in said
    assert [(one["label"], one["value"], one["said"]) for one in page.context["figures"]][1:3] == [
        ("Apropiación definitiva", "$\u00a03.000", "sin dato"),
        ("Compromisos", "$\u00a02.700", "90,0 %"),
    ]
    assert [(one.branch.name, one.committed_said, one.obliged) for one in page.context["branches"]] == [
        ("Funcionamiento", "120,0 % comprometido", "sin dato"),
        ("Inversión", "75,0 % comprometido", "$\u00a0600"),
    ]
    assert "sin dato de 1 cuenta" in said
    assert "CUIPO, apropiación y ejecución, traído el 15 de octubre de 2021" in said


def test_an_account_opens_into_its_parts_and_a_cut_into_another(client: Client) -> None:
    left = {**PAY_LINE, "Nom Vigencia del Gasto": "RESERVAS"}
    water = {**ROADS_LINE, "Cuenta": "2.3.3.01", "Nombre Cuenta": "Agua"}
    bring_budget(ROADS_LINE, water, PAY_LINE, left, {**ROADS_LINE, "Corte": "20210601", "Pagos": "1"})
    opened = client.get("/presupuesto/?corte=2021-08-31&cuenta=2.3")
    assert (opened.context["account"].accounts, "años anteriores" in text_of(opened)) == (2, True)
    assert [(one.branch.code, bool(one.url)) for one in opened.context["branches"]] == [
        ("2.3.2", True),
        ("2.3.3", True),
    ]
    leaf = client.get("/presupuesto/?cuenta=2.3.2.01")
    assert [(one.branch.name, one.url) for one in leaf.context["branches"]] == [("Vías terciarias", "")]
    other = client.get("/presupuesto/?corte=2021-06-30&cuenta=9")
    assert (str(other.context["cut"]), other.context["account"]) == ("2021-06-30", None)
    assert [one.paid for one in other.context["branches"]] == ["$\u00a01"]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_whatever_they_list(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bring_contracts(*many_contracts(number), JUDGE)
    bring_budget(*[{**ROADS_LINE, "Cuenta": f"2.3.{one}"} for one in range(number)], PAY_LINE)
    a_public_plan()
    for contract in Contract.objects.all():
        tie_contract(contract, goal("M1"), by=BY)
    road = Contract.objects.exclude(is_person=True).first().get_absolute_url()
    for address in ("/contratos/", road, "/presupuesto/"):
        client.get(address)  # what is held of the house is asked once
    with django_assert_num_queries(6):
        client.get("/contratos/?q=roble&anio=2021")
    with django_assert_num_queries(3):
        client.get(f"{road}?otra")
    with django_assert_num_queries(2):
        client.get("/presupuesto/?otra")


def test_unchanged_pages_are_not_sent_again(client: Client) -> None:
    bring_contracts(ROAD)
    first = client.get("/contratos/")
    assert client.get("/contratos/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    bring_contracts(JUDGE)
    assert client.get("/contratos/", headers={"If-None-Match": first["ETag"]}).status_code == 200
