"""What anybody reads of the year at work."""

import hashlib
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO

import pdfplumber
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.deliveries import a_cut, a_delivery, a_file, a_round, a_year, at, delivery_in, reported, verified
from factories.organization import an_entity
from factories.planning import light
from factories.schedules import BY, a_strategy, facts
from rendir.foundation.core import clock
from rendir.plan.compliance.actions.control import ask_replies, draw_round_sample, reply, seal_round
from rendir.plan.compliance.actions.cuts import freeze_cut
from rendir.plan.compliance.actions.deliveries import accept_delivery, explain_delay, return_delivery, set_due_day
from rendir.plan.compliance.actions.evidence import add_file, publish_evidence, unpublish_evidence
from rendir.plan.compliance.exports.control import render_round
from rendir.plan.compliance.exports.cut import render_cut
from rendir.plan.compliance.models import Cut, Evidence, VerificationRound
from rendir.plan.compliance.queries import head_at_publication, verifications_of
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.compliance.views.public import cuts, follow_up
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.actions.schedule import retire_activity
from rendir.plan.planning.actions.strategies import publish_change
from rendir.plan.planning.models import Activity, Strategy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.travel(date(2021, 6, 1)):
        yield


@pytest.fixture
def strategy() -> Strategy:
    """I1-1 done with a public file, I2-1 missing and explained, D1-1 returned and missing; the first cut is frozen."""
    an_entity()
    strategy = a_year()
    with at(4, 20):
        delivery = a_delivery(strategy)
        add_file(delivery, a_file(), title="Lista de Ana", fact_on=date(2021, 4, 12), by=BY)
        reported(delivery, progress=90)
        return_delivery(delivery_in(DeliveryState.ACCEPTED, strategy, "D1-1"), reason="Falta la grabación", by=BY)
    with at(5, 4):
        accept_delivery(delivery, by=BY)
        late = a_delivery(strategy, "I2-1")
        explain_delay(late, delay="No hubo contrato", expected_on=date(2021, 6, 20), by=BY)
        file = Evidence.objects.get(kind="file")
        said = {"confirmed": True}
        publish_evidence(file, title="Acta", alt_text="Una tabla", copy=a_file(b"%PDF x"), screening=said, by=BY)
        freeze_cut(strategy, 1, render=render_cut, by=BY)
    return strategy


def _seal(strategy: Strategy, *, sample: int = 0) -> None:
    with at(5, 4):
        made = a_round(strategy)
        if sample:
            draw_round_sample(made, sample, expected=made.version, by=BY)
        verified(made, Result.NOT_VERIFIED)
        ask_replies(made, expected=made.version, by=BY)
        for one in verifications_of(made):
            reply(one, "Está en la web", by=BY)
        seal_round(made, render=render_round, expected=made.version, by=BY)


def _text(response: HttpResponse) -> str:
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def label(key: str) -> str:
    """How the site calls activities of that kind."""
    known = by_key(key)
    assert known is not None
    return known.label


def _keys(client: Client, query: str) -> list[str]:
    page = client.get(f"/2021/cumplimiento/entregas/{query}")
    return [row.key for band in page.context["bands"] for row in band.rows]


# --- Follow-up -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("strategy")
def test_the_year_is_told_in_plain_words(client: Client) -> None:
    text = _text(client.get("/2021/cumplimiento/"))
    assert "De 4 entregas que ya debían estar, 1 se cumplió y 3 no se cumplieron." in text
    assert "25 %" in text
    assert "1 ÷ 4" in text
    for said in (
        "No hubo contrato",
        "Se espera el 20 de junio de 2021.",
        "Falta la grabación",
        "no ha explicado por qué",
    ):
        assert said in text
    assert "Debía estar el 30 de abril de 2021: hace 32 días" in text
    assert "llevan más tiempo" not in text


