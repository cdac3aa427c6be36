"""Every public page that says which topics it reads: 304 while nothing changed, and fresh when something did, a fact of
any of its topics or the day. A new page must be given an address here.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from factories.audiences import a_group, a_published
from factories.deliveries import a_delivery, supported
from factories.files import a_pdf
from factories.folders import ACT, confirmed, listed
from factories.goals import a_public_plan, goal, light_alignment
from factories.planning import light
from factories.schedules import BY, activity
from factories.spending import ROAD, bring_budget, bring_contracts
from factories.surveys import a_published as a_published_survey
from factories.surveys import an_open
from factories.topics import a_decided, a_topic
from factories.yearly import a_lived_year
from rendir.foundation.archive.actions.documents import correct_document
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.audit.queries import LEDGER
from rendir.foundation.core import clock
from rendir.foundation.library.actions import publish
from rendir.foundation.organization.actions import edit_entity
from rendir.foundation.organization.models import Entity
from rendir.front.opendata.actions import publish_year
from rendir.information.goals.actions.alignment import publish_alignment
from rendir.information.goals.actions.links import tie_to_sdg
from rendir.information.spending.models import Contract
from rendir.information.surveys.models import Survey
from rendir.plan.compliance.actions.deliveries import explain_delay
from rendir.plan.compliance.models import Evidence
from rendir.plan.planning.actions.schedule import edit_activity
from rendir.plan.planning.actions.strategies import publish_change
from rendir.plan.planning.models import Strategy

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2021, 10, 15), date(2021, 10, 16)
OTHER_NAME = "Alcaldía con otro nombre"


def _addresses(entries: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _addresses(entry.url_patterns, entry.namespace or space)
        elif topics := getattr(entry.callback, "topics", ()):
            yield f"{space}:{entry.name}", topics


TOPICS = dict(_addresses(get_resolver().url_patterns))
EXAMPLES = {
    "compliance:follow_up": "/2021/cumplimiento/",
    "compliance:deliveries": "/2021/cumplimiento/entregas/",
    "compliance:activity": "/2021/actividades/I2/",
    "compliance:cut": "/2021/cortes/1/",
    "compliance:cut_file": "/2021/cortes/1.json",
    "compliance:cut_version": "/2021/cortes/1/1/",
    "compliance:cut_version_file": "/2021/cortes/1/1.json",
    "compliance:cut_certificate": "/2021/cortes/1/certificado.pdf",
    "compliance:cut_version_certificate": "/2021/cortes/1/1/certificado.pdf",
    "compliance:control_report": "/2021/control-interno/1/",
    "compliance:control_report_certificate": "/2021/control-interno/1/certificado.pdf",
    "compliance:control_report_file": "/2021/control-interno/1.json",
    "compliance:evidence": "/evidencias/{evidence}/",
    "compliance:evidence_file": "/evidencias/{evidence}/archivo",
    "compliance:evidence_certificate": "/evidencias/{evidence}/certificado.pdf",
    "goals:goals": "/metas/",
    "goals:goal": "/metas/2020-2023/M1/",
    "goals:sdgs": "/ods/",
    "goals:coverage": "/ods/cobertura/",
    "goals:alignment_in_force": "/ods/alineacion/2021/",
    "goals:alignment": "/ods/alineacion/2021/1/",
    "goals:alignment_file": "/ods/alineacion/2021/1.json",
    "goals:alignment_certificate": "/ods/alineacion/2021/1/certificado.pdf",
    "goals:rights": "/derechos/",
    "planning:schedule": "/2021/cronograma/",
    "planning:schedule_file": "/2021/cronograma.json",
    "planning:activity_file": "/2021/actividades/I1.ics",
    "planning:versions": "/2021/versiones/",
    "planning:version": "/2021/versiones/1/",
    "planning:version_file": "/2021/versiones/1/cronograma.json",
    "audiences:groups": "/grupos/",
    "audiences:group": "/grupos/juventudes/",
    "audiences:versions": "/grupos/caracterizacion/",
    "audiences:characterisation": "/grupos/caracterizacion/1/",
    "audiences:file": "/grupos/caracterizacion/1.json",
    "audiences:certificate": "/grupos/caracterizacion/1/certificado.pdf",
    "audiences:comparison": "/grupos/caracterizacion/1/2/",
    "spending:contracts": "/contratos/",
    "spending:contract": "/contratos/{contract}/",
    "spending:budget": "/presupuesto/",
    "surveys:surveys": "/encuestas/",
    "surveys:results": "/encuestas/{survey}/resultados/",
    "surveys:results_file": "/encuestas/{survey}/resultados.json",
    "surveys:certificate": "/encuestas/{survey}/resultados/certificado/",
    "topics:topics": "/temas/",
    "topics:topic": "/temas/tema/agua-potable/",
    "topics:round": "/temas/2021-1/",
    "topics:round_file": "/temas/2021-1/documento.json",
    "topics:round_certificate": "/temas/2021-1/certificado.pdf",
    "archive:archive": "/archivo/",
    "archive:document": "/archivo/{archived}/",
    "archive:document_file": "/archivo/{archived}/archivo/",
    "archive:document_certificate": "/archivo/{archived}/certificado/",
    "opendata:catalog": "/datos/",
    "opendata:catalog_json": "/datos/catalogo.json",
    "opendata:dataset": "/datos/entregas/",
    "opendata:download": "/datos/entregas.csv",
    "opendata:year_file": "/2021/archivo/",
    "opendata:year_file_zip": "/2021/archivo/1.zip",
    "opendata:register": "/registro/",
    "opendata:heads_atom": "/registro/huellas.atom",
    "opendata:heads_json": "/registro/huellas.json",
    "api:openapi-json": "/api/v1/openapi.json",
    "api:list_datasets": "/api/v1/datasets",
    "api:list_rows": "/api/v1/datasets/entregas",
    "api:list_strategies": "/api/v1/strategies",
    "api:read_strategy": "/api/v1/strategies/2021",
    "api:list_activities": "/api/v1/strategies/2021/activities",
    "api:read_activity": "/api/v1/strategies/2021/activities/I1",
    "api:api-root": "/api/v1/",
    "portal:home": "/",
    "portal:year": "/2021/",
    "portal:accessibility": "/accesibilidad/",
    "portal:privacy": "/privacidad/",
    "portal:site_map": "/mapa-del-sitio/",
    "portal:territory": "/territorio/",
    "portal:take_part": "/participe/",
    "portal:gaps": "/brechas/",
    "portal:security": "/.well-known/security.txt",
}


@pytest.fixture
def strategy() -> Iterator[Strategy]:
    """A year with everything that has an address: a cut, a report, evidence, a yearly file."""
    strategy = a_lived_year()
    with clock.travel(TODAY):
        publish_year(2021, by=BY)
        listed(confirmed({ACT: a_pdf()}, by=BY), by=BY)
        for name in ("Juventudes", "Comerciantes"):
            a_group(name)
            a_published()
        publish_alignment(a_public_plan(), render=light_alignment, by=BY)
        a_published_survey(by=BY)
        a_decided(by=BY)
        bring_contracts({**ROAD, "Nit Entidad": Entity.objects.get().nit})
        yield strategy


def _rename(_: Strategy) -> None:
    entity = Entity.objects.get()
    edit_entity(entity, name=OTHER_NAME, email="otro@villaclara.example", expected=entity.version, by=BY)


def _change_the_plan(strategy: Strategy) -> None:
    strategy.refresh_from_db()
    changed = activity(strategy, "I1")
    edit_activity(changed, replace(changed.facts(), name="Otra actividad"), expected=changed.version, by=BY)
    publish_change(strategy, reason="Faltaba decirlo", render=light, by=BY)


def _work(strategy: Strategy) -> None:
    delivery = a_delivery(strategy, "I2-2")
    supported(delivery)
    explain_delay(delivery, delay="Llovió todo el mes", expected_on=None, by=BY)


def _publish_something(_: Strategy) -> None:
    publish(subject="otra-cosa", number=1, title="Otra cosa", digest="0" * 64, files={}, by=BY)


def _tie_a_goal(_: Strategy) -> None:
    tie_to_sdg(goal("M1"), "9.1", by=BY)


def _date_the_archive(_: Strategy) -> None:
    document = ArchiveDocument.objects.select_related("source").get()
    correct_document(document, title="Acta", year=2018, expected=document.version, by=BY)


def _characterise_again(_: Strategy) -> None:
    a_group("Recicladores")
    a_published()


def _ask(_: Strategy) -> None:
    an_open(title="Otra encuesta", by=BY)


def _write_a_topic(_: Strategy) -> None:
    a_topic("Otro tema", by=BY)


def _spend(_: Strategy) -> None:
    bring_budget()


FACTS: dict[str, Callable[[Strategy], object]] = {
    "archive": _date_the_archive,
    "audiences": _characterise_again,
    "goals": _tie_a_goal,
    "organization": _rename,
    "plan": _change_the_plan,
    "compliance": _work,
    "library": _publish_something,
    "spending": _spend,
    "surveys": _ask,
    "topics": _write_a_topic,
    LEDGER: _publish_something,
}
"""A fact of each topic, changed by the real step."""


def _body(client: Client, address: str, tag: str = "") -> tuple[int, str, str]:
    answer = client.get(address, headers={"if-none-match": tag} if tag else {})
    data = b"".join(answer.streaming_content) if isinstance(answer, StreamingHttpResponse) else answer.content  # type: ignore[arg-type]
    return answer.status_code, answer.headers.get("ETag", ""), data.decode("utf-8", "replace")


def _address(route: str) -> str:
    evidence, archived = Evidence.objects.get(state="public"), ArchiveDocument.objects.get()
    survey = Survey.objects.get(state="published")
    contract = Contract.objects.order_by("pk").first()
    return EXAMPLES[route].format(
        evidence=evidence.public_id,
        archived=archived.public_id,
        survey=survey.public_id,
        contract=contract.public_id if contract else "",
    )


def test_every_page_with_topics_has_an_example_here() -> None:
    assert set(EXAMPLES) == set(TOPICS)
    assert {topic for topics in TOPICS.values() for topic in topics} <= set(FACTS)


def _tags(client: Client) -> dict[str, tuple[str, str]]:
    """The address and the tag of every example, as a stranger's browser holds them."""
    found = {}
    for route in EXAMPLES:
        address = _address(route)
        status, tag, _ = _body(client, address)
        assert (status, tag != "") == (200, True), address
        found[route] = (address, tag)
    return found


