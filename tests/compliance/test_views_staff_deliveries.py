"""The list of the year at work: filtered by the address, counted, paged, as a file."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, text_of
from factories.accounts import a_person, insider
from factories.at_work import I1_1, MEDIA, a_report, a_year_at_work, of_media, of_talent
from factories.schedules import an_adopted, facts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.plan.compliance.views.staff import deliveries as views


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_evidence_sees_the_list_and_its_files(as_: As, role: Role) -> None:
    a_year_at_work()
    expected = 200 if Perm.READ_EVIDENCE in ROLE_CARDS[role].permissions else 403
    client = as_(a_person("Ana", role))
    pages = [at("deliveries", 2021), at("deliveries_file", 2021, "csv"), at("deliveries_file", 2021, "XLSX")]
    assert [client.get(page).status_code for page in pages] == [expected] * 3


def test_before_anything_was_adopted_it_says_what_will_be_there(as_: As) -> None:
    response = as_(insider()).get(at("home"))
    assert response.status_code == 200
    assert "Todavía no hay entregas" in text_of(response)
    assert as_(a_person("Pía", Role.PLANNING)).get(at("radar_now")).status_code == 404


def test_the_way_in_leads_to_the_year_at_work(as_: As) -> None:
    a_year_at_work(year=2020)
    a_year_at_work()
    client = as_(insider())
    assert client.get(at("home"))["Location"] == at("deliveries", 2021)
    years = client.get(at("deliveries", 2021)).context["years"]
    assert [(one.label, one.current) for one in years] == [("2021", True), ("2020", False)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["I1-1", "I1-2", "D1-2", "D1-3", "R1-3"]),
        ("?estado=en-revision", ["I1-1"]),
        ("?estado=no-cumplida&componente=dialogo", ["D1-2"]),
        ("?cuatrimestre=3", ["D1-3", "R1-3"]),
        ("?dependencia=secretaria+general", ["R1-3"]),
        ("?q=encontrarse", ["D1-2", "D1-3"]),
        ("?mias=1", ["I1-1", "I1-2", "D1-2", "D1-3"]),
        ("?q=nada", []),
    ],
)
def test_the_address_asks_and_the_file_has_the_same(as_: As, query: str, expected: list[str]) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    a_report(strategy, I1_1, beto)
    client = as_(beto)

    page = client.get(at("deliveries", 2021) + query)
    data = client.get(at("deliveries_file", 2021, "csv") + query).content.decode("utf-8-sig")

    assert [row.key for row in page.context["rows"]] == expected
    dialect = csv.Sniffer().sniff(data.splitlines()[0], ";,")
    assert [
        row["Entrega"] if "Entrega" in row else row["entrega"]
        for row in csv.DictReader(io.StringIO(data), dialect=dialect)
    ] == expected


def test_each_state_is_counted_and_leads_to_its_rows(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    a_report(strategy, I1_1, beto)
    page = as_(beto).get(at("deliveries", 2021) + "?q=informacion&estado=en-revision")
    assert [(one.label, one.count, one.current) for one in page.context["statuses"]] == [
        ("Todas", 2, False),
        ("En revisión", 1, True),
        ("No cumplida", 1, False),
    ]
    assert page.context["statuses"][0].url == "?q=informacion"
    assert "De 3 entregas que ya debían estar" in text_of(page)


def test_a_row_tells_its_last_day_how_much_time_there_is_and_its_evidence(as_: As) -> None:
    strategy = a_year_at_work()
    a_report(strategy, I1_1, of_media())
    rows = {row.key: row for row in as_(of_talent()).get(at("deliveries", 2021)).context["rows"]}
    first, last = rows["I1-1"], rows["R1-3"]
    assert (first.due, first.left, first.evidence, first.progress) == ("30 abr 2021", "", 1, 80)
    assert (last.due, last.left, last.who) == ("31 dic 2021", "Quedan 51 días hábiles", "Secretaría General")


def test_a_person_without_unit_is_not_asked_for_theirs(as_: As) -> None:
    a_year_at_work()
    without, within = (as_(one).get(at("deliveries", 2021)).context["form"] for one in (insider(), of_media()))
    assert ("mias" in without.fields, "mias" in within.fields) == (False, True)


def test_no_file_names_a_person_nor_tells_how_a_report_arrived(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media("Beto Colega")
    a_report(strategy, I1_1, beto)
    data = as_(insider()).get(at("deliveries_file", 2021, "csv")).content.decode("utf-8-sig")
    assert ("Beto" in data, beto.public_id in data, MEDIA in data) == (False, False, True)


def test_a_format_that_there_is_not_is_told(as_: As) -> None:
    a_year_at_work()
    response = as_(insider()).get(at("deliveries_file", 2021, "doc"))
    assert response.status_code == 404
    assert "La lista no se descarga en el formato «doc»." in text_of(response)


def test_what_has_no_responsible_can_be_asked_for(as_: As) -> None:
    an_adopted([facts("De nadie", periods=[3], responsibles=()), facts("De alguien", periods=[3])])
    client = as_(insider())
    assert ("nadie", "Por definir") in views.unit_choices(
        client.get(at("deliveries", 2021)).context["page"].paginator.object_list
    )
    assert [row.key for row in client.get(at("deliveries", 2021) + "?dependencia=nadie").context["rows"]] == ["I1-3"]


def test_a_long_list_comes_in_pages(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    a_year_at_work()
    client = as_(insider())
    pages = [client.get(at("deliveries", 2021), {"pagina": page}).context["rows"] for page in (1, 2, 3)]
    assert [[row.key for row in rows] for rows in pages] == [["I1-1", "I1-2"], ["D1-2", "D1-3"], ["R1-3"]]


@pytest.mark.parametrize("more", [0, 3])
def test_asks_the_same_number_of_questions_whatever_the_size(as_: As, more: int) -> None:
    a_year_at_work(more=more)
    client = as_(of_media())
    with CaptureQueriesContext(connection) as asked:
        client.get(at("deliveries", 2021))
    assert len(asked) == QUERIES


QUERIES = 15