@pytest.mark.usefixtures("strategy")
def test_every_figure_opens_exactly_what_it_counts(client: Client) -> None:
    page = client.get("/2021/cumplimiento/")
    for figure in page.context["figures"]:
        query = figure.url.partition("?")[2]
        assert len(_keys(client, f"?{query}")) == figure.value, figure.label
    for rows in page.context["groups"].values():
        for row in rows:
            for cell in (row.total, row.due, row.fulfilled, row.in_review, row.missed):
                if cell.url:
                    assert len(_keys(client, f"?{cell.url.partition('?')[2]}")) == cell.value, cell.about


def test_the_two_voices_stand_side_by_side(client: Client, strategy: Strategy) -> None:
    assert "Aún no publica su primer informe" in _text(client.get("/2021/cumplimiento/"))
    _seal(strategy)
    text = _text(client.get("/2021/cumplimiento/"))
    assert "Promedio de lo que verificó en 3 entregas" in text
    assert "/2021/control-interno/1/" in text


def test_before_anything_is_due_nothing_is_missing(client: Client) -> None:
    an_entity()
    a_year([facts("Uno", periods=[3])])
    text = _text(client.get("/2021/cumplimiento/"))
    assert "Todavía no debe estar ninguna de las 1 entrega del año." in text
    assert "Nada de lo que ya debía estar quedó sin reportar." in text
    assert "Todavía no se ha congelado ningún corte" in text


@pytest.mark.parametrize("path", ["cumplimiento/", "cumplimiento/entregas/", "cortes/1/", "control-interno/1/"])
def test_a_year_that_was_not_adopted_has_no_follow_up(client: Client, path: str) -> None:
    a_strategy()
    assert client.get(f"/2021/{path}").status_code == 404


# --- Deliveries ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["I1-1", "I1-2", "I2-1", "I2-2", "I2-3", "D1-1", "R1-1"]),
        ("?estado=no-cumplida", ["I2-1", "D1-1", "R1-1"]),
        ("?componente=dialogo", ["D1-1"]),
        ("?q=zzz", []),
        ("?estado=otra&cuatrimestre=9", ["I1-1", "I1-2", "I2-1", "I2-2", "I2-3", "D1-1", "R1-1"]),
    ],
)
def test_the_list_shows_what_is_asked_for(client: Client, query: str, keys: list[str]) -> None:
    assert _keys(client, query) == keys


@pytest.mark.usefixtures("strategy")
def test_a_long_list_is_read_page_by_page_with_what_was_asked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_up, "PAGE", 3)
    whole = [*_keys(client, ""), *_keys(client, "?pagina=2"), *_keys(client, "?pagina=3")]
    assert whole == ["I1-1", "I1-2", "I2-1", "I2-2", "I2-3", "D1-1", "R1-1"]
    page = client.get("/2021/cumplimiento/entregas/?cuatrimestre=1")
    assert [(band.note, len(band.rows)) for band in page.context["bands"]] == [("2 entregas", 2), ("1 entrega", 1)]
    assert 'href="?cuatrimestre=1&amp;pagina=2"' in page.content.decode()
    assert _keys(client, "?cuatrimestre=1&pagina=2") == ["R1-1"]


@pytest.mark.usefixtures("strategy")
def test_of_much_that_is_missing_the_oldest_are_told_and_the_rest_is_a_link_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_up, "MISSED_SHOWN", 2)
    page = client.get("/2021/cumplimiento/")
    assert len(page.context["missed"]) == 2
    assert "Aquí están las 2 que llevan más tiempo. <a" in _text(page)
    assert len(_keys(client, f"?{page.context['all_missed'].partition('?')[2]}")) == 3


