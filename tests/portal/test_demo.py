"""The demo's year: what is there on 15 October 2021, and that all of it holds."""

from collections import Counter
from datetime import date

import pytest
from django.test import Client

from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.audit.queries import verify_now
from rendir.foundation.core import clock
from rendir.foundation.core.zone import day_in_bogota
from rendir.front.portal.deeds import DEEDS, told
from rendir.front.portal.demo.year import live_the_year
from rendir.plan.compliance.models import Cut, VerificationRound
from rendir.plan.compliance.queries import deliveries_of
from rendir.plan.compliance.rules.standing import Status, status_on
from rendir.plan.compliance.states import RoundState
from rendir.plan.planning.models import Strategy

TODAY = date(2021, 10, 15)
FULFILLED = {Status.FULFILLED.value, Status.FULFILLED_LATE.value}
PAGES = {
    "/2021/cumplimiento/": "De 28 entregas que ya debían estar, 24 se cumplieron y 4 no se cumplieron.",
    "/2021/actividades/D5/": "Transmisiones de mayo a agosto",
    "/2021/cortes/1/": "De 7 entregas que ya debían estar, 6 se cumplieron (85,7 %) y 1 no se cumplió.",
    "/2021/cortes/2/": "De 26 entregas que ya debían estar, 21 se cumplieron (80,8 %) y 5 no se cumplieron.",
    "/2021/control-interno/1/": "De las tres transmisiones, la de marzo no permitió preguntas.",
    "/2021/control-interno/2/": "En el encuentro se contaron los de la zona norte.",
    "/2021/archivo/": "archivo",
    "/archivo/?q=acueducto": "Informe de gestión de 2019",
    "/grupos/recicladores-de-oficio/": "La entidad no tiene todavía un canal para escucharles.",
    "/grupos/caracterizacion/1/2/": "Recicladores de oficio",
    "/encuestas/": "¿Cómo va la Alcaldía? Encuesta a la ciudadanía de 2021",
    "/datos/entregas/": "Se muestran 5 de 51 filas.",
}


@pytest.mark.django_db
def test_the_year_at_work_is_there_whole_and_holds(client: Client) -> None:
    live_the_year()
    strategy = Strategy.objects.get()
    found = Counter(status_on(one, TODAY, warning_days=15) for one in deliveries_of(strategy))
    assert found == {
        Status.FULFILLED: 22,
        Status.FULFILLED_LATE: 2,
        Status.IN_REVIEW: 6,
        Status.MISSED: 4,
        Status.NOT_APPLICABLE: 1,
        Status.NOT_YET: 16,
    }
    cuts = [(one.period, one.counts["due_fulfilled"], one.counts["due"]) for one in Cut.objects.order_by("period")]
    assert cuts == [(1, 6, 7), (2, 21, 26)]
    rounds = VerificationRound.objects.order_by("period")
    assert [(one.period, one.state) for one in rounds] == [(1, RoundState.SEALED), (2, RoundState.SEALED)]
    assert [one.period for one in rounds if one.sealed_at is None or day_in_bogota(one.sealed_at) > one.due_on] == []
    assert [_disputed(one) for one in rounds] == [["D5-1"], ["D8-2"]]
    verbs = set(LedgerEntry.objects.values_list("verb", flat=True))
    assert verbs - DEEDS.keys() == set()
    assert told("a_verb_of_tomorrow") == "a_verb_of_tomorrow"
    assert verify_now() == []
    with clock.travel(TODAY):
        for path, words in PAGES.items():
            answer = client.get(path)
            assert (path, answer.status_code, words in answer.content.decode()) == (path, 200, True)


def _disputed(verified: VerificationRound) -> list[str]:
    """What the entity counts as fulfilled and Control Interno did not wholly verify."""
    return [one["key"] for one in verified.lines if one["status"] in FULFILLED and one["result"] != "verified"]
