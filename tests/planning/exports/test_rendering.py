"""A version in every format that is published."""

import hashlib
import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from pytest_django import Settings

from factories.organization import an_entity
from factories.planning import an_adopted, some_facts
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.core.documents import Orientation, Paper
from rendir.foundation.library.actions import MEDIA_TYPES
from rendir.plan.planning.exports import rendering
from rendir.plan.planning.models import StrategyVersion
from rendir.plan.planning.reading.schedule import read_schedule
from rendir.plan.planning.rules.facts import Component

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(settings: Settings) -> StrategyVersion:
    settings.BASE_URL = "https://rendicion.example"
    an_entity()
    with clock.travel(date(2021, 1, 29)):
        return an_adopted(some_facts(1), some_facts(1, Component.DIALOGUE), act="Acta 1")


def test_every_format_is_made_under_its_name(version: StrategyVersion) -> None:
    files = rendering.render_version(version)
    assert {kind: name for kind, (name, _) in files.items()} == {
        kind: f"cronograma-2021-v1.{kind}" for kind in ("xlsx", "docx", "odt", "pdf", "csv", "ics", "json")
    }
    assert set(files) <= set(MEDIA_TYPES)
    assert files["pdf"][1].startswith(b"%PDF-")
    assert ZipFile(BytesIO(files["docx"][1])).testzip() is None
    assert ZipFile(BytesIO(files["odt"][1])).testzip() is None
    assert load_workbook(BytesIO(files["xlsx"][1])).sheetnames == ["Cronograma 2021", "Datos"]


def test_the_heading_says_whose_it_is_and_where_to_check_it(version: StrategyVersion) -> None:
    heading = rendering.heading_of(version)
    assert (heading.entity, heading.standing) == (
        "Municipio de Alsabana",
        "Versión 1, adoptada el 29 de enero de 2021",
    )
    assert heading.address == "https://rendicion.example/2021/versiones/1/"
    assert version.publication is not None
    assert heading.seal == version.publication.ledger_head[:16]
    assert heading.approved_by.role == "Tarea del sistema"


def test_before_it_is_published_the_seal_is_that_of_now(version: StrategyVersion) -> None:
    version.publication = None
    assert len(rendering.heading_of(version).seal) == 16


def test_the_digest_is_recomputed_from_the_published_data(version: StrategyVersion) -> None:
    data = json.loads(rendering.render_format(version, "json"))
    assert hashlib.sha256(canonical(data["activities"])).hexdigest() == data["digest"] == version.digest
    assert (data["year"], data["version"], data["act"], data["reason"]) == (2021, 1, "Acta 1", None)
    assert data["adopted_at"][:10] == "2021-01-29"


def test_the_csv_reads_back_as_the_same_activities(version: StrategyVersion) -> None:
    data = rendering.render_format(version, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_schedule(data, filename="cronograma.csv", year=2021).activities == version.activities()


def test_the_calendar_of_one_activity_has_only_its_periods(version: StrategyVersion) -> None:
    whole = Calendar.from_ical(rendering.render_format(version, "ics"))
    one = Calendar.from_ical(rendering.activity_ics(version, version.activities()[0]))
    assert (len(whole.walk("VEVENT")), len(one.walk("VEVENT"))) == (4, 2)


def test_paper_and_orientation_reach_the_page(version: StrategyVersion) -> None:
    carta = rendering.Layout(Paper.CARTA, Orientation.PORTRAIT)
    assert b"/MediaBox[0 0 612" in rendering.render_format(version, "pdf", carta).replace(b" [", b"[")


def test_without_an_entity_the_heading_stays_empty() -> None:
    assert rendering.heading_of(an_adopted()).entity == ""


def test_an_activity_has_a_whole_address(settings: Settings) -> None:
    settings.BASE_URL = "https://rendicion.example"
    assert rendering.activity_address(2021, "I4") == "https://rendicion.example/2021/actividades/I4/"
