"""The way in for everybody."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from factories.deliveries import delivery_in
from factories.organization import an_entity
from factories.planning import BY, a_change, a_draft, an_adopted, some_facts
from rendir.foundation.core import clock
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.organization.actions import declare_stages, edit_entity
from rendir.foundation.organization.models import Entity
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.actions.schedule import Edits
from rendir.plan.planning.models import StrategyVersion
from rendir.plan.planning.rules.facts import Component, Responsible, Stage

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)
PAGES = ["/", "/2021/", "/accesibilidad/", "/privacidad/", "/mapa-del-sitio/"]
STAGES = {
    "diseno": (date(2021, 2, 1), date(2021, 4, 30)),
    "ejecucion": (date(2021, 6, 1), date(2021, 11, 30)),
    "seguimiento": (date(2021, 11, 1), date(2021, 12, 31)),
}


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.travel(TODAY):
        yield


@pytest.fixture(autouse=True)
def entity() -> Entity:
    return an_entity()


@pytest.fixture
def version() -> StrategyVersion:
    meeting = some_facts(
        1,
        Component.DIALOGUE,
        stages=frozenset({Stage.DESIGN, Stage.EXECUTION}),
        periods=frozenset({1}),
        responsibles=(),
    )
    both = (Responsible("Dirección de Planeación"), Responsible("Equipo líder"))
    return an_adopted(some_facts(1), some_facts(2, responsibles=both), meeting)


def _text(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


# --- Every page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, "/.well-known/security.txt"])
@pytest.mark.usefixtures("version")
def test_an_unchanged_page_is_not_sent_again_until_a_fact_or_the_day_changes(
    client: Client, path: str, entity: Entity
) -> None:
    entity = edit_entity(entity, expected=entity.version, by=BY, email="contacto@entidad.example")
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    with clock.travel(TODAY + timedelta(days=1)):
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200
    edit_entity(entity, expected=entity.version, by=BY, phone="601 000 0000")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_new_version_is_another_page(client: Client, path: str, version: StrategyVersion) -> None:
    etag = client.get(path)["ETag"]
    a_change(version.strategy, Edits({}, additions=[some_facts(3)]))
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_little_and_always_the_same(client: Client, path: str) -> None:
    strategy = an_adopted(some_facts(1)).strategy
    client.get(path)  # from here on what the work of the year does not change is held: the entity, calendar, terms
    a_change(strategy, Edits({"I1": (some_facts(1, product="Otro producto"), None)}))
    with CaptureQueriesContext(connection) as few:
        assert client.get(path).status_code == 200
    a_change(strategy, Edits({}, additions=[some_facts(2), some_facts(3)]))
    with CaptureQueriesContext(connection) as more:
        assert client.get(path).status_code == 200
    assert len(few) == len(more) <= 6
    statements = [query["sql"] for query in more.captured_queries]
    assert len(statements) == len(set(statements))


def _how_it_goes(client: Client) -> list[tuple[str, int, str]]:
    return [(one.label, one.value, one.of) for one in client.get("/").context["figures"]]


def test_home_says_how_the_year_goes_with_its_denominators_and_the_way_to_the_rows(client: Client) -> None:
    strategy = an_adopted(some_facts(1), some_facts(2)).strategy
    page = client.get("/")
    assert "De 2 entregas que ya debían estar, 0 se cumplieron y 2 no se cumplieron." in _text(page)
    assert [(one.label, one.value, one.of) for one in page.context["figures"]] == [
        ("Cumplidas", 0, "de 2 que ya debían estar"),
        ("No cumplidas", 2, "de 2 que ya debían estar"),
        ("Por vencer", 0, "antes del 31 de diciembre"),
        ("Cumplidas en el año", 0, "de 4 que aplican"),
    ]
    for figure in page.context["figures"]:
        rows = client.get(figure.url).context["bands"]
        assert sum(len(band.rows) for band in rows) == figure.value, figure.label

    with clock.travel(date(2021, 8, 20)):
        delivery_in(DeliveryState.ACCEPTED, strategy, "I1-2")
    assert client.get("/", headers={"If-None-Match": page["ETag"]}).status_code == 200
    assert _how_it_goes(client)[:2] == [
        ("Cumplidas", 1, "de 2 que ya debían estar"),
        ("No cumplidas", 1, "de 2 que ya debían estar"),
    ]


def test_home_counts_anew_when_a_day_passes(client: Client) -> None:
    an_adopted(some_facts(1))
    with clock.travel(date(2021, 8, 31)):
        before = client.get("/")
        assert _how_it_goes(client)[1] == ("No cumplidas", 0, "de 0 que ya debían estar")
    with clock.travel(date(2021, 9, 1)):
        assert client.get("/", headers={"If-None-Match": before["ETag"]}).status_code == 200
        assert _how_it_goes(client)[1] == ("No cumplidas", 1, "de 1 que ya debían estar")


@pytest.mark.parametrize("path", [*PAGES[:1], *PAGES[2:]])
def test_a_page_stands_before_anything_was_adopted(client: Client, path: str) -> None:
    a_draft()
    assert client.get(path).status_code == 200


# --- Home ------------------------------------------------------------------------------------------------------------


def test_before_the_adoption_the_home_says_what_will_come(client: Client) -> None:
    a_draft()
    text = _text(client.get("/"))
    assert "todavía no adopta su estrategia" in text
    assert "Lo que vendrá" in text
    assert "Priorizar" not in text


@pytest.mark.usefixtures("version")
def test_the_home_shows_the_year_in_force(client: Client) -> None:
    page = client.get("/")
    assert [(one.value, one.of, one.url) for one in page.context["quantities"]] == [
        (3, "2 de información y 1 de diálogo", "/2021/cronograma/"),
        (5, "de 3 actividades en sus cuatrimestres", "/2021/cronograma/?vista=linea"),
        (2, "de 5 en el año", "/2021/cronograma/?cuatrimestre=3"),
        (2, "responden por 3 actividades", "/2021/#responsables"),
    ]
    assert [(group.component, [link.code for link in group.activities]) for group in page.context["groups"]] == [
        (Component.INFORMATION, ["I1", "I2"]),
        (Component.DIALOGUE, ["D1"]),
    ]
    assert "De 5 entregas del año, <strong>2</strong> se prometieron para este cuatrimestre" in _text(page)
    assert 'action="/2021/cronograma/"' in _text(page)


@pytest.mark.usefixtures("version")
def test_out_of_its_year_the_home_names_no_running_period(client: Client) -> None:
    with clock.travel(date(2022, 1, 2)):
        page = client.get("/")
    assert (page.context["shown_year"], page.context["running"], len(page.context["quantities"])) == (2021, None, 3)


@pytest.mark.usefixtures("version")
def test_this_year_goes_before_a_newer_one(client: Client) -> None:
    an_adopted(some_facts(1), year=2022)
    assert client.get("/").context["shown_year"] == 2021
    with clock.travel(date(2023, 1, 2)):
        assert client.get("/").context["shown_year"] == 2022


# --- Where we are ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("version")
def test_nothing_is_said_of_stages_whose_dates_nobody_declared(client: Client) -> None:
    home, year = client.get("/"), client.get("/2021/")
    assert {step.status for step in home.context["steps"]} == {"undated"}
    assert "Estamos aquí" not in _text(home) + _text(year)
    assert "Por venir" not in _text(home)
    assert "no ha declarado las fechas de las etapas" in _text(year)


@pytest.mark.usefixtures("version")
def test_declared_stages_say_where_we_are(client: Client) -> None:
    declare_stages(2021, STAGES, by=BY)
    steps = client.get("/").context["steps"]
    assert [(step.status, step.when, step.url) for step in steps] == [
        ("undated", "", "/2021/#aprestamiento"),
        ("done", "1 de febrero a 30 de abril", "/2021/#diseno"),
        ("undated", "", "/2021/#preparacion"),
        ("now", "1 de junio a 30 de noviembre", "/2021/#ejecucion"),
        ("todo", "1 de noviembre a 31 de diciembre", "/2021/#seguimiento"),
    ]
    lines = client.get("/2021/").context["stages"]
    assert [line.stage for line in lines if line.is_now] == [Stage.EXECUTION]


# --- The year --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("version")
def test_the_year_counts_deliveries_by_stage_and_period_with_the_way_to_each(client: Client) -> None:
    context = client.get("/2021/").context
    counted = {line.stage: [cell.value for _, cell in line.periods] for line in context["stages"]}
    assert counted == {
        Stage.READINESS: [0, 0, 0],
        Stage.DESIGN: [1, 2, 2],
        Stage.PREPARATION: [0, 0, 0],
        Stage.EXECUTION: [1, 0, 0],
        Stage.FOLLOW_UP: [0, 0, 0],
    }
    assert [(cell.value, cell.url) for _, cell in context["totals"]] == [
        (1, "/2021/cronograma/?cuatrimestre=1"),
        (2, "/2021/cronograma/?cuatrimestre=2"),
        (2, "/2021/cronograma/?cuatrimestre=3"),
    ]
    assert context["stages"][0].activities.url == ""
    assert [line.deliveries for line in context["stages"]] == [0, 5, 0, 1, 0]
    assert context["deliveries"] == sum(cell.value for _, cell in context["totals"]) == 5


@pytest.mark.usefixtures("version")
def test_a_count_leads_to_as_many_activities(client: Client) -> None:
    context = client.get("/2021/").context
    counts = [cell for line in context["stages"] for _, cell in line.periods] + [cell for _, cell in context["totals"]]
    for cell in [one for one in counts if one.url]:
        assert client.get(cell.url).context["shown_activities"] == cell.value


@pytest.mark.usefixtures("version")
def test_the_year_says_who_answers_and_for_how_much(client: Client) -> None:
    page = client.get("/2021/")
    assert [(one.name, one.activities.value, one.deliveries) for one in page.context["responsibles"]] == [
        ("Dirección de Planeación", 2, 4),
        ("Equipo líder", 1, 2),
    ]
    for line in page.context["responsibles"]:
        assert client.get(line.activities.url).context["shown_activities"] == line.activities.value
    assert "Una actividad no tiene responsable todavía" in _text(page)
    assert client.get("/2021/cronograma/?dependencia=sin-responsable").context["shown_activities"] == 1


def test_the_running_year_before_its_adoption_and_a_year_never_published(client: Client) -> None:
    before, never = client.get("/2021/"), client.get("/2019/")
    assert (before.status_code, never.status_code) == (200, 404)
    assert "todavía no adopta su estrategia de 2021" in _text(before)
    assert "no ha publicado nada de 2019" in _text(never)


# --- What every public site must say ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/accesibilidad/", "/privacidad/"])
def test_a_statement_says_how_to_complain_only_with_what_the_entity_wrote(
    client: Client, path: str, entity: Entity
) -> None:
    assert "todavía no ha escrito aquí sus datos de contacto" in _text(client.get(path))
    edit_entity(entity, expected=entity.version, by=BY, email="contacto@entidad.example")
    text = _text(client.get(path))
    assert 'href="mailto:contacto@entidad.example"' in text
    assert "todavía no ha escrito" not in text


@pytest.mark.parametrize(("day", "terms"), [(date(2021, 10, 15), "30 y 20"), (date(2023, 2, 1), "15 y 10")])
@pytest.mark.usefixtures("entity")
def test_the_statement_is_dated_and_tells_the_legal_terms_of_that_day(client: Client, day: date, terms: str) -> None:
    general, documents = terms.split(" y ")
    with clock.travel(day):
        text = _text(client.get("/accesibilidad/"))
    assert f"se responde en {general} días hábiles, y en {documents} si pide información" in text
    assert f"Esta declaración vale el {written_day(day)}" in text


def test_the_site_map_leads_to_every_page(client: Client) -> None:
    an_adopted(some_facts(1))
    an_adopted(some_facts(1), year=2020)
    text = _text(client.get("/mapa-del-sitio/"))
    addresses = [
        *PAGES[:4],
        "/2020/cronograma/",
        "/2021/cronograma/",
        "/2021/versiones/",
        "/2021/actividades/I1/",
        "/datos/",
    ]
    assert [one for one in addresses if f'href="{one}"' not in text] == []


def test_robots_keep_out_of_the_desk(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content == b"User-agent: *\nDisallow: /gestion/\n"


def test_security_says_whom_to_tell_and_until_when(client: Client, entity: Entity, settings: Settings) -> None:
    settings.BASE_URL = "https://rendicion.example"
    assert client.get("/.well-known/security.txt").status_code == 404
    edit_entity(entity, expected=entity.version, by=BY, email="contacto@entidad.example")
    assert client.get("/.well-known/security.txt").content.decode().splitlines() == [
        "Contact: mailto:contacto@entidad.example",
        "Expires: 2022-04-13T00:00:00-05:00",
        "Preferred-Languages: es",
        "Canonical: https://rendicion.example/.well-known/security.txt",
    ]


def test_without_a_mail_the_website_is_the_contact(client: Client, entity: Entity) -> None:
    edit_entity(entity, expected=entity.version, by=BY, website="https://entidad.example")
    assert client.get("/.well-known/security.txt").content.startswith(b"Contact: https://entidad.example\n")


def test_the_sign_of_the_site_answers_to_its_old_name(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/img/mark.svg")
