"""Surveys for everybody: answered step by step without JavaScript, nothing typed lost, results read and checked."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.surveys import BY, a_closed, a_draft, a_published, an_answer, an_open, answered
from rendir.foundation.core import clock
from rendir.information.surveys.actions.codes import make_codes
from rendir.information.surveys.actions.living import withdraw_survey
from rendir.information.surveys.models import AccessMode, Response, Survey, TextAnswer

pytestmark = pytest.mark.usefixtures("_today")
LIST = "/encuestas/"
FIRST = {"r-p1": "o2"}
SECOND = {"r-p2": "4", "r-p3": "o1"}
THIRD = {
    "r-p4": "3",
    "r-p5-o1": "o1",
    "r-p6": ["o1", "o3"],
    "r-p7-o1": "2",
    "r-p7-o2": "1",
    "r-p7-o3": "3",
    "r-p8": "40",
    "r-p9": "El acueducto",
}
SENDING = {"envio": "k3m9x7pqk3m9x7pqk3m9x7pq"}


@pytest.fixture(autouse=True)
def _no_counts_of_before(db: None) -> None:
    cache.clear()


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def shown(response: Any) -> list[str]:
    return [one.question.key for one in response.context["asked"]]


def carried(response: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in response.context["carried"]:
        found.setdefault(name, []).append(value)
    return found


def step(client: Client, survey: Survey, at: int, *parts: dict[str, Any], **more: Any) -> Any:
    data: dict[str, Any] = {"paso": str(at), **SENDING}
    for part in parts:
        data |= part
    return client.post(survey.get_public_url(), data | more)


def test_before_any_the_page_says_so_and_nothing_leads_to_it(client: Client) -> None:
    a_draft()
    assert "Hoy no hay encuestas" in text_of(client.get(LIST))
    assert f'href="{LIST}"' not in client.get("/mapa-del-sitio/").content.decode()


def test_the_list_tells_those_open_those_with_results_and_those_withdrawn(client: Client) -> None:
    survey, published = an_open(), a_published(title="La de antes")
    a_closed(title="La que sigue")
    an_open(title="La de la casa", audience="officials")
    withdraw_survey(an_open(title="La que no sirvió"), reason="Preguntaba mal", by=BY)
    page = client.get(LIST)
    assert [one.title for one in page.context["open"]] == [survey.title]
    assert {one.title for one in page.context["others"]} == {"La de antes", "La que sigue", "La que no sirvió"}
    assert published.get_results_url() in page.content.decode()
    assert f'href="{LIST}"' in client.get("/mapa-del-sitio/").content.decode()


def test_it_is_answered_step_by_step_and_what_was_said_goes_along(client: Client) -> None:
    survey = an_open()
    first = client.get(survey.get_public_url())
    assert (shown(first), first.context["is_last"]) == (["p1"], False)
    assert "Es anónima" in text_of(first)
    second = step(client, survey, 0, FIRST)
    assert (shown(second), carried(second)) == (["p2", "p3"], {"r-p1": ["o2"]})
    third = step(client, survey, 1, FIRST, SECOND)
    assert (shown(third)[0], third.context["is_last"], third.status_code) == ("p4", True, 200)
    last = step(client, survey, 2, FIRST, SECOND, THIRD)
    assert (last.status_code, last["Location"]) == (302, reverse("surveys:thanks", args=[survey.public_id]))
    assert "Gracias: recibimos su respuesta" in text_of(client.get(last["Location"]))
    expected = an_answer(p1="o2", p5={"o1": "o1"}, p6=["o1", "o3"], p9=None)
    assert Response.objects.get().answers == expected
    assert TextAnswer.objects.get().text == "El acueducto"


def test_a_question_that_depends_on_an_answer_is_asked_only_then(client: Client) -> None:
    survey = an_open()
    assert "p4" not in shown(step(client, survey, 1, FIRST, SECOND, {"r-p3": "o2"}))
    step(client, survey, 2, FIRST, SECOND, THIRD, {"r-p3": "o2"})
    assert "p4" not in Response.objects.get().answers


def test_what_was_typed_is_there_when_something_is_wrong(client: Client) -> None:
    survey = an_open()
    wrong = step(client, survey, 2, FIRST, SECOND, THIRD, {"r-p8": "doce", "r-p7-o2": "2"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "Escriba un número entero, sin puntos ni letras." in page
    assert "Ponga todas en orden, cada una en un puesto distinto." in page
    assert 'value="doce"' in page
    assert "El acueducto</textarea>" in page
    assert carried(wrong) == {"r-p1": ["o2"], "r-p2": ["4"], "r-p3": ["o1"]}
    missing = step(client, survey, 0, {})
    assert "Falta responder esta pregunta." in text_of(missing)
    assert not Response.objects.exists()


def test_going_back_keeps_what_was_said_on_both_pages(client: Client) -> None:
    survey = an_open()
    back = step(client, survey, 2, FIRST, SECOND, {"r-p8": "40"}, atras="1")
    assert (shown(back), carried(back)["r-p8"]) == (["p2", "p3"], ["40"])
    assert back.context["form"].initial["r-p2"] == 4


def test_a_step_that_was_jumped_is_asked_for_before_anything_is_received(client: Client) -> None:
    survey = an_open()
    jumped = step(client, survey, 2, SECOND, THIRD)
    assert (jumped.status_code, shown(jumped)) == (422, ["p1"])
    assert carried(jumped)["r-p9"] == ["El acueducto"]
    assert client.post(survey.get_public_url(), {"paso": "x"}).status_code == 422


def test_sent_twice_it_is_received_once_and_the_device_answers_no_more(client: Client) -> None:
    survey, other = an_open(), Client()
    for who in (client, other):
        assert step(who, survey, 2, FIRST, SECOND, THIRD).status_code == 302
    assert Response.objects.count() == 1
    again = client.get(survey.get_public_url())
    assert "Desde este aparato ya se respondió" in text_of(again)
    assert "Desde este aparato ya se respondió" in text_of(step(client, survey, 2, FIRST, SECOND, THIRD))
    cookie = client.cookies[f"encuesta-{survey.public_id}"]
    assert (cookie["path"], bool(cookie["httponly"])) == (LIST, True)


def test_with_a_code_it_is_the_code_that_answers_once(client: Client) -> None:
    survey = an_open(access=AccessMode.CODE)
    (code,) = make_codes(survey, 1, expected=survey.version, by=BY)
    assert f'value="{code}"' in client.get(f"{survey.get_public_url()}?codigo={code}").content.decode()
    wrong = step(client, survey, 2, FIRST, SECOND, THIRD, codigo="no")
    assert (wrong.status_code, "Ese código no sirve, o ya se usó." in text_of(wrong)) == (422, True)
    assert '<input id="codigo"' in wrong.content.decode()
    assert step(client, survey, 2, FIRST, SECOND, THIRD, codigo=code).status_code == 302
    assert "Ese código no sirve" in text_of(step(client, survey, 2, FIRST, SECOND, THIRD, codigo=code, envio="x" * 24))


def test_too_many_from_one_address_wait(client: Client) -> None:
    survey = an_open()
    for number in range(120):
        step(Client(), survey, 2, FIRST, SECOND, THIRD, envio=f"{SENDING['envio']}{number}")
    assert Response.objects.count() == 120
    assert step(client, survey, 2, FIRST, SECOND, THIRD).status_code == 429


def test_closed_withdrawn_or_not_begun_it_says_so(client: Client) -> None:
    for survey, said in (
        (a_closed(title="Cerrada"), "Los resultados todavía no se han publicado."),
        (a_published(title="Publicada"), "Ver los resultados"),
        (an_open(title="Futura", opens_on=date(2021, 10, 20)), "Se responde desde el 20 de octubre de 2021."),
        (withdraw_survey(an_open(title="Mala"), reason="Preguntaba mal", by=BY), "Preguntaba mal"),
    ):
        assert said in text_of(client.get(survey.get_public_url()))
    assert client.get(a_draft(title="Borrador").get_public_url()).status_code == 404
    survey = an_open(title="Vencida")
    with clock.travel(date(2021, 10, 30)):
        assert "ya no recibe respuestas" in text_of(client.get(survey.get_public_url()))


def test_results_are_read_downloaded_and_checked(client: Client) -> None:
    survey = a_published()
    page = client.get(survey.get_results_url())
    for said in ("Ficha técnica", "Personas mayores de edad", "Con ayuda de un funcionario", survey.results_digest):
        assert said in text_of(page)
    file = client.get(reverse("surveys:results_file", args=[survey.public_id, "json"]))
    assert b"".join(file.streaming_content).startswith(b"{")  # type: ignore[attr-defined]
    certificate = client.get(reverse("surveys:certificate", args=[survey.public_id]))
    assert certificate.content[:4] == b"%PDF"
    assert client.get(reverse("surveys:results_file", args=[survey.public_id, "exe"])).status_code == 404
    assert client.get(a_closed(title="Otra").get_results_url()).status_code == 404


def test_pages_are_told_unchanged_until_something_is_published(client: Client) -> None:
    first = client.get(LIST)
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 304
    an_open()
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_however_many(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    surveys = [an_open(title=f"Encuesta {one}") for one in range(number)]
    published = a_published(title="Con resultados")
    answered(surveys[0], an_answer())
    client.get("/accesibilidad/")
    client.get(surveys[0].get_public_url())
    with django_assert_num_queries(2):
        client.get(LIST)
    with django_assert_num_queries(3):
        client.get(published.get_results_url())
    with django_assert_num_queries(2):
        client.get(surveys[0].get_public_url())
