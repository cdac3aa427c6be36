"""Planning's queue: one after the other, or several with the list before the eyes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.conftest import As, at, said, text_of
from factories.accounts import a_person, insider
from factories.at_work import D1_2, I1_1, I1_2, MEDIA, a_report, a_year_at_work, of_media
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.organization.queries import find_unit
from rendir.plan.compliance.actions.deliveries import ask_waiver, open_delivery, take_back_report
from rendir.plan.compliance.models import Delivery
from rendir.plan.compliance.queries import one_delivery
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.planning.models import Strategy


def _states(strategy: Strategy, *keys: Key) -> list[str]:
    return [found.work.state.value for key in keys if (found := one_delivery(strategy, key))]


@pytest.mark.parametrize("role", list(Role))
def test_only_who_accepts_has_a_queue(as_: As, role: Role) -> None:
    a_year_at_work()
    client = as_(a_person("Ana", role))
    allowed = Perm.ACCEPT_DELIVERY in ROLE_CARDS[role].permissions
    assert client.get(at("review", 2021)).status_code == (200 if allowed else 403)
    assert client.post(at("accept_many", 2021)).status_code == (302 if allowed else 403)


def test_the_longest_wait_comes_first_with_its_words_and_its_evidence(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    a_report(strategy, D1_2, beto, on=date(2021, 9, 9))
    a_report(strategy, I1_1, beto, on=date(2021, 9, 1))
    ask_waiver(open_delivery(strategy, I1_2), reason="No se hará.", by=beto)

    page = as_(insider()).get(at("review_now"))

    told = {str(one.shown.key): (one.is_waiver, one.late, len(one.evidence)) for one in page.context["waiting"]}
    assert told == {"I1-1": (False, 124, 1), "D1-2": (False, 9, 1), "I1-2": (True, 0, 0)}
    reports = [str(one.shown.key) for one in page.context["waiting"] if not one.is_waiver]
    assert reports == ["I1-1", "D1-2"]
    assert "Piden que no aplique: No se hará." in text_of(page)


def test_an_empty_queue_says_where_to_look_meanwhile(as_: As) -> None:
    a_year_at_work()
    assert "No hay nada por revisar" in text_of(as_(insider()).get(at("review", 2021)))


def test_accepting_in_place_comes_back_to_the_queue(as_: As) -> None:
    strategy = a_year_at_work()
    row = a_report(strategy, I1_1, of_media())
    typed = {"expected": row.version, "back": at("review", 2021)}
    response = as_(insider()).post(at("review_step", 2021, I1_1, "aceptar"), typed)
    assert (response["Location"], _states(strategy, I1_1)) == (at("review", 2021), ["accepted"])
    strange = as_(a_person("Pía", Role.PLANNING)).post(
        at("review_step", 2021, I1_1, "devolver"),
        {"expected": row.version + 1, "reason": "x", "back": "https://otra.example/"},
    )
    assert strange["Location"] == at("delivery", 2021, I1_1)


def test_several_are_accepted_after_a_question(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    rows = [a_report(strategy, key, beto) for key in (I1_1, I1_2, D1_2)]
    client = as_(insider())
    tokens = [f"{row.key}:{row.version}" for row in rows[:2]]

    asked = client.get(at("accept_many", 2021), {"row": tokens})
    assert [str(one.shown.key) for one in asked.context["chosen"]] == ["I1-1", "I1-2"]
    assert _states(strategy, I1_1) == ["reported"]
    told = said(client, client.post(at("accept_many", 2021), {"row": tokens}))

    assert told == "2 entregas aceptadas."
    assert _states(strategy, I1_1, I1_2, D1_2) == ["accepted", "accepted", "reported"]


def test_what_changed_meanwhile_is_left_out_and_told(as_: As) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    first, second = (a_report(strategy, key, beto) for key in (I1_1, I1_2))
    tokens = [f"{row.key}:{row.version}" for row in (first, second)]
    take_back_report(second, by=beto)
    client = as_(insider())
    told = said(client, client.post(at("accept_many", 2021), {"row": tokens}))
    assert told == "1 entrega aceptada.; 1 cambiaron mientras usted las veía: revíselas de nuevo."
    assert _states(strategy, I1_1, I1_2) == ["accepted", "pending"]


def test_one_that_is_refused_does_not_keep_the_others(as_: As) -> None:
    strategy = a_year_at_work()
    ana = insider(unit=find_unit(MEDIA))
    a_person("Pía", Role.PLANNING)
    own, other = a_report(strategy, I1_1, ana), a_report(strategy, I1_2, of_media())
    client = as_(ana)
    told = said(
        client, client.post(at("accept_many", 2021), {"row": [f"{one.key}:{one.version}" for one in (own, other)]})
    )
    assert told == ("I1-1: Usted reportó esta entrega: la revisa otra persona. Pídala a Pía.; 1 entrega aceptada.")
    assert _states(strategy, I1_1, I1_2) == ["reported", "accepted"]
    assert next(one.is_mine for one in client.get(at("review", 2021)).context["waiting"])


def test_nothing_chosen_is_told(as_: As) -> None:
    a_year_at_work()
    client = as_(insider())
    assert said(client, client.get(at("accept_many", 2021))) == "Marque al menos una entrega para aceptarlas juntas."


def test_what_the_version_in_force_no_longer_has_is_not_shown(as_: As) -> None:
    strategy = a_year_at_work()
    row = a_report(strategy, I1_1, of_media())
    Delivery.objects.filter(pk=row.pk).update(period=3)
    assert as_(insider()).get(at("review", 2021)).context["waiting"] == []


@pytest.mark.parametrize("keys", [[I1_1], [I1_1, I1_2, D1_2]])
def test_asks_the_same_number_of_questions_whatever_the_queue(as_: As, keys: list[Key]) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    for key in keys:
        a_report(strategy, key, beto)
    client = as_(insider())
    with CaptureQueriesContext(connection) as asked:
        client.get(at("review", 2021))
    assert len(asked) == QUERIES


QUERIES = 15
