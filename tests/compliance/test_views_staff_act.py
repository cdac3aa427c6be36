"""«Para firma → firmado»: the act is made, printed, signed, and its scan takes its place."""

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person
from factories.at_work import I1_1, TODAY, a_year_at_work, of_media, of_talent, with_evidence
from factories.files import a_jpg
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.queries import one_delivery
from rendir.plan.compliance.states import EvidenceState
from rendir.plan.planning.models import Strategy


def _standing(strategy: Strategy) -> list[tuple[str, str, str]]:
    rows = Evidence.objects.filter(strategy=strategy).exclude(state=EvidenceState.WITHDRAWN).order_by("pk")
    return [(one.title, one.file.name if one.file else "", one.note) for one in rows]


def _scan(**changes: object) -> dict[str, object]:
    file = SimpleUploadedFile("escaneo.jpg", a_jpg(), content_type="image/jpeg")
    return {"document": file, "fact_on": TODAY.isoformat(), **changes}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_report_the_delivery_has_its_act(as_: As, role: Role) -> None:
    a_year_at_work()
    everywhere = Perm.REPORT_ANY_DELIVERY in ROLE_CARDS[role].permissions
    client = as_(a_person("Ana", role))
    expected = 200 if everywhere else 403
    assert client.get(at("act", 2021, I1_1)).status_code == expected
    assert client.post(at("sign_act", 2021, I1_1), {}).status_code == (422 if everywhere else 403)


def test_another_unit_makes_no_act_of_it(as_: As) -> None:
    strategy = a_year_at_work()
    assert as_(of_talent()).post(at("make_act", 2021, I1_1)).status_code == 403
    assert _standing(strategy) == []


def test_the_act_says_what_was_promised_and_leads_back(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    with_evidence(strategy, I1_1, beto)
    client = as_(beto)

    response = client.post(at("make_act", 2021, I1_1))

    assert said(client, response) == "El acta está lista: imprímala, fírmela y adjunte aquí la hoja firmada."
    act = Evidence.objects.get(title="Acta de I1-1", file__name="acta-2021-I1-1-para-firma.pdf")
    assert act.file
    with pdfplumber.open(act.file.path) as pdf:
        told = " ".join((page.extract_text() or "") for page in pdf.pages)
    for words in ("ACTA-2021-I1-1", "Producir la información", "Boletín publicado", at("act", 2021, I1_1)):
        assert words in told.replace("\n", " ")
    page = text_of(client.get(at("delivery", 2021, I1_1)))
    assert "Para firma: falta el escaneo firmado" in page


def test_the_signed_scan_takes_the_place_of_the_printed_act(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(of_media())
    client.post(at("make_act", 2021, I1_1))

    client.post(at("sign_act", 2021, I1_1), _scan())

    assert _standing(strategy) == [("Acta de I1-1", "escaneo.jpg", "Firmada.")]
    assert Evidence.objects.filter(state=EvidenceState.WITHDRAWN, replaced_by__isnull=False).count() == 1
    found = one_delivery(strategy, I1_1)
    assert found
    assert found.work.evidence == 1


def test_an_act_made_again_replaces_the_one_that_nobody_signed(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    client = as_(beto)
    client.post(at("make_act", 2021, I1_1))
    with_evidence(strategy, I1_1, beto)
    client.post(at("make_act", 2021, I1_1))
    assert [(title, note) for title, _name, note in _standing(strategy)] == [
        ("Acta de I1-1", ""),
        ("Acta de I1-1", "Se hizo de nuevo."),
    ]


def test_a_sheet_signed_without_a_printed_act_is_attached_all_the_same(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(of_media())
    nothing = client.post(at("sign_act", 2021, I1_1), {"fact_on": TODAY.isoformat()})
    assert dict(nothing.context["bound"].errors) == {
        "document": ["Elija el escaneo de la hoja firmada, o tómele una foto."]
    }
    wrong = client.post(at("sign_act", 2021, I1_1), _scan(fact_on="2021-12-01"))
    assert (wrong.status_code, wrong.context["bound"].received_names) == (422, ["escaneo.jpg"])
    client.post(at("sign_act", 2021, I1_1), _scan())
    assert _standing(strategy) == [("Acta firmada de I1-1", "escaneo.jpg", "")]
