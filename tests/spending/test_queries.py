"""Contracts are found by the beginning of their words, newest first, without counting; a cut and its lines."""

from datetime import date

import pytest
from django.db import connection

from factories.goals import a_plan, a_public_plan, goal
from factories.spending import BY, CUT, JUDGE, PAY_LINE, ROAD, ROADS_LINE, bring_budget, bring_contracts, many_contracts
from rendir.information.spending import queries
from rendir.information.spending.actions.linking import tie_account, tie_contract
from rendir.information.spending.models import BudgetLine, Contract
from rendir.information.spending.queries import (
    Asked,
    account_links,
    apart,
    contract_years,
    cuts,
    find_contracts,
    goals_with_contracts,
    has_spending,
    has_twice,
    last_entity_code,
    last_imports,
    lines_at,
    modalities,
    public_goals_of,
)

pytestmark = pytest.mark.usefixtures("_today")
OLD = {**ROAD, "ID Contrato": "viejo", "Referencia del Contrato": "OP-9-2020", "Fecha de Firma": "2020-05-05"}


def numbers(asked: Asked) -> list[str]:
    return [one.number for one in find_contracts(asked).contracts]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), ["OP-001-2021", "PS-002-2021", "OP-9-2020"]),
        (Asked(words="VÍAS roble"), ["OP-001-2021", "OP-9-2020"]),
        (Asked(words="construc"), ["OP-001-2021", "OP-9-2020"]),
        (Asked(words="apoyo jurídico"), ["PS-002-2021"]),
        (Asked(words="rosalba"), []),
        (Asked(words="24300111"), []),
        (Asked(words='ó* " OR'), []),
        (Asked(words="!!"), ["OP-001-2021", "PS-002-2021", "OP-9-2020"]),
        (Asked(year=2020), ["OP-9-2020"]),
        (Asked(modality="Contratación directa"), ["PS-002-2021"]),
        (Asked(words="roble", year=2021), ["OP-001-2021"]),
    ],
)
@pytest.mark.parametrize("most", [1000, 0])
def test_contracts_are_found_by_what_is_asked(
    monkeypatch: pytest.MonkeyPatch, asked: Asked, expected: list[str], most: int
) -> None:
    """The same whether the words are rare, so that their index answers, or are those of many contracts."""
    bring_contracts(ROAD, JUDGE, OLD)
    monkeypatch.setattr(queries, "MOST_COUNTED", most)
    assert numbers(asked) == expected


def test_words_that_changed_are_found_and_those_before_are_not() -> None:
    bring_contracts(ROAD)
    bring_contracts({**ROAD, "Objeto del Contrato": "Puente sobre la quebrada"})
    assert (numbers(Asked(words="puente")), numbers(Asked(words="huella"))) == (["OP-001-2021"], [])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its own index")
def test_the_index_of_words_stands_on_its_triggers() -> None:
    """A migration that copies the table leaves them behind (see the one that made them)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        names = [row[0] for row in cursor.fetchall()]
    assert [one for one in names if one.startswith("spending_")] == [
        "spending_contract_words_in",
        "spending_contract_words_other",
        "spending_contract_words_out",
    ]


def test_a_contract_that_goes_leaves_no_word_behind() -> None:
    bring_contracts(ROAD)
    Contract.objects.all().delete()
    assert queries._indexed(["roble"], whole=True) == []


def test_pages_follow_one_another_whatever_the_day_they_share() -> None:
    rows = [{**one, "Fecha de Firma": "2021-05-05"} for one in many_contracts(45)]
    bring_contracts(*rows)
    seen: list[str] = []
    asked = Asked()
    sizes = []
    while True:
        found = find_contracts(asked)
        seen += [one.number for one in found.contracts]
        sizes.append(len(found.contracts))
        if not found.next:
            break
        day, pk = found.next.split("-")
        asked = Asked(before=(date.fromisoformat(day), int(pk)))
    assert (sizes, len(set(seen))) == ([20, 20, 5], 45)


def test_nobody_counts_beyond_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    bring_contracts(*many_contracts(5))
    assert (find_contracts(Asked()).count, find_contracts(Asked()).is_capped) == (5, False)
    monkeypatch.setattr(queries, "MOST_COUNTED", 3)
    assert (find_contracts(Asked()).count, find_contracts(Asked()).is_capped) == (4, True)


def test_years_and_modalities_are_those_there_are() -> None:
    assert (contract_years(), modalities()) == ((), ())
    bring_contracts(ROAD, JUDGE, OLD, {**ROAD, "ID Contrato": "z", "Modalidad de Contratacion": ""})
    assert contract_years() == (2021, 2020)
    assert modalities() == ("Contratación directa", "Licitación pública")


def test_a_contract_and_an_account_are_tied_to_goals_that_anybody_reads_of_once_they_are_public() -> None:
    bring_contracts()
    bring_budget()
    plan = a_plan()
    road, line = Contract.objects.get(number="OP-001-2021"), BudgetLine.objects.get(code="2.3.2.01")
    tie_contract(road, goal("M1"), by=BY)
    tie_account(line, goal("M2"), by=BY)
    assert (public_goals_of(road), goals_with_contracts(), numbers(Asked(goal="M1"))) == ((), (), [])
    assert [one.goal.code for one in account_links(2021)["16", "2.3.2.01"]] == ["M2"]
    assert account_links(2020) == {}
    assert plan.goals.count() == 3


def test_a_public_goal_finds_its_contracts() -> None:
    bring_contracts()
    a_public_plan()
    road = Contract.objects.get(number="OP-001-2021")
    tie_contract(road, goal("M1"), by=BY)
    assert [one.code for one in public_goals_of(road)] == ["M1"]
    assert [one.code for one in goals_with_contracts()] == ["M1"]
    assert (numbers(Asked(goal="M1")), numbers(Asked(goal="M2"))) == (["OP-001-2021"], [])


def test_cuts_and_what_is_left_of_other_years() -> None:
    assert (cuts(), has_spending()) == ((), (False, False))
    bring_budget(ROADS_LINE, {**PAY_LINE, "Nom Vigencia del Gasto": "RESERVAS"}, {**PAY_LINE, "Corte": "20210601"})
    assert (cuts(), has_spending()) == ((CUT, date(2021, 6, 30)), (False, True))
    current, left = apart(lines_at(CUT))
    assert ([one.code for one in current], [one.code for one in left]) == (["2.3.2.01"], ["2.1.1.01"])
    assert (last_entity_code(), list(last_imports())) == ("210117174", ["budget"])


def test_contracts_of_secop_integrado_beside_those_it_gathers_may_be_twice() -> None:
    bring_contracts()
    assert not has_twice()
    both = {"Nit de la Entidad": "890801130", "Origen": "SECOPII", "Numero del Contrato": "7", "Valor Contrato": "1"}
    bring_contracts(both)
    assert has_twice()
