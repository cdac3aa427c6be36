"""Links by which somebody without an account adds files to one delivery: limited, revocable, and never public."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from compliance.conftest import As, at, text_of
from factories.at_work import I1_2, R1_3, TODAY, a_year_at_work, of_media, of_talent
from factories.schedules import BY
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, NotFound, TooMany
from rendir.plan.compliance.actions import drops
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.actions.drops import (
    LONGEST_DAYS,
    holder_of,
    make_drop_link,
    may_begin,
    must_take_files,
    open_drop_link,
    revoke_drop_link,
)
from rendir.plan.compliance.addresses import digest_of
from rendir.plan.compliance.models import Delivery, DropLink, Evidence
from rendir.plan.compliance.states import DeliveryState, EvidenceState
from rendir.plan.planning.actions.strategies import close_strategy
from rendir.plan.planning.models import Strategy

pytestmark = pytest.mark.usefixtures("_at_work")

NEXT_WEEK = TODAY + timedelta(days=7)


def a_link(strategy: Strategy, by: Person, *, until: date = NEXT_WEEK) -> tuple[DropLink, str]:
    return make_drop_link(open_delivery(strategy, I1_2), label="Fotos de la junta", expires_on=until, by=by)


def page_of(secret: str) -> str:
    return reverse("compliance:drop", args=[secret])


def send(secret: str, **changes: object) -> HttpResponse:
    said = {
        "document": SimpleUploadedFile("lista.txt", b"Lista de la junta", "text/plain"),
        "title": "Lista firmada",
        "fact_on": "2021-10-10",
    }
    return Client().post(page_of(secret), {**said, **changes})


def test_what_arrives_is_internal_evidence_that_says_how_it_came() -> None:
    strategy = a_year_at_work()
    link, secret = a_link(strategy, of_media())
    assert send(secret).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.fact_on, evidence.state) == (
        "Lista firmada",
        date(2021, 10, 10),
        EvidenceState.INTERNAL,
    )
    assert (evidence.note, evidence.came_by_link) == ("Llegó por enlace: Fotos de la junta.", True)
    assert [one.delivery.key for one in evidence.links.all()] == [I1_2]
    assert link.delivery.state == DeliveryState.PENDING
    verbs = (
        LedgerEntry.objects.filter(actor=holder_of(link).actor_id).order_by("sequence").values_list("verb", flat=True)
    )
    assert list(verbs) == ["create_storedfile", "add_evidence", "place_evidence"]


def test_only_the_digest_is_kept_and_neither_stands_in_the_ledger() -> None:
    strategy = a_year_at_work()
    link, secret = a_link(strategy, of_media())
    assert link.secret == digest_of(secret)
    told = "".join(str(one.body) for one in LedgerPayload.objects.all())
    assert secret not in told
    assert link.secret not in told


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), TODAY + timedelta(days=LONGEST_DAYS + 1)])
def test_a_link_serves_for_thirty_days_at_most(until: date) -> None:
    strategy, beto = a_year_at_work(), of_media()
    with pytest.raises(Invalid):
        a_link(strategy, beto, until=until)
    a_link(strategy, beto, until=TODAY)
    a_link(strategy, beto, until=TODAY + timedelta(days=LONGEST_DAYS))


def test_a_link_says_for_whom_it_is() -> None:
    row = open_delivery(a_year_at_work(), I1_2)
    with pytest.raises(Invalid):
        make_drop_link(row, label="  ", expires_on=NEXT_WEEK, by=of_media())


def test_who_reports_the_delivery_makes_and_revokes_it_and_nobody_else() -> None:
    strategy, beto, tulia = a_year_at_work(), of_media(), of_talent()
    with pytest.raises(NotAllowed):
        a_link(strategy, tulia)
    link, secret = a_link(strategy, beto)
    with pytest.raises(NotAllowed):
        revoke_drop_link(link, by=tulia)
    revoke_drop_link(link, by=beto)
    assert revoke_drop_link(link, by=beto).version == link.version
    assert Client().get(page_of(secret)).status_code == 404


def test_a_link_that_expired_or_whose_year_closed_opens_nothing() -> None:
    strategy = a_year_at_work()
    _link, secret = a_link(strategy, of_media())
    with clock.travel(NEXT_WEEK):
        assert open_drop_link(secret).label == "Fotos de la junta"
    with clock.travel(NEXT_WEEK + timedelta(days=1)), pytest.raises(NotFound):
        open_drop_link(secret)
    with pytest.raises(NotFound):
        open_drop_link("otro")
    close_strategy(strategy, reason="Terminó", expected=strategy.version, by=BY)
    with pytest.raises(NotFound):
        open_drop_link(secret)
    with pytest.raises(Invalid):
        must_take_files(Delivery.objects.get())


def test_a_link_takes_so_many_files_and_so_many_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    strategy = a_year_at_work()
    link, secret = a_link(strategy, of_media())
    begin = reverse("compliance:drop_begin", args=[secret])
    monkeypatch.setattr(drops, "MOST_AN_HOUR", 2)
    asked = {"name": "foto.jpg", "size": "1000"}
    assert [Client().post(begin, asked).status_code for _ in range(3)] == [201, 201, 429]
    monkeypatch.setattr(drops, "MOST_AN_HOUR", 40)
    monkeypatch.setattr(drops, "MOST_FILES", 1)
    assert send(secret).status_code == 302
    with pytest.raises(TooMany):
        may_begin(link)
    full = send(secret, title="Otra")
    assert (full.status_code, "que son los que recibe" in text_of(full)) == (422, True)


def test_a_large_file_comes_piece_by_piece() -> None:
    strategy = a_year_at_work()
    _link, secret = a_link(strategy, of_media())
    client, data = Client(), b"Acta de la junta de accion comunal"
    begun = client.post(reverse("compliance:drop_begin", args=[secret]), {"name": "acta.txt", "size": str(len(data))})
    address, upload = begun["Location"], begun.json()["upload"]
    for start in range(0, len(data), 20):
        piece = data[start : start + 20]
        sent = client.patch(
            address, piece, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(start)}
        )
        assert sent.status_code == 204
    assert "known" not in client.post(address).json()
    assert send(secret, document="", upload=upload).status_code == 302
    file = Evidence.objects.get().file
    assert file is not None
    assert file.read() == data


def test_an_upload_is_not_anothers_links_to_know_of() -> None:
    strategy, beto = a_year_at_work(), of_media()
    _one, first = a_link(strategy, beto)
    _two, second = a_link(strategy, beto)
    begun = Client().post(reverse("compliance:drop_begin", args=[first]), {"name": "a.txt", "size": "3"})
    other = reverse("compliance:drop_upload", args=[second, begun.json()["upload"]])
    assert Client().head(other).status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"document": ""}, "Elija el archivo."),
        ({"title": ""}, "Qué es"),
        ({"fact_on": "2031-01-01"}, "Esa fecha está en el futuro."),
        ({"document": SimpleUploadedFile("virus.exe", b"MZ\x90\x00" + b"\x00" * 200)}, "archivo"),
        ({"upload": "nadie", "document": ""}, "Esa carga no existe"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_what_was_typed(changes: dict[str, object], told: str) -> None:
    strategy = a_year_at_work()
    _link, secret = a_link(strategy, of_media())
    page = send(secret, **changes)
    assert (page.status_code, told in text_of(page)) == (422, True)
    assert not Evidence.objects.exists()


def test_the_page_says_what_it_is_for_and_leaves_no_trace_of_its_address(client: Client) -> None:
    strategy = a_year_at_work()
    _link, secret = a_link(strategy, of_media())
    page = client.get(page_of(secret))
    words = text_of(page)
    assert "Fotos de la junta" in words
    assert "Ley 1581 de 2012" in words
    assert "no-store" in page["Cache-Control"]
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex", "same-origin")


def test_it_is_made_shown_once_and_revoked_on_the_page(as_: As) -> None:
    a_year_at_work()
    client = as_(of_media())
    made = client.post(at("drops", 2021, I1_2), {"label": "Fotos", "expires_on": NEXT_WEEK.isoformat()})
    link = DropLink.objects.get()
    assert digest_of(made.context["address"].rstrip("/").rpartition("/")[2]) == link.secret
    assert made.context["drawing"].startswith("data:image/svg+xml")
    again = client.get(at("drops", 2021, I1_2))
    assert (again.context["address"], [one.label for one in again.context["links"]]) == ("", ["Fotos"])
    late = client.post(at("drops", 2021, I1_2), {"label": "Fotos", "expires_on": "2022-10-15"})
    assert (late.status_code, DropLink.objects.count()) == (422, 1)
    assert client.post(at("revoke_drop", 2021, I1_2, link.public_id)).status_code == 302
    assert client.get(at("drops", 2021, I1_2)).context["links"] == []
    assert client.get(at("drops", 2021, R1_3)).status_code == 403


def test_the_delivery_marks_what_came_by_link(as_: As) -> None:
    strategy, beto = a_year_at_work(), of_media()
    _link, secret = a_link(strategy, beto)
    send(secret)
    assert "Llegó por enlace" in text_of(as_(beto).get(at("delivery", 2021, I1_2)))
