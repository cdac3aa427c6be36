"""The radar: what must exist before the next cut, who owes it, in how many working days."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, text_of
from factories.accounts import a_person, insider
from factories.at_work import D1_2, I1_1, I1_2, MEDIA, TALENT, a_report, a_year_at_work, of_media, with_evidence
from factories.schedules import an_adopted, facts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.plan.compliance.views.staff import radar as views


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_evidence_sees_the_radar(as_: As, role: Role) -> None:
    a_year_at_work()
    expected = 200 if Perm.READ_EVIDENCE in ROLE_CARDS[role].permissions else 403
    client = as_(a_person("Ana", role))
    assert [client.get(one).status_code for one in (at("radar_now"), at("radar", 2021), at("radar_file", 2021))] == [
        expected
    ] * 3


def test_it_tells_what_is_missing_before_the_next_cut_unit_by_unit(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    a_report(strategy, I1_1, beto)
    with_evidence(strategy, I1_2, beto)

    page = as_(beto).get(at("radar_now"))

    assert (page.context["missing"], page.context["breaching"], page.context["overdue"]) == (4, 4, 2)
    assert [(one.name, [row.key for row in one.rows], one.breaching) for one in page.context["owed"]] == [
        (MEDIA, ["I1-2", "D1-2", "D1-3"], 3),
        (TALENT, ["R1-3"], 1),
    ]
    assert "Lo que falta antes del corte del 31 de diciembre" in text_of(page)
    assert "tiene 1 evidencia, falta reportar" in text_of(page)


def test_each_unit_has_its_message_and_all_have_one(as_: As) -> None:
    a_year_at_work()
    context = as_(insider()).get(at("radar", 2021)).context
    assert context["owed"][1].text == (
        "Secretaría General: para el corte del 31 de diciembre nos falta reportar esto:\n"
        "• R1-3. Evaluar el año. Hasta el 31 de diciembre."
    )
    assert context["summary"] == (
        "Corte del 31 de diciembre (quedan 51 días hábiles). Falta reportar:\n"
        "• Oficina de Comunicaciones: 4 entregas (I1-1, I1-2, D1-2 y D1-3)\n"
        "• Secretaría General: 1 entrega (R1-3)"
    )
    assert "• I1-1. Producir la información. Venció el 30 de abril." in context["owed"][0].text


def test_one_unit_alone_can_be_asked_for(as_: As) -> None:
    a_year_at_work()
    page = as_(insider()).get(at("radar", 2021), {"dependencia": "SECRETARIA GENERAL"})
    assert [one.name for one in page.context["owed"]] == [TALENT]


def test_what_nobody_answers_for_is_told_too(as_: As) -> None:
    an_adopted([facts("De nadie", periods=[3], responsibles=())])
    context = as_(insider()).get(at("radar", 2021)).context
    assert [one.name for one in context["owed"]] == [""]
    assert "• Sin responsable: 1 entrega (I1-3)" in context["summary"]


@pytest.mark.parametrize(
    ("today", "cut", "missing"),
    [
        (date(2021, 4, 30), "30 de abril", ["I1-1"]),
        (date(2021, 5, 1), "31 de agosto", ["I1-1", "I1-2", "D1-2"]),
        (date(2022, 2, 1), "31 de diciembre", ["I1-1", "I1-2", "D1-2", "D1-3", "R1-3"]),
    ],
)
def test_it_looks_as_far_as_the_next_cut_and_after_the_last_at_the_whole_year(
    as_: As, today: date, cut: str, missing: list[str]
) -> None:
    a_year_at_work()
    with clock.travel(today):
        page = as_(insider()).get(at("radar", 2021))
    assert f"Lo que falta antes del corte del {cut}" in text_of(page)
    assert [row.key for one in page.context["owed"] for row in one.rows] == missing


def test_nothing_missing_is_good_news(as_: As) -> None:
    strategy = an_adopted([facts("Una sola", periods=[3], responsibles=[MEDIA])])
    key = D1_2.parse("I1-3")
    assert key
    a_report(strategy, key, of_media())
    assert "No falta nada" in text_of(as_(insider()).get(at("radar", 2021)))


def test_it_is_a_file_too(as_: As) -> None:
    a_year_at_work()
    response = as_(insider()).get(at("radar_file", 2021))
    assert response["Content-Disposition"] == 'attachment; filename="lo-que-falta-2021-20211015.csv"'
    assert response.content.decode("utf-8-sig").count("Oficina de Comunicaciones") == 4


def test_much_is_told_unit_by_unit_with_its_counts_and_each_unit_has_its_pages(
    as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_year_at_work()
    monkeypatch.setattr(views, "WHOLE", 4)
    monkeypatch.setattr(views, "PAGE", 3)
    client = as_(insider())

    page = client.get(at("radar", 2021))
    counts = [(one.name, len(one.keys), one.breaching, one.overdue) for one in page.context["units"]]
    assert (counts, page.context["owed"]) == ([(MEDIA, 4, 4, 3), (TALENT, 1, 1, 0)], [])
    assert "• Oficina de Comunicaciones: 4 entregas (I1-1, I1-2, D1-2 y D1-3)" in page.context["summary"]

    first = client.get(page.context["units"][0].url)
    assert [row.key for row in first.context["owed"][0].rows] == ["I1-1", "I1-2", "D1-2"]
    assert (first.context["units"], "1 a 3 de 4" in text_of(first)) == ([], True)
    assert first.context["owed"][0].text.count("•") == 4
    second = client.get(f"{page.context['units'][0].url}&pagina=2")
    assert [row.key for row in second.context["owed"][0].rows] == ["D1-3"]


def test_of_one_unit_its_file_has_only_its_own(as_: As) -> None:
    a_year_at_work()
    client = as_(insider())
    page = client.get(at("radar", 2021), {"dependencia": TALENT})
    (file,) = page.context["downloads"]
    told = client.get(file.url).content.decode("utf-8-sig")
    assert (told.count(TALENT), told.count(MEDIA)) == (1, 0)
    assert "A esa dependencia no le falta nada" in text_of(client.get(at("radar", 2021), {"dependencia": "Otra"}))
    assert client.get(at("radar_file", 2021), {"dependencia": "Otra"}).content.count(b"\r\n") == 1


def test_what_nobody_answers_for_can_be_asked_for(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    an_adopted([facts("De nadie", periods=[3], responsibles=()), facts("De alguien", periods=[3])])
    monkeypatch.setattr(views, "WHOLE", 1)
    client = as_(insider())
    nobodys = client.get(at("radar", 2021)).context["units"][-1]
    page = client.get(nobodys.url)
    assert [[row.key for row in one.rows] for one in page.context["owed"]] == [["I1-3"]]


@pytest.mark.parametrize("more", [0, 3])
def test_asks_the_same_number_of_questions_whatever_the_size(as_: As, more: int) -> None:
    a_year_at_work(more=more)
    client = as_(insider())
    with CaptureQueriesContext(connection) as asked:
        client.get(at("radar", 2021))
    assert len(asked) == QUERIES


QUERIES = 14
