"""Goals for everybody: nothing before they are public, found by what is asked, said in words, and cheap."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.goals import (
    BY,
    ROADS,
    a_plan,
    a_public_plan,
    a_right,
    goal,
    indicator,
    light_alignment,
    many_rows,
)
from rendir.foundation.core import clock
from rendir.information.goals.actions.alignment import publish_alignment
from rendir.information.goals.actions.links import excuse_goal, tie_to_right, tie_to_sdg
from rendir.information.goals.actions.plans import hide_goals
from rendir.information.goals.actions.progress import Reported, record_progress
from rendir.information.goals.exports.alignment import FORMATS, render_alignment

pytestmark = pytest.mark.usefixtures("_today")


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def _progress() -> None:
    for on, value in ((date(2020, 12, 31), 6), (date(2021, 8, 31), 12)):
        record_progress(indicator("M1"), Reported(on, Decimal(value), Decimal(90), "Informe de obra"), by=BY)


@pytest.mark.parametrize("address", ["/metas/", "/ods/", "/ods/cobertura/", "/derechos/"])
def test_before_goals_are_public_the_page_says_so_and_nothing_leads_to_it(client: Client, address: str) -> None:
    a_plan()
    page = client.get(address)
    assert (page.status_code, "todavía no ha publicado las metas" in text_of(page)) == (200, True)
    assert 'href="/metas/"' not in client.get("/accesibilidad/").content.decode()
    assert client.get("/metas/2020-2023/M1/").status_code == 404
    assert client.get("/metas/M1/").status_code == 404


def test_goals_are_listed_in_their_order_with_how_far_they_are(client: Client) -> None:
    a_public_plan()
    _progress()
    page = client.get("/metas/")
    assert [one.goal.code for one in page.context["shown"]] == ["M1", "M2", "M10"]
    assert [one.percent_said for one in page.context["shown"]] == ["30 %", "sin dato", "sin dato"]
    assert 'href="/metas/"' in client.get("/accesibilidad/").content.decode()
    said = text_of(page)
    assert "Promedio simple de 1 metas; 1 sin dato no entran" in said


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=VIAS", ["M1"]),
        ("linea=2", ["M10"]),
        ("ods=9", ["M1"]),
        ("derecho=cp-24", ["M1"]),
        ("q=nada", []),
        ("linea=99&ods=x", ["M1", "M2", "M10"]),
    ],
)
def test_goals_are_found_by_what_the_address_asks(client: Client, query: str, codes: list[str]) -> None:
    a_public_plan()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_right(goal("M1"), a_right(24), by=BY)
    page = client.get(f"/metas/?{query}")
    assert [one.goal.code for one in page.context["shown"]] == codes
    assert ("Ninguna meta responde" in text_of(page)) is (not codes)


def test_many_goals_come_in_pages(client: Client) -> None:
    a_public_plan(*many_rows(31))
    assert len(client.get("/metas/").context["shown"]) == 30
    assert [one.goal.code for one in client.get("/metas/?pagina=2").context["shown"]] == ["M31"]


def test_a_goal_says_what_was_promised_how_far_it_is_and_draws_it_with_its_data(client: Client) -> None:
    a_public_plan()
    _progress()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_right(goal("M1"), a_right(24), by=BY)
    page = client.get("/metas/2020-2023/M1/")
    said = text_of(page)
    assert re.search(r"30 % de la meta ?, al corte del 31 de agosto de 2021 ?\.", said)
    assert "60 kilómetros, a más tardar el 31 de diciembre de 2023" in said
    assert "$ 180 de $ 300 programados hasta este año" in said
    assert "Informe de obra" in said
    assert "Meta 9.1: Desarrollar infraestructuras" in said
    assert "Constitución Política, artículo 24" in said
    html = page.content.decode()
    assert 'role="img" aria-label="Kilómetros mejorados: 18 kilómetros al 31 de agosto de 2021' in html
    assert "Los datos de la gráfica" in html


def test_a_goal_without_data_says_that_it_is_not_zero(client: Client) -> None:
    a_public_plan()
    said = text_of(client.get("/metas/2020-2023/M2/"))
    assert "Sin dato: ningún corte trae un valor." in said
    assert "todavía no ha dicho a qué objetivo ni a qué derecho" in said
    tie_to_sdg(goal("M2"), "6", by=BY)
    assert "Falta decir qué derecho" in text_of(client.get("/metas/2020-2023/M2/"))
    tie_to_right(goal("M10"), a_right(), by=BY)
    assert "Falta decir a qué ODS" in text_of(client.get("/metas/2020-2023/M10/"))
    excuse_goal(goal("M2"), reason="Es de adentro", expected=goal("M2").version, by=BY)
    assert "no necesita otro vínculo: Es de adentro" in text_of(client.get("/metas/2020-2023/M2/"))


def test_the_short_address_leads_to_the_goal_of_the_newest_plan(client: Client) -> None:
    a_public_plan()
    assert client.get("/metas/M1/")["Location"] == "/metas/2020-2023/M1/"
    assert client.get("/metas/M99/").status_code == 404


def test_the_map_counts_goals_in_each_of_the_seventeen(client: Client) -> None:
    a_public_plan()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_sdg(goal("M1"), "9", by=BY)
    tie_to_sdg(goal("M2"), "9.4", by=BY)
    tiles = client.get("/ods/").context["tiles"]
    assert len(tiles) == 17
    assert {one.number: one.goals for one in tiles if one.goals} == {"9": 2}
    assert "ODS 9:" in text_of(client.get("/ods/"))


def test_rights_say_their_norm_and_those_without_goals_are_told(client: Client) -> None:
    a_public_plan()
    assert "Ninguna meta está vinculada todavía con un derecho" in text_of(client.get("/derechos/"))
    tie_to_right(goal("M1"), a_right(24), by=BY)
    page = client.get("/derechos/")
    assert [(row.label, norm) for row, norm in page.context["rights"]] == [
        ("Circulación y residencia", "Constitución Política, artículo 24")
    ]
    assert "Derechos sin metas en este plan" in text_of(page)


def test_coverage_names_the_goals_that_wait_and_those_excused(client: Client) -> None:
    a_public_plan()
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_right(goal("M1"), a_right(24), by=BY)
    excuse_goal(goal("M10"), reason="Es de adentro", expected=goal("M10").version, by=BY)
    page = client.get("/ods/cobertura/")
    assert [one.code for one in page.context["unsettled"]] == ["M2"]
    assert [one.code for one in page.context["excused"]] == ["M10"]
    assert "2 de 3 metas vinculadas o excusadas" in text_of(page)


def test_hidden_goals_are_gone_and_their_pages_change(client: Client) -> None:
    plan = a_public_plan()
    first = client.get("/metas/")
    assert client.get("/metas/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    hide_goals(plan, reason="Se revisa", expected=plan.version, by=BY)
    assert client.get("/metas/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get("/metas/2020-2023/M1/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/metas/", 6), ("/metas/2020-2023/M1/", 6), ("/ods/", 7), ("/derechos/", 7), ("/ods/cobertura/", 7)],
)
def test_a_page_costs_the_same_whatever_the_plan(
    client: Client, number: int, address: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_public_plan(*many_rows(number))
    client.get("/accesibilidad/")
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("address", ["/metas/", "/ods/", "/derechos/", "/ods/cobertura/"])
def test_once_read_the_plan_is_held_until_it_changes(
    client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    a_public_plan()
    client.get("/metas/")
    with django_assert_max_num_queries(3):
        client.get(address)


class TestAlignment:
    """What was published of the alignment."""

    @pytest.fixture(autouse=True)
    def _shelf(self, settings: Any, tmp_path: Any) -> None:
        settings.LIBRARY_ROOT = tmp_path / "library"

    def test_every_format_is_there_with_its_hash_and_certificate(self, client: Client) -> None:
        plan = a_public_plan(ROADS)
        tie_to_sdg(goal("M1"), "9.1", by=BY)
        tie_to_right(goal("M1"), a_right(24), by=BY)
        publish_alignment(plan, render=render_alignment, by=BY)
        page = client.get("/ods/alineacion/2021/")
        assert "1 de 1 meta vinculada o excusada" in text_of(page)
        assert "Publicada el 15 de octubre de 2021" in text_of(page)
        for kind in FORMATS:
            file = client.get(f"/ods/alineacion/2021/1.{kind}")
            assert file.status_code == 200
            assert len(b"".join(file.streaming_content)) > 100  # type: ignore[attr-defined]
        assert client.get("/ods/alineacion/2021/1/certificado.pdf").content[:4] == b"%PDF"
        assert client.get("/ods/").context["alignments"][0].number == 1

    def test_a_version_that_was_followed_says_so_and_what_is_not_there_is_told(self, client: Client) -> None:
        plan = a_public_plan(ROADS)
        publish_alignment(plan, render=light_alignment, by=BY)
        tie_to_sdg(goal("M1"), "9", by=BY)
        with clock.travel(date(2021, 11, 2)):
            publish_alignment(plan, render=light_alignment, reason="Se vinculó una meta", by=BY)
        assert "Hay una versión más nueva" in text_of(client.get("/ods/alineacion/2021/1/"))
        assert "Se vinculó una meta" in text_of(client.get("/ods/alineacion/2021/2/"))
        for address in ("/ods/alineacion/2021/3/", "/ods/alineacion/2020/", "/ods/alineacion/2021/1.pdf"):
            assert client.get(address).status_code == 404
