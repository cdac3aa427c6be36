"""Control Interno on the desk: its rounds, the sample, each delivery, the replies, the seal; by whom, in what state."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person
from factories.at_work import D1_2, I1_1, I1_2, a_report, a_year_at_work, of_media, with_evidence
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.plan.compliance.actions.control import (
    ask_replies,
    draw_round_sample,
    open_round,
    reply,
    seal_round,
    verify_delivery,
    write_report,
)
from rendir.plan.compliance.models import Reply, Verification, VerificationRound
from rendir.plan.compliance.queries import keys_to_verify
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import RoundState
from rendir.plan.compliance.views.staff import control as views
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import Component

I2_2 = Key(Component.INFORMATION, 2, 2)
WORDS = {"scope": "Todo", "conclusions": "Falta soporte.", "recommendations": "Guardar las listas."}


def _light(_: VerificationRound) -> Mapping[str, tuple[str, bytes]]:
    return {"json": ("control.json", b"{}"), "csv": ("control.csv", b"a")}


@pytest.fixture(autouse=True)
def _quick_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the documents look like is tested where they are made."""
    monkeypatch.setattr(views, "render_round", _light)


def _cora() -> Person:
    return a_person("Cora", Role.INTERNAL_CONTROL)


def _in(state: RoundState, strategy: Strategy, cora: Person) -> VerificationRound:
    """The round of the second cut, in that state, by the real steps."""
    made = open_round(strategy, 2, by=cora)
    if state == RoundState.VERIFYING:
        return made
    for key in keys_to_verify(made):
        verify_delivery(made, key, result=Result.PARTLY, percentage=50, remark="Sin lista.", by=cora)
    write_report(made, **WORDS, expected=made.version, by=cora)
    ask_replies(made, expected=made.version, by=cora)
    if state == RoundState.SEALED:
        for row in Verification.objects.all():
            reply(row, "Está en el archivo.", by=of_media(f"Beto {row.pk}"))
        seal_round(made, render=_light, expected=made.version, by=cora)
    return made


# --- Who and in what state -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_only_who_verifies_opens_these_pages(as_: As, role: Role) -> None:
    strategy = a_year_at_work()
    _in(RoundState.VERIFYING, strategy, _cora())
    client, allowed = as_(a_person("Ana", role)), Perm.VERIFY_DELIVERY in ROLE_CARDS[role].permissions
    pages = [at("rounds_now"), at("rounds", 2021), at("round", 2021, 2), at("round", 2021, 1)]
    pages += [at("seal_round", 2021, 2), at("verify", 2021, 2, I1_2)]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200 if allowed else 403)
    posts = [at("open_round", 2021, 1), at("draw_sample", 2021, 2), at("write_report", 2021, 2)]
    posts += [at("round_step", 2021, 2, step) for step in views.STEPS]
    posts += [at("seal_round", 2021, 2), at("verify", 2021, 2, I1_2)]
    assert {one: client.post(one).status_code == 403 for one in posts} == dict.fromkeys(posts, not allowed)


@pytest.mark.parametrize("state", list(RoundState))
def test_each_page_of_each_state_shows_the_steps_that_are_open_and_no_others(as_: As, state: RoundState) -> None:
    strategy, cora = a_year_at_work(), _cora()
    found = _in(state, strategy, cora)
    client = as_(cora)
    page = client.get(at("round", 2021, 2))
    expected = {
        RoundState.VERIFYING: {"report", "ask_replies", "sample"},
        RoundState.REPLYING: {"report", "verify_again"},
        RoundState.SEALED: set(),
    }
    assert set(page.context["forms"]) == expected[state]
    assert client.get(at("rounds", 2021)).context["lines"][1].row == found
    one = client.get(at("verify", 2021, 2, I1_2))
    assert (one.status_code, one.context["form"] is not None) == (200, state == RoundState.VERIFYING)
    seal = client.get(at("seal_round", 2021, 2))
    assert seal.status_code == (302 if state == RoundState.SEALED else 200)
    words = {
        word for word in ("Verificar la siguiente", "Volver a verificar", "Sellar y publicar") if word in text_of(page)
    }
    assert (
        words
        == {
            RoundState.VERIFYING: {"Verificar la siguiente"},
            RoundState.REPLYING: {"Volver a verificar", "Sellar y publicar"},
            RoundState.SEALED: set(),
        }[state]
    )


