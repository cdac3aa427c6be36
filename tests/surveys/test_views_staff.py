"""Surveys at the desk: each page for who may, at a fixed cost, and a survey led from its first question to its
results by pressing what the pages offer.
"""

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from factories.accounts import a_person, insider
from factories.surveys import a_closed, a_draft, a_published, an_answer, an_open, answered, many
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.information.surveys.actions.paper import key_sheet, print_sheets
from rendir.information.surveys.models import AccessMode, PaperSheet, Response, Survey, TextAnswer
from rendir.information.surveys.states import SheetState, SurveyState
from surveys.conftest import As

FULL = {
    "r-p1": "o2",
    "r-p2": "4",
    "r-p3": "o1",
    "r-p4": "3",
    "r-p5-o1": "o1",
    "r-p5-o2": "o2",
    "r-p6": ["o1", "o2"],
    "r-p7-o1": "2",
    "r-p7-o2": "1",
    "r-p7-o3": "3",
    "r-p8": "40",
    "r-p9": "El acueducto",
}


def at(name: str, *parts: object) -> str:
    return reverse(f"surveys_desk:{name}", args=parts)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def said(client: Client, response: HttpResponse) -> str:
    assert response.status_code == 302, text_of(response)[:1500]
    return "; ".join(str(one) for one in client.get(response["Location"].partition("#")[0]).context["messages"])


@pytest.mark.parametrize("role", list(Role))
def test_each_page_is_for_who_may(as_: As, role: Role) -> None:
    draft, opened, closed = a_draft(), an_open(title="Abierta"), a_closed(title="Cerrada")
    print_sheets(opened, 1, by=insider())
    client, rights = as_(a_person("Carla", role)), ROLE_CARDS[role].permissions
    pages = {
        Perm.READ_SURVEYS: [
            at("surveys"),
            at("survey", draft.public_id),
            at("results", closed.public_id),
            at("poster", opened.public_id),
        ],
        Perm.EDIT_SURVEYS: [
            at("survey_new"),
            at("survey_edit", draft.public_id),
            at("question_new", draft.public_id),
            at("question", draft.public_id, "p1"),
            at("codes", draft.public_id),
            at("texts", closed.public_id, "p9"),
        ],
        Perm.COLLECT_ANSWERS: [
            at("assisted", opened.public_id),
            at("sheets", opened.public_id),
            at("sheet", opened.public_id, 1),
            at("sheets_file", opened.public_id, 1, 1),
        ],
    }
    for perm, addresses in pages.items():
        expected = 200 if perm in rights else 403
        assert [client.get(address).status_code for address in addresses] == [expected] * len(addresses)
    posts = {
        Perm.PUBLISH_SURVEYS: [at("results_correct", closed.public_id), at("publish", draft.public_id)],
        Perm.EXPORT_ANSWERS: [at("answers_file", draft.public_id)],
        Perm.EDIT_SURVEYS: [
            at("open", opened.public_id),
            at("correct", draft.public_id),
            at("close", draft.public_id),
            at("grouping", closed.public_id),
            at("question_move", opened.public_id, "p1"),
            at("question_remove", opened.public_id, "p1"),
        ],
        Perm.COLLECT_ANSWERS: [at("sheet_void", opened.public_id, 1), at("sheets_print", opened.public_id)],
        Perm.READ_SURVEYS: [at("withdraw", draft.public_id)],
    }
    for perm, addresses in posts.items():
        found = {client.post(address).status_code for address in addresses}
        assert (found <= {409, 422}) if perm in rights else (found == {403}), (perm, found)


