"""What a citizen does with topics: reads, votes and proposes without an account, and can follow how it was computed."""

from typing import Any

import pytest
from django.test import Client

from factories.organization import BY
from factories.topics import AFTER, a_closed, a_decided, a_draft, a_topic, an_open, voted
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.information.topics.actions import (
    accept_proposal,
    decide_round,
    decline_proposal,
    join_topic,
    withdraw_round,
    withdraw_topic,
)
from rendir.information.topics.exports.round import FORMATS, render_round
from rendir.information.topics.models import Ballot, Topic, TopicProposal
from rendir.information.topics.rules.deciding import Choice
from topics.conftest import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_june")]


def test_without_topics_the_page_says_what_to_do(client: Client) -> None:
    text = text_of(client.get("/temas/"))
    assert "Ahora no hay ninguna ronda abierta." in text
    assert "Proponga el primero" in text


def test_the_page_shows_the_open_round_the_others_and_the_topics(client: Client) -> None:
    decided = a_decided()
    withdraw_round(an_open(), reason="Se repite", by=BY)
    an_open()
    text = text_of(client.get("/temas/"))
    assert "Se vota hasta el 30 de junio de 2021. No se necesita cuenta ni cédula." in text
    assert f"{decided.title} · 30 de junio de 2021 Decidida" in text
    assert "Agua potable · 0 fuentes" in text


def test_a_draft_is_nobodys_to_see(client: Client) -> None:
    assert client.get(a_draft().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["/temas/2021-9/", "/temas/nada/", "/temas/tema/nada/", "/temas/propuestas/nada/"])