@pytest.mark.parametrize("state", [RoundState.REPLYING, RoundState.SEALED])
def test_what_a_state_does_not_allow_is_refused_in_words_and_changes_nothing(as_: As, state: RoundState) -> None:
    strategy, cora = a_year_at_work(), _cora()
    found = _in(state, strategy, cora)
    client, typed = as_(cora), {"expected": found.version}
    draw = client.post(at("draw_sample", 2021, 2), {**typed, "size": "1"})
    ask = client.post(at("round_step", 2021, 2, "pedir-replica"), typed)
    assert (draw.status_code, ask.status_code) == (422, 422)
    told = said(client, client.post(at("verify", 2021, 2, I1_2), {"result": "verified"}))
    assert told == "Ahora no se verifica: vea en qué está la verificación."
    write = client.post(at("write_report", 2021, 2), {**typed, **WORDS, "scope": "Otro"})
    assert write.status_code == (302 if state == RoundState.REPLYING else 422)
    assert set(Verification.objects.values_list("result", flat=True)) == {"partly"}


# --- The list --------------------------------------------------------------------------------------------------------


def test_the_list_has_each_cut_that_is_over_with_its_days_left(as_: As) -> None:
    a_year_at_work()
    client = as_(_cora())
    with clock.travel(date(2021, 9, 1)):
        page = client.get(at("rounds", 2021))
    assert [(one.period, one.row, one.due, one.left, one.verified, one.total) for one in page.context["lines"]] == [
        (1, None, date(2021, 5, 14), "Venció hace 72 días hábiles", 0, 1),
        (2, None, date(2021, 9, 14), "Quedan 9 días hábiles", 0, 2),
    ]
    assert page.context["coming"].period == 3
    with clock.travel(date(2021, 2, 1)):
        early = client.get(at("rounds", 2021))
    assert (early.context["lines"], "Todavía no hay nada que verificar" in text_of(early)) == ([], True)


def test_a_round_is_opened_once_its_cut_is_over(as_: As) -> None:
    a_year_at_work()
    client = as_(_cora())
    assert "Abrir la verificación" in text_of(client.get(at("round", 2021, 2)))
    assert "todavía no termina" in text_of(client.get(at("round", 2021, 3)))
    assert client.post(at("open_round", 2021, 3)).status_code == 422
    told = said(client, client.post(at("open_round", 2021, 2)))
    assert (told, VerificationRound.objects.get().period) == ("La verificación quedó abierta.", 2)


@pytest.mark.parametrize("name", ["draw_sample", "write_report", "seal_round"])
def test_what_is_not_there_is_not_found(as_: As, name: str) -> None:
    a_year_at_work()
    client = as_(_cora())
    assert client.post(at(name, 2021, 2)).status_code == 404
    assert client.get(at("round", 2021, 4)).status_code == 404


# --- The sample ------------------------------------------------------------------------------------------------------


def test_the_sample_is_drawn_once_and_tells_how_to_draw_it_again(as_: As) -> None:
    strategy, cora = a_year_at_work(more=2), _cora()
    found = _in(RoundState.VERIFYING, strategy, cora)
    client = as_(cora)
    wrong = client.post(at("draw_sample", 2021, 2), {"size": "4", "expected": found.version})
    assert (wrong.status_code, "La muestra debe tener entre 1 y 3 entregas." in text_of(wrong)) == (422, True)
    assert wrong.context["forms"]["sample"]["size"].value() == "4"
    client.post(at("draw_sample", 2021, 2), {"size": "2", "expected": found.version})
    found.refresh_from_db()
    page = client.get(at("round", 2021, 2))
    assert (page.context["total"], "sample" in page.context["forms"], found.seed in text_of(page)) == (2, False, True)
    again = client.post(at("draw_sample", 2021, 2), {"size": "1", "expected": found.version})
    assert (again.status_code, "no se saca otra" in text_of(again)) == (422, True)
    assert found.sample
    assert found.population
    outside = next(one for one in found.population if one not in found.sample)
    assert client.get(at("verify", 2021, 2, outside)).status_code == 404


# --- Verify ----------------------------------------------------------------------------------------------------------


def test_what_is_saved_brings_the_next_one_that_nobody_verified(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    _in(RoundState.VERIFYING, strategy, cora)
    client = as_(cora)
    typed = {"result": "verified", "percentage": "100"}
    first = client.post(at("verify", 2021, 2, D1_2), typed)
    assert first["Location"] == at("verify", 2021, 2, I1_2)
    last = client.post(at("verify", 2021, 2, I1_2), {**typed, "percentage": ""})
    assert (last["Location"], said(client, last)) == (
        at("round", 2021, 2),
        "D1-2: lo que encontró quedó escrito.; I1-2: lo que encontró quedó escrito.",
    )
    assert sorted(Verification.objects.values_list("percentage", flat=True), key=str) == [100, None]
    page = client.get(at("round", 2021, 2))
    assert (page.context["next"], "Pedir réplica" in text_of(page)) == ("", True)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"result": ["Diga qué encontró."]}),
        ({"result": "partly", "remark": " "}, {"remark": ["Escriba qué no se pudo verificar y por qué."]}),
        (
            {"result": "verified", "percentage": "101"},
            {"percentage": ["Asegúrese de que este valor es menor o igual a 100."]},
        ),
        ({"result": "verified", "percentage": "ocho"}, {"percentage": ["Escriba un número entero de 0 a 100."]}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    as_: As, typed: dict[str, str], errors: dict[str, list[str]]
) -> None:
    strategy, cora = a_year_at_work(), _cora()
    _in(RoundState.VERIFYING, strategy, cora)
    page = as_(cora).post(at("verify", 2021, 2, I1_2), {**typed, "recommendation": "Guardar la lista."})
    assert (page.status_code, list(page.context["form"].errors)) == (422, list(errors))
    if "percentage" not in errors:
        assert dict(page.context["form"].errors) == errors
    assert ("Guardar la lista." in text_of(page), Verification.objects.count()) == (True, 0)