@pytest.mark.usefixtures("strategy")
def test_a_filter_is_told_and_can_be_taken_off(client: Client) -> None:
    page = client.get("/2021/cumplimiento/entregas/?estado=no-cumplida&q=dialogar")
    assert [(one.label, one.url) for one in page.context["chips"]] == [
        ("«dialogar»", "?estado=no-cumplida"),
        ("Estado: No cumplida", "?q=dialogar"),
    ]
    assert "Se muestran <strong>1</strong> de 7 entregas." in _text(page)
    assert "Ninguna entrega responde a lo que busca" in _text(client.get("/2021/cumplimiento/entregas/?q=zzz"))


# --- An activity -----------------------------------------------------------------------------------------------------


def test_an_activity_says_how_each_of_its_deliveries_goes(client: Client, strategy: Strategy) -> None:
    text = _text(client.get("/2021/actividades/I1/"))
    for said in ("Reportada el 20 de abril de 2021, a tiempo.", "Quedó hecho", "Avance que dice: 90 %", "Acta",
                 "Hay una evidencia más que no se ha publicado", "La aceptó la misma persona",
                 "Todavía no la ha verificado",
                 'id="I1-2"'):  # fmt: skip
        assert said in text
    assert "Lista de Ana" not in text
    _seal(strategy)
    text = _text(client.get("/2021/actividades/I1/"))
    for said in ("No verificada", "Se vio", "Está en la web"):
        assert said in text


def test_why_a_day_was_set_is_told(client: Client, strategy: Strategy) -> None:
    set_due_day(a_delivery(strategy, "I2-2"), due_on=date(2021, 9, 15), reason="Paro nacional", by=BY)
    text = _text(client.get("/2021/actividades/I2/"))
    assert "Último día: 15 de septiembre de 2021. (Paro nacional)" in text
    assert "Último día: 14 de mayo de 2021. (Decreto 1081" in _text(client.get("/2021/actividades/R1/"))


def test_what_planning_has_not_accepted_is_not_told(client: Client, strategy: Strategy) -> None:
    reported(a_delivery(strategy, "I1-2"), summary="Esto es un borrador")
    text = _text(client.get("/2021/actividades/I1/"))
    assert "Esto es un borrador" not in text
    assert "En revisión" in text


@pytest.mark.usefixtures("strategy")
def test_a_code_has_one_address(client: Client) -> None:
    response = client.get("/2021/actividades/i1/")
    assert (response.status_code, response.headers["Location"]) == (301, "/2021/actividades/I1/")
    assert client.get("/2021/actividades/I9/").status_code == 404


def test_a_retired_activity_keeps_its_page_without_deliveries(client: Client, strategy: Strategy) -> None:
    activity = Activity.objects.get(strategy=strategy, component="dialogo")
    retire_activity(activity, reason="Se unió a otra", expected=activity.version, by=BY)
    strategy.refresh_from_db()
    publish_change(strategy, reason="Se unió a otra", render=light, by=BY)
    page = client.get("/2021/actividades/D1/")
    assert (page.context["deliveries"], "Se unió a otra" in _text(page)) == ((), True)


# --- Cuts and reports ------------------------------------------------------------------------------------------------


def test_a_cut_is_read_downloaded_and_checked(client: Client, strategy: Strategy) -> None:
    text = _text(client.get("/2021/cortes/1/"))
    for said in ("Corte del 30 de abril de 2021", "No hubo contrato", "No cumplida", "Control Interno todavía no ha"):
        assert said in text
    for kind in ("pdf", "docx", "odt", "xlsx", "csv", "json"):
        response = client.get(f"/2021/cortes/1.{kind}")
        assert (response.status_code, f"corte-2021-1-v1.{kind}" in response["Content-Disposition"]) == (200, True)
    assert client.get("/2021/cortes/1/1.PDF").status_code == 200
    _seal(strategy)
    assert "Qué verificó Control Interno de este corte" in _text(client.get("/2021/cortes/1/"))