@pytest.mark.parametrize("topic", FACTS)
def test_a_page_is_304_while_nothing_changed_and_fresh_with_a_fact_of_its_topic(
    client: Client, strategy: Strategy, topic: str
) -> None:
    held = _tags(client)
    assert [route for route, (address, tag) in held.items() if _body(client, address, tag)[:2] != (304, tag)] == []
    FACTS[topic](strategy)
    concerned = {route: one for route, one in held.items() if topic in TOPICS[route]}
    answers = {route: _body(client, address, tag) for route, (address, tag) in concerned.items()}
    assert [route for route, (status, _, _) in answers.items() if status != 200] == []
    assert [route for route, (_, tag, _) in answers.items() if tag == held[route][1]] == []
    stale = [route for route, (_, _, body) in answers.items() if body != _body(Client(), held[route][0])[2]]
    assert stale == []


def test_a_page_is_fresh_with_each_day(client: Client, strategy: Strategy) -> None:
    held = _tags(client)
    with clock.travel(TOMORROW):
        answers = {route: _body(client, address, tag) for route, (address, tag) in held.items()}
        again = [route for route, (address, _) in held.items() if _body(client, address, answers[route][1])[0] != 304]
    assert [route for route, (status, tag, _) in answers.items() if (status, tag) == (304, held[route][1])] == []
    assert ([route for route, (status, _, _) in answers.items() if status != 200], again) == ([], [])


