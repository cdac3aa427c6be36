"""The cuts on the desk: what would be frozen, freezing as it was read, correcting with a reason."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person, insider
from factories.at_work import I1_1, I1_2, a_report, a_year_at_work, light_cut, of_media
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.core import clock
from rendir.plan.compliance.actions.cuts import digest_of_lines
from rendir.plan.compliance.models import Cut
from rendir.plan.compliance.views.staff import cuts as views


@pytest.fixture(autouse=True)
def _quick_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the documents look like is tested where they are made."""
    monkeypatch.setattr(views, "render_cut", light_cut)


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_sees_the_cuts_and_who_may_freezes(as_: As, role: Role) -> None:
    strategy = a_year_at_work()
    client, held = as_(a_person("Ana", role)), ROLE_CARDS[role].permissions
    expected = 200 if Perm.READ_EVIDENCE in held else 403
    pages = [at("cuts_now"), at("cuts", 2021), at("cut", 2021, 1)]
    assert [client.get(page).status_code for page in pages] == [expected] * 3
    typed = {"seen": digest_of_lines(strategy, 1), "confirmed": "on"}
    status = client.post(at("freeze", 2021, 1), typed).status_code
    assert (status, Cut.objects.count()) == ((302, 1) if Perm.FREEZE_CUT in held else (403, 0))


def test_the_list_tells_of_each_cut_whether_it_was_frozen_can_be_or_has_not_come(as_: As) -> None:
    strategy = a_year_at_work()
    a_report(strategy, I1_1, of_media(), on=date(2021, 4, 20))
    client = as_(insider())
    client.post(at("freeze", 2021, 1), {"seen": digest_of_lines(strategy, 1), "confirmed": "on"})
    page = client.get(at("cuts", 2021))
    assert [(one.period, one.cut is not None, one.is_over) for one in page.context["lines"]] == [
        (1, True, True),
        (2, False, True),
        (3, False, False),
    ]
    assert (page.context["waiting"], "Revisar y congelar" in text_of(page)) == (2, True)
    assert "Revisar y congelar" not in text_of(as_(of_media("Nadia")).get(at("cuts", 2021)))


def test_what_would_be_frozen_is_shown_in_words_and_line_by_line(as_: As) -> None:
    strategy = a_year_at_work()
    a_report(strategy, I1_1, of_media(), on=date(2021, 4, 20))
    page = as_(insider()).get(at("cut", 2021, 2))
    assert [(one.line.key, one.status.value) for one in page.context["lines"]] == [
        ("I1-1", "en-revision"),
        ("I1-2", "no-cumplida"),
        ("D1-2", "no-cumplida"),
    ]
    assert page.context["sentence"].startswith("De 3 entregas que ya debían estar")


