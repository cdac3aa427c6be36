"""The desk of topics: a round from its first word to its decision, through the forms; and who may see what."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.accounts import colleague, insider, outsider
from factories.audiences import a_published, a_whole_group
from factories.organization import BY
from factories.topics import AFTER, a_closed, a_draft, a_scan, a_topic, an_open, voted
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
from rendir.information.topics.actions import add_paper_bundle, propose_topic, receive_proposal
from rendir.information.topics.models import PaperBundle, Topic, TopicProposal, TopicRound
from rendir.information.topics.states import RoundState, TopicState
from topics.conftest import As, text_of

pytestmark = pytest.mark.django_db
DESK = "/gestion/temas/"


def _sent(client: Client, address: str, data: dict[str, Any] | None = None) -> str:
    answer = client.post(f"{DESK}{address}", data or {})
    assert answer.status_code == 302, text_of(answer)[:1200]
    return str(answer["Location"])


def test_a_round_goes_from_its_first_word_to_its_decision(as_: As) -> None:
    client = as_(insider())
    for title in ("Agua", "Salud", "Vías"):
        _sent(client, "nuevo/", {"title": title})
    told = {"kind": "survey", "reference": "Encuesta", "figure": "9", "on": "2021-05-01"}
    _sent(client, "tema/agua/fuentes/", told)
    round_ = {
        "title": "Temas",
        "question": "¿Cuáles?",
        "opens_on": "2021-06-01",
        "closes_on": "2021-06-30",
        "most_choices": "2",
        "places": "2",
    }
    assert _sent(client, "rondas/nueva/", round_) == "/gestion/temas/rondas/2021-1/"
    shown = TopicRound.objects.get()
    _sent(client, "rondas/2021-1/datos/", {**round_, "title": "Temas de 2021", "expected": str(shown.version)})
    _sent(client, "rondas/2021-1/temas/", {"topics": ["agua", "salud", "vias"]})
    weights = {
        "c0-name": "Votos",
        "c0-basis": "votes",
        "c0-weight": "60",
        "c1-name": "Encuesta",
        "c1-basis": "figures:survey",
        "c1-weight": "30",
        "c2-name": "Competencia",
        "c2-basis": "judgement",
        "c2-weight": "10",
    }
    _sent(client, "rondas/2021-1/criterios/", weights)
    page = client.get(f"{DESK}rondas/2021-1/valorar/")
    given = {}
    for one in page.context["forms"]:
        given |= {f"{one.prefix}-value": "50", f"{one.prefix}-reason": "Es nuestra"}
    _sent(client, "rondas/2021-1/valorar/", given)
    _sent(client, "rondas/2021-1/paso/abrir/")
    made = client.post(f"{DESK}rondas/2021-1/codigos/", {"number": "3"})
    assert (len(made.context["codes"]), "no-store" in made["Cache-Control"]) == (3, True)
    scan = SimpleUploadedFile("conteo.txt", b"Conteo firmado de la urna\n", content_type="text/plain")
    paper = {"place": "Plaza", "on": "2021-06-01", "papers": "9", "votes_salud": "7", "votes_agua": "2", "scan": scan}
    _sent(client, "rondas/2021-1/papeletas/", paper)
    assert "Plaza, 1 de junio de 2021: 9 papeletas" in text_of(client.get(f"{DESK}rondas/2021-1/"))
    more = {"closes_on": "2021-07-01", "reason": "Llovió"}
    _sent(client, "rondas/2021-1/paso/alargar/", more)
    with clock.travel(AFTER.replace(day=2)):
        _sent(client, "rondas/2021-1/paso/cerrar/")
        assert client.get(f"{DESK}rondas/2021-1/decidir/").status_code == 200
        bad = client.post(f"{DESK}rondas/2021-1/decidir/", {"agua-taken": "on", "salud-taken": "on"})
        assert "Falta la razón de: Vías." in text_of(bad)
        good = {"agua-taken": "on", "salud-taken": "on", "vias-reason": "Ya se hizo", "decision": "Acta 3"}
        _sent(client, "rondas/2021-1/decidir/", good)
    shown.refresh_from_db()
    assert (shown.state, shown.title) == (RoundState.DECIDED, "Temas de 2021")
    assert client.get(f"{DESK}").status_code == client.get(f"{DESK}rondas/2021-1/").status_code == 200


def test_proposals_are_answered_in_three_ways(as_: As) -> None:
    client = as_(insider())
    topic = a_topic()
    first, second, third = (receive_proposal(title=f"Agua potable {one}", description="311 234 5678") for one in "abc")
    text = text_of(client.get(f"{DESK}propuestas/{first.public_id}/"))
    assert ("Puede tener datos personales" in text, "Los dos dicen «agua» y «potable»." in text) == (True, True)
    wrong = {"title": "Agua", "description": "311 234 5678", "expected": "1"}
    assert client.post(f"{DESK}propuestas/{first.public_id}/tema/", wrong).status_code == 422
    _sent(client, f"propuestas/{first.public_id}/tema/", {"title": "Agua", "expected": "1"})
    _sent(client, f"propuestas/{second.public_id}/sumar/", {"other": topic.slug})
    _sent(client, f"propuestas/{third.public_id}/responder/", {"reason": "Ya está"})
    for step in ("sumar", "responder"):
        assert client.post(f"{DESK}propuestas/{third.public_id}/{step}/", {}).status_code == 422
    assert client.post(f"{DESK}propuestas/{third.public_id}/nada/", {}).status_code == 404
    assert [one.state for one in TopicProposal.objects.all()] == ["accepted", "accepted", "declined"]
    assert "No entró" in text_of(client.get(f"{DESK}propuestas/"))


def test_topics_are_joined_from_the_suggestion_and_parted_withdrawn_and_brought_back(as_: As) -> None:
    client = as_(insider())
    one, other = a_topic("Agua potable en veredas", mentions=2), a_topic("Agua potable")
    assert "Los dos dicen «agua» y «potable»." in text_of(client.get(f"{DESK}parecidos/"))
    _sent(client, f"tema/{one.slug}/unir/", {"other": other.slug})
    assert "Sus fuentes y sus votos cuentan para ese tema." in text_of(client.get(f"{DESK}tema/{one.slug}/"))
    _sent(client, f"tema/{one.slug}/separar/")
    _sent(client, f"tema/{one.slug}/retirar/", {"reason": "Ya se hizo"})
    assert Topic.objects.get(pk=one.pk).state == TopicState.WITHDRAWN
    _sent(client, f"tema/{one.slug}/traer/")
    one.refresh_from_db()
    _sent(client, f"tema/{one.slug}/", {"title": "Acueducto", "expected": str(one.version)})
    _sent(client, f"tema/{one.slug}/fuentes/{one.sources.get().public_id}/quitar/")
    for step, data in (("unir", {}), ("retirar", {}), ("fuentes", {"reference": ""})):
        assert client.post(f"{DESK}tema/{one.slug}/{step}/", data).status_code == 422
    assert client.post(f"{DESK}tema/{one.slug}/nada/", {}).status_code == 404


def test_what_is_wrong_in_a_form_comes_back_with_what_was_typed(as_: As) -> None:
    client = as_(insider())
    an_open()
    a_draft()
    for address in ("nuevo/", "rondas/nueva/", "rondas/2021-1/paso/retirar/", "rondas/2021-1/paso/alargar/"):
        assert client.post(f"{DESK}{address}", {}).status_code == 422
    for address in ("datos/", "temas/", "criterios/", "codigos/"):
        assert client.post(f"{DESK}rondas/2021-2/{address}", {}).status_code == 422
    assert client.post(f"{DESK}rondas/2021-1/papeletas/", {}).status_code == 422
    assert client.post(f"{DESK}rondas/2021-1/paso/nada/", {}).status_code == 404
    for address in ("datos/", "temas/", "criterios/", "valorar/", "codigos/", "papeletas/"):
        assert client.get(f"{DESK}rondas/2021-2/{address}").status_code == 200
    _sent(client, "rondas/2021-1/paso/retirar/", {"reason": "Se repite"})


def test_a_bundle_is_taken_away_with_its_reason(as_: As) -> None:
    client, round_ = as_(insider()), an_open()
    told: dict[str, Any] = {"place": "Plaza", "on": round_.opens_on, "papers": 3, "counts": {"salud": 3}}
    bundle = add_paper_bundle(round_, scan=a_scan(), by=BY, **told)
    _sent(client, f"rondas/2021-1/papeletas/{bundle.public_id}/quitar/", {"reason": "Se contó dos veces"})
    assert PaperBundle.objects.count() == 0


@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.INTERNAL_CONTROL, Role.LEGAL_REPRESENTATIVE])
def test_who_only_reads_sees_and_changes_nothing(as_: As, role: Role) -> None:
    client = as_(insider(role))
    proposal = propose_topic(title="Riego", by=BY)
    a_closed()
    for address in ("", "propuestas/", f"propuestas/{proposal.public_id}/", "tema/salud/", "rondas/2021-1/"):
        assert client.get(f"{DESK}{address}").status_code == 200
    for address in ("nuevo/", "parecidos/", "rondas/nueva/", "rondas/2021-1/criterios/"):
        assert client.get(f"{DESK}{address}").status_code == 403
    assert client.get(f"{DESK}rondas/2021-1/decidir/").status_code == (
        200 if role == Role.LEGAL_REPRESENTATIVE else 403
    )


def test_who_has_no_hat_sees_nothing(as_: As) -> None:
    assert as_(outsider()).get(DESK).status_code == 403
    assert as_(colleague()).get(DESK).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_of_one_row_and_of_three(as_: As, rows: int, django_assert_max_num_queries: Any) -> None:
    client = as_(insider())
    for index in range(rows):
        a_topic(f"Tema {index}", mentions=index)
        voted(an_open(), ("salud",))
    for address, most in (("", 22), ("tema/salud/", 22), ("rondas/2021-1/", 26)):
        with django_assert_max_num_queries(most):
            assert client.get(f"{DESK}{address}").status_code == 200


def test_what_the_groups_want_to_know_is_brought_from_the_page_of_proposals(as_: As) -> None:
    ana, word = as_(insider()), "Traer lo que quieren saber los grupos"
    assert word not in text_of(ana.get("/gestion/temas/propuestas/"))
    a_whole_group()
    a_published()
    assert word in text_of(ana.get("/gestion/temas/propuestas/"))
    page = ana.post("/gestion/temas/propuestas/de-los-grupos/", follow=True)
    assert "Se trajo de la caracterización: 1 necesidad nueva." in text_of(page)
    assert "En qué se gastó lo de la vía" in text_of(page)
    assert as_(colleague()).post("/gestion/temas/propuestas/de-los-grupos/").status_code == 403
