"""The demo's year: what is there on 15 October 2021, and that all of it holds."""

from collections import Counter
from datetime import date

import pytest
from django.test import Client

from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.audit.queries import verify_now
from rendir.foundation.core import clock
from rendir.front.portal.deeds import DEEDS, told
from rendir.front.portal.demo.year import live_the_year
from rendir.plan.compliance.models import Cut, VerificationRound
from rendir.plan.compliance.queries import deliveries_of
from rendir.plan.compliance.rules.standing import Status, status_on
from rendir.plan.compliance.states import RoundState
from rendir.plan.planning.models import Strategy

TODAY = date(2021, 10, 15)
PAGES = {
    "/2021/cumplimiento/": "21 de 26",
    "/2021/actividades/D5/": "Transmisiones de mayo a agosto",
    "/2021/cortes/1/": "6 de 7",
    "/2021/cortes/2/": "22 de 26",
    "/2021/control-interno/1/": "De las tres transmisiones, la de marzo no permitió preguntas.",
    "/2021/control-interno/2/": "En el encuentro se contaron los de la zona norte.",
    "/2021/archivo/": "archivo",
    "/datos/entregas/": "D5",
}


@pytest.mark.django_db
def test_the_year_at_work_is_there_whole_and_holds(client: Client) -> None:
    live_the_year()
    strategy = Strategy.objects.get()
    found = Counter(status_on(one, TODAY, warning_days=15) for one in deliveries_of(strategy))
    assert found == {
        Status.FULFILLED: 23,
        Status.FULFILLED_LATE: 2,
        Status.IN_REVIEW: 3,
        Status.MISSED: 3,
        Status.NOT_APPLICABLE: 1,
        Status.NOT_YET: 19,
    }
    cuts = [(one.period, one.counts["due_fulfilled"], one.counts["due"]) for one in Cut.objects.order_by("period")]
    assert cuts == [(1, 6, 7), (2, 22, 26)]
    assert {one.state for one in VerificationRound.objects.all()} == {RoundState.SEALED}
    verbs = set(LedgerEntry.objects.values_list("verb", flat=True))
    assert verbs - DEEDS.keys() == set()
    assert told("a_verb_of_tomorrow") == "a_verb_of_tomorrow"
    assert verify_now() == []
    with clock.travel(TODAY):
        for path, words in PAGES.items():
            answer = client.get(path)
            assert (path, answer.status_code, words in answer.content.decode()) == (path, 200, True)
