"""What anybody reads of the plan."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.organization import an_entity
from factories.planning import BY, a_change, a_draft, an_adopted, light, some_facts
from factories.schedules import FILE, a_strategy, an_import, plain_render
from rendir.foundation.core import clock
from rendir.foundation.core.importing import Source
from rendir.foundation.library.queries import files_of
from rendir.foundation.organization.actions import edit_entity
from rendir.foundation.organization.models import Entity
from rendir.plan.planning.actions.imports import confirm_import
from rendir.plan.planning.actions.schedule import Edits, bring_back_activity, retire_activity
from rendir.plan.planning.actions.strategies import adopt_strategy, publish_change
from rendir.plan.planning.models import Activity, StrategyVersion
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, Stage

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)
PAGES = [
    "/2021/cronograma/",
    "/2021/cronograma/?vista=linea",
    "/2021/cronograma/?cuatrimestre=3&q=temas",
    "/2021/cronograma.csv",
    "/2021/cronograma.ics",
    "/2021/actividades/I1/",
    "/2021/actividades/I1.json",
    "/2021/versiones/",
    "/2021/versiones/1/",
    "/2021/versiones/1/cronograma.csv",
]


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.travel(TODAY):
        yield


@pytest.fixture
def entity() -> Entity:
    return an_entity()


@pytest.fixture
def version(entity: Entity) -> StrategyVersion:
    meeting = some_facts(
        1,
        Component.DIALOGUE,
        name="Encuentros con la niñez",
        stages=frozenset({Stage.EXECUTION}),
        periods=frozenset({3}),
        responsibles=(),
        action_type=None,
        product=None,
    )
    return an_adopted(some_facts(1), some_facts(2), meeting, act="Acta 01")


def _text(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def _codes(client: Client, query: str) -> list[str]:
    page = client.get(f"/2021/cronograma/{query}")
    return [row.code for band in page.context["bands"] for row in band.rows]


# --- Every page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("version")
def test_an_unchanged_page_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("version")
def test_the_next_day_is_another_page(client: Client, path: str) -> None:
    etag = client.get(path)["ETag"]
    with clock.travel(TODAY + timedelta(days=1)):
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_new_fact_is_another_page(client: Client, path: str, version: StrategyVersion) -> None:
    etag = client.get(path)["ETag"]
    a_change(version.strategy, Edits({}, additions=[some_facts(3)]))
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_new_data_of_the_entity_are_another_page(
    client: Client, path: str, version: StrategyVersion, entity: Entity
) -> None:
    assert version.number == 1
    etag = client.get(path)["ETag"]
    edit_entity(entity, expected=entity.version, by=BY, phone="601 000 0000")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("entity")
def test_a_page_asks_the_database_little_and_always_the_same(client: Client, path: str) -> None:
    strategy = an_adopted(some_facts(1)).strategy
    client.get(path)  # from here on what the work of the year does not change is held: the entity, calendar, terms
    a_change(strategy, Edits({"I1": (some_facts(1, product="Otro producto"), None)}))
    with CaptureQueriesContext(connection) as few:
        assert client.get(path).status_code == 200
    a_change(strategy, Edits({}, additions=[some_facts(2), some_facts(3)]))
    with CaptureQueriesContext(connection) as more:
        assert client.get(path).status_code == 200
    assert len(few) == len(more) <= (9 if "actividades" in path else 6)
    statements = [query["sql"] for query in more.captured_queries]
    assert len(statements) == len(set(statements))


@pytest.mark.parametrize("path", ["/2021/cronograma/", "/2021/versiones/"])
@pytest.mark.usefixtures("entity")
def test_before_the_adoption_the_running_year_says_so(client: Client, path: str) -> None:
    a_draft()
    page = client.get(path)
    assert page.status_code == 200
    assert "todavía no adopta su estrategia de 2021" in _text(page)
    assert "Priorizar los temas" not in _text(page)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/2019/cronograma/", "no ha publicado un cronograma para 2019"),
        ("/2019/versiones/", "no ha publicado un cronograma para 2019"),
        ("/2021/cronograma.doc", "no se publica en el formato «doc»"),
        ("/2019/cronograma.pdf", "no ha publicado un cronograma para 2019"),
        ("/2021/cronograma.pdf?papel=servilleta", "No se imprime en ese papel"),
        ("/2021/cronograma.pdf?orientacion=torcida", "No se imprime en ese papel"),
        ("/2021/actividades/R9/", "no tiene una actividad R9"),
        ("/2021/actividades/R9.ics", "no tiene una actividad R9"),
        ("/2021/actividades/I1.pdf", "se descarga como calendario"),
        ("/2021/versiones/7/", "no tiene versión 7"),
        ("/2021/versiones/7/cronograma.csv", "no tiene versión 7"),
    ],
)
@pytest.mark.usefixtures("version")
def test_what_is_not_there_is_said_in_words(client: Client, path: str, words: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert words in _text(page)


# --- The schedule ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("version")
def test_the_schedule_shows_every_activity_under_its_element(client: Client) -> None:
    page = client.get("/2021/cronograma/")
    assert [(band.component, band.note) for band in page.context["bands"]] == [
        (Component.INFORMATION, "2 actividades"),
        (Component.DIALOGUE, "1 actividad"),
    ]
    assert (page.context["activities"], page.context["deliveries"]) == (3, 5)
    assert "Versión 1, adoptada el 15 de octubre de 2021 (Acta 01)" in " ".join(_text(page).split())


@pytest.mark.usefixtures("version")
def test_the_columns_say_which_period_is_running(client: Client) -> None:
    running = [one.is_running for one in client.get("/2021/cronograma/").context["columns"]]
    with clock.travel(date(2022, 2, 1)):
        past = [one.is_running for one in client.get("/2021/cronograma/").context["columns"]]
    assert (running, past) == ([False, False, True], [False, False, False])


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["I1", "I2", "D1"]),
        ("?componente=dialogo", ["D1"]),
        ("?etapa=diseno", ["I1", "I2"]),
        ("?cuatrimestre=2", ["I1", "I2"]),
        ("?dependencia=direccion-de-planeacion", ["I1", "I2"]),
        ("?dependencia=sin-responsable", ["D1"]),
        ("?q=NINEZ", ["D1"]),
        ("?q=número 2", ["I2"]),
        ("?componente=dialogo&cuatrimestre=1", []),
        ("?componente=otro&etapa=otra&cuatrimestre=9&dependencia=otra", ["I1", "I2", "D1"]),
        (f"?q={'x' * 200}", ["I1", "I2", "D1"]),
    ],
)
@pytest.mark.usefixtures("version")
def test_an_address_asks_for_part_of_it(client: Client, query: str, codes: list[str]) -> None:
    assert _codes(client, query) == codes


@pytest.mark.usefixtures("version")
def test_what_was_asked_is_shown_and_can_be_taken_away(client: Client) -> None:
    page = client.get("/2021/cronograma/?vista=linea&componente=dialogo&q=niñez")
    assert [(chip.label, chip.url) for chip in page.context["chips"]] == [
        ("«niñez»", "?vista=linea&componente=dialogo"),
        ("Componente: Diálogo", "?vista=linea&q=ni%C3%B1ez"),
    ]
    assert [(one.url, one.current) for one in page.context["views"]] == [
        ("?q=ni%C3%B1ez&componente=dialogo", False),
        ("?vista=linea&q=ni%C3%B1ez&componente=dialogo", True),
    ]
    assert "Se muestran <strong>1</strong> de 3 actividades: 1 de 5 entregas." in _text(page)


@pytest.mark.usefixtures("version")
def test_nothing_found_says_what_to_do(client: Client) -> None:
    assert "Ninguna actividad responde a lo que busca" in _text(client.get("/2021/cronograma/?q=zzz"))


@pytest.mark.usefixtures("version")
def test_the_timeline_has_a_bar_for_each_delivery(client: Client) -> None:
    bands = client.get("/2021/cronograma/?vista=linea").context["bands"]
    drawn = {row.code: [(bar.first, bar.last) for bar in row.bars] for band in bands for row in band.rows}
    assert drawn == {"I1": [(5, 8), (9, 12)], "I2": [(5, 8), (9, 12)], "D1": [(9, 12)]}


# --- Files -----------------------------------------------------------------------------------------------------------


def test_the_frozen_file_is_served_as_it_was_published(client: Client, version: StrategyVersion) -> None:
    response = client.get("/2021/cronograma.CSV")
    assert response.content == files_of(version.publication)["csv"].read()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="cronograma-2021-v1.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("version")
def test_another_paper_is_made_of_the_same_version(client: Client) -> None:
    response = client.get("/2021/cronograma.pdf?papel=Carta&orientacion=vertical")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="cronograma-2021-v1.pdf"'
    assert b"/MediaBox[0 0 612" in response.content.replace(b" [", b"[")


def test_an_older_version_keeps_its_files(client: Client, version: StrategyVersion) -> None:
    newer = a_change(version.strategy, Edits({}, additions=[some_facts(3)]))
    assert client.get("/2021/versiones/1/cronograma.csv").content == files_of(version.publication)["csv"].read()
    assert client.get("/2021/cronograma.csv").content == files_of(newer.publication)["csv"].read()


# --- An activity -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("version")
def test_small_letters_lead_to_the_one_address(client: Client) -> None:
    response = client.get("/2021/actividades/i1/")
    assert (response.status_code, response["Location"]) == (301, "/2021/actividades/I1/")


@pytest.mark.usefixtures("version")
def test_an_activity_says_what_it_is_and_leads_to_its_neighbours(client: Client) -> None:
    page = client.get("/2021/actividades/I2/").context["page"]
    assert page.title == "Escoger con la gente los temas que más importan"
    assert (page.before.url, page.after.url) == ("/2021/actividades/I1/", "/2021/actividades/D1/")
    said = {fact.term: fact.value for fact in page.particulars}
    assert said["Plazos"] == "Mayo a agosto: hasta el 31 de agosto\nSeptiembre a diciembre: hasta el 31 de diciembre"
    assert said["Responsable"] == "Dirección de Planeación"
    assert page.origin.value == "Se escribió en este sistema."


@pytest.mark.usefixtures("version")
def test_the_first_and_the_last_have_one_neighbour_and_an_unknown_kind_no_norm(client: Client) -> None:
    first, last = (client.get(f"/2021/actividades/{code}/").context["page"] for code in ("I1", "D1"))
    assert (first.before, last.after, last.kind) == (None, None, None)
    assert "Norma" not in [fact.term for fact in last.particulars]
    assert {fact.term: fact.value for fact in last.particulars}["Responsable"] == "Por definir"


@pytest.mark.usefixtures("entity")
def test_it_says_where_in_the_file_it_stood(client: Client) -> None:
    an_adopted(replace(some_facts(1), source=Source(17)))
    origin = client.get("/2021/actividades/I1/").context["page"].origin
    assert origin.value == "Línea 17 del archivo con que se cargó el cronograma."


@pytest.mark.usefixtures("entity")
def test_it_names_the_file_it_came_from_and_its_hash(client: Client) -> None:
    strategy = a_strategy([])
    confirm_import(an_import(strategy), by=BY)
    adopt_strategy(strategy, render=plain_render, act="Acta 1", by=BY)
    origin = client.get("/2021/actividades/I2/").context["page"].origin
    assert (origin.value, origin.note) == (
        "Línea 3, columna 2 del archivo «plan.txt».",
        f"Huella SHA-256 del archivo: {hashlib.sha256(FILE).hexdigest()}",
    )


def test_its_history_tells_each_change_with_its_reason(client: Client, version: StrategyVersion) -> None:
    later = replace(version.activities()[0], periods=frozenset({3}))
    a_change(version.strategy, Edits({"I1": (later, None)}), reason="Se esperó la caracterización")
    lines = client.get("/2021/actividades/I1/").context["page"].history
    assert [(one.what, one.version.url, one.reason) for one in lines] == [
        ("Cambió", "/2021/versiones/2/", "Se esperó la caracterización"),
        ("Entró en el cronograma", "/2021/versiones/1/", ""),
    ]
    assert [(one.label, one.after) for one in lines[0].fields] == [("Cuatrimestres", "Septiembre a diciembre")]


def test_a_retired_activity_keeps_its_page_with_the_reason(client: Client, version: StrategyVersion) -> None:
    row = Activity.objects.get(component="informacion", number=2)
    retire_activity(row, reason="Se unió con I1", expected=row.version, by=BY)
    assert client.get("/2021/actividades/I2/").context["page"].retirement is None, "a draft is not public"
    version.strategy.refresh_from_db()
    publish_change(version.strategy, reason="Simplificar", render=light, by=BY)
    page = client.get("/2021/actividades/I2/")
    retirement = page.context["page"].retirement
    assert (retirement.version.number, retirement.day, retirement.reason) == (2, TODAY, "Se unió con I1")
    assert "se retiró del cronograma el 15 de octubre de 2021, en la versión 2" in _text(page)
    assert client.get("/2021/actividades/I2.json").status_code == 200
    assert "I2" not in _codes(client, "")


def test_a_retired_activity_without_a_reason_of_its_own_has_that_of_the_version(
    client: Client, version: StrategyVersion
) -> None:
    row = Activity.objects.get(component="informacion", number=2)
    retire_activity(row, reason="Se unió con I1", expected=row.version, by=BY)
    version.strategy.refresh_from_db()
    publish_change(version.strategy, reason="Simplificar", render=light, by=BY)
    bring_back_activity(row, expected=row.version, by=BY)
    assert client.get("/2021/actividades/I2/").context["page"].retirement.reason == "Simplificar"


@pytest.mark.usefixtures("version")
def test_an_activity_is_taken_away_as_dates_or_data(client: Client) -> None:
    dates = client.get("/2021/actividades/i1.ics")
    assert (dates["Content-Type"], dates.content.count(b"BEGIN:VEVENT")) == ("text/calendar; charset=utf-8", 2)
    data = json.loads(client.get("/2021/actividades/I1.json").content)
    assert (data["code"], data["version"], data["periods"]) == ("I1", 1, [2, 3])
    assert ActivityFacts.from_json(data) == some_facts(1)


# --- Versions --------------------------------------------------------------------------------------------------------


def test_the_versions_say_what_each_changed(client: Client, version: StrategyVersion) -> None:
    renamed = replace(version.activities()[2], responsibles=(Responsible("Secretaría General"),))
    a_change(version.strategy, Edits({"D1": (renamed, None)}, additions=[some_facts(3)]))
    entries = client.get("/2021/versiones/").context["entries"]
    assert [(one.version.number, one.changed, one.is_in_force) for one in entries] == [
        (2, "1 actividad cambió y 1 entró", True),
        (1, "Primera versión: 3 actividades", False),
    ]


def test_a_version_is_compared_with_the_one_before_or_with_the_one_asked_for(
    client: Client, version: StrategyVersion
) -> None:
    a_change(version.strategy, Edits({}, additions=[some_facts(3)]))
    a_change(version.strategy, Edits({}, additions=[some_facts(4)]), reason="Otra más")
    seen = {
        path: _compared(client, path)
        for path in ("3/", "3/?con=1", "1/", "1/?con=3", "2/?con=2", "2/?con=x", "2/?con=99")
    }
    assert seen == {
        "3/": ([2, 3], ["I4"]),
        "3/?con=1": ([1, 3], ["I3", "I4"]),
        "1/": ((), None),
        "1/?con=3": ([1, 3], ["I3", "I4"]),
        "2/?con=2": ((), None),
        "2/?con=x": ([1, 2], ["I3"]),
        "2/?con=99": ((), None),
    }


def _compared(client: Client, path: str) -> tuple[object, list[str] | None]:
    context = client.get(f"/2021/versiones/{path}").context
    comparison = context["comparison"]
    return context["compared"], [one.code for one in comparison.added] if comparison else None


def test_a_version_shows_its_act_its_reason_its_hash_and_its_files(client: Client, version: StrategyVersion) -> None:
    a_change(version.strategy, Edits({}, additions=[some_facts(3)]), reason="Faltaba una")
    old, new = (_text(client.get(f"/2021/versiones/{number}/")) for number in (1, 2))
    assert [words in old for words in (version.digest, "Acta 01", "Esta versión ya no rige", "Es la vigente")] == [
        True,
        True,
        True,
        False,
    ]
    assert all(file.sha256 in old for file in files_of(version.publication).values())
    assert [words in new for words in ("Faltaba una", "Esta versión ya no rige", "Es la vigente")] == [
        True,
        False,
        True,
    ]