def test_a_long_cut_is_read_page_by_page_and_calls_each_activity_as_the_site_does(
    client: Client, strategy: Strategy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cuts, "PAGE", 3)
    page = client.get("/2021/cortes/1/")
    titles = [(band.note, [(one.key, one.title) for one in band.lines]) for band in page.context["bands"]]
    assert titles == [
        ("2 entregas", [("I1-1", label("prioritize_topics")), ("I2-1", label("issue_press_releases"))]),
        ("1 entrega", [("D1-1", label("hold_virtual_spaces"))]),
    ]
    following = client.get("/2021/cortes/1/?pagina=2")
    assert [one.key for band in following.context["bands"] for one in band.lines] == ["R1-1"]
    assert [one.activity for one in strategy.cuts.get().frozen_lines()] == [
        "Conocer",
        "Informar",
        "Dialogar",
        "Verificar",
    ]


def test_a_corrected_cut_leads_to_the_one_in_force(client: Client, strategy: Strategy) -> None:
    with at(5, 6):
        freeze_cut(strategy, 1, render=render_cut, note="Con nota", reason="Faltaba la nota", by=BY)
    newer, older = _text(client.get("/2021/cortes/1/")), _text(client.get("/2021/cortes/1/1/"))
    assert ("Faltaba la nota" in newer, "Este corte se corrigió" in newer) == (True, False)
    assert ("Con nota" in older, "Este corte se corrigió" in older) == (False, True)