def test_what_is_not_there_is_told(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_one_votes_once_from_a_device_and_is_thanked(client: Client) -> None:
    an_open()
    page = client.get("/temas/2021-1/votar/")
    assert page["Cache-Control"].count("no-store") == 1
    cookie = page.cookies["rendir_voto"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/temas/")
    sent = client.post("/temas/2021-1/votar/", {"choices": ["salud", "vias-rurales"]})
    assert (sent.status_code, sent["Location"]) == (302, "/temas/2021-1/votar/?gracias=1")
    assert "Su voto quedó contado. Gracias." in text_of(client.get(sent["Location"]))
    assert "Desde este aparato ya se votó" in text_of(client.get("/temas/2021-1/votar/"))
    again = client.post("/temas/2021-1/votar/", {"choices": ["salud"]})
    assert (again.status_code, Ballot.objects.count()) == (422, 1)


def test_too_many_choices_are_refused_and_stay_marked(client: Client) -> None:
    an_open()
    client.get("/temas/2021-1/votar/")
    answer = client.post("/temas/2021-1/votar/", {"choices": ["salud", "vias-rurales", "agua-potable"]})
    assert (answer.status_code, answer.content.decode().count(" checked")) == (422, 3)
    assert "Escogió 3 y puede escoger hasta 2." in text_of(answer)


def test_a_cookie_that_is_not_ours_votes_nothing(client: Client) -> None:
    an_open()
    client.cookies["rendir_voto"] = "inventada"
    assert client.post("/temas/2021-1/votar/", {"choices": ["salud"]}).status_code == 422
    assert Ballot.objects.count() == 0


def test_outside_its_days_the_ballot_says_when_it_is(client: Client) -> None:
    an_open()
    with clock.travel(AFTER):
        assert "Ahora no se vota en esta ronda" in text_of(client.get("/temas/2021-1/votar/"))


def test_many_votes_from_one_network_wait_and_lose_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    an_open()
    client.get("/temas/2021-1/votar/")
    monkeypatch.setattr("rendir.information.topics.views.voting.ratelimit.consume", lambda *_args, **_options: False)
    answer = client.post("/temas/2021-1/votar/", {"choices": ["salud"]})
    assert (answer.status_code, " checked" in answer.content.decode()) == (422, True)


def test_a_proposal_is_received_and_followed_by_its_code(client: Client) -> None:
    a_topic()
    assert client.get("/temas/proponer/").status_code == 200
    sent = client.post("/temas/proponer/", {"title": "El puente", "description": "Llámenme"})
    proposal = TopicProposal.objects.get()
    assert sent["Location"] == f"/temas/propuestas/{proposal.public_id}/"
    page = client.get(sent["Location"])
    assert ("Está en revisión" in text_of(page), "Llámenme" in text_of(page)) == (True, False)
    decline_proposal(proposal, answer="No es de este municipio", by=BY)
    assert "No es de este municipio" in text_of(client.get(sent["Location"]))
    topic = accept_proposal(proposal, title="Puente de La Julia", by=BY)
    assert topic.get_absolute_url() in client.get(sent["Location"]).content.decode()


def test_what_was_typed_is_there_after_an_error_and_after_a_limit(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.post("/temas/proponer/", {"title": "", "description": "Mi razón larga"})
    assert (answer.status_code, "Mi razón larga" in text_of(answer)) == (422, True)
    monkeypatch.setattr("rendir.information.topics.views.proposing.ratelimit.consume", lambda *_args, **_options: False)
    answer = client.post("/temas/proponer/", {"title": "Puente", "description": "Mi razón larga"})
    assert (answer.status_code, "Mi razón larga" in text_of(answer)) == (422, True)
    assert TopicProposal.objects.count() == 0


def test_a_round_that_is_open_shows_no_result_and_how_it_will_be_computed(client: Client) -> None:
    voted(an_open(), ("salud",))
    text = text_of(client.get("/temas/2021-1/"))
    assert ("Temas por puntos" in text, "Los votos de esta ronda." in text) == (False, True)
    assert client.get("/temas/2021-1/certificado.pdf").status_code == 404
    assert client.get("/temas/2021-1/documento.pdf").status_code == 404


def test_a_closed_round_shows_step_by_step_how_it_was_computed(client: Client) -> None:
    a_closed(("salud",), ("agua-potable", "salud"), ("vias-rurales",))
    text = text_of(client.get("/temas/2021-1/"))
    assert "1; el más alto tiene 2: 50,00 de 100, por un peso de 100. 50,00 puntos." in text
    assert "Empata con «Vías rurales» y va antes por orden alfabético." in text


def test_a_decided_round_has_its_decision_its_files_and_its_certificate(client: Client) -> None:
    round_ = a_closed()
    decide_round(round_, _choices(), decision="Acta 3", render=render_round, by=BY)
    text = text_of(client.get("/temas/2021-1/"))
    assert "Salud No se escoge Es del departamento" in text
    for kind in FORMATS:
        answer = client.get(f"/temas/2021-1/documento.{kind}")
        assert (answer.status_code, len(b"".join(answer.streaming_content)) > 200) == (200, True)  # type: ignore[attr-defined]
    assert client.get("/temas/2021-1/certificado.pdf")["Content-Type"] == "application/pdf"


def _choices() -> list[Choice]:
    return [
        Choice("agua-potable", taken=True),
        Choice("salud", taken=False, reason="Es del departamento"),
        Choice("vias-rurales", taken=True, reason="Es el siguiente"),
    ]


def test_a_topic_tells_its_way(client: Client) -> None:
    a_decided()
    a_closed()
    extra = a_topic("Acueducto", mentions=7)
    join_topic(extra, Topic.objects.get(slug="agua-potable"), by=BY)
    text = text_of(client.get("/temas/tema/agua-potable/"))
    assert ("menciones" in text, "viene de «Acueducto»" in text) == (True, True)
    assert ("puesto 1" in text, "Se escoge" in text, "Falta decidir." in text) == (True, True, True)
    assert "Este tema se unió a otro" in text_of(client.get("/temas/tema/acueducto/"))
    withdraw_topic(Topic.objects.get(slug="salud"), reason="Ya se hizo", by=BY)
    assert "Ya se hizo" in text_of(client.get("/temas/tema/salud/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_of_one_row_and_of_three(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    for index in range(rows):
        a_topic(f"Tema {index}", mentions=index)
    a_decided()
    for address, most in (("/temas/", 12), ("/temas/2021-1/", 14), ("/temas/tema/agua-potable/", 14)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_no_vote_names_anybody(client: Client) -> None:
    an_open()
    client.get("/temas/2021-1/votar/")
    client.post("/temas/2021-1/votar/", {"choices": ["salud"]})
    assert [one.actor for one in LedgerEntry.objects.filter(verb="cast_ballot")] == ["token:voto"]
