"""Files are brought whole or in whole batches, again without repeating, and nothing is lost of why one stopped."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.db import DatabaseError

from factories.accounts import colleague, insider
from factories.ledger import verbs_of
from factories.organization import a_changed_term
from factories.spending import (
    BY,
    CHIP,
    CUT,
    JUDGE,
    PAY_LINE,
    ROAD,
    ROADS_LINE,
    as_csv,
    as_json,
    bring_budget,
    bring_contracts,
    many_contracts,
)
from rendir.foundation.audit.models import LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, NotNow
from rendir.foundation.library.actions import append_chunk, begin_upload
from rendir.foundation.library.models import Upload
from rendir.foundation.library.states import UploadState
from rendir.foundation.organization.actions import edit_entity
from rendir.foundation.organization.queries import current_entity
from rendir.foundation.organization.terms import TermKey
from rendir.information.spending.actions import bringing
from rendir.information.spending.actions.bringing import (
    bring_file,
    carry_on,
    our_turn,
    resume_import,
    settle_interrupted,
    start_import,
    waiting_bytes,
)
from rendir.information.spending.models import BadRow, BudgetLine, Contract, SpendingImport
from rendir.information.spending.rules.shapes import What
from rendir.information.spending.states import ImportState

pytestmark = pytest.mark.usefixtures("_today")
COUNTS = ("rows", "added", "changed", "same", "others", "bad", "missing")


def counts(made: SpendingImport) -> dict[str, int]:
    made.refresh_from_db()
    return {name: getattr(made, name) for name in COUNTS if getattr(made, name)}


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be done in a process of its own is only noted down."""
    begun: list[str] = []
    monkeypatch.setattr(bringing, "_apart", lambda imported, _handle: begun.append(imported.public_id))
    return begun


def an_upload(data: bytes, name: str, by) -> str:
    upload = begin_upload(name=name, size=len(data), by=by)
    append_chunk(upload, [data], offset=0, by=by)
    return upload.public_id


def test_contracts_of_the_entity_come_in_and_those_of_others_are_counted() -> None:
    made = bring_contracts()
    assert (counts(made), made.state, made.source) == (
        {"rows": 3, "added": 2, "others": 1},
        ImportState.DONE,
        "secop-2",
    )
    road = Contract.objects.get(identity="CO1.PCCNTR.2100001")
    assert (road.value, road.paid, road.year) == (Decimal("412000000.00"), Decimal("103000000.50"), 2021)
    judge = Contract.objects.get(identity="CO1.PCCNTR.2100002")
    assert (judge.supplier, judge.is_person, judge.paid) == ("Persona natural", True, None)


def test_nobodys_document_or_name_is_anywhere_in_the_ledger() -> None:
    bring_contracts()
    told = " ".join(str(one.body) for one in LedgerPayload.objects.all())
    assert ("24300111" in told, "Rosalba" in told) == (False, False)


def test_the_same_file_again_changes_nothing_and_another_value_changes_its_contract() -> None:
    bring_contracts()
    before = dict(Contract.objects.values_list("identity", "version"))
    again = bring_contracts()
    assert counts(again) == {"rows": 3, "same": 2, "others": 1}
    assert dict(Contract.objects.values_list("identity", "version")) == before
    changed = bring_contracts({**ROAD, "Valor Pagado": "200000000"})
    assert counts(changed) == {"rows": 1, "changed": 1, "missing": 1}
    road = Contract.objects.get(identity="CO1.PCCNTR.2100001")
    assert (road.paid, road.version) == (200_000_000, 2)
    assert Contract.objects.count() == 2


def test_csv_and_json_of_the_same_contracts_say_the_same(tmp_path: Path) -> None:
    bring_contracts(ROAD, JUDGE)
    told = [{**one, "URLProceso": {"url": one["URLProceso"]}} for one in (ROAD, JUDGE)]
    made = bring_file(as_json(told, tmp_path / "c.json"), what=What.CONTRACTS, by=BY)
    assert counts(made) == {"rows": 2, "same": 2}


