"""Control Interno's report as files: two voices, the sample and how to draw it again."""

import io
import json
from zipfile import ZipFile

import pdfplumber
import pytest
from openpyxl import load_workbook

from factories.deliveries import a_delivery, a_round, a_year, at, delivery_in, plain_render, verified
from factories.organization import an_entity
from factories.schedules import BY
from rendir.front.opendata.yearly.checks import typed_hash
from rendir.plan.compliance.actions.control import ask_replies, draw_round_sample, reply, seal_round
from rendir.plan.compliance.exports.control import FORMATS, difference, render_round, round_json
from rendir.plan.compliance.models import VerificationRound
from rendir.plan.compliance.queries import verifications_of
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.rules.tally import Tally
from rendir.plan.compliance.states import DeliveryState

pytestmark = pytest.mark.django_db


def _sealed(*, sample: int = 0) -> VerificationRound:
    an_entity()
    with at(4, 20):
        strategy = a_year()
        delivery_in(DeliveryState.ACCEPTED, strategy)
    with at(5, 4):
        made = a_round(strategy)
        if sample:
            draw_round_sample(made, sample, expected=made.version, by=BY)
        verified(made, Result.PARTLY)
        ask_replies(made, expected=made.version, by=BY)
        for one in verifications_of(made):
            reply(one, "Así fue", by=BY)
        return seal_round(made, render=plain_render, expected=made.version, by=BY)


def _text(made: VerificationRound) -> str:
    with pdfplumber.open(io.BytesIO(render_round(made)["pdf"][1])) as paper:
        return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def test_the_report_says_both_voices_and_the_reply() -> None:
    text = _text(_sealed())
    for said in ("corte del 30 de abril de 2021", "Se verificaron las 3 entregas", "La entidad:", "Control Interno:",
                 "Verificada en parte", "Así fue", "no se promedian", "Se cumplió", "La aceptó quien la"):  # fmt: skip
        assert said in text


def test_what_was_left_out_is_told_with_its_reason() -> None:
    made = _sealed()
    text = _text(made).replace("\u200b", "")
    assert all(word in text for word in ("No se verificó:", "Responde Control", "demás controles")), text[:900]
    assert round_json(made)["left_out"] == ["R1-1"]


def test_a_sample_says_how_to_draw_it_again() -> None:
    made = _sealed(sample=2)
    text = _text(made)
    assert "una muestra al azar de 2 de las 3 entregas" in text
    assert made.seed in typed_hash(text)


def test_every_format_holds_the_same() -> None:
    made = _sealed()
    files = render_round(made)
    assert {kind: name for kind, (name, _) in files.items()} == {
        kind: f"control-interno-2021-1.{kind}" for kind in FORMATS
    }
    data = json.loads(files["json"][1])
    assert data == round_json(made)
    assert (data["lines"], data["digest"], data["sample"]) == (made.lines, made.digest, None)
    sheet = load_workbook(io.BytesIO(files["xlsx"][1]))["Datos"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["I1-1", "I2-1", "D1-1"]
    assert files["csv"][1].decode("utf-8-sig").startswith("entrega,")
    assert "word/document.xml" in ZipFile(io.BytesIO(files["docx"][1])).namelist()
    assert a_delivery(made.strategy).state == "accepted"


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (Tally(), ""),
        (Tally(due=1, due_fulfilled=1), ""),
        (Tally(due=1, due_fulfilled=1, verdicts=1, verdict_points=100), "Coinciden."),
        (Tally(due=4, due_fulfilled=3, verdicts=1, verdict_points=50), "Difieren en 25 puntos."),
    ],
)
def test_how_far_apart_they_stand(counted: Tally, said: str) -> None:
    assert difference(counted) == said
