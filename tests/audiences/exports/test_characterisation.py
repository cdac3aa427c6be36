"""The characterisation as files: both chapters, every group, and nothing that points at anybody."""

import io
import json
from zipfile import ZipFile

import pdfplumber
import pytest

from factories.audiences import BY, SCREENED, a_draft, a_group, a_source, a_whole_group, figures
from rendir.information.audiences.actions.characterisations import publish_characterisation
from rendir.information.audiences.actions.groups import add_segment
from rendir.information.audiences.exports.characterisation import (
    FORMATS,
    characterisation_json,
    counted_in_words,
    file_name,
    render_characterisation,
)
from rendir.information.audiences.models import Characterisation

pytestmark = pytest.mark.usefixtures("_today")


def _published() -> Characterisation:
    group = a_whole_group()
    women = add_segment(group, name="Mujeres", description="Las mujeres.", by=BY)
    source = a_source(group)
    figures(source, "Rural; 1200\nUrbana; 48\nNo sabe; 3", variable="Zona")
    figures(source, "Rural; 600\nUrbana; 28\nNo sabe; 2", variable="Zona", segment=women)
    a_group("Comerciantes")
    return publish_characterisation(a_draft(), render=render_characterisation, screening=SCREENED, by=BY)


def test_one_document_has_the_chapters_of_both_activities() -> None:
    made = render_characterisation(_published())
    assert tuple(made) == FORMATS
    with pdfplumber.open(io.BytesIO(made["pdf"][1])) as paper:
        text = " ".join(" ".join(page.extract_text() for page in paper.pages).split()).replace("\u200b", "")
    for said in (
        "Caracterización de los grupos de valor, versión 1",
        "Necesidades de información (actividad I1)",
        "Canales de diálogo (actividad D1)",
        "1. Emisora comunitaria o radio",
        "No se sabe todavía",
        "1.200",
        "Reservado",
        "95,9 %",
        "Encuesta en la plaza, 1 de agosto de 2021, n = 1.251",
    ):
        assert said in text
    for kind, inside in (("docx", "word/document.xml"), ("odt", "content.xml")):
        with ZipFile(io.BytesIO(made[kind][1])) as box:
            assert "En qué se gastó lo de la vía" in box.read(inside).decode()


def test_the_data_say_what_the_digest_is_of() -> None:
    version = _published()
    told = json.loads(render_characterisation(version)["json"][1])
    assert (told["number"], told["digest"], told["least"]) == (1, version.digest, 5)
    assert version.publication
    assert told["ledger_head"] == version.publication.ledger_head
    assert told["groups"] == version.content
    assert characterisation_json(version)["limits"] is None
    assert '"No sabe", 3' not in json.dumps(told)


def test_a_count_that_is_held_back_is_a_word() -> None:
    assert (counted_in_words(None), counted_in_words(0), counted_in_words(1200)) == ("Reservado", "0", "1.200")
    assert file_name(_published(), "pdf") == "caracterizacion-v1.pdf"