def test_a_survey_is_led_from_its_first_question_to_its_results(as_: As) -> None:
    client = as_(insider())
    made = client.post(
        at("survey_new"), {"title": "¿Cómo va?", "audience": "citizens", "purpose": "Para mejorar.", "template": ""}
    )
    assert "quedó en borrador" in said(client, made)
    survey = Survey.objects.get()
    assert "El cuestionario no tiene preguntas." in text_of(client.get(survey.get_absolute_url()))
    question = {
        "expected": survey.version,
        "kind": "single",
        "text": "¿Dónde vive?",
        "options": "Urbana\nRural",
        "required": "on",
    }
    assert "guardada" in said(client, client.post(at("question_new", survey.public_id), question))
    survey.refresh_from_db()
    following = {
        "expected": survey.version,
        "kind": "scale",
        "text": "¿Cómo va?",
        "low": "1",
        "high": "5",
        "condition": ["p1|o1", "p1|o2"],
    }
    client.post(at("question_new", survey.public_id), following)
    survey.refresh_from_db()
    told = {
        "expected": survey.version,
        "title": survey.title,
        "audience": "citizens",
        "purpose": survey.purpose,
        "access": "link",
        "closes_on": "2021-10-29",
        "sampling": "open",
        "population": "Vecinos",
        "fieldwork": "En la plaza",
        "made_by": "Participación",
    }
    assert "guardado" in said(client, client.post(at("survey_edit", survey.public_id), told))
    survey.refresh_from_db()
    opened = client.post(at("open", survey.public_id), {"expected": survey.version})
    assert "quedó congelado" in said(client, opened)
    for number in range(6):
        data = {"r-p1": "o1" if number % 2 else "o2", "r-p2": "4", "envio": f"k3m9x7pqk3m9x7pqk3m9x7p{number}"}
        assert "Respuesta recibida" in said(client, client.post(at("assisted", survey.public_id), data))
    assert "contadas" in said(client, client.post(at("close", survey.public_id)))
    survey.refresh_from_db()
    crossed = client.post(at("grouping", survey.public_id), {"expected": survey.version, "group_by": "p1"})
    assert "cruzados" in said(client, crossed)
    survey.refresh_from_db()
    published = client.post(at("publish", survey.public_id), {"expected": survey.version})
    assert "ya son públicos" in said(client, published)
    survey.refresh_from_db()
    assert (survey.state, survey.results["total"]) == (SurveyState.PUBLISHED, 6)
    assert client.get(survey.get_results_url()).status_code == 200
    corrected = client.post(at("results_correct", survey.public_id), {"reason": "Faltaba algo."})
    assert "versión siguiente" in said(client, corrected)
    gone = client.post(at("withdraw", survey.public_id), {"reason": "Se hace otra."})
    assert "retirada" in said(client, gone)


def test_a_form_with_something_wrong_comes_back_with_what_was_typed(as_: As) -> None:
    client, survey = as_(insider()), a_draft()
    wrong = client.post(at("survey_new"), {"title": "", "purpose": "Para mejorar.", "audience": "citizens"})
    assert (wrong.status_code, "Para mejorar." in text_of(wrong)) == (422, True)
    both = {"expected": survey.version, "kind": "single", "text": "¿Y?", "condition": ["p1|o1", "p3|o1"]}
    page = client.post(at("question", survey.public_id, "p4"), both)
    assert "Marque respuestas de una sola pregunta." in text_of(page)
    stale = client.post(at("question", survey.public_id, "p4"), {"expected": 1, "kind": "text", "text": "¿Y?"})
    assert "Otra persona cambió esto" in text_of(stale)
    dates = {"expected": survey.version, "title": "x", "audience": "citizens", "purpose": "y", "access": "link"}
    late = dates | {"sampling": "open", "opens_on": "2021-11-01", "closes_on": "2021-10-20"}
    assert "Cierra antes de abrir." in text_of(client.post(at("survey_edit", survey.public_id), late))
    assert client.post(at("withdraw", survey.public_id), {"reason": ""}).status_code == 422
    closed = a_closed(title="Cerrada")
    assert client.post(at("grouping", closed.public_id), {"expected": 1, "group_by": "p1"}).status_code == 422
    assert client.get(at("results", survey.public_id)).status_code == 409


def test_questions_move_and_go(as_: As) -> None:
    client, survey = as_(insider()), a_draft()
    client.post(at("question_move", survey.public_id, "p2"), {"expected": survey.version, "hacia": "arriba"})
    survey.refresh_from_db()
    client.post(at("question_move", survey.public_id, "p2"), {"expected": survey.version, "hacia": "abajo"})
    survey.refresh_from_db()
    client.post(at("question_remove", survey.public_id, "p2"), {"expected": survey.version})
    survey.refresh_from_db()
    assert [one["key"] for one in survey.questions][:3] == ["p1", "p3", "p4"]
    assert client.get(at("question", survey.public_id, "p2")).status_code == 404
    page = text_of(client.get(survey.get_absolute_url()))
    assert "Solo a quien en la 2 respondió «Sí»." in page


def test_once_open_only_the_method_sheet_is_asked_for(as_: As) -> None:
    client, survey = as_(insider()), an_open()
    told = {"expected": survey.version, "closes_on": "2021-11-30", "sampling": "census", "made_by": "Planeación"}
    assert "guardado" in said(client, client.post(at("survey_edit", survey.public_id), told))
    survey.refresh_from_db()
    assert (survey.title, survey.sampling, survey.made_by) == ("¿Cómo va?", "census", "Planeación")


