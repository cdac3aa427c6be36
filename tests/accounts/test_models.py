"""People and the hats they wear, each from a day and until another."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from factories.accounts import BY, LONG_AGO, a_person, fresh, insider, outsider
from factories.organization import a_unit
from rendir.foundation.accounts.actions import give_role
from rendir.foundation.accounts.models import HousePolicy, Invitation, Membership, Person, RolePolicy
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actions import create
from rendir.foundation.core import clock

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2021, 3, 1), date(2021, 6, 30)


def _hat(person: Person, **fields: object) -> Membership:
    return Membership(person=person, role=Role.PLANNING, starts_on=FIRST, **fields)


def test_a_person_is_found_by_their_mail_whatever_its_capitals() -> None:
    ana = insider()
    assert Person.objects.get_by_natural_key("ANA.Insider@entidad.EXAMPLE") == ana


def test_a_person_is_called_by_their_name_and_known_to_the_ledger_by_none() -> None:
    ana = insider()
    assert (str(ana), ana.actor_id) == ("Ana Insider", ana.public_id)
    assert "ana" not in ana.actor_id


@pytest.mark.parametrize(
    ("day", "worn"),
    [
        (date(2021, 2, 28), False),
        (FIRST, True),
        (date(2021, 5, 1), True),
        (LAST, True),
        (date(2021, 7, 1), False),
    ],
)
def test_a_hat_is_worn_from_its_first_day_to_its_last(day: date, *, worn: bool) -> None:
    ana = outsider()
    give_role(ana, Role.PLANNING, starts_on=FIRST, ends_on=LAST, by=BY)
    assert ana.hats.worn_on(day).exists() is worn
    with clock.travel(day):
        assert fresh(ana).has_perm(Perm.EDIT_PLAN) is worn


def test_a_hat_without_an_end_is_worn_for_ever() -> None:
    ana = insider(Role.PLANNING)
    with clock.travel(date(2099, 1, 1)):
        assert ana.has_perm(Perm.EDIT_PLAN)


def test_the_actor_wears_all_hats_of_today() -> None:
    ana = a_person("Ana Insider", Role.PLANNING)
    give_role(ana, Role.COMMUNICATIONS, unit=a_unit("Prensa"), starts_on=LONG_AGO, by=BY)
    give_role(ana, Role.IT, starts_on=LONG_AGO, ends_on=LONG_AGO, by=BY)
    ana = fresh(ana)
    assert (ana.actor_role, ana.actor_unit) == ("Planeación, Comunicaciones", "Prensa")
    olga = outsider()
    assert (olga.actor_role, olga.actor_unit) == ("", "")


def test_many_hats_fit_into_an_entry() -> None:
    ana = fresh(a_person("Ana Insider", *Role))
    assert len(ana.actor_role) == 80


def test_hats_are_read_once(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    ana = insider(Role.PLANNING, Role.IT, Role.UNIT_STAFF)
    with django_assert_num_queries(1):
        assert ana.has_perms([Perm.EDIT_PLAN, Perm.MANAGE_PEOPLE, Perm.READ_PLAN])
        assert ana.actor_role == "Planeación, Sistemas, Funcionario de una dependencia"


def test_all_the_permissions_asked_for_are_needed() -> None:
    ana = insider(Role.PLANNING)
    assert (ana.has_perms([Perm.EDIT_PLAN]), ana.has_perms([Perm.EDIT_PLAN, Perm.ADOPT_PLAN])) == (True, False)


def test_a_hat_is_told_in_plain_words() -> None:
    insider(Role.INTERNAL_CONTROL)
    assert str(Membership.objects.get()) == "Control Interno"


def test_nobody_wears_the_same_hat_twice_from_the_same_day() -> None:
    ana, unit = outsider(), a_unit()
    for fields in ({}, {"unit": unit}):
        create(_hat(ana, **fields), perm="any", by=BY)
        with pytest.raises(IntegrityError), transaction.atomic():
            create(_hat(ana, **fields), perm="any", by=BY)
    assert Membership.objects.count() == 2


def test_no_hat_ends_before_it_starts() -> None:
    with pytest.raises(IntegrityError):
        create(_hat(outsider(), ends_on=date(2021, 2, 28)), perm="any", by=BY)


def test_a_head_heads_a_unit_and_another_takes_over_what_ends() -> None:
    olga, ana = outsider(), insider()
    for fields in (
        {"is_head": True},
        {"successor": ana},
        {"successor": olga, "ends_on": LAST},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            create(_hat(olga, **fields), perm="any", by=BY)
    create(_hat(olga, successor=ana, ends_on=LAST), perm="any", by=BY)


def test_hats_come_with_what_the_house_asks_of_them() -> None:
    ana = insider(Role.PLANNING, Role.IT)
    create(RolePolicy(role=Role.IT, second_factor_since=LAST), perm="any", by=BY)
    told = [hat.second_factor_since for hat in ana.hats.worn_on(LAST).with_policies()]  # type: ignore[attr-defined] # annotated
    assert told == [None, LAST]


def test_a_rule_is_told_in_plain_words_and_stands_once() -> None:
    assert str(create(RolePolicy(role=Role.IT), perm="any", by=BY)) == "Sistemas"
    assert str(create(HousePolicy(pk=1, handover_days=15), perm="any", by=BY)) == "15"
    for wrong in (RolePolicy(role=Role.IT), HousePolicy(pk=2, handover_days=15)):
        with pytest.raises(IntegrityError), transaction.atomic():
            create(wrong, perm="any", by=BY)


@pytest.mark.parametrize("days", [0, 366])
def test_the_end_of_a_hat_is_announced_within_a_year(days: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        create(HousePolicy(pk=1, handover_days=days), perm="any", by=BY)


def test_one_invitation_waits_for_each_person() -> None:
    olga = outsider()
    first = Invitation(person=olga, code_digest="a" * 64, expires_on=LAST)
    assert str(create(first, perm="any", by=BY)) == "Olga Ajena 2021-06-30"
    with pytest.raises(IntegrityError), transaction.atomic():
        create(Invitation(person=olga, code_digest="b" * 64, expires_on=LAST), perm="any", by=BY)
