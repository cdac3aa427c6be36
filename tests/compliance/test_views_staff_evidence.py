"""One piece of evidence on the desk: who reads it, that looking at the original is told, its place, why it goes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person, insider
from factories.at_work import D1_2, D1_3, I1_1, I1_2, MEDIA, R1_3, TODAY, a_report, a_year_at_work, of_media, of_talent
from factories.at_work import with_evidence as _added
from factories.files import AUTHOR, a_jpg
from factories.schedules import BY
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.library.actions import store_file
from rendir.foundation.organization.queries import find_unit
from rendir.plan.compliance.actions.deliveries import accept_delivery, open_delivery
from rendir.plan.compliance.actions.evidence import (
    Record,
    add_file,
    add_link,
    attach_evidence,
    note_link_check,
    replace_file,
    support_also,
)
from rendir.plan.compliance.models import Evidence, EvidenceLink
from rendir.plan.compliance.states import EvidenceState
from rendir.plan.planning.models import Strategy


def _photo(strategy: Strategy, by: Person) -> Evidence:
    """A photograph with all that a telephone writes into it."""
    stored = store_file(a_jpg(), name="IMG_carmenza.jpg", media_type="image/jpeg", by=by)
    return add_file(open_delivery(strategy, I1_1), stored, title="Foto de la mesa", fact_on=TODAY, by=by)


def _unplaced(title: str = "Acta de la reunión con la gente") -> Evidence:
    found = attach_evidence("nothing_like_it", on=TODAY, ref=Record("space", "x1", title, "/2021/"), by=BY)
    assert found
    return found.evidence


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_read_it_learns_that_it_is_there(as_: As, role: Role) -> None:
    strategy = a_year_at_work()
    acta = _added(strategy, I1_1, of_media())
    held = ROLE_CARDS[role].permissions
    expected = 200 if Perm.READ_ANY_EVIDENCE in held else 404 if Perm.READ_EVIDENCE in held else 403
    client = as_(a_person("Ana", role))
    assert client.get(acta.get_absolute_url()).status_code == expected
    assert client.post(at("original", acta.public_id)).status_code == expected
    assert client.post(at("original_data", acta.public_id)).status_code == expected
    reader = as_(a_person("Rita", role, unit=find_unit(MEDIA)))
    assert reader.get(acta.get_absolute_url()).status_code == (200 if Perm.READ_EVIDENCE in held else 403)


def test_it_tells_what_it_supports_and_its_two_days(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = _added(strategy, I1_1, beto, on=date(2021, 4, 20))
    support_also(acta, open_delivery(strategy, D1_2), by=beto)
    page = as_(beto).get(acta.get_absolute_url())
    assert [str(one.delivery.key) for one in page.context["links"]] == ["I1-1", "D1-2"]
    facts = {one.term: one.value for one in page.context["facts"]}
    assert facts["Fecha del hecho"] == "20 de abril de 2021"
    assert facts["Agregada"].startswith("20 de abril de 2021, ")
    assert facts["Por"] == "Funcionario de una dependencia"


def test_opening_the_original_gives_it_and_stays_in_the_ledger(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    photo = _photo(strategy, beto)
    client = as_(insider())

    response = client.post(at("original", photo.public_id))

    assert (b"".join(response.streaming_content), response["Content-Type"]) == (a_jpg(), "image/jpeg")
    assert client.get(at("original", photo.public_id)).status_code == 405
    entry = LedgerEntry.objects.get(verb="open_original")
    assert (entry.kind, entry.object) == ("storedfile", photo.file.public_id if photo.file else "")
    assert "Alguien abrió el original" in text_of(client.get(photo.get_absolute_url()))


def test_what_the_original_tells_of_its_maker_is_shown_when_asked_and_only_then(as_: As) -> None:
    strategy = a_year_at_work()
    photo = _photo(strategy, of_media())
    client = as_(insider())
    assert (
        AUTHOR in text_of(client.get(photo.get_absolute_url())),
        LedgerEntry.objects.filter(verb="read_original_data").count(),
    ) == (False, 0)
    told = text_of(client.post(at("original_data", photo.public_id)))
    assert [words in told for words in (AUTHOR, "IMG_carmenza.jpg", "4.6749", "SM-A125M")] == [True] * 4
    assert LedgerEntry.objects.filter(verb="read_original_data").count() == 1


def test_how_it_looks_is_drawn_in_two_sizes(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    photo, text = _photo(strategy, beto), _added(strategy, I1_1, beto)
    client = as_(beto)
    drawn = [client.get(at("picture", photo.public_id, size)) for size in (320, 1200, 5000)]
    assert [one.status_code for one in drawn] == [200, 200, 404]
    assert (drawn[0]["Content-Type"], drawn[0]["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert client.get(at("picture", text.public_id, 320)).status_code == 404
    assert as_(of_talent()).get(at("picture", photo.public_id, 320)).status_code == 404


def test_a_link_has_no_original_and_tells_what_it_answered(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    row = open_delivery(strategy, I1_1)
    link = add_link(row, "https://a.example/x", title="Video", fact_on=TODAY, note="La segunda parte", by=beto)
    note_link_check(link, works=False, said="404")
    client = as_(beto)
    facts = {one.term: one.value for one in client.get(link.get_absolute_url()).context["facts"]}
    assert (facts["El enlace, al revisarlo"], facts["Nota"]) == ("no respondió. 404", "La segunda parte")
    assert client.post(at("original", link.public_id)).status_code == 404


def test_its_versions_lead_to_each_other(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    first = _added(strategy, I1_1, beto)
    second = replace_file(
        first, store_file(b"b", name="b.txt", media_type="text/plain", by=beto), note="Firmada", by=beto
    )
    client = as_(beto)
    old, new = client.get(first.get_absolute_url()), client.get(second.get_absolute_url())
    assert (old.context["newer"], new.context["shown"].replaces) == (second, first)
    assert "La reemplazó otra versión:" in text_of(old)
    assert not any((old.context["may"].place, old.context["may"].withdraw))


def test_it_is_withdrawn_with_a_reason(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = _added(strategy, I1_1, beto)
    client, url = as_(beto), at("withdraw", acta.public_id)
    assert (client.post(url, {"reason": " "}).status_code, client.post(url, {}).status_code) == (422, 422)
    assert said(client, client.post(url, {"reason": "Era de otro año"})) == (
        "La evidencia quedó retirada. Su historia se conserva."
    )
    acta.refresh_from_db()
    assert (acta.state, acta.state_reason) == (EvidenceState.WITHDRAWN, "Era de otro año")
    assert "Era de otro año" in text_of(client.get(acta.get_absolute_url()))


def test_who_only_reads_does_not_withdraw(as_: As) -> None:
    strategy = a_year_at_work()
    acta = _added(strategy, I1_1, of_media())
    assert as_(a_person("Jairo", Role.LEGAL_REPRESENTATIVE)).post(at("withdraw", acta.public_id)).status_code == 403
    row = a_report(strategy, I1_2, of_media("Nadia"))
    accept_delivery(row, by=insider())
    held = Evidence.objects.get(links__delivery=row)
    response = as_(of_media("Otra")).post(at("withdraw", held.public_id), {"reason": "No"})
    assert (response.status_code, "no la puede retirar usted" in text_of(response)) == (403, True)


def test_the_inbox_offers_the_likeliest_first_and_empties(as_: As) -> None:
    a_year_at_work()
    evidence = _unplaced()
    client = as_(insider())

    page = client.get(at("inbox_now"))
    (one,) = page.context["found"]
    assert [key for key, _label in one.form.fields["key"].choices][:2] == ["D1-3", "R1-3"]
    assert one.likely[0].startswith("D1-3 · ")
    response = client.post(at("place", evidence.public_id), {"key": "D1-3", "inbox": "1"})

    assert said(client, response) == "«Acta de la reunión con la gente» soporta D1-3."
    assert [str(link.delivery.key) for link in EvidenceLink.objects.all()] == ["D1-3"]
    assert "Toda la evidencia está ubicada" in text_of(client.get(at("inbox", 2021)))


def test_what_is_placed_from_its_own_page_comes_back_there(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = _added(strategy, I1_1, beto)
    client = as_(beto)
    assert client.post(at("place", acta.public_id), {"key": "D1-3"})["Location"] == acta.get_absolute_url()
    assert client.post(at("place", acta.public_id), {"key": str(R1_3)}).status_code == 403
    told = said(client, client.post(at("place", acta.public_id), {"key": "nada"}))
    assert told.endswith("Elija la entrega que soporta «Acta de I1-1».")
    assert sorted(str(link.delivery.key) for link in EvidenceLink.objects.all()) == ["D1-3", "I1-1"]
    assert str(D1_3) in text_of(client.get(acta.get_absolute_url()))


@pytest.mark.parametrize("role", list(Role))
def test_only_planning_has_an_inbox(as_: As, role: Role) -> None:
    a_year_at_work()
    evidence = _unplaced()
    allowed = Perm.ACCEPT_DELIVERY in ROLE_CARDS[role].permissions
    client = as_(a_person("Ana", role))
    assert client.get(at("inbox", 2021)).status_code == (200 if allowed else 403)
    reads = Perm.READ_ANY_EVIDENCE in ROLE_CARDS[role].permissions
    expected = 200 if reads else 404 if Perm.READ_EVIDENCE in ROLE_CARDS[role].permissions else 403
    assert client.get(evidence.get_absolute_url()).status_code == expected


@pytest.mark.parametrize("pieces", [1, 3])
def test_the_inbox_asks_the_same_number_of_questions_whatever_its_size(as_: As, pieces: int) -> None:
    a_year_at_work()
    for number in range(pieces):
        attach_evidence("x", on=TODAY, ref=Record("space", f"x{number}", "Acta", "/2021/"), by=BY)
    client = as_(insider())
    with CaptureQueriesContext(connection) as asked:
        client.get(at("inbox", 2021))
    assert len(asked) == INBOX_QUERIES


@pytest.mark.parametrize("keys", [[I1_1], [I1_1, I1_2, D1_2]])
def test_a_page_asks_the_same_number_of_questions_whatever_it_supports(as_: As, keys: list[object]) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = _added(strategy, I1_1, beto)
    for key in keys[1:]:
        support_also(acta, open_delivery(strategy, key), by=beto)  # type: ignore[arg-type]
    client = as_(beto)
    with CaptureQueriesContext(connection) as asked, clock.travel(TODAY):
        client.get(acta.get_absolute_url())
    assert len(asked) == PAGE_QUERIES


INBOX_QUERIES, PAGE_QUERIES = 13, 15
