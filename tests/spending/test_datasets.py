"""What anybody may take away of spending: every row once, in pieces, without the name of anybody."""

import csv
import io
from decimal import Decimal

import pytest

from factories.goals import a_plan, a_public_plan, goal
from factories.spending import BY, CUT, JUDGE, ROAD, bring_budget, bring_contracts, many_contracts
from rendir.foundation.core.tabular import EVERYTHING, Dataset, Selection, write_csv
from rendir.information.spending.actions.linking import tie_contract
from rendir.information.spending.datasets import BUDGET, CONTRACTS
from rendir.information.spending.models import Contract

pytestmark = pytest.mark.usefixtures("_today")


def written(dataset: Dataset, **filters: str) -> list[dict[str, str]]:
    data = b"".join(write_csv(dataset, dataset.rows(Selection(filters)))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


def test_contracts_as_a_table() -> None:
    bring_contracts()
    a_public_plan()
    tie_contract(Contract.objects.get(number="OP-001-2021"), goal("M1"), by=BY)
    rows = written(CONTRACTS)
    assert [(one["numero"], one["valor"], one["pagado"], one["metas"], one["contratista"]) for one in rows] == [
        ("OP-001-2021", "412000000", "103000000.5", "M1", "Consorcio Vías del Roble"),
        ("PS-002-2021", "33000000", "", "", "Persona natural"),
    ]
    assert CONTRACTS.count() == 2


def test_a_goal_that_is_not_public_is_not_told() -> None:
    bring_contracts(ROAD)
    a_plan()
    tie_contract(Contract.objects.get(), goal("M1"), by=BY)
    assert written(CONTRACTS)[0]["metas"] == ""


def test_contracts_are_chosen_by_year_and_modality_and_come_in_pieces() -> None:
    bring_contracts(ROAD, JUDGE, *many_contracts(3))
    assert len(written(CONTRACTS, anio="2021")) == 5
    assert (written(CONTRACTS, anio="2020"), written(CONTRACTS, anio="x")) == ([], [])
    assert [one["numero"] for one in written(CONTRACTS, modalidad="Contratación directa")] == ["PS-002-2021"]
    seen, after = [], None
    while page := list(CONTRACTS.rows(Selection(after=after, limit=2))):
        seen += [one.identity for one in page]
        after = (page[-1].source, page[-1].identity)
    assert (len(seen), seen) == (5, sorted(seen))


def test_the_budget_as_a_table_by_cut_and_in_pieces() -> None:
    bring_budget()
    first, second = list(BUDGET.rows(EVERYTHING))
    assert {first.code: first.obliged, second.code: second.obliged} == {"2.3.2.01": Decimal(600), "2.1.1.01": None}
    assert [one["obligaciones"] for one in written(BUDGET, corte=str(CUT)) if one["cuenta"] == "2.1.1.01"] == [""]
    assert (written(BUDGET, corte="2020-01-01"), written(BUDGET, corte="ayer")) == ([], [])
    assert list(BUDGET.rows(Selection(after=(str(CUT), first.identity), limit=1))) == [second]


def test_tables_say_when_they_last_changed_and_what_may_be_asked() -> None:
    assert (CONTRACTS.updated(), BUDGET.updated()) == (None, None)
    bring_contracts()
    bring_budget()
    assert CONTRACTS.updated() is not None
    assert BUDGET.updated() is not None
    choices = {one.name: [key for key, _ in one.choices()] for one in (*CONTRACTS.filters, *BUDGET.filters)}
    assert choices == {
        "anio": ["2021"],
        "modalidad": ["Contratación directa", "Licitación pública"],
        "corte": ["2021-08-31"],
    }