@pytest.mark.usefixtures("strategy")
@pytest.mark.parametrize(
    "address",
    [
        "/2021/cortes/2/",
        "/2021/cortes/1/9/",
        "/2021/cortes/1.exe",
        "/2021/control-interno/1/",
        "/2021/control-interno/1.pdf",
    ],
)
def test_what_was_not_published_is_not_found_in_words(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "<h1>" in response.content.decode()


def test_a_sealed_report_is_read_and_downloaded(client: Client, strategy: Strategy) -> None:
    _seal(strategy, sample=2)
    text = _text(client.get("/2021/control-interno/1/"))
    for said in (
        "de 2 entregas",
        "Se sacaron al azar 2 de 3 entregas",
        "Está en la web",
        "No verificada",
        "Todo",
    ):
        assert said in text
    assert "<b>No se verificó:</b> R1-1. Responde Control Interno" in text
    response = client.get("/2021/control-interno/1.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")


# --- Evidence --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("strategy")
def test_published_evidence_has_a_page_and_a_file_without_names(client: Client) -> None:
    evidence = Evidence.objects.get(kind="file")
    text = _text(client.get(f"/evidencias/{evidence.public_id}/"))
    for said in ("Acta", "Una tabla", "I1-1", "12 de abril de 2021"):
        assert said in text
    assert "Lista de Ana" not in text
    response = client.get(f"/evidencias/{evidence.public_id}/archivo")
    assert (b"".join(response), response["X-Content-Type-Options"]) == (b"%PDF x", "nosniff")  # type: ignore[arg-type]
    assert f"evidencia-{evidence.public_id}.pdf" in response["Content-Disposition"]


@pytest.mark.usefixtures("strategy")
def test_what_is_internal_has_no_address(client: Client) -> None:
    link = Evidence.objects.filter(kind="link").first()
    assert link is not None
    for address in (f"/evidencias/{link.public_id}/", f"/evidencias/{link.public_id}/archivo", "/evidencias/nada/"):
        assert client.get(address).status_code == 404
    file = Evidence.objects.get(kind="file")
    unpublish_evidence(file, reason="Nombra a alguien", by=BY)
    assert client.get(f"/evidencias/{file.public_id}/archivo").status_code == 404


def test_a_link_is_evidence_without_a_file(client: Client, strategy: Strategy) -> None:
    link = Evidence.objects.filter(kind="link", links__delivery__activity__strategy=strategy).earliest("pk")
    publish_evidence(link, title="En la web", screening={"confirmed": True}, by=BY)
    assert link.url in _text(client.get(f"/evidencias/{link.public_id}/"))
    assert client.get(f"/evidencias/{link.public_id}/archivo").status_code == 404


# --- Fresh and cheap -------------------------------------------------------------------------------------------------

PAGES = ["/2021/cumplimiento/", "/2021/cumplimiento/entregas/", "/2021/actividades/I2/", "/2021/cortes/1/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_fresh_when_a_delivery_or_the_day_changes(client: Client, strategy: Strategy, address: str) -> None:
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    explain_delay(a_delivery(strategy, "I2-1"), delay="Otra razón", expected_on=None, by=BY)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200
    fresh = client.get(address)["ETag"]
    with clock.travel(date(2021, 6, 2)):
        assert client.get(address)["ETag"] != fresh


@pytest.mark.parametrize("activities", [1, 3])
def test_pages_ask_as_little_of_the_database_whatever_the_size(client: Client, activities: int) -> None:
    an_entity()
    strategy = a_year([facts(f"Uno {number}", periods=[1]) for number in range(activities)])
    for number in range(1, activities + 1):
        delivery_in(DeliveryState.ACCEPTED, strategy, f"I{number}-1")
    with at(5, 4):
        a_cut(strategy)
    first, again = {}, {}
    for address in ("/2021/cumplimiento/", "/2021/cumplimiento/entregas/", "/2021/actividades/I1/", "/2021/cortes/1/"):
        for counted in (first, again):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counted[address] = len(asked)
    assert max(first.values()) <= 15, first
    assert max(again.values()) <= 2, again


# --- Certificates ----------------------------------------------------------------------------------------------------


def _pdf_text(response: HttpResponse) -> str:
    with pdfplumber.open(BytesIO(response.content)) as pdf:
        return "".join(page.extract_text() or "" for page in pdf.pages).translate(
            {ord(one): None for one in "\n \u200b"}
        )


def test_what_is_published_has_its_certificate_and_its_page_leads_to_it(client: Client, strategy: Strategy) -> None:
    _seal(strategy)
    evidence, cut = Evidence.objects.get(kind="file"), Cut.objects.get()
    report = VerificationRound.objects.get()
    assert evidence.public_file is not None
    assert cut.publication is not None
    assert report.publication is not None
    said = {
        f"/evidencias/{evidence.public_id}/": (evidence.public_file.sha256, head_at_publication(evidence)),
        "/2021/cortes/1/1/": (cut.digest, cut.publication.ledger_head),
        "/2021/control-interno/1/": (report.digest, report.publication.ledger_head),
    }
    for page, hashes in said.items():
        shown = client.get(page).content.decode()
        assert (f"{page}certificado.pdf" in shown, 'id="comprobar"' in shown) == (True, True)
        assert ('href="/registro/"' in shown, 'href="/verificar/"' in shown) == (True, True)
        response = client.get(f"{page}certificado.pdf")
        text = _pdf_text(response)
        assert response["Content-Type"] == "application/pdf"
        assert [one[:16] in text for one in hashes] == [True, True]
        assert text.count(",versión1,el") == 1
        assert f"{page}#comprobar" in text
        assert client.get(f"{page}certificado.pdf", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get("/2021/cortes/1/certificado.pdf").status_code == 200


def test_a_link_has_its_certificate_too_and_what_is_internal_has_none(client: Client, strategy: Strategy) -> None:
    link = Evidence.objects.filter(kind="link", links__delivery__activity__strategy=strategy).earliest("pk")
    address = f"/evidencias/{link.public_id}/certificado.pdf"
    assert client.get(address).status_code == 404
    publish_evidence(link, title="En la web", screening={"confirmed": True}, by=BY)
    assert hashlib.sha256(link.url.encode()).hexdigest() in _pdf_text(client.get(address))


@pytest.mark.usefixtures("strategy")
def test_what_was_not_frozen_has_no_certificate(client: Client) -> None:
    for address in ("/2021/cortes/2/certificado.pdf", "/2021/control-interno/1/certificado.pdf"):
        assert client.get(address).status_code == 404
