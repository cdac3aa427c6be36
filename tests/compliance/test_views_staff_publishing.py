"""Publishing evidence: what the screen finds, the person's own look, the copy without metadata; and taking it back."""

import pytest

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person, insider
from factories.at_work import I1_1, TODAY, a_year_at_work, of_media
from factories.files import AUTHOR, a_docx, a_jpg, a_pdf, a_scan
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.contents.kinds import FileKind
from rendir.plan.compliance.actions.deliveries import accept_delivery, open_delivery, report_delivery
from rendir.plan.compliance.actions.evidence import add_file, add_link
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.states import EvidenceState
from rendir.plan.planning.models import Strategy


def _accepted(strategy: Strategy, data: bytes = b"", kind: FileKind = FileKind.PDF) -> Evidence:
    """Evidence of an accepted delivery: a file, or a link where there are no bytes."""
    beto = of_media()
    row = open_delivery(strategy, I1_1)
    if data:
        stored = store_file(data, name=f"acta de {AUTHOR}.{kind}", media_type=kind.media_type, by=beto)
        evidence = add_file(row, stored, title=f"Acta de {AUTHOR}", fact_on=TODAY, by=beto)
    else:
        evidence = add_link(row, "https://a.example/acta", title="Acta", fact_on=TODAY, by=beto)
    report_delivery(row, summary="Se hizo.", by=beto)
    accept_delivery(row, by=a_person("Pía", Role.PLANNING))
    return evidence


def _typed(evidence: Evidence, **changes: str) -> dict[str, object]:
    evidence.refresh_from_db()
    return {"title": "Acta de la mesa", "confirmed": "on", "expected": evidence.version, **changes}


@pytest.mark.parametrize("role", list(Role))
def test_only_who_publishes_evidence_publishes(as_: As, role: Role) -> None:
    evidence = _accepted(a_year_at_work())
    allowed = Perm.PUBLISH_EVIDENCE in ROLE_CARDS[role].permissions
    client = as_(a_person("Ana", role))
    assert client.get(at("publish", evidence.public_id)).status_code == (200 if allowed else 403)
    assert client.post(at("unpublish", evidence.public_id)).status_code == (422 if allowed else 403)


def test_a_document_is_published_as_a_copy_that_tells_nothing_of_its_maker(as_: As) -> None:
    evidence = _accepted(a_year_at_work(), a_docx("Se reunió la mesa de agua."), FileKind.DOCX)
    client = as_(insider())
    page = client.get(at("publish", evidence.public_id))
    assert page.context["form"]["title"].value() == "Soporte de I1-1: Producir la información"
    assert "La copia ya no dice:" in text_of(page)
    assert AUTHOR not in text_of(page).partition("Lo que verá la gente")[2]

    response = client.post(at("publish", evidence.public_id), _typed(evidence))

    assert said(client, response) == "Ya es pública: cualquiera la puede abrir."
    evidence.refresh_from_db()
    assert (evidence.state, evidence.public_title, evidence.public_file != evidence.file) == (
        EvidenceState.PUBLIC,
        "Acta de la mesa",
        True,
    )
    assert evidence.public_file
    assert AUTHOR.encode() not in evidence.public_file.read()
    assert evidence.screening
    told = {name: evidence.screening[name] for name in ("findings", "confirmed", "found_is_public")}
    assert told == {"findings": [], "confirmed": True, "found_is_public": ""}


def test_what_the_screen_found_is_shown_masked_and_must_be_answered(as_: As) -> None:
    evidence = _accepted(a_year_at_work(), a_pdf("Asistió con cédula 24.567.890 y celular 310 456 7890."))
    client = as_(insider())
    page = client.get(at("publish", evidence.public_id))
    kinds = [one.kind.label for one in page.context["screening"].findings]
    assert ("Teléfono" in kinds, "310 456 7890" in text_of(page)) == (True, False)

    refused = client.post(at("publish", evidence.public_id), _typed(evidence))
    assert list(refused.context["form"].errors) == ["found_is_public"]
    client.post(at("publish", evidence.public_id), _typed(evidence, found_is_public="Es la línea de la Alcaldía"))

    evidence.refresh_from_db()
    assert evidence.state == EvidenceState.PUBLIC
    assert evidence.screening
    assert evidence.screening["found_is_public"] == "Es la línea de la Alcaldía"
    assert "310 456 7890" not in str(evidence.screening)


@pytest.mark.parametrize(("data", "kind"), [(a_jpg(), FileKind.JPG), (a_scan(), FileKind.PDF)])
def test_what_is_only_seen_needs_words_and_eyes(as_: As, data: bytes, kind: FileKind) -> None:
    evidence = _accepted(a_year_at_work(), data, kind)
    client = as_(insider())
    page = client.get(at("publish", evidence.public_id))
    assert (page.context["screening"].needs_words, bool(page.context["screening"].unread)) == (True, True)
    refused = client.post(at("publish", evidence.public_id), _typed(evidence))
    assert list(refused.context["form"].errors) == ["alt_text"]
    client.post(at("publish", evidence.public_id), _typed(evidence, alt_text="Veinte personas en la vereda."))
    evidence.refresh_from_db()
    assert (evidence.state, evidence.alt_text) == (EvidenceState.PUBLIC, "Veinte personas en la vereda.")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"title": "Acta de quien llama al 310 456 7890"}, "title"),
        ({"alt_text": "Escriba a ana.perez@correo.example"}, "alt_text"),
        ({"confirmed": ""}, "confirmed"),
    ],
)
def test_what_is_to_be_corrected_before_it_is_public(as_: As, changes: dict[str, str], wrong: str) -> None:
    evidence = _accepted(a_year_at_work())
    response = as_(insider()).post(at("publish", evidence.public_id), _typed(evidence, **changes))
    assert (response.status_code, list(response.context["form"].errors)) == (422, [wrong])
    evidence.refresh_from_db()
    assert evidence.state == EvidenceState.INTERNAL


def test_what_somebody_changed_meanwhile_is_looked_at_again(as_: As) -> None:
    evidence = _accepted(a_year_at_work())
    response = as_(insider()).post(at("publish", evidence.public_id), {**_typed(evidence), "expected": 9})
    assert (response.status_code, "Otra persona cambió esto" in text_of(response)) == (422, True)


def test_what_is_not_accepted_or_is_public_already_has_no_page_to_publish(as_: As) -> None:
    strategy = a_year_at_work()
    evidence = _accepted(strategy)
    client = as_(insider())
    client.post(at("publish", evidence.public_id), _typed(evidence))
    again = client.get(at("publish", evidence.public_id))
    assert (again.status_code, "Esta evidencia no se puede publicar ahora." in text_of(again)) == (422, True)


def test_it_stops_being_public_with_a_reason(as_: As) -> None:
    evidence = _accepted(a_year_at_work())
    client = as_(insider())
    client.post(at("publish", evidence.public_id), _typed(evidence))
    url = at("unpublish", evidence.public_id)
    assert client.post(url, {"reason": " "}).status_code == 422
    client.post(url, {"reason": "Se veía una firma"})
    evidence.refresh_from_db()
    assert (evidence.state, evidence.published_at) == (EvidenceState.INTERNAL, None)
    late = client.post(url, {"reason": "Otra vez"})
    assert (late.status_code, "No se puede «Dejar de publicar»" in text_of(late)) == (422, True)