SAYING = {
    "organization": ("compliance:follow_up", "opendata:catalog", "opendata:year_file", "portal:home", "portal:privacy"),
    "plan": ("planning:schedule", "planning:versions", "api:read_activity"),
    "compliance": ("compliance:follow_up", "compliance:activity", "opendata:download", "api:list_rows"),
}
"""Pages on which the fact that is changed can be read."""
SAID = {"organization": (OTHER_NAME,), "plan": ("Otra actividad", "Faltaba decirlo"), "compliance": ("todo el mes",)}


@pytest.mark.parametrize("topic", SAYING)
def test_a_page_that_was_held_says_the_new_fact(client: Client, strategy: Strategy, topic: str) -> None:
    before = {route: _body(client, _address(route)) for route in SAYING[topic]}
    FACTS[topic](strategy)
    after = {route: _body(client, _address(route), tag) for route, (_, tag, _) in before.items()}
    assert [route for route, (_, _, body) in before.items() if any(one in body for one in SAID[topic])] == []
    assert [route for route, (_, _, body) in after.items() if not any(one in body for one in SAID[topic])] == []


def test_a_day_that_passes_is_told_by_the_page_itself(client: Client, strategy: Strategy) -> None:
    with clock.travel(date(2021, 12, 31)):
        _, tag, before = _body(client, "/2021/cumplimiento/entregas/")
    with clock.travel(date(2022, 1, 1)):
        status, _, after = _body(client, "/2021/cumplimiento/entregas/", tag)
    assert (status, before.count("No cumplida") < after.count("No cumplida")) == (200, True)