def test_a_contract_that_comes_twice_in_a_file_is_the_last_that_it_was() -> None:
    made = bring_contracts(ROAD, {**ROAD, "Valor Pagado": "7"})
    assert counts(made) == {"rows": 2, "added": 1, "same": 1}
    assert Contract.objects.get().paid == 7


def test_a_row_that_cannot_be_read_is_told_by_its_line_and_costs_itself() -> None:
    made = bring_contracts({**ROAD, "Fecha de Firma": "nunca"}, JUDGE)
    assert counts(made) == {"rows": 2, "added": 1, "bad": 1}
    assert [(one.line, one.why) for one in made.bad_rows.all()] == [
        (2, "Fecha de firma: «nunca» no es una fecha. Escríbala como 15/03/2021.")
    ]


def test_a_row_that_is_none_is_told_too(tmp_path: Path) -> None:
    path = as_csv([ROAD, JUDGE], tmp_path / "c.csv")
    path.write_text(path.read_text() + "rota\n")
    made = bring_file(path, what=What.CONTRACTS, by=BY)
    assert (counts(made), made.bad_rows.get().why) == ({"rows": 3, "added": 2, "bad": 1}, "La fila está cortada.")


def test_only_so_many_bad_rows_are_listed_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "MOST_BAD_KEPT", 3)
    monkeypatch.setattr(bringing, "BATCH", 2)
    made = bring_contracts(*[{**one, "Valor del Contrato": "x"} for one in many_contracts(5)])
    assert (counts(made), BadRow.objects.count()) == ({"rows": 5, "bad": 5}, 3)


def test_a_file_is_written_in_batches_each_a_deed_with_its_counts_and_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "BATCH", 2)
    made = bring_contracts(*many_contracts(5))
    assert verbs_of(made) == ["begin_spending_import", *["bring_contracts"] * 3, "finish_spending_import"]
    told = [one.body for one in LedgerPayload.objects.filter(entry__verb="bring_contracts").order_by("entry_id")]
    assert [(one["added"], one["lines"]) for one in told] == [
        (2, {"first": 2, "last": 3}),
        (2, {"first": 4, "last": 5}),
        (1, {"first": 6, "last": 6}),
    ]
    assert len({one["digest"] for one in told}) == 3


def test_an_import_that_breaks_keeps_its_whole_batches_and_completes_when_it_is_brought_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bringing, "BATCH", 2)
    written = bringing._write_contracts

    def breaks_at_the_third(imported, batch, *args: Any, **options: Any):
        if imported.rows >= 4:
            raise DatabaseError
        written(imported, batch, *args, **options)

    with monkeypatch.context() as broken:
        broken.setattr(bringing, "_write_contracts", breaks_at_the_third)
        with pytest.raises(Invalid, match="no lo recibió"):
            bring_contracts(*many_contracts(5))
    made = SpendingImport.objects.get()
    assert (made.state, made.added, Contract.objects.count()) == (ImportState.FAILED, 4, 4)
    assert "no lo recibió" in made.failure
    assert counts(bring_contracts(*many_contracts(5))) == {"rows": 5, "added": 1, "same": 4}


def test_somebody_is_told_how_far_it_is_after_each_batch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bringing, "BATCH", 2)
    told: list[int] = []
    path = as_csv(many_contracts(4), tmp_path / "c.csv")
    bring_file(path, what=What.CONTRACTS, by=BY, tell=lambda made: told.append(made.rows))
    assert told == [2, 4]


def test_an_entity_may_decide_that_names_are_kept_from_the_next_file_on() -> None:
    bring_contracts()
    a_changed_term(TermKey.NAMES_OF_CONTRACTORS, 1, date(2021, 1, 1))
    assert counts(bring_contracts()) == {"rows": 3, "changed": 1, "same": 1, "others": 1}
    assert Contract.objects.get(is_person=True).supplier == "Rosalba Ejemplo Ficticio"


def test_without_its_nit_an_entity_has_no_contracts() -> None:
    entity = current_entity()
    assert entity is not None
    edit_entity(entity, nit="", expected=entity.version, by=BY)
    with pytest.raises(Invalid, match="NIT"):
        bring_contracts()
    assert SpendingImport.objects.count() == 0


