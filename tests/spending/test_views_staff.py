"""Spending at the desk: a file is sent and told of, what could not be read is taken away, goals are tied."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories.accounts import colleague, insider
from factories.goals import a_plan, goal
from factories.spending import (
    BY,
    PAY_LINE,
    ROAD,
    ROADS_LINE,
    as_csv,
    bring_budget,
    bring_contracts,
    many_contracts,
)
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core.refusal import Invalid
from rendir.information.spending.actions import bringing
from rendir.information.spending.actions.bringing import our_turn
from rendir.information.spending.actions.linking import tie_account, tie_contract
from rendir.information.spending.models import AccountGoal, BudgetLine, Contract, ContractGoal, SpendingImport
from spending.test_views_public import text_of

pytestmark = pytest.mark.usefixtures("_today")
HOME = "/gestion/gasto/"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be done in a process of its own is only noted down."""
    found: list[str] = []
    monkeypatch.setattr(bringing, "_apart", lambda imported, _handle: found.append(imported.public_id))
    return found


def _sent(tmp_path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile("contratos.csv", as_csv([ROAD], tmp_path / "c.csv").read_bytes())


def test_the_desk_says_what_was_brought_and_how_it_went(as_) -> None:
    ana = as_(insider())
    assert "Todavía no se ha traído" in text_of(ana.get(HOME))
    bring_contracts()
    bring_contracts({**ROAD, "Valor del Contrato": "x"})
    with pytest.raises(Invalid):
        bring_contracts({"A": "1", "B": "2"})
    page = ana.get(HOME)
    assert [one.word for one in page.context["lines"]] == ["No terminó", "Traída, con filas sin leer", "Traída"]
    last = page.context["lines"][1].made.pk
    assert [one.made.pk for one in ana.get(f"{HOME}?antes={last}").context["lines"]] == [last - 1]


def test_a_file_sent_with_the_form_is_brought_apart(as_, begun: list[str], tmp_path: Path) -> None:
    ana = as_(insider())
    assert ana.get(f"{HOME}traer/").status_code == 200
    response = ana.post(f"{HOME}traer/", {"what": "contracts", "document": _sent(tmp_path)})
    made = SpendingImport.objects.get()
    assert (response.status_code, response["Location"], begun) == (302, made.get_absolute_url(), [made.public_id])
    bringing.carry_on(made)
    said = text_of(ana.get(made.get_absolute_url()))
    assert ("contratos.csv" in said, "Traída" in said, Contract.objects.count()) == (True, True, 1)


def test_a_form_without_a_file_or_without_saying_what_is_said_at_once(as_, begun: list[str]) -> None:
    ana = as_(insider())
    page = ana.post(f"{HOME}traer/", {"what": "contracts"})
    assert (page.status_code, "Elija el archivo" in text_of(page)) == (422, True)
    assert ana.post(f"{HOME}traer/", {}).status_code == 422
    assert begun == []


def test_a_file_may_come_piece_by_piece(as_) -> None:
    answer = as_(insider()).post(f"{HOME}traer/cargas/", {"name": "contratos.json", "size": "9"})
    assert (answer.status_code, answer["Location"].startswith("/gestion/")) == (201, True)


def test_while_it_goes_on_the_page_says_so_and_reloads_only_for_who_asks(as_, begun: list[str], tmp_path: Path) -> None:
    ana = as_(insider())
    ana.post(f"{HOME}traer/", {"what": "contracts", "document": _sent(tmp_path)})
    address = SpendingImport.objects.get().get_absolute_url()
    with our_turn():
        plain, reloading = ana.get(address), ana.get(f"{address}?sigue=si")
        assert "Se está trayendo" in text_of(ana.get(HOME))
    assert ("Van 0 filas" in text_of(plain), plain.get("Refresh"), reloading.get("Refresh")) == (True, None, "10")
    stopped = ana.get(f"{address}?sigue=si")
    assert ("Se interrumpió" in text_of(stopped), stopped.get("Refresh")) == (True, None)


def test_what_was_interrupted_goes_on(as_, begun: list[str], tmp_path: Path) -> None:
    ana = as_(insider())
    ana.post(f"{HOME}traer/", {"what": "contracts", "document": _sent(tmp_path)})
    made = SpendingImport.objects.get()
    assert "Seguir trayéndolo" in text_of(ana.get(made.get_absolute_url()))
    assert ana.post(f"{made.get_absolute_url()}seguir/", {"expected": made.version}).status_code == 302
    assert begun == [made.public_id] * 2
    assert ana.post(f"{made.get_absolute_url()}seguir/", {"expected": "x"}).status_code == 422


def test_rows_that_could_not_be_read_are_taken_away_by_their_line(as_, monkeypatch: pytest.MonkeyPatch) -> None:
    made = bring_contracts(*[{**one, "Fecha de Firma": "=1+1"} for one in many_contracts(600)])
    ana = as_(insider())
    response = ana.get(f"{made.get_absolute_url()}filas.csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert (lines[0], len(lines), lines[1].startswith("2,Fecha de firma: «=1+1»")) == ("linea,por_que", 601, True)
    assert "Línea 2 Fecha de firma" in text_of(ana.get(made.get_absolute_url()))


def test_what_was_here_and_did_not_come_is_listed(as_) -> None:
    bring_contracts()
    bring_budget()
    contracts, lines = bring_contracts(ROAD), bring_budget(ROADS_LINE)
    ana = as_(insider())
    assert "PS-002-2021" in text_of(ana.get(contracts.get_absolute_url()))
    assert "2.1.1.01 Salarios" in text_of(ana.get(lines.get_absolute_url()))


def test_a_contract_is_tied_and_untied(as_) -> None:
    bring_contracts()
    a_plan()
    ana, road = as_(insider()), Contract.objects.get(number="OP-001-2021")
    assert [one.title for one in ana.get(f"{HOME}contratos/?q=roble").context["lines"]] == ["OP-001-2021"]
    address = road.get_desk_url()
    assert ana.post(address, {"goal": ""}).status_code == 422
    assert ana.post(address, {"goal": goal("M1").pk}).status_code == 302
    assert ana.post(address, {"goal": goal("M1").pk}).status_code == 422
    link = ContractGoal.objects.get()
    assert "M1. Mejorar 60" in text_of(ana.get(address))
    assert ana.post(f"{address}desvincular/", {"link": link.public_id}).status_code == 302
    assert ana.post(f"{address}desvincular/", {"link": link.public_id}).status_code == 404
    assert ana.post(f"{address}desvincular/", {}).status_code == 422
    assert ContractGoal.objects.count() == 0


def test_the_budget_says_what_does_not_add_up_and_its_accounts_are_tied(as_) -> None:
    ana = as_(insider())
    assert "Todavía no se ha traído el presupuesto" in text_of(ana.get(f"{HOME}presupuesto/"))
    bring_budget(ROADS_LINE, PAY_LINE, {**ROADS_LINE, "Cuenta": "2.3"})
    a_plan()
    page = ana.get(f"{HOME}presupuesto/")
    assert [(one.line.code, one.warnings) for one in page.context["accounts"]] == [
        ("2.1.1.01", ("Los compromisos son más que la apropiación definitiva.",)),
        ("2.3.2.01", ()),
    ]
    only = ana.get(f"{HOME}presupuesto/?corte=2021-08-31&ver=avisos")
    assert [one.line.code for one in only.context["accounts"]] == ["2.1.1.01"]
    line = BudgetLine.objects.get(code="2.1.1.01")
    address = line.get_desk_url()
    assert "Los compromisos son más" in text_of(ana.get(address))
    assert ana.post(address, {"goal": goal("M1").pk}).status_code == 302
    assert ana.post(address, {"goal": goal("M1").pk}).status_code == 422
    link = AccountGoal.objects.get()
    assert ana.post(f"{address}desvincular/", {"link": link.public_id}).status_code == 302
    assert AccountGoal.objects.count() == 0


def test_control_interno_reads_and_changes_nothing_and_others_do_not_read(as_) -> None:
    made = bring_contracts()
    road = Contract.objects.get(number="OP-001-2021").get_desk_url()
    from_control = as_(insider(Role.INTERNAL_CONTROL))
    assert [from_control.get(one).status_code for one in (HOME, made.get_absolute_url(), road)] == [200] * 3
    assert "Vincular" not in text_of(from_control.get(road))
    assert from_control.get(f"{HOME}traer/").status_code == 403
    assert as_(colleague()).get(HOME).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_desk_pages_cost_the_same_whatever_they_list(as_, number: int, django_assert_max_num_queries) -> None:
    for _ in range(number):
        bring_contracts(*many_contracts(number))
    bring_budget(*[{**ROADS_LINE, "Cuenta": f"2.3.{one}"} for one in range(number)])
    a_plan()
    for contract in Contract.objects.all():
        tie_contract(contract, goal("M1"), by=BY)
    for line in BudgetLine.objects.all():
        tie_account(line, goal("M1"), by=BY)
    ana = as_(insider())
    addresses = [HOME, f"{HOME}contratos/", f"{HOME}presupuesto/", Contract.objects.first().get_desk_url()]
    addresses += [BudgetLine.objects.first().get_desk_url(), SpendingImport.objects.first().get_absolute_url()]
    for address in addresses:
        ana.get(address)
        with django_assert_max_num_queries(12):
            ana.get(address)
