"""What is always true of a row, whoever writes it; and how things are called."""

import pytest
from django.db import IntegrityError, transaction

from factories.deliveries import a_cut, a_delivery, a_round, a_year, at, delivery_in, supported
from rendir.plan.compliance.models import Cut, Delivery, Evidence, VerificationRound
from rendir.plan.compliance.states import DeliveryState

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "broken",
    [
        {"period": 4},
        {"state": "reported"},
        {"state": "accepted"},
        {"state": "returned"},
        {"accepted_alone": True},
        {"progress": 101},
        {"due_on": "2021-06-01"},
        {"due_reason": "Porque sí"},
    ],
)
def test_the_database_refuses_a_delivery_that_cannot_be(broken: dict[str, object]) -> None:
    delivery = a_delivery(a_year())
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "file"},
        {"kind": "record"},
        {"url": ""},
        {"state": "public"},
        {"state": "withdrawn"},
    ],
)
def test_the_database_refuses_evidence_that_cannot_be(broken: dict[str, object]) -> None:
    evidence = supported(a_delivery(a_year()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(**broken)


def test_a_correction_without_a_reason_and_a_seal_without_a_day_cannot_be() -> None:
    strategy = a_year()
    with at(5, 4):
        cut, made = a_cut(strategy), a_round(strategy)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cut.objects.filter(pk=cut.pk).update(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationRound.objects.filter(pk=made.pk).update(state="sealed")


def test_things_know_their_pages() -> None:
    strategy = a_year()
    with at(5, 4):
        cut, made = a_cut(strategy), a_round(strategy)
    assert (cut.get_absolute_url(), made.get_absolute_url()) == ("/2021/cortes/1/", "/2021/control-interno/1/")


def test_evidence_is_of_the_units_that_answer_for_what_it_supports() -> None:
    strategy = a_year()
    delivery = delivery_in(DeliveryState.REPORTED, strategy, "I2-1")
    evidence = Evidence.objects.get()
    assert evidence.unit_ids == delivery.unit_ids
    assert len(evidence.unit_ids) == 2
