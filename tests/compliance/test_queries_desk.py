"""What the desk asks of the year at work."""

from datetime import date

import pytest

from factories.accounts import a_person
from factories.at_work import D1_2, I1_1, I1_2, MEDIA, TODAY, a_file, a_report, a_year_at_work, of_media, with_evidence
from factories.organization import an_entity
from factories.schedules import BY
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.queries import told_of
from rendir.foundation.core import clock
from rendir.foundation.organization.actions import add_alias
from rendir.foundation.organization.queries import find_unit, spellings_of
from rendir.plan.compliance.actions.control import open_round, verify_delivery
from rendir.plan.compliance.actions.deliveries import ask_waiver, open_delivery
from rendir.plan.compliance.actions.evidence import support_also, withdraw_evidence
from rendir.plan.compliance.queries import (
    ReviewLoad,
    deliveries_of_units,
    delivery_in_hand,
    evidence_elsewhere,
    evidence_in_hand,
    evidence_of_each,
    links_of,
    rounds_at_work,
    same_file_elsewhere,
    verifications_of_delivery,
    waiting_for_review,
)
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.compliance.rules.standing import Result

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day():
    with clock.travel(TODAY):
        an_entity()
        yield


def test_a_delivery_in_hand_is_its_row_or_one_not_written_yet() -> None:
    strategy = a_year_at_work()
    fresh = delivery_in_hand(strategy, I1_1)
    assert fresh
    media = find_unit(MEDIA)
    assert media
    assert (fresh.pk, fresh.version, fresh.key, fresh.unit_ids) == (None, 1, I1_1, {media.pk})
    row = open_delivery(strategy, I1_1)
    assert delivery_in_hand(strategy, I1_1) == row
    nowhere = Key.parse("I9-1")
    assert nowhere
    assert delivery_in_hand(strategy, nowhere) is None


def test_the_deliveries_of_units_are_found_by_any_spelling_of_their_names() -> None:
    strategy = a_year_at_work()
    keys = [str(one.key) for one in deliveries_of_units(strategy, ["OFICINA DE COMUNICACIONES"])]
    assert keys == ["I1-1", "I1-2", "D1-2", "D1-3"]
    media = find_unit(MEDIA)
    assert media
    add_alias(media, "Comunicaciones", on=TODAY, by=BY)
    assert (spellings_of([media]), spellings_of([])) == (
        {"oficina de comunicaciones", "comunicaciones"},
        frozenset(),
    )


def test_evidence_of_many_is_asked_for_at_once_without_what_was_withdrawn(django_assert_num_queries) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    first, second = with_evidence(strategy, I1_1, beto), with_evidence(strategy, I1_2, beto)
    gone = with_evidence(strategy, I1_1, beto, text="otra")
    withdraw_evidence(gone, reason="Error", by=beto)
    rows = [open_delivery(strategy, key) for key in (I1_1, I1_2, D1_2)]
    with django_assert_num_queries(1):
        found = evidence_of_each(rows)
    assert [[one.evidence for one in found.get(row.pk, [])] for row in rows] == [[first], [second], []]


def test_evidence_elsewhere_is_searched_by_words_and_by_units() -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = with_evidence(strategy, I1_1, beto, text="lista")
    support_also(acta, open_delivery(strategy, I1_2), by=beto)
    row, fresh = open_delivery(strategy, I1_1), delivery_in_hand(strategy, D1_2)
    assert fresh
    media = find_unit(MEDIA)
    assert media
    assert evidence_elsewhere(row, "acta", unit_ids=None) == []
    assert evidence_elsewhere(fresh, "acta lista", unit_ids=None) == [(acta, (I1_1, I1_2))]
    assert evidence_elsewhere(fresh, "acta", unit_ids=[media.pk]) == [(acta, (I1_1, I1_2))]
    assert evidence_elsewhere(fresh, "acta", unit_ids=[0]) == []
    assert evidence_elsewhere(fresh, "nada", unit_ids=None) == []


def test_the_same_file_is_found_once_and_not_where_it_was_withdrawn() -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = with_evidence(strategy, I1_1, beto, text="lista")
    file = a_file("lista", beto)
    assert (same_file_elsewhere(strategy, file), same_file_elsewhere(strategy, a_file("otra", beto))) == (acta, None)
    withdraw_evidence(acta, reason="Error", by=beto)
    assert same_file_elsewhere(strategy, file) is None


def test_one_piece_and_what_it_supports() -> None:
    strategy = a_year_at_work()
    acta = with_evidence(strategy, I1_1, of_media())
    assert (evidence_in_hand(acta.public_id), evidence_in_hand("nada")) == (acta, None)
    assert [str(one.delivery.key) for one in links_of(acta)] == ["I1-1"]


def test_how_much_waits_for_planning() -> None:
    strategy = a_year_at_work()
    assert waiting_for_review(strategy) == ReviewLoad(0, None, 0)
    beto = of_media()
    a_report(strategy, I1_1, beto, on=date(2021, 9, 2))
    a_report(strategy, D1_2, beto, on=date(2021, 9, 1))
    ask_waiver(open_delivery(strategy, I1_2), reason="No", by=beto)
    assert waiting_for_review(strategy) == ReviewLoad(2, date(2021, 9, 1), 1)


def test_the_rounds_of_a_year_and_what_they_found_of_one_delivery() -> None:
    strategy = a_year_at_work()
    cora = a_person("Cora", Role.INTERNAL_CONTROL)
    second, first = open_round(strategy, 2, by=cora), open_round(strategy, 1, by=cora)
    found = verify_delivery(first, I1_1, result=Result.VERIFIED, percentage=100, by=cora)
    assert rounds_at_work(strategy) == [first, second]
    assert list(verifications_of_delivery(open_delivery(strategy, I1_1))) == [found]


def test_what_the_ledger_tells_of_several_things_comes_newest_first(django_assert_num_queries) -> None:
    strategy = a_year_at_work()
    beto = of_media()
    acta = with_evidence(strategy, I1_1, beto)
    withdraw_evidence(acta, reason="Era de otra", by=beto)
    row = open_delivery(strategy, I1_1)
    with django_assert_num_queries(2):
        told = told_of([acta, row])
    assert [(entry.verb, body.get("reason")) for entry, body in told] == [
        ("withdraw_evidence", "Era de otra"),
        ("add_evidence", None),
        ("open_delivery", ""),
    ]
