"""A row of SECOP as a contract: what is kept of it, which one it is, and whose."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from factories.spending import JUDGE, ROAD
from rendir.information.spending.rules.cells import DayOrder
from rendir.information.spending.rules.contracts import NO_DAY, ContractRow, EntityNit, read_contract, words_of
from rendir.information.spending.rules.shapes import SECOP_2, SECOP_BOTH
from rendir.information.spending.rules.suppliers import NATURAL_PERSON


def _read(row: Mapping[str, str], *, names_people: bool = False) -> ContractRow:
    return read_contract(row, SECOP_2.places(row), SECOP_2, DayOrder.DAY_FIRST, names_people=names_people)


def test_what_is_kept_of_a_contract() -> None:
    read = _read(ROAD)
    assert read == ContractRow(
        identity="CO1.PCCNTR.2100001",
        number="OP-001-2021",
        process="CO1.BDOS.1700001",
        subject="Construcción de placa huella en la vía a El Roble",
        modality="Licitación pública",
        kind="Obra",
        supplier="Consorcio Vías del Roble",
        is_person=False,
        signed_on=date(2021, 3, 15),
        starts_on=date(2021, 3, 20),
        ends_on=date(2021, 9, 20),
        value=Decimal("412000000.00"),
        paid=Decimal("103000000.50"),
        status="En ejecución",
        address="https://community.secop.gov.co/x?noticeUID=CO1.NTC.1",
    )
    assert (read.day, read.year) == (date(2021, 3, 15), 2021)


def test_neither_the_document_nor_the_name_of_somebody_is_kept() -> None:
    read = _read(JUDGE)
    assert (read.supplier, read.is_person, read.paid) == (NATURAL_PERSON, True, None)
    assert "24300111" not in repr(read)
    assert "rosalba" not in repr(read).casefold() + read.words
    named = _read(JUDGE, names_people=True)
    assert (named.supplier, "rosalba" in named.words) == ("Rosalba Ejemplo Ficticio", False)
    assert named.digest != read.digest


def test_a_contract_without_days_stands_at_the_end_and_is_of_no_year() -> None:
    bare = replace(_read(ROAD), signed_on=None, starts_on=None, ends_on=None)
    assert (bare.day, bare.year) == (NO_DAY, None)
    assert replace(bare, ends_on=date(2020, 1, 1)).year == 2020


def test_the_same_row_has_the_same_digest_and_another_another() -> None:
    assert _read(ROAD).digest == _read(dict(ROAD)).digest
    assert _read(ROAD).digest != _read({**ROAD, "Valor del Contrato": "412000001"}).digest


@pytest.mark.parametrize(
    ("title", "written", "why"),
    [
        ("ID Contrato", "", "Falta el número"),
        ("Valor del Contrato", "mucho", "Valor: «mucho»"),
        ("Valor del Contrato", "-5", "menos que cero"),
        ("Fecha de Firma", "30/02/2021", "Fecha de firma"),
        ("Fecha de Fin del Contrato", "nunca", "Fecha de fin"),
    ],
)
def test_a_cell_that_cannot_be_read_says_which_and_why(title: str, written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        _read({**ROAD, title: written})


def test_an_address_that_leads_nowhere_is_not_kept() -> None:
    assert _read({**ROAD, "URLProceso": "javascript:alert(1)"}).address == ""


def test_secop_integrado_has_no_number_for_a_row_and_what_is_too_long_is_told_by_its_hash() -> None:
    row = {"Nit de la Entidad": "1", "Origen": "SECOPI", "Numero de Proceso": "LP-1", "Numero del Contrato": "7"}
    row["Valor Contrato"] = "5"
    columns = SECOP_BOTH.places(row)

    def identity(**changed: str) -> str:
        told = {**row, **{key.replace("_", " "): value for key, value in changed.items()}}
        return read_contract(told, columns, SECOP_BOTH, DayOrder.DAY_FIRST, names_people=False).identity

    assert identity() == "SECOPI|LP-1|7"
    assert len(identity(Numero_de_Proceso="p" * 110, Numero_del_Contrato="n" * 110)) == 64
    with pytest.raises(ValueError, match="distingue"):
        identity(Numero_del_Contrato="")


@pytest.mark.parametrize(
    ("written", "expected"), [("890801130", True), ("890.801.130-6", True), ("8908011306", True), ("89080113", False)]
)
def test_a_nit_is_known_with_its_last_digit_and_without(written: str, expected: bool) -> None:
    assert EntityNit("890.801.130-6").is_told_by(written) is expected


def test_an_entity_without_nit_has_no_contracts() -> None:
    assert not EntityNit("").is_told_by("")


def test_words_are_folded_once_each_after_a_space_and_bounded() -> None:
    assert words_of("Vía a la VÍA, CO1.1") == " via a la co1 1"
    assert len(words_of(" ".join(str(one) for one in range(200))).split()) == 80
