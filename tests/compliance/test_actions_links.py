"""Links that are evidence are looked at once a month; who may read them sees those that stopped answering."""

from datetime import date

import pytest
from django.core.management import call_command

from compliance.conftest import As, at, said, text_of
from factories.accounts import insider
from factories.at_work import I1_1, TODAY, a_year_at_work, of_media, of_talent, with_evidence
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, NotNow, Stale
from rendir.foundation.library.links import LinkCheck
from rendir.plan.compliance.actions import links
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.actions.evidence import add_link, withdraw_evidence
from rendir.plan.compliance.actions.links import Look, Looked, check_links, look_at_link
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.queries import dead_links
from rendir.plan.planning.models import Strategy

pytestmark = pytest.mark.usefixtures("_at_work")

SAID = {True: "Responde.", False: "Ya no existe.", None: "No se pudo comprobar: tarda demasiado."}


def answering(**known: bool | None) -> Look:
    """A world in which these pages answer so; all others do."""

    def look(url: str) -> LinkCheck:
        ok = known.get(url.rpartition("/")[2], True)
        return LinkCheck(clock.now(), None, url, ok, SAID[ok])

    return look


def a_link_to(strategy: Strategy, page: str, by: Person) -> Evidence:
    url = f"https://entidad.example/{page}"
    return add_link(open_delivery(strategy, I1_1), url, title=f"Página {page}", fact_on=TODAY, by=by)


def test_each_is_asked_once_a_month_and_what_it_answered_is_kept() -> None:
    strategy, beto = a_year_at_work(), of_media()
    alive, gone = a_link_to(strategy, "viva", beto), a_link_to(strategy, "muerta", beto)
    assert check_links(TODAY, look=answering(muerta=False)) == Looked(answering=1, dead=1, unknown=0)
    alive.refresh_from_db()
    gone.refresh_from_db()
    assert [(one.link_works, one.link_note) for one in (alive, gone)] == [(True, "Responde."), (False, "Ya no existe.")]
    assert list(dead_links(strategy)) == [gone]
    assert check_links(date(2021, 11, 14), look=answering()) == Looked(0, 0, 0)
    with clock.travel(date(2021, 11, 16)):
        assert check_links(date(2021, 11, 16), look=answering()) == Looked(answering=2, dead=0, unknown=0)
    assert not dead_links(strategy).exists()


def test_what_cannot_be_known_changes_nothing_and_is_asked_again() -> None:
    strategy, beto = a_year_at_work(), of_media()
    link = a_link_to(strategy, "lenta", beto)
    assert check_links(TODAY, look=answering(lenta=None)) == Looked(0, 0, unknown=1)
    link.refresh_from_db()
    assert (link.link_checked_at, link.link_works) == (None, None)
    assert check_links(TODAY, look=answering()) == Looked(answering=1, dead=0, unknown=0)


def test_a_run_asks_so_many_the_longest_ago_first() -> None:
    strategy, beto = a_year_at_work(), of_media()
    for one in ("a", "b", "c"):
        a_link_to(strategy, one, beto)
    assert check_links(TODAY, look=answering(), most=2) == Looked(answering=2, dead=0, unknown=0)
    assert check_links(TODAY, look=answering(), most=2) == Looked(answering=1, dead=0, unknown=0)


def test_what_somebody_changes_meanwhile_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    strategy, beto = a_year_at_work(), of_media()
    a_link_to(strategy, "viva", beto)

    def stale(*_: object, **__: object) -> None:
        raise Stale("Otra persona cambió esto.")

    monkeypatch.setattr(links, "note_link_check", stale)
    assert check_links(TODAY, look=answering()) == Looked(0, 0, unknown=1)


def test_files_and_what_was_withdrawn_are_not_asked() -> None:
    strategy, beto = a_year_at_work(), of_media()
    with_evidence(strategy, I1_1, beto)
    withdraw_evidence(a_link_to(strategy, "muerta", beto), reason="Era otra", by=beto)
    assert check_links(TODAY, look=answering(muerta=False)) == Looked(0, 0, 0)


def test_a_person_asks_one_now() -> None:
    strategy, beto = a_year_at_work(), of_media()
    link = a_link_to(strategy, "muerta", beto)
    assert look_at_link(link, look=answering(muerta=False), by=beto).link_works is False
    with pytest.raises(NotNow):
        look_at_link(link, look=answering(muerta=None), by=beto)
    assert link.link_works is False
    with pytest.raises(NotAllowed):
        look_at_link(link, look=answering(), by=of_talent())
    with pytest.raises(Invalid):
        look_at_link(with_evidence(strategy, I1_1, beto), look=answering(), by=beto)


def test_the_command_says_what_it_found(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    strategy, beto = a_year_at_work(), of_media()
    a_link_to(strategy, "muerta", beto)
    monkeypatch.setitem(check_links.__kwdefaults__, "look", answering(muerta=False))
    call_command("check_links")
    told = "0 enlaces responden; 1 no responde; 0 no se pudieron comprobar.\n"
    assert capsys.readouterr().out == told
    assert LedgerEntry.objects.filter(verb="check_link").count() == 1


def test_who_may_read_them_sees_the_dead_ones_and_planning_is_told(as_: As) -> None:
    strategy, beto, ana = a_year_at_work(), of_media(), insider()
    a_link_to(strategy, "muerta", beto)
    assert "Ningún enlace caído" in text_of(as_(beto).get(at("dead_links_now")))
    check_links(TODAY, look=answering(muerta=False))
    assert [(one.evidence.title, one.keys) for one in as_(beto).get(at("dead_links", 2021)).context["found"]] == [
        ("Página muerta", ("I1-1",))
    ]
    assert as_(of_talent()).get(at("dead_links", 2021)).context["found"] == []
    assert "1 enlace que es evidencia no responde." in text_of(as_(ana).get("/gestion/"))


@pytest.mark.parametrize(
    ("works", "told"), [(True, "El enlace responde."), (False, "El enlace no responde: Ya no existe.")]
)
def test_it_is_asked_from_its_page(as_: As, monkeypatch: pytest.MonkeyPatch, works: bool, told: str) -> None:
    strategy, beto = a_year_at_work(), of_media()
    link = a_link_to(strategy, "pagina", beto)
    monkeypatch.setitem(look_at_link.__kwdefaults__, "look", answering(pagina=works))
    client = as_(beto)
    assert "Revisar ahora" in text_of(client.get(link.get_absolute_url()))
    assert said(client, client.post(at("look_at_link", link.public_id))) == told