def test_codes_are_told_this_one_time(as_: As) -> None:
    client, survey = as_(insider()), an_open(access=AccessMode.CODE)
    page = client.post(at("codes", survey.public_id), {"number": "2"})
    assert len(page.context["codes"]) == 2
    assert all(code in text_of(page) for code in page.context["codes"])
    assert "No se vuelven a mostrar" in text_of(page)
    assert client.get(at("codes", survey.public_id)).context["codes"] == []
    assert client.post(at("codes", survey.public_id), {"number": "0"}).status_code == 422


def test_with_help_what_lacks_is_told_at_its_question(as_: As) -> None:
    client, survey = as_(a_person("Carla", Role.CITIZEN_SERVICE)), an_open()
    page = client.post(at("assisted", survey.public_id), {"r-p2": "4"})
    assert (page.status_code, text_of(page).count("Falta responder esta pregunta.")) == (422, 4)
    assert client.get(at("assisted", a_draft(title="Otra").public_id)).status_code == 409


def test_a_sheet_is_printed_keyed_twice_and_decided(as_: As) -> None:
    survey = an_open()
    ana, carla = as_(insider()), as_(a_person("Carla", Role.CITIZEN_SERVICE))
    printed = ana.post(at("sheets_print", survey.public_id), {"number": "2"})
    assert printed["Location"] == at("sheets_file", survey.public_id, 1, 2)
    assert ana.get(printed["Location"]).content[:4] == b"%PDF"
    address = at("sheet", survey.public_id, 1)
    assert "Primera vez guardada" in said(ana, ana.post(address, FULL))
    assert "Usted ya digitó esta hoja" in text_of(ana.get(address))
    assert ana.post(address, FULL).status_code == 422
    assert "no dicen lo mismo" in said(carla, carla.post(address, FULL | {"r-p8": "46"}))
    page = ana.get(address)
    assert page.context["differences"] == [("¿Qué edad tiene?", "40", "46")]
    assert page.context["form"].initial["r-p8"] == 40
    assert "quedó contada" in said(ana, ana.post(address, FULL | {"r-p8": "46"}))
    assert Response.objects.get().answers["p8"] == 46
    voided = ana.post(at("sheet_void", survey.public_id, 2), {"reason": "En blanco"})
    assert "anulada" in said(ana, voided)
    assert [one.state for one in PaperSheet.objects.all()] == [SheetState.SETTLED, SheetState.VOID]
    assert "En blanco" in text_of(ana.get(at("sheet", survey.public_id, 2)))
    for number in (2, 9):
        assert ana.get(at("sheets_file", survey.public_id, number, number)).status_code == 404
    assert ana.get(at("sheet", survey.public_id, 9)).status_code == 404


def test_texts_are_grouped_and_one_is_chosen(as_: As) -> None:
    client, survey = as_(insider()), a_closed(*many(6))
    texts = [str(pk) for pk in TextAnswer.objects.values_list("pk", flat=True)]
    address = at("texts", survey.public_id, "p9")
    assert "quedaron en su grupo" in said(client, client.post(address, {"texts": texts, "group": "Agua"}))
    assert client.post(address, {"group": "Agua"}).status_code == 422
    one = at("text", survey.public_id, "p9", texts[0])
    assert client.post(one, {"quote": "El acueducto"}).status_code == 422
    assert "guardado" in said(client, client.post(one, {"quote": "El acueducto", "confirmed": "on"}))
    assert "«El acueducto»" in text_of(client.get(at("results", survey.public_id)))
    assert client.get(at("texts", survey.public_id, "p1")).status_code == 404
    assert client.get(at("text", survey.public_id, "p9", 1)).status_code == 404


def test_the_answers_are_taken_one_by_one_as_a_stream(as_: As) -> None:
    client, survey = as_(insider()), a_closed(*many(3))
    file = client.post(at("answers_file", survey.public_id))
    assert file.streaming
    assert len(b"".join(file.streaming_content).splitlines()) == 4  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_however_many(
    as_: As, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(insider())
    surveys = [answered(an_open(title=f"Encuesta {one}"), *many(number)) for one in range(number)]
    sheets = print_sheets(surveys[0], number, by=a_person("Dora", Role.PLANNING))
    key_sheet(sheets[0], an_answer(), by=a_person("Carla", Role.PLANNING))
    closed = a_closed(*many(6 * number), title="Cerrada")
    a_published(title="Publicada")
    client.get(at("surveys"))
    for cost, address in (
        (6, at("surveys")),
        (8, surveys[0].get_absolute_url()),
        (10, at("sheets", surveys[0].public_id)),
        (8, at("results", closed.public_id)),
        (9, at("texts", closed.public_id, "p9")),
        (5, at("assisted", surveys[0].public_id)),
    ):
        with django_assert_num_queries(cost, info=address):
            client.get(address)
