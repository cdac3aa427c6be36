"""One delivery on the desk: who does what with it, and that nothing typed is lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person, insider
from factories.at_work import (
    D1_2,
    D1_3,
    I1_1,
    I1_2,
    MEDIA,
    R1_3,
    TODAY,
    a_file,
    a_report,
    a_year_at_work,
    of_media,
    of_talent,
    with_evidence,
)
from factories.files import a_jpg
from factories.schedules import BY, activity, an_adopted, facts
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.foundation.library.actions import append_chunk, begin_upload
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.queries import find_unit
from rendir.plan.compliance.actions import deliveries as acts
from rendir.plan.compliance.actions.control import ask_replies, open_round, verify_delivery
from rendir.plan.compliance.actions.deliveries import accept_delivery, explain_delay, open_delivery
from rendir.plan.compliance.actions.evidence import measure, publish_evidence
from rendir.plan.compliance.models import Delivery, DueRuleChoice, Evidence, EvidenceLink, VerificationRound
from rendir.plan.compliance.queries import keys_to_verify, one_delivery
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Result
from rendir.plan.compliance.states import DELIVERY_FLOW, DeliveryState
from rendir.plan.compliance.views.staff.steps import REVIEW_STEPS, UNIT_STEPS
from rendir.plan.planning.action_types import ACTION_TYPES
from rendir.plan.planning.actions.schedule import retire_activity
from rendir.plan.planning.actions.strategies import close_strategy
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import Component


def _sent(**typed: object) -> dict[str, object]:
    """A report as the page sends it, with one file."""
    file = SimpleUploadedFile("acta.txt", b"el acta", content_type="text/plain")
    base = {"document": file, "summary": "Se hizo.", "fact_on": "2021-10-14", "expected": 1, "act": "report"}
    return {**base, **typed}


def _state(strategy: Strategy, key: Key) -> tuple[str, int]:
    found = one_delivery(strategy, key)
    assert found
    return found.work.state.value, found.work.evidence


# --- Who -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_evidence_somewhere_opens_the_page_of_any_delivery(as_: As, role: Role) -> None:
    a_year_at_work()
    expected = 200 if Perm.READ_EVIDENCE in ROLE_CARDS[role].permissions else 403
    client = as_(a_person("Ana", role))
    assert client.get(at("delivery", 2021, I1_1)).status_code == expected


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("page", "steps", "perm"),
    [
        ("unit_step", UNIT_STEPS, Perm.REPORT_DELIVERY),
        ("review_step", REVIEW_STEPS, Perm.ACCEPT_DELIVERY),
    ],
)
def test_only_who_may_reaches_a_step(as_: As, role: Role, page: str, steps: dict[str, object], perm: Perm) -> None:
    a_year_at_work()
    client = as_(a_person("Ana", role))
    allowed = perm in ROLE_CARDS[role].permissions
    for step in steps:
        status = client.post(at(page, 2021, I1_1, step), {"expected": 1}).status_code
        assert (step, status == 403) == (step, not allowed)


@pytest.mark.parametrize("state", list(DeliveryState))
@pytest.mark.parametrize("who", ["unit", "other", "planning", "control", "mayor"])
def test_the_page_shows_the_steps_that_are_open_to_this_person_and_no_others(as_: As, state: str, who: str) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    _bring(strategy, state, beto)
    person = {
        "unit": lambda: beto,
        "other": of_talent,
        "planning": lambda: a_person("Pía", Role.PLANNING),
        "control": lambda: a_person("Cora", Role.INTERNAL_CONTROL),
        "mayor": lambda: a_person("Jairo", Role.LEGAL_REPRESENTATIVE),
    }[who]()
    row = open_delivery(strategy, I1_1)
    expected = {one.name for one in DELIVERY_FLOW.open_steps(state) if person.has_perm(one.permission, row)}

    response = as_(person).get(at("delivery", 2021, I1_1))

    assert response.context["may"].steps == expected
    shown = {
        name
        for name in ("Devolver", "Negar", "Pedir que no aplique", "Volver a exigirla", "Retirar el reporte")
        if name in text_of(response)
    }
    labels = {
        "return_delivery": "Devolver",
        "refuse_waiver": "Negar",
        "ask_waiver": "Pedir que no aplique",
        "restore_delivery": "Volver a exigirla",
        "take_back_report": "Retirar el reporte",
    }
    assert shown == {labels[name] for name in expected if name in labels}


def test_evidence_of_others_leads_to_the_page_that_anybody_reads(as_: As) -> None:
    strategy = a_year_at_work()
    beto, ana, page = of_media(), insider(), at("delivery", 2021, I1_1)
    shown = with_evidence(strategy, I1_1, beto, text="la que se publica")
    accept_delivery(a_report(strategy, I1_1, beto), by=ana)
    publish_evidence(shown, title="Acta", copy=a_file("la copia"), screening={"confirmed": True}, by=ana)

    def leads(person: Person) -> list[str]:
        return [one.url for one in as_(person).get(page).context["pieces"]]

    assert leads(of_talent()) == [shown.get_public_url()]
    assert shown.get_absolute_url() in leads(beto)


def _bring(strategy: Strategy, state: str, beto: Person) -> None:
    """Take I1-1 to that state by the real steps."""
    ana = insider()
    if state == DeliveryState.PENDING:
        return
    if state in (DeliveryState.WAIVER_ASKED, DeliveryState.NOT_APPLICABLE):
        row = acts.ask_waiver(open_delivery(strategy, I1_1), reason="No se hará.", by=beto)
        if state == DeliveryState.NOT_APPLICABLE:
            acts.grant_waiver(row, by=ana)
        return
    row = a_report(strategy, I1_1, beto)
    if state == DeliveryState.ACCEPTED:
        acts.accept_delivery(row, by=ana)
    if state == DeliveryState.RETURNED:
        acts.return_delivery(row, reason="Falta la lista.", by=ana)


# --- Report ----------------------------------------------------------------------------------------------------------


def test_a_report_with_a_file_in_one_sending(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(of_media())

    response = client.post(at("report", 2021, I1_1), _sent(progress="90", title="Acta de la mesa"))

    assert said(client, response) == "Reportada. Planeación la revisa."
    found = one_delivery(strategy, I1_1)
    assert found
    assert (found.work.state, found.work.summary, found.work.progress) == ("reported", "Se hizo.", 90)
    assert [(one.title, one.fact_on, one.file.name) for one in Evidence.objects.all() if one.file] == [
        ("Acta de la mesa", date(2021, 10, 14), "acta.txt")
    ]


def test_a_photo_a_link_and_several_files_come_together_each_under_its_name(as_: As) -> None:
    strategy = a_year_at_work()
    files = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]
    photo = SimpleUploadedFile("foto.jpg", a_jpg(), content_type="image/jpeg")
    typed = _sent(document="", others=files, photo=photo, link="entidad.gov.co/acta", title="Acta")

    as_(of_media()).post(at("report", 2021, I1_1), typed)

    assert _state(strategy, I1_1) == ("reported", 4)
    assert sorted(Evidence.objects.values_list("title", flat=True)) == ["Acta", "a.txt", "b.txt", "foto.jpg"]
    assert Evidence.objects.get(kind="link").url == "https://entidad.gov.co/acta"


def test_a_file_that_came_piece_by_piece_is_claimed_with_the_report(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    upload = begin_upload(name="acta.txt", size=7, by=beto)
    append_chunk(upload, [b"el acta"], offset=0, by=beto)

    wrong = as_(beto).post(at("report", 2021, I1_1), _sent(document="", upload=upload.public_id, summary=""))
    form = wrong.context["forms"]["report"]
    assert (form.received_names, form["upload"].value()) == (["acta.txt"], "")
    as_(beto).post(at("report", 2021, I1_1), _sent(document="", received=form["received"].value()))
    assert _state(strategy, I1_1) == ("reported", 1)


def test_what_is_not_kept_as_evidence_is_said_beside_the_field(as_: As) -> None:
    strategy = a_year_at_work()
    program = SimpleUploadedFile("foto.jpg", b"MZ\x90\x00 this is a program", content_type="image/jpeg")
    client = as_(of_media())
    for typed in ({"document": program}, {"document": "", "upload": "nadadenada22"}):
        response = client.post(at("report", 2021, I1_1), _sent(**typed))
        assert (response.status_code, list(response.context["bound"].errors)) == (422, ["document"])
    assert _state(strategy, I1_1) == ("pending", 0)


def test_what_was_promised_is_already_written_where_it_is_what_is_delivered(as_: As) -> None:
    a_year_at_work()
    client = as_(of_media())
    form = client.get(at("delivery", 2021, I1_1)).context["forms"]["report"]
    assert form["summary"].value() == "Se entregó: Boletín publicado"


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"summary": " "}, {"summary": ["Cuente en una o dos frases qué se hizo."]}),
        (
            {"document": ""},
            {"document": ["Falta la evidencia: adjunte un archivo, tome una foto o pegue un enlace."]},
        ),
        ({"fact_on": "2021-10-16"}, {"fact_on": ["Esa fecha está en el futuro. Escriba el día en que ocurrió."]}),
        ({"fact_on": ""}, {"fact_on": ["Escriba el día en que ocurrió."]}),
        (
            {"link": "no es una dirección"},
            {"link": ["Escriba la dirección completa, por ejemplo https://entidad.gov.co/acta."]},
        ),
        ({"progress": "101"}, {"progress": ["Asegúrese de que este valor sea menor o igual a 100."]}),
        (
            {"act": "attach", "document": ""},
            {"document": ["Falta la evidencia: adjunte un archivo, tome una foto o pegue un enlace."]},
        ),
    ],
)
def test_what_is_to_be_corrected_is_said_and_nothing_typed_is_lost(
    as_: As, typed: dict[str, object], errors: dict[str, list[str]]
) -> None:
    strategy = a_year_at_work()
    response = as_(of_media()).post(at("report", 2021, I1_1), _sent(title="Mi título", **typed))
    form = response.context["forms"]["report"]
    assert (response.status_code, dict(form.errors.items())) == (422, errors)
    assert 'value="Mi título"' in response.content.decode()
    assert _state(strategy, I1_1) == ("pending", 0)


def test_a_file_is_chosen_once_whatever_else_has_to_be_corrected(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(of_media())

    wrong = client.post(at("report", 2021, I1_1), _sent(summary=""))
    form = wrong.context["forms"]["report"]
    assert form.received_names == ["acta.txt"]
    assert "Ya recibimos estos archivos" in text_of(wrong)
    again = _sent(document="", received=form["received"].value(), summary="Ahora sí.")
    client.post(at("report", 2021, I1_1), again)

    assert _state(strategy, I1_1) == ("reported", 1)


@pytest.mark.parametrize("forged", ["abc", "eyJhIjoxfQ:1abc:zzz"])
def test_a_file_that_was_not_received_from_this_person_is_not_taken(as_: As, forged: str) -> None:
    strategy = a_year_at_work()
    client = as_(of_media())
    others = client.post(at("report", 2021, I1_1), _sent(summary="")).context["forms"]["report"]["received"].value()
    stranger = as_(of_media("Nadia"))
    for token in (forged, others):
        response = stranger.post(at("report", 2021, I1_1), _sent(document="", received=token))
        assert response.status_code == 422
    assert _state(strategy, I1_1) == ("pending", 0)


def test_more_evidence_can_be_attached_before_and_after_the_report(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(of_media())
    said_first = said(client, client.post(at("report", 2021, I1_1), _sent(act="attach", summary="")))
    assert (said_first, _state(strategy, I1_1)) == ("La evidencia quedó adjunta.", ("pending", 1))

    client.post(at("report", 2021, I1_1), _sent(document=""))
    other = SimpleUploadedFile("b.txt", b"b")
    client.post(at("report", 2021, I1_1), _sent(document=other, act="attach", expected=2))
    assert _state(strategy, I1_1) == ("reported", 2)
    nothing = client.post(at("report", 2021, I1_1), _sent(document="", act="attach", expected=2))
    assert dict(nothing.context["bound"].errors) == {"document": ["Elija lo que va a adjuntar."]}


def test_a_file_that_the_year_has_already_is_used_here_too_and_told(as_: As) -> None:
    a_year_at_work()
    client = as_(of_media())
    said(client, client.post(at("report", 2021, I1_1), _sent()))

    told = said(client, client.post(at("report", 2021, I1_2), _sent()))

    assert told == "«acta.txt» ya estaba en I1-1: se usó también aquí.; Reportada. Planeación la revisa."
    assert (
        Evidence.objects.count(),
        EvidenceLink.objects.count(),
        StoredFile.objects.exclude(name__startswith="v").count(),
    ) == (1, 2, 1)
    again = said(client, client.post(at("report", 2021, I1_2), _sent(act="attach", expected=2)))
    assert again == "«acta.txt» ya estaba en I1-1: se usó también aquí.; La evidencia quedó adjunta."
    once_more = said(client, client.post(at("report", 2021, I1_1), _sent(act="attach", expected=2)))
    assert once_more == "«acta.txt» ya estaba en I1-2: se usó también aquí.; La evidencia quedó adjunta."


def test_who_reports_for_another_unit_says_how_it_arrived(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(a_person("Pía", Role.PLANNING))

    asked = client.post(at("report", 2021, I1_1), _sent())
    assert dict(asked.context["bound"].errors) == {"on_behalf": ["Diga cómo lo hizo llegar la dependencia."]}
    client.post(at("report", 2021, I1_1), _sent(on_behalf="Correo del 3 de mayo"))

    assert _state(strategy, I1_1) == ("reported", 1)
    page = client.get(at("delivery", 2021, I1_1))
    assert "Llegó así: Correo del 3 de mayo" in text_of(page)
    assert "Correo del 3 de mayo" not in text_of(as_(of_talent()).get(at("delivery", 2021, I1_1)))


def test_a_unit_does_not_report_for_another(as_: As) -> None:
    strategy = a_year_at_work()
    response = as_(of_talent()).post(at("report", 2021, I1_1), _sent())
    assert (response.status_code, _state(strategy, I1_1)) == (403, ("pending", 0))
    assert StoredFile.objects.filter(name="acta.txt").count() == 0


def test_of_two_at_once_one_wins_and_the_other_is_told_with_all_that_was_typed(as_: As) -> None:
    strategy = a_year_at_work()
    beto, nadia = of_media(), of_media("Nadia")
    as_(beto).post(at("report", 2021, I1_1), _sent())

    response = as_(nadia).post(at("report", 2021, I1_1), _sent(summary="Lo mío", title="Otra acta"))

    assert response.status_code == 422
    assert "Otra persona cambió esto mientras usted lo editaba." in text_of(response)
    assert response.context["bound"].data["summary"] == "Lo mío"
    assert _state(strategy, I1_1) == ("reported", 1)


# --- Planning and the other steps ------------------------------------------------------------------------------------


def test_planning_accepts_and_it_counts(as_: As) -> None:
    strategy = a_year_at_work()
    row = a_report(strategy, I1_1, of_media())
    client = as_(a_person("Pía", Role.PLANNING))

    response = client.post(at("review_step", 2021, I1_1, "aceptar"), {"expected": row.version})

    assert said(client, response) == "I1-1: Aceptada: cuenta como cumplida."
    assert _state(strategy, I1_1) == ("accepted", 1)


def test_who_reported_is_told_who_reviews(as_: As) -> None:
    strategy = a_year_at_work()
    ana, pia = insider(unit=find_unit(MEDIA)), a_person("Pía", Role.PLANNING)
    row = a_report(strategy, I1_1, ana)
    response = as_(ana).post(at("review_step", 2021, I1_1, "aceptar"), {"expected": row.version})
    assert response.status_code == 422
    assert f"Usted reportó esta entrega: la revisa otra persona. Pídala a {pia.name}." in text_of(response)


@pytest.mark.parametrize(
    ("state", "page", "step", "typed", "after"),
    [
        ("reported", "review_step", "devolver", {"reason": "Falta la lista."}, "returned"),
        ("accepted", "review_step", "devolver", {"reason": "Era de otro año."}, "returned"),
        ("waiver_asked", "review_step", "aprobar-que-no-aplica", {}, "not_applicable"),
        ("waiver_asked", "review_step", "negar-que-no-aplique", {"reason": "Sí se debe."}, "returned"),
        ("not_applicable", "review_step", "volver-a-exigir", {"reason": "Hay recursos."}, "pending"),
        ("pending", "unit_step", "pedir-que-no-aplique", {"reason": "Se aplazó."}, "waiver_asked"),
        ("reported", "unit_step", "retirar-reporte", {}, "pending"),
    ],
)
def test_every_step_of_its_life_can_be_taken_from_the_page(
    as_: As, state: str, page: str, step: str, typed: dict[str, str], after: str
) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    _bring(strategy, state, beto)
    person = beto if page == "unit_step" else a_person("Pía", Role.PLANNING)
    row = open_delivery(strategy, I1_1)
    client = as_(person)

    if typed:
        empty = client.post(at(page, 2021, I1_1, step), {"expected": row.version, "reason": " "})
        assert (empty.status_code, list(empty.context["bound"].errors)) == (422, ["reason"])
    stale = client.post(at(page, 2021, I1_1, step), {"expected": row.version + 7, **typed})
    assert (stale.status_code, "Otra persona cambió esto" in text_of(stale)) == (422, True)
    response = client.post(at(page, 2021, I1_1, step), {"expected": row.version, **typed})

    assert response.status_code == 302
    assert _state(strategy, I1_1)[0] == after


def test_a_step_that_the_state_does_not_allow_is_told_on_the_page(as_: As) -> None:
    a_year_at_work()
    response = as_(a_person("Pía", Role.PLANNING)).post(at("review_step", 2021, I1_1, "aceptar"), {"expected": 1})
    assert response.status_code == 422
    assert "No se puede «Aceptar» en el estado actual." in text_of(response)


def test_a_step_that_does_not_exist_is_not_found(as_: As) -> None:
    a_year_at_work()
    ana = as_(insider())
    assert ana.post(at("review_step", 2021, I1_1, "inventado")).status_code == 404
    assert ana.post(at("unit_step", 2021, I1_1, "inventado")).status_code == 404


def test_the_delay_is_explained_where_it_says_that_it_is_published(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(of_media())
    assert "Esto se publica tal cual, al lado de la entrega." in text_of(client.get(at("delivery", 2021, I1_1)))
    typed = {"delay": "El contratista incumplió.", "expected_on": "2021-11-05", "expected": 1}
    client.post(at("unit_step", 2021, I1_1, "explicar"), typed)
    found = one_delivery(strategy, I1_1)
    assert found
    assert (found.work.delay, found.work.expected_on) == ("El contratista incumplió.", date(2021, 11, 5))
    assert "Dice que la entregará el 5 de noviembre de 2021." in text_of(client.get(at("delivery", 2021, I1_1)))


def test_the_last_day_is_set_by_hand_with_its_reason_and_given_back(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(a_person("Pía", Role.PLANNING))
    url = at("review_step", 2021, I1_1, "ultimo-dia")
    client.post(url, {"due_on": "2021-11-30", "reason": "Resolución 14", "expected": 1})
    page = client.get(at("delivery", 2021, I1_1))
    assert page.context["why_that_day"] == "Se puso a mano: Resolución 14"
    client.post(url, {"due_on": "", "reason": "Se derogó", "expected": 2})
    found = one_delivery(strategy, I1_1)
    assert found
    assert found.promise.due_on == date(2021, 4, 30)


def test_how_the_product_is_owed_is_said_for_the_activity_and_given_back(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(a_person("Pía", Role.PLANNING))
    url = at("due_rule", 2021, I1_1)
    assert dict(client.post(url, {"rule": "at_end", "reason": ""}).context["bound"].errors) == {
        "reason": ["Escriba por qué se debe así: la razón se publica."]
    }
    client.post(url, {"rule": "at_end", "reason": "El boletín es uno solo"})
    page = client.get(at("delivery", 2021, I1_1))
    assert page.context["shown"].promise.nature.label == "Avance"
    assert page.context["why_that_day"] == "Es el último día del cuatrimestre, cuando se reporta cuánto va."
    client.post(url, {"rule": "", "reason": "Vuelve a su tipo"})
    assert not DueRuleChoice.objects.filter(activity=activity(strategy, "I1")).exists()


def test_the_days_after_the_period_say_their_norm(as_: As) -> None:
    rows = [
        facts("Verificar", Component.RESPONSIBILITY, periods=[1], responsibles=[MEDIA], action_type=_kind_with_grace())
    ]
    with clock.travel(date(2021, 1, 20)):
        an_adopted(rows)
    page = as_(insider()).get(at("delivery", 2021, "R1-1"))
    assert page.context["why_that_day"].startswith("El producto puede llegar después del cuatrimestre: ")


def _kind_with_grace() -> str:
    return next(one.key for one in ACTION_TYPES if one.grace and not one.grace.last_only)


# --- Evidence of other deliveries ------------------------------------------------------------------------------------


def test_one_document_fulfils_several_deliveries(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = with_evidence(strategy, I1_1, beto)
    client = as_(beto)

    page = client.get(at("delivery", 2021, D1_3), {"evidencia": "acta I1"})
    assert [(one.title, [str(key) for key in keys]) for one, keys in page.context["offered"]] == [
        ("Acta de I1-1", ["I1-1"])
    ]
    told = said(client, client.post(at("use_also", 2021, D1_3, acta.public_id)))
    assert told == "«Acta de I1-1» soporta también esta entrega."
    assert _state(strategy, D1_3) == ("pending", 1)
    client.post(at("use_no_more", 2021, D1_3, acta.public_id))
    assert (_state(strategy, D1_3), _state(strategy, I1_1)) == (("pending", 0), ("pending", 1))


def test_evidence_of_another_unit_is_neither_offered_nor_used(as_: As) -> None:
    strategy = a_year_at_work()
    acta = with_evidence(strategy, I1_1, of_media())
    client = as_(of_talent())
    assert client.get(at("delivery", 2021, R1_3), {"evidencia": "acta"}).context["offered"] == []
    assert client.post(at("use_also", 2021, R1_3, acta.public_id)).status_code == 404
    assert client.post(at("use_also", 2021, R1_3, "nada")).status_code == 404
    assert client.post(at("use_no_more", 2021, R1_3, acta.public_id)).status_code == 404


def test_what_others_may_not_read_is_not_shown(as_: As) -> None:
    strategy = a_year_at_work()
    with_evidence(strategy, I1_1, of_media())
    mine, theirs = (as_(one).get(at("delivery", 2021, I1_1)) for one in (of_media("Nadia"), of_talent()))
    assert ("Acta de I1-1" in text_of(mine), "Acta de I1-1" in text_of(theirs)) == (True, False)
    assert "La interna la ven su dependencia, Planeación y Control Interno." in text_of(theirs)


def test_what_came_after_the_cut_is_marked(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    with_evidence(strategy, I1_1, beto, text="a tiempo", on=date(2021, 4, 30))
    with_evidence(strategy, I1_1, beto, text="tarde", on=date(2021, 5, 1))
    page = as_(beto).get(at("delivery", 2021, I1_1))
    assert [(one.evidence.file.name, one.is_after_cut) for one in page.context["pieces"]] == [
        ("a tiempo.txt", False),
        ("tarde.txt", True),
    ]


# --- Control Interno -------------------------------------------------------------------------------------------------


def _a_round(strategy: Strategy) -> tuple[VerificationRound, Person]:
    cora = a_person("Cora", Role.INTERNAL_CONTROL)
    verified = open_round(strategy, 1, by=cora)
    for key in keys_to_verify(verified):
        verify_delivery(verified, key, result=Result.PARTLY, percentage=60, remark="Sin lista.", by=cora)
    verified.refresh_from_db()
    return verified, cora


def test_the_unit_reads_what_control_found_when_it_is_asked_and_answers(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    a_report(strategy, I1_1, beto, on=date(2021, 4, 20))
    verified, cora = _a_round(strategy)
    client, url = as_(beto), at("delivery", 2021, I1_1)
    assert client.get(url).context["voices"] == []
    assert [one.row.percentage for one in as_(cora).get(url).context["voices"]] == [60]

    ask_replies(verified, expected=verified.version, by=cora)
    voice = client.get(url).context["voices"][0]
    assert (voice.may_reply, voice.is_sealed) == (True, False)
    reply_url = at("reply", 2021, I1_1, voice.row.public_id)
    assert client.post(reply_url, {"text": " "}).status_code == 422
    client.post(reply_url, {"text": "La lista está en la página 3."})

    assert "La lista está en la página 3." in text_of(client.get(url))
    tulia = as_(of_talent())
    assert tulia.get(url).context["voices"] == []
    assert tulia.post(reply_url, {"text": "No."}).status_code == 422
    assert client.post(at("reply", 2021, I1_2, voice.row.public_id), {"text": "x"}).status_code == 404


# --- What there is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["I9-1", "I1-3", "nada", "I1"])
def test_an_address_of_no_delivery_says_so(as_: As, key: str) -> None:
    a_year_at_work()
    response = as_(insider()).get(at("delivery", 2021, key))
    assert response.status_code == 404
    assert f"{key.upper()} no es una entrega de 2021." in text_of(response)


def test_a_year_that_was_not_adopted_has_no_deliveries(as_: As) -> None:
    a_year_at_work()
    response = as_(insider()).get(at("delivery", 2019, I1_1))
    assert response.status_code == 404
    assert "La estrategia de 2019 no se ha adoptado" in text_of(response)


def test_nothing_is_done_in_a_closed_year_nor_with_a_retired_activity(as_: As) -> None:
    strategy = a_year_at_work()
    retire_activity(activity(strategy, "D1"), reason="No va", expected=activity(strategy, "D1").version, by=BY)
    client = as_(insider())
    assert client.get(at("delivery", 2021, D1_2)).context["may"].steps == set()
    close_strategy(strategy, reason="Fin", expected=Strategy.objects.get().version, by=BY)
    page = client.get(at("delivery", 2021, I1_1))
    assert (page.context["may"].steps, page.context["forms"]) == (set(), {})
    assert "La vigencia está cerrada" in text_of(page)


def test_the_history_is_told_in_words_with_its_reasons_and_without_names(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    _bring(strategy, DeliveryState.RETURNED, beto)
    page = as_(beto).get(at("delivery", 2021, I1_1))
    told = [(one.deed, one.reason) for one in page.context["history"]]
    assert told == [
        ("Planeación la devolvió", "Falta la lista."),
        ("Se reportó", ""),
        ("Se unió evidencia a una entrega", ""),
        ("Se agregó evidencia", ""),
    ]
    assert {one.who for one in page.context["history"]} == {
        "Líder del equipo de rendición de cuentas",
        f"Funcionario de una dependencia · {MEDIA}",
    }


def test_the_mark_of_who_accepted_alone_is_shown(as_: As) -> None:
    strategy = a_year_at_work()
    ana = insider(unit=find_unit(MEDIA))
    accept_delivery(a_report(strategy, I1_1, ana), by=ana)
    assert "La aceptó la misma persona que la reportó" in text_of(as_(ana).get(at("delivery", 2021, I1_1)))


def test_a_measure_of_many_things_is_shown(as_: As) -> None:
    with clock.travel(date(2021, 1, 20)):
        an_adopted([facts("Asociar metas", periods=[3], responsibles=[MEDIA], action_type="prioritize_topics")])
    measure("prioritize_topics", year=2021, period=3, done=12, total=15, what="metas asociadas", by=BY)
    assert "Van 12 de 15 metas asociadas." in text_of(as_(insider()).get(at("delivery", 2021, "I1-3")))


@pytest.mark.parametrize("pieces", [1, 3])
def test_asks_the_same_number_of_questions_whatever_the_evidence(as_: As, pieces: int) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    for number in range(pieces):
        with_evidence(strategy, I1_1, beto, text=f"acta {number}")
    client = as_(beto)
    client.get(at("delivery", 2021, I1_2))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(at("delivery", 2021, I1_1))
    assert len(asked) == QUERIES


QUERIES = 13


def test_an_explained_delay_keeps_its_words_in_the_form(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    explain_delay(open_delivery(strategy, I1_1), delay="Llovió.", expected_on=TODAY, by=beto)
    form = as_(beto).get(at("delivery", 2021, I1_1)).context["forms"]["delay"]
    assert (form["delay"].value(), form["expected_on"].value()) == ("Llovió.", TODAY)
    assert Delivery.objects.get().version == 2
