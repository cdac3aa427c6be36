"""The groups for everybody: before anything is published, as published, and never a count that points at somebody."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.audiences import BY, a_group, a_published, a_source, a_whole_group, figures
from factories.organization import a_territory
from rendir.information.audiences.actions.groups import add_segment, edit_audience, retire_audience

pytestmark = pytest.mark.usefixtures("_today")
GROUPS, VERSIONS = "/grupos/", "/grupos/caracterizacion/"


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def _two_versions() -> None:
    group = a_whole_group()
    figures(a_source(group), "Mujeres; 40\nHombres; 31\nOtro; 2")
    a_published()
    a_group("Comerciantes", zones=[a_territory()["Comuna 1"]])
    a_published()


def test_before_anything_is_published_the_pages_say_so_and_nothing_leads_to_them(client: Client) -> None:
    a_group()
    assert "La entidad no ha publicado su caracterización" in text_of(client.get(GROUPS))
    assert "La entidad no ha publicado ninguna" in text_of(client.get(VERSIONS))
    assert f'href="{GROUPS}"' not in client.get("/mapa-del-sitio/").content.decode()
    assert client.get("/grupos/juventudes/").status_code == 404


def test_the_groups_are_told_in_plain_words(client: Client) -> None:
    _two_versions()
    page = text_of(client.get(GROUPS))
    assert "Comerciantes : no hay por dónde contarles ni dónde escucharles." in page
    for said in ("Quieren saber En qué se gastó lo de la vía", "Se les cuenta por Emisora", "Todavía no se sabe"):
        assert said in page
    assert f'href="{GROUPS}"' in client.get("/mapa-del-sitio/").content.decode()
    group = text_of(client.get("/grupos/juventudes/"))
    for said in ("Dónde se les escucha Encuentro o asamblea", "Encuesta en la plaza, 1 de agosto de 2021", "54,8 %"):
        assert said in group
    other = text_of(client.get("/grupos/comerciantes/"))
    for said in ("La entidad no tiene todavía un canal para informarles.", "No hay cifras de este grupo.", "Comuna 1"):
        assert said in other


def test_a_count_that_is_held_back_is_words_and_never_a_zero(client: Client) -> None:
    _two_versions()
    for path in ("/grupos/juventudes/", f"{VERSIONS}1/"):
        page = client.get(path).content.decode()
        rows = dict(re.findall(r'<th scope="row">(\w+)</th><td[^>]*>(.*?)</td>', page, re.DOTALL))
        assert [re.sub(r"<[^>]+>", "", rows[value]).strip() for value in ("Mujeres", "Hombres", "Otro")] == [
            "40",
            "Reservado",
            "Reservado",
        ]
        assert "«Reservado» no es cero" in page


def test_a_version_is_whole_and_says_how_to_check_it(client: Client) -> None:
    _two_versions()
    page = client.get(f"{VERSIONS}1/")
    shown = page.context["version"]
    told = text_of(page)
    assert shown.digest in told
    assert "Hay una versión más nueva." in told
    assert ('id="necesidades"' in page.content.decode(), 'id="dialogo"' in page.content.decode()) == (True, True)
    assert "Hay una versión más nueva." not in text_of(client.get(f"{VERSIONS}2/"))
    file = client.get(f"{VERSIONS}1.json")
    assert b"".join(file.streaming_content) == b"{}"  # type: ignore[attr-defined]
    assert "caracterizacion-v1.json" in file["Content-Disposition"]
    certificate = client.get(f"{VERSIONS}1/certificado.pdf")
    assert (certificate["Content-Type"], certificate.content[:4]) == ("application/pdf", b"%PDF")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/grupos/nadie/", "No hay un grupo con esta dirección"),
        (f"{VERSIONS}3/", "Esa versión de la caracterización no se ha publicado"),
        (f"{VERSIONS}1.exe", "No se publicó en el formato «exe»"),
        (f"{VERSIONS}1/3/", "Esa versión de la caracterización no se ha publicado"),
    ],
)
def test_what_is_not_there_is_told_in_words(client: Client, path: str, said: str) -> None:
    _two_versions()
    answer = client.get(path)
    assert (answer.status_code, said in text_of(answer)) == (404, True)


def test_two_versions_are_compared(client: Client) -> None:
    _two_versions()
    assert "Compararla con la 1" in text_of(client.get(VERSIONS))
    page = text_of(client.get(f"{VERSIONS}1/2/"))
    assert "Comerciantes nuevo" in page
    assert "Comerciantes ya no está" in text_of(client.get(f"{VERSIONS}2/1/"))
    assert "Nada cambió" in text_of(client.get(f"{VERSIONS}1/1/"))


def test_a_page_says_what_was_published_and_not_what_changed_since(client: Client) -> None:
    group = a_whole_group()
    a_published()
    edit_audience(group, name="Otros", kind=group.kind, summary="Son otros.", expected=group.version, by=BY)
    assert "Son otros." not in text_of(client.get("/grupos/juventudes/"))
    retire_audience(group, reason="Se unió.", by=BY)
    assert client.get("/grupos/juventudes/").status_code == 200


@pytest.mark.parametrize("path", [GROUPS, "/grupos/grupo-0/", f"{VERSIONS}1/", VERSIONS])
def test_as_many_queries_for_one_group_as_for_three(
    client: Client, path: str, django_assert_max_num_queries: Callable[..., DjangoAssertNumQueries]
) -> None:
    for number in range(3):
        group = a_group(f"Grupo {number}")
        add_segment(group, name="Mujeres", by=BY)
        figures(a_source(group), "Mujeres; 40\nHombres; 31")
    a_published()
    client.get("/accesibilidad/")  # what every page says of the house is held
    with django_assert_max_num_queries(6):
        client.get(path)