def test_two_who_verify_the_same_at_once_lose_nothing(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    _in(RoundState.VERIFYING, strategy, cora)
    client = as_(cora)
    client.post(at("verify", 2021, 2, I1_2), {"result": "verified", "percentage": "100"})
    late = client.post(at("verify", 2021, 2, I1_2), {"result": "not_verified", "remark": "No está.", "expected": ""})
    assert (late.status_code, "Otra persona cambió esto" in text_of(late), "No está." in text_of(late)) == (
        422,
        True,
        True,
    )
    assert Verification.objects.get().result == "verified"
    client.post(at("verify", 2021, 2, I1_2), {"result": "not_verified", "remark": "No está.", "expected": "1"})
    assert Verification.objects.get().result == "not_verified"


def test_the_page_shows_what_was_promised_its_evidence_and_the_criterion(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    a_report(strategy, I1_2, of_media(), on=date(2021, 8, 30))
    _in(RoundState.VERIFYING, strategy, cora)
    page = as_(cora).get(at("verify", 2021, 2, I1_2))
    assert [(one.evidence.title, one.is_after_cut) for one in page.context["proofs"]] == [("Acta de I1-2", False)]
    assert (page.context["line"].done, page.context["said"], page.context["suggested"]) == (
        "Se hizo I1-2.",
        "80 %",
        "50 %",
    )
    assert "50 si soporta una parte, 0 si no hay evidencia. Sin norma: lo fija la entidad." in text_of(page)


# --- Report, replies and seal ----------------------------------------------------------------------------------------


def test_the_words_are_written_and_a_stale_page_loses_nothing(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    found = _in(RoundState.VERIFYING, strategy, cora)
    client = as_(cora)
    client.post(at("write_report", 2021, 2), {**WORDS, "expected": found.version})
    stale = client.post(at("write_report", 2021, 2), {**WORDS, "scope": "Otro", "expected": found.version})
    assert (stale.status_code, stale.context["forms"]["report"]["scope"].value()) == (422, "Otro")
    found.refresh_from_db()
    assert (found.scope, found.conclusions, found.recommendations) == tuple(WORDS.values())


def test_replies_are_asked_when_all_is_verified_and_the_verification_can_be_taken_up_again(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    found = _in(RoundState.VERIFYING, strategy, cora)
    client = as_(cora)
    early = client.post(at("round_step", 2021, 2, "pedir-replica"), {"expected": found.version})
    assert (early.status_code, "Faltan 2 entregas por verificar." in text_of(early)) == (422, True)
    for key in keys_to_verify(found):
        verify_delivery(found, key, result=Result.VERIFIED, percentage=100, by=cora)
    client.post(at("round_step", 2021, 2, "pedir-replica"), {"expected": found.version})
    found.refresh_from_db()
    assert found.state == "replying"
    client.post(at("round_step", 2021, 2, "volver-a-verificar"), {"expected": found.version})
    found.refresh_from_db()
    assert found.state == "verifying"
    assert client.post(at("round_step", 2021, 2, "inventado"), {"expected": found.version}).status_code == 404


def test_a_unit_answers_and_two_who_answer_at_once_lose_nothing(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    _in(RoundState.REPLYING, strategy, cora)
    row = next(one for one in Verification.objects.all() if one.delivery.key == I1_2)
    client, url = as_(of_media()), at("reply", 2021, I1_2, row.public_id)
    client.post(url, {"text": "Está en la página 3.", "expected": ""})
    late = client.post(url, {"text": "Yo digo otra cosa.", "expected": ""})
    assert (late.status_code, "Yo digo otra cosa." in text_of(late)) == (422, True)
    assert [one.text for one in Reply.objects.all()] == ["Está en la página 3."]
    client.post(url, {"text": "Está en la página 4.", "expected": "1"})
    assert [one.text for one in Reply.objects.all()] == ["Está en la página 4."]
    assert "Está en la página 4." in text_of(as_(cora).get(at("verify", 2021, 2, I1_2)))


def test_sealing_says_first_what_is_published_and_publishes_it(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    found = _in(RoundState.REPLYING, strategy, cora)
    client = as_(cora)
    page = client.get(at("seal_round", 2021, 2))
    assert ("Después no cambia" in text_of(page), len(page.context["lines"]), page.context["found"]) == (
        True,
        2,
        "50 %",
    )
    early = client.post(at("seal_round", 2021, 2), {"expected": found.version})
    assert (early.status_code, "Faltan 2 respuestas" in text_of(early)) == (422, True)
    with clock.travel(date(2021, 11, 30)):
        told = said(client, client.post(at("seal_round", 2021, 2), {"expected": found.version}))
        page = client.get(at("round", 2021, 2))
    assert told == "El informe quedó sellado y publicado: ya no cambia."
    assert [one.format for one in page.context["downloads"]] == ["JSON", "CSV"]
    assert client.get(page.context["downloads"][0].url).status_code == 200


# --- The list of a round ---------------------------------------------------------------------------------------------


def test_the_address_says_which_deliveries_are_shown(as_: As) -> None:
    strategy, cora = a_year_at_work(more=1), _cora()
    found = _in(RoundState.VERIFYING, strategy, cora)
    verify_delivery(found, I1_2, result=Result.VERIFIED, percentage=100, by=cora)
    verify_delivery(found, I2_2, result=Result.NOT_VERIFIED, percentage=0, remark="No está.", by=cora)
    client = as_(cora)

    def shown(**asked: str) -> list[str]:
        return [one.shown.key for one in client.get(at("round", 2021, 2), asked).context["rows"]]

    assert shown() == ["I1-2", "I2-2", "D1-2"]
    assert "No verificada" in text_of(client.get(at("round", 2021, 2), {"hallazgo": "no-verificada"}))
    assert (shown(hallazgo="verificada"), shown(hallazgo="por-verificar")) == (["I1-2"], ["D1-2"])
    assert (shown(componente="dialogo"), shown(estado="cumplida"), shown(q="encontrarse")) == (["D1-2"], [], ["D1-2"])
    assert shown(hallazgo="nada", dependencia="oficina de comunicaciones") == ["I1-2", "I2-2", "D1-2"]


@pytest.mark.parametrize("more", [1, 3])
def test_every_page_asks_the_same_number_of_questions_whatever_the_size(as_: As, more: int) -> None:
    strategy, cora = a_year_at_work(more=more), _cora()
    found = _in(RoundState.VERIFYING, strategy, cora)
    for number in range(more):
        with_evidence(strategy, I1_2, of_media(f"Beto {number}"), text=f"acta {number}")
    for key in keys_to_verify(found)[:more]:
        verify_delivery(found, key, result=Result.VERIFIED, percentage=100, by=cora)
    client, counted = as_(cora), []
    for page in (at("rounds", 2021), at("round", 2021, 2), at("verify", 2021, 2, I1_2), at("seal_round", 2021, 2)):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        counted.append(len(asked))
    assert counted == QUERIES


QUERIES = [17, 9, 13, 8]


def test_a_drawn_sample_is_counted_in_the_list(as_: As) -> None:
    strategy, cora = a_year_at_work(more=2), _cora()
    found = open_round(strategy, 2, by=cora)
    draw_round_sample(found, 3, expected=found.version, by=cora)
    line = as_(cora).get(at("rounds", 2021)).context["lines"][1]
    assert (line.verified, line.total) == (0, 3)


def test_a_delivery_of_another_cut_is_not_of_this_round(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    _in(RoundState.VERIFYING, strategy, cora)
    client = as_(cora)
    assert [client.get(at("verify", 2021, 2, key)).status_code for key in (I1_1, "nada")] == [404, 404]


def test_a_long_list_is_read_page_by_page(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    strategy, cora = a_year_at_work(more=1), _cora()
    _in(RoundState.VERIFYING, strategy, cora)
    client = as_(cora)
    pages = [client.get(at("round", 2021, 2), {"pagina": number}).context["rows"] for number in (1, 2)]
    assert [[one.shown.key for one in rows] for rows in pages] == [["I1-2", "I2-2"], ["D1-2"]]


def test_who_asked_for_replies_is_told_how_many_came_and_that_the_time_is_over(as_: As) -> None:
    strategy, cora = a_year_at_work(), _cora()
    _in(RoundState.REPLYING, strategy, cora)
    row = next(one for one in Verification.objects.all() if one.delivery.key == I1_2)
    reply(row, "Está en el archivo.", by=of_media())
    client = as_(cora)
    page = client.get(at("round", 2021, 2))
    assert (page.context["replies"], page.context["is_reply_over"]) == (1, False)
    assert "Hay 1 réplica." in text_of(page)
    with clock.travel(date(2021, 11, 30)):
        assert "El plazo de las dependencias para responder terminó" in text_of(client.get(at("round", 2021, 2)))
