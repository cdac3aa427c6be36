"""`rendir contracts` and `rendir budget`, as somebody at a terminal sees them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factories.accounts import insider
from factories.spending import CHIP, JUDGE, ROAD, ROADS_LINE, as_csv, as_json, bring_budget
from rendir.foundation.library.actions import append_chunk, begin_upload
from rendir.information.spending.actions import bringing
from rendir.information.spending.actions.bringing import start_import
from rendir.information.spending.models import BudgetLine, Contract
from rendir.information.spending.rules.shapes import What
from rendir.information.spending.states import ImportState

pytestmark = pytest.mark.usefixtures("_today")


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_contracts_are_brought_and_told_in_words(tmp_path: Path) -> None:
    path = as_csv([ROAD, JUDGE, {**ROAD, "Valor del Contrato": "x"}], tmp_path / "c.csv")
    out, err = run("contracts", "import", str(path))
    assert out.startswith("SECOP II. Filas: 3 leídas, 2 nuevas, 0 cambiadas, 0 iguales")
    assert ("/gestion/gasto/cargas/" in out, err.strip()) == (True, "3 filas leídas, 1 sin entender")


def test_contracts_are_told_for_a_program(tmp_path: Path) -> None:
    path = as_json([ROAD, {**JUDGE, "Fecha de Firma": "x"}], tmp_path / "c.json")
    told = json.loads(run("contracts", "import", str(path), "--format", "json")[0])
    assert (told["rows"], told["added"], told["source"]) == (2, 1, "secop-2")
    assert [one["line"] for one in told["bad_rows"]] == [2]


def test_a_budget_is_brought_with_the_code_that_was_said_last(tmp_path: Path) -> None:
    bring_budget()
    path = as_csv([{**ROADS_LINE, "Pagos": "1"}], tmp_path / "p.csv")
    assert "1 cambiadas" in run("budget", "import", str(path))[0]
    own = as_csv([{"Cuenta": "2.1", "Apropiacion Definitiva": "5", "Compromisos": "3"}], tmp_path / "own.csv")
    run("budget", "import", str(own), "--cut", "2021-06-30", "--entity-code", CHIP)
    assert str(BudgetLine.objects.get(code="2.1").cut_on) == "2021-06-30"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("contracts", "import"), "falta ARCHIVO"),
        (("contracts", "import", "nada.csv"), "no existe"),
        (("contracts", "import", "--begun", "nada"), "no espera a nadie"),
        (("budget", "import", __file__, "--cut", "ayer"), "--cut no puede ser"),
    ],
)
def test_wrong_use_is_said_in_a_line(words: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        run(*words)


def test_what_a_page_began_is_carried_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bringing, "_apart", lambda _imported, _handle: None)
    ana, data = insider(), as_csv([ROAD], tmp_path / "c.csv").read_bytes()
    upload = begin_upload(name="c.csv", size=len(data), by=ana)
    append_chunk(upload, [data], offset=0, by=ana)
    made = start_import(what=What.CONTRACTS, upload=upload.public_id, by=ana)
    run("contracts", "import", "--begun", made.public_id)
    made.refresh_from_db()
    assert (made.state, Contract.objects.count()) == (ImportState.DONE, 1)


def test_before_an_installation_is_ready_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rendir.information.spending.telling.why_not_ready", lambda: "no está lista")
    with pytest.raises(CommandError, match="no está lista"):
        run("contracts", "import", "x")