def test_columns_that_nobody_knows_are_refused_in_words() -> None:
    with pytest.raises(Invalid, match="contratos de SECOP"):
        bring_contracts({"A": "1", "B": "2"})
    with pytest.raises(Invalid, match="presupuesto de CUIPO"):
        bring_budget({"A": "1", "B": "2"})
    assert {one.state for one in SpendingImport.objects.all()} == {ImportState.FAILED}


def test_an_empty_file_and_one_that_is_not_there_end_in_words(tmp_path: Path) -> None:
    (tmp_path / "vacio.csv").touch()
    with pytest.raises(Invalid, match="vacío"):
        bring_file(tmp_path / "vacio.csv", what=What.CONTRACTS, by=BY)
    with pytest.raises(Invalid, match="no existe"):
        bring_file(tmp_path / "nada.csv", what=What.CONTRACTS, by=BY)


def test_who_may_not_brings_nothing() -> None:
    person = colleague()
    with pytest.raises(NotAllowed):
        bring_contracts(by=person)
    with pytest.raises(NotAllowed):
        start_import(what=What.CONTRACTS, upload="x", by=person)


def test_one_file_at_a_time() -> None:
    with our_turn(), pytest.raises(NotNow, match="otro archivo"):
        bring_contracts()


def test_a_budget_adds_up_the_rows_of_a_line_and_keeps_what_nobody_said_unsaid() -> None:
    made = bring_budget(ROADS_LINE, ROADS_LINE, PAY_LINE, {**PAY_LINE, "Codigo Entidad": "1"})
    assert (counts(made), made.source) == ({"rows": 4, "added": 2, "others": 1}, "cuipo")
    roads = BudgetLine.objects.get(code="2.3.2.01")
    assert (roads.definitive, roads.paid, roads.cut_on, roads.fund) == (4000, 1000, CUT, "Regalías")
    assert BudgetLine.objects.get(code="2.1.1.01").obliged is None


def test_a_budget_again_is_the_same_and_what_changed_changes() -> None:
    bring_budget()
    assert counts(bring_budget()) == {"rows": 2, "same": 2}
    assert counts(bring_budget({**ROADS_LINE, "Pagos": "550"})) == {"rows": 1, "changed": 1, "missing": 1}
    assert BudgetLine.objects.get(code="2.3.2.01").paid == 550


@pytest.mark.parametrize(
    ("columns", "source"),
    [
        (("Apropiacion Inicial", "Apropiacion Definitiva"), "cuipo-programacion"),
        (("Compromisos", "Obligaciones", "Pagos"), "cuipo-ejecucion"),
    ],
)
def test_programming_and_execution_each_say_their_part_and_leave_the_other(
    columns: tuple[str, ...], source: str
) -> None:
    bring_budget(ROADS_LINE, PAY_LINE)
    amounts = {"Apropiacion Inicial", "Apropiacion Definitiva", "Compromisos", "Obligaciones", "Pagos"}
    part = {
        key: "9" if key in columns else value for key, value in ROADS_LINE.items() if key not in amounts - {*columns}
    }
    made = bring_budget(part)
    assert (counts(made), made.source) == ({"rows": 1, "changed": 1, "missing": 1}, source)
    roads = BudgetLine.objects.get(code="2.3.2.01")
    assert (roads.definitive, roads.paid) == ((9, 500) if source == "cuipo-programacion" else (2000, 9))


def test_a_line_that_cannot_be_read_is_told_and_the_others_come() -> None:
    made = bring_budget({**ROADS_LINE, "Pagos": "mucho"}, PAY_LINE)
    assert (counts(made), made.bad_rows.get().line) == ({"rows": 2, "added": 1, "bad": 1}, 2)


def test_a_row_of_the_budget_that_is_none_is_told(tmp_path: Path) -> None:
    path = as_csv([ROADS_LINE], tmp_path / "p.csv")
    path.write_text(path.read_text() + "rota\n")
    made = bring_file(path, what=What.BUDGET, entity_code=CHIP, by=BY)
    assert counts(made) == {"rows": 2, "added": 1, "bad": 1}


