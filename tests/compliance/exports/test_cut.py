"""The frozen cut as files: the same facts in each, sealed, accessible and without a clock of their own."""

import csv
import io
import json
from datetime import date
from zipfile import ZipFile

import pdfplumber
import pytest
from openpyxl import load_workbook

from factories.deliveries import a_cut, a_delivery, a_year, at, delivery_in, plain_render, reported
from factories.organization import an_entity
from factories.schedules import BY
from rendir.plan.compliance.actions.cuts import freeze_cut
from rendir.plan.compliance.actions.deliveries import accept_delivery, explain_delay
from rendir.plan.compliance.exports.cut import FORMATS, cut_document, cut_json, file_name, render_cut
from rendir.plan.compliance.models import Cut
from rendir.plan.compliance.states import DeliveryState

pytestmark = pytest.mark.django_db


@pytest.fixture
def cut() -> Cut:
    """One done, one missing with its reason, one that does not apply, one that is not due."""
    an_entity()
    with at(4, 20):
        strategy = a_year()
        reported(a_delivery(strategy), progress=80)
        explain_delay(a_delivery(strategy, "I2-1"), delay="No hubo contrato", expected_on=None, by=BY)
        delivery_in(DeliveryState.NOT_APPLICABLE, strategy, "D1-1")
    with at(5, 4):
        accept_delivery(a_delivery(strategy), by=BY)
        return freeze_cut(strategy, 1, render=plain_render, note="Hubo paro", by=BY)


def test_every_format_has_its_name_and_its_bytes(cut: Cut) -> None:
    made = render_cut(cut)
    assert {kind: name for kind, (name, _) in made.items()} == {kind: f"corte-2021-1-v1.{kind}" for kind in FORMATS}
    assert file_name(cut, "pdf") == "corte-2021-1-v1.pdf"
    assert render_cut(cut)["pdf"] == made["pdf"]


def test_the_paper_says_what_the_entity_files(cut: Cut) -> None:
    with pdfplumber.open(io.BytesIO(render_cut(cut)["pdf"][1])) as paper:
        text = " ".join(page.extract_text() for page in paper.pages)
    for said in (
        "corte del 30 de abril de 2021", "Programado", "Hecho", "Evidencia", "Observaciones", "No hubo contrato",
        "Hubo paro", "Quedó hecho", "80 %", "No aplica", "Último día",
    ):  # fmt: skip
        assert said in text
    document = cut_document(cut)
    assert (document.date, document.seal) == (
        date(2021, 5, 4),
        cut.publication.ledger_head[:16] if cut.publication else "",
    )


def test_the_sheet_and_the_text_hold_the_same_rows(cut: Cut) -> None:
    made = render_cut(cut)
    told = list(csv.DictReader(io.StringIO(made["csv"][1].decode("utf-8-sig"), newline="")))
    assert [(row["entrega"], row["estado"], row["porcentaje"]) for row in told] == [
        ("I1-1", "Cumplida", "80"),
        ("I2-1", "No cumplida", "0"),
        ("D1-1", "No aplica", ""),
        ("R1-1", "Aún no debe estar", ""),
    ]
    sheet = load_workbook(io.BytesIO(made["xlsx"][1]))["Datos"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["I1-1", "I2-1", "D1-1", "R1-1"]
    assert sheet.auto_filter.ref is not None


def test_the_data_prove_themselves(cut: Cut) -> None:
    data = json.loads(render_cut(cut)["json"][1])
    assert data == cut_json(cut)
    assert (data["digest"], data["ledger_head"], data["lines"], data["reason"]) == (
        cut.digest, cut.publication.ledger_head if cut.publication else "", cut.lines, None,
    )  # fmt: skip


def test_word_and_libreoffice_open_it(cut: Cut) -> None:
    made = render_cut(cut)
    assert "word/document.xml" in ZipFile(io.BytesIO(made["docx"][1])).namelist()
    assert "content.xml" in ZipFile(io.BytesIO(made["odt"][1])).namelist()


def test_a_correction_says_why_and_what_nobody_could_review_is_marked(cut: Cut) -> None:
    with at(5, 6):
        corrected = freeze_cut(cut.strategy, 1, render=plain_render, note="Otra nota", reason="Faltaba decirlo", by=BY)
    with pdfplumber.open(io.BytesIO(render_cut(corrected)["pdf"][1])) as paper:
        text = " ".join(page.extract_text() for page in paper.pages)
    assert "Faltaba decirlo" in text
    assert "La aceptó la misma persona" in text


def test_a_cut_on_its_way_to_be_published_is_sealed_by_the_ledger_of_now(cut: Cut) -> None:
    fresh = Cut.objects.get(pk=cut.pk)
    fresh.publication = None
    assert len(cut_json(fresh)["ledger_head"]) == 64
    with at(9, 2):
        assert a_cut(cut.strategy, 2).period == 2
