"""The datasets of the year at work: what they hold, in which order, and that nobody can be recognised in them."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import pytest

from factories.accounts import a_person
from factories.deliveries import (
    a_delivery,
    a_file,
    a_round,
    a_year,
    at,
    delivery_in,
    plain_render,
    replying,
)
from factories.organization import an_entity
from factories.schedules import BY, facts
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
from rendir.foundation.core.tabular import Selection, write_csv, write_json
from rendir.foundation.organization.models import Unit
from rendir.front.opendata.catalog import AnyDataset
from rendir.plan.compliance.actions.control import seal_round
from rendir.plan.compliance.actions.deliveries import accept_delivery, explain_delay, report_delivery
from rendir.plan.compliance.actions.evidence import add_file, publish_evidence
from rendir.plan.compliance.datasets import DELIVERIES, EVIDENCE, VERIFICATIONS
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.models import Strategy

pytestmark = pytest.mark.django_db
ALL = (DELIVERIES, EVIDENCE, VERIFICATIONS)


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.travel(date(2021, 6, 1)):
        yield


@pytest.fixture
def strategy() -> Strategy:
    """I1-1 accepted with a public file, I2-1 explained and missing, D1-1 waiting; a sealed round of the first cut."""
    an_entity()
    a_year([facts("Antes", periods=[2])], year=2020)
    strategy = a_year()
    with at(4, 20):
        delivery = a_delivery(strategy)
        ana = a_person("Ana Secreta", Role.PLANNING, unit=Unit.objects.get(name="Planeación"))
        add_file(
            delivery,
            a_file(name="cédula de Ana Secreta.pdf"),
            title="Lista de Ana Secreta",
            fact_on=date(2021, 4, 12),
            by=ana,
        )
        report_delivery(delivery, summary="Temas priorizados", progress=90, by=ana)
    with at(5, 4):
        accept_delivery(delivery, by=BY)
        explain_delay(a_delivery(strategy, "I2-1"), delay="No hubo contrato", expected_on=None, by=BY)
        delivery_in(DeliveryState.REPORTED, strategy, "D1-1")
        first = Evidence.objects.order_by("pk").first()
        assert first is not None
        publish_evidence(first, title="Acta", copy=a_file(b"%PDF copia"), screening={"confirmed": True}, by=BY)
        seal_round(made := replying(a_round(strategy)), render=plain_render, expected=made.version, by=BY)
    return strategy


def _rows(dataset: AnyDataset, **filters: str) -> list[dict[str, str]]:
    text = b"".join(write_csv(dataset, dataset.rows(Selection(filters)))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.usefixtures("strategy")
def test_deliveries_are_told_by_year_element_activity_and_period() -> None:
    rows = _rows(DELIVERIES)
    assert [(row["vigencia"], row["entrega"], row["estado"]) for row in rows] == [
        ("2020", "I1-2", "no-cumplida"),
        ("2021", "I1-1", "cumplida"),
        ("2021", "I1-2", "aun-no"),
        ("2021", "I2-1", "no-cumplida"),
        ("2021", "I2-2", "aun-no"),
        ("2021", "I2-3", "aun-no"),
        ("2021", "D1-1", "en-revision"),
        ("2021", "R1-1", "en-revision"),
    ]
    assert DELIVERIES.count() == 8


@pytest.mark.usefixtures("strategy")
def test_a_delivery_says_all_that_its_figures_come_from() -> None:
    done = next(row for row in _rows(DELIVERIES, vigencia="2021") if row["entrega"] == "I1-1")
    names = ("ultimo_dia", "reportada", "aceptada", "a_tiempo", "avance", "que_se_hizo")
    assert {name: done[name] for name in names} == {
        "ultimo_dia": "2021-04-30", "reportada": "2021-04-20", "aceptada": "2021-05-04", "a_tiempo": "sí",
        "avance": "90", "que_se_hizo": "Temas priorizados",
    }  # fmt: skip
    assert (done["evidencias"], done["evidencias_publicas"], done["control_interno"]) == ("1", "1", "verificada")
    assert done["direccion"].endswith("/2021/actividades/I1/#I1-1")
    missed = next(row for row in _rows(DELIVERIES, estado="no-cumplida", vigencia="2021") if row["entrega"] == "I2-1")
    assert (missed["explicacion"], missed["a_tiempo"], missed["avance"]) == ("No hubo contrato", "", "")
    report = next(row for row in _rows(DELIVERIES, vigencia="2021") if row["entrega"] == "R1-1")
    assert (report["ultimo_dia"], "2.1.4.8" in report["razon_del_dia"]) == ("2021-05-14", True)


@pytest.mark.usefixtures("strategy")
def test_what_planning_has_not_accepted_is_not_told() -> None:
    waiting = next(row for row in _rows(DELIVERIES) if row["entrega"] == "D1-1")
    assert (waiting["que_se_hizo"], waiting["avance"], waiting["a_tiempo"], waiting["reportada"]) == (
        "", "", "", "2021-05-04",
    )  # fmt: skip


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"vigencia": "2020"}, ["I1-2"]),
        ({"componente": "dialogo"}, ["D1-1"]),
        ({"cuatrimestre": "3"}, ["I2-3"]),
        ({"estado": "cumplida"}, ["I1-1"]),
    ],
)
def test_each_filter_keeps_its_rows(filters: dict[str, str], keys: list[str]) -> None:
    assert [row["entrega"] for row in _rows(DELIVERIES, **filters)] == keys


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize("dataset", ALL, ids=lambda one: one.name)
def test_page_after_page_gives_every_row_once(dataset: AnyDataset) -> None:
    whole = list(dataset.rows(Selection()))
    keys = [tuple(dataset.column(name).value(row) for name in dataset.key) for row in whole]
    found: list[object] = []
    after = None
    while page := list(dataset.rows(Selection(after=after, limit=2))):
        found += [tuple(dataset.column(name).value(row) for name in dataset.key) for row in page]
        after = tuple(value if isinstance(value, int) else str(value) for value in found[-1])  # type: ignore[attr-defined]
    assert found == keys
    assert len(set(keys)) == len(keys) == dataset.count()


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize("dataset", ALL, ids=lambda one: one.name)
def test_an_old_cursor_ends_the_list_without_a_fault(dataset: AnyDataset) -> None:
    strange = (2021, "de otro tiempo", "x")[: len(dataset.key)]
    assert isinstance(list(dataset.rows(Selection(after=strange))), list)


@pytest.mark.usefixtures("strategy")
def test_only_what_was_published_is_evidence_for_everybody() -> None:
    (row,) = _rows(EVIDENCE)
    assert (row["entrega"], row["titulo"], row["clase"], row["fecha_del_hecho"]) == (
        "I1-1", "Acta", "Archivo", "2021-04-12",
    )  # fmt: skip
    assert len(row["huella"]) == 64
    assert [
        len(_rows(EVIDENCE, **one)) for one in ({"vigencia": "2020"}, {"componente": "dialogo"}, {"cuatrimestre": "1"})
    ] == [0, 0, 1]


@pytest.mark.usefixtures("strategy")
def test_verifications_are_those_of_sealed_reports() -> None:
    assert [(row["entrega"], row["resultado"], row["porcentaje_control_interno"]) for row in _rows(VERIFICATIONS)] == [
        (key, "verificada", "100") for key in ("I1-1", "I2-1", "D1-1")
    ]
    assert [
        len(_rows(VERIFICATIONS, **one))
        for one in ({"resultado": "en-parte"}, {"cuatrimestre": "2"}, {"vigencia": "2021"})
    ] == [0, 0, 3]


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize("dataset", ALL, ids=lambda one: one.name)
def test_nobody_is_named(dataset: AnyDataset) -> None:
    text = b"".join(write_json(dataset, dataset.rows(Selection()))).decode()
    assert "Secreta" not in text
    assert json.loads(text)["count"] == dataset.count()


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize("dataset", ALL, ids=lambda one: one.name)
def test_a_dataset_says_when_it_changed_and_what_may_be_asked(dataset: AnyDataset) -> None:
    updated = dataset.updated()
    assert updated is not None
    assert updated.date() >= date(2021, 5, 4)
    assert all(one.choices is None or one.choices() for one in dataset.filters)


@pytest.mark.parametrize("dataset", ALL, ids=lambda one: one.name)
def test_before_anything_was_adopted_there_is_nothing(dataset: AnyDataset) -> None:
    assert (list(dataset.rows(Selection())), dataset.count(), dataset.updated()) == ([], 0, None)