def test_freezing_publishes_and_its_files_can_be_taken(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(insider())
    typed = {"seen": digest_of_lines(strategy, 1), "note": "Sin novedad", "confirmed": "on"}
    response = client.post(at("freeze", 2021, 1), typed)
    assert said(client, response) == "El corte quedó congelado y publicado: ya no cambia."
    page = client.get(at("cut", 2021, 1))
    assert [(one.cut.number, [file.format for file in one.downloads]) for one in page.context["frozen"]] == [
        (1, ["JSON", "CSV"])
    ]
    file = client.get(at("cut_file", 2021, 1, 1, "json"))
    assert (b"".join(file.streaming_content), file["X-Content-Type-Options"]) == (b"{}", "nosniff")
    assert [client.get(at("cut_file", 2021, 1, *rest)).status_code for rest in ((1, "pdf"), (2, "json"))] == [404, 404]


def test_without_the_confirmation_nothing_is_frozen_and_the_words_stay(as_: As) -> None:
    strategy = a_year_at_work()
    response = as_(insider()).post(at("freeze", 2021, 1), {"seen": digest_of_lines(strategy, 1), "note": "Hubo paro"})
    assert (response.status_code, dict(response.context["bound"].errors)) == (
        422,
        {"confirmed": ["Revise la lista y marque la confirmación."]},
    )
    assert ("Hubo paro" in text_of(response), Cut.objects.count()) == (True, 0)


def test_what_changed_since_it_was_read_is_read_again_before_it_is_frozen(as_: As) -> None:
    strategy = a_year_at_work()
    seen = digest_of_lines(strategy, 1)
    a_report(strategy, I1_1, of_media(), on=date(2021, 4, 20))
    client = as_(insider())
    response = client.post(at("freeze", 2021, 1), {"seen": seen, "note": "Hubo paro", "confirmed": "on"})
    assert "Algo cambió en las entregas desde que usted abrió la página." in text_of(response)
    form = response.context["form"]
    assert (form.data["note"], form.data["seen"], "confirmed" in form.data) == (
        "Hubo paro",
        digest_of_lines(strategy, 1),
        False,
    )
    assert Cut.objects.count() == 0


def test_a_correction_says_why_and_keeps_the_one_before(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(insider())
    client.post(at("freeze", 2021, 1), {"seen": digest_of_lines(strategy, 1), "confirmed": "on"})
    a_report(strategy, I1_1, of_media(), on=date(2021, 4, 20))
    typed = {"seen": digest_of_lines(strategy, 1), "confirmed": "on"}
    assert list(client.post(at("freeze", 2021, 1), typed).context["bound"].errors) == ["reason"]
    client.post(at("freeze", 2021, 1), {**typed, "reason": "Faltaba un correo"})
    page = client.get(at("cut", 2021, 1))
    assert [(one.cut.number, one.cut.reason) for one in page.context["frozen"]] == [(2, "Faltaba un correo"), (1, "")]


def test_a_correction_of_nothing_is_refused_on_the_page(as_: As) -> None:
    strategy = a_year_at_work()
    client = as_(insider())
    typed = {"seen": digest_of_lines(strategy, 1), "confirmed": "on"}
    client.post(at("freeze", 2021, 1), typed)
    response = client.post(at("freeze", 2021, 1), {**typed, "reason": "Porque sí"})
    assert (response.status_code, "No hay nada que corregir en este corte." in text_of(response)) == (422, True)


def test_before_its_day_is_over_it_only_shows_how_it_goes(as_: As) -> None:
    a_year_at_work()
    client = as_(insider())
    page = client.get(at("cut", 2021, 3))
    assert (page.context["form"], "Se congela desde el día siguiente." in text_of(page)) == (None, True)
    assert client.post(at("freeze", 2021, 3), {"seen": "x"})["Location"] == at("cut", 2021, 3)
    assert client.get(at("freeze", 2021, 1))["Location"] == at("cut", 2021, 1)
    with clock.travel(date(2022, 1, 1)):
        assert client.get(at("cut", 2021, 3)).context["form"] is not None


def test_there_are_three_cuts(as_: As) -> None:
    a_year_at_work()
    client = as_(insider())
    assert [client.get(at("cut", 2021, 4)).status_code, client.post(at("freeze", 2021, 0)).status_code] == [404, 404]


def test_a_long_cut_is_read_page_by_page_and_frozen_whole(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    a_year_at_work(more=2)
    monkeypatch.setattr(views, "PAGE", 3)
    client = as_(insider())
    page = client.get(at("cut", 2021, 2))
    pages = [page, client.get(at("cut", 2021, 2), {"pagina": "2"})]
    assert [one.line.key for page in pages for one in page.context["lines"]] == ["I1-1", "I1-2", "I2-2", "I3-2", "D1-2"]
    assert [one.title for one in page.context["lines"]][:1] == ["Producir la información"]
    client.post(at("freeze", 2021, 2), {"seen": page.context["form"].now, "confirmed": "on"})
    assert len(Cut.objects.get().lines) == 5


@pytest.mark.parametrize("more", [0, 3])
def test_asks_the_same_number_of_questions_whatever_the_size(as_: As, more: int) -> None:
    strategy = a_year_at_work(more=more)
    a_report(strategy, I1_2, of_media())
    client = as_(insider())
    with CaptureQueriesContext(connection) as asked:
        client.get(at("cut", 2021, 2))
    assert len(asked) == QUERIES


QUERIES = 17