def test_a_budget_of_many_entities_needs_the_code_of_this_one_and_one_of_its_own_does_not() -> None:
    with pytest.raises(Invalid, match="cuál es esta"):
        bring_budget(code="")
    own = {key: value for key, value in ROADS_LINE.items() if key not in {"Codigo Entidad", "Corte"}}
    assert counts(bring_budget(own, code="", cut_on=date(2021, 6, 30))) == {"rows": 1, "added": 1}
    assert BudgetLine.objects.get().cut_on == date(2021, 6, 30)


def test_what_was_uploaded_is_brought_apart_and_its_bytes_go(no_child: list[str], tmp_path: Path) -> None:
    ana = insider()
    data = as_json([ROAD, JUDGE], tmp_path / "c.json").read_bytes()
    made = start_import(what=What.CONTRACTS, upload=an_upload(data, "c.json", ana), by=ana)
    assert (no_child, made.state, made.begun_by, waiting_bytes(made) is not None) == (
        [made.public_id],
        ImportState.RUNNING,
        ana,
        True,
    )
    carry_on(SpendingImport.objects.get())
    assert counts(made) == {"rows": 2, "added": 2}
    assert (Upload.objects.get().state, waiting_bytes(made)) == (UploadState.ABANDONED, None)


def test_an_import_that_was_killed_says_so_and_goes_on_from_the_same_bytes(no_child: list[str], tmp_path: Path) -> None:
    ana = insider()
    data = as_csv(many_contracts(3), tmp_path / "c.csv").read_bytes()
    made = start_import(what=What.CONTRACTS, upload=an_upload(data, "c.csv", ana), by=ana)
    with our_turn():
        settle_interrupted()
    made.refresh_from_db()
    assert (made.state, "Se interrumpió" in made.failure) == (ImportState.FAILED, True)
    resume_import(made, expected=made.version, by=ana)
    assert (no_child, made.state, made.failure) == ([made.public_id] * 2, ImportState.RUNNING, "")
    carry_on(SpendingImport.objects.get())
    assert counts(made) == {"rows": 3, "added": 3}
    assert verbs_of(made)[-3:] == ["resume_spending_import", "bring_contracts", "finish_spending_import"]


def test_one_that_still_says_it_goes_on_is_resumed_as_it_was_seen(no_child: list[str], tmp_path: Path) -> None:
    ana = insider()
    data = as_csv(many_contracts(1), tmp_path / "c.csv").read_bytes()
    made = start_import(what=What.CONTRACTS, upload=an_upload(data, "c.csv", ana), by=ana)
    assert resume_import(made, expected=made.version, by=ana).state == ImportState.RUNNING


def test_without_its_bytes_an_import_is_brought_anew(no_child: list[str]) -> None:
    with pytest.raises(Invalid):
        bring_contracts({"A": "1", "B": "2"})
    with pytest.raises(Invalid, match="ya no está"):
        resume_import(SpendingImport.objects.get(), expected=1, by=insider())
    assert no_child == []


def test_a_process_of_its_own_is_given_the_turn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command is another program here: that ours works is the commands' test."""
    ana, kept = insider(), tmp_path / "quien"
    monkeypatch.setattr(bringing, "COMMAND", ("/bin/sh", "-c", f'echo "$0" > {kept}; sleep 1'))
    data = as_csv([ROAD], tmp_path / "c.csv").read_bytes()
    made = start_import(what=What.CONTRACTS, upload=an_upload(data, "c.csv", ana), by=ana)
    with pytest.raises(NotNow), our_turn():
        pass
    for _ in range(50):
        if _is_free() and kept.exists():
            break
        _wait()
    assert kept.read_text().strip() == made.public_id


def _is_free() -> bool:
    try:
        with our_turn():
            return True
    except NotNow:
        return False


def _wait() -> None:
    sleep(0.1)


def test_a_full_disk_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: Any, **_options: Any):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bringing, "_bring_contracts", full)
    with pytest.raises(NotNow, match="no se terminó de traer"):
        bring_contracts()
