"""Inviting people, giving and taking hats, choosing a password."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from factories.accounts import BY, PASSWORD, colleague, fresh, insider, outsider, with_password
from factories.organization import a_unit
from rendir.foundation.accounts.actions import (
    choose_password,
    end_role,
    give_role,
    invite_person,
    set_active,
)
from rendir.foundation.accounts.actions.entry import _Oneself
from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db

LONG_BEFORE, FIRST, LAST = date(2020, 1, 1), date(2021, 3, 1), date(2021, 6, 30)


def _last_deed() -> tuple[str, str, dict[str, object]]:
    """Actor, verb and public payload of the newest entry."""
    entry = LedgerEntry.objects.latest("sequence")
    return entry.actor, entry.verb, LedgerPayload.objects.get(entry=entry, reserved=False).body


def test_an_invited_person_cannot_sign_in_yet() -> None:
    ana = insider()
    beto = invite_person(name="Beto Colega", email="Beto@Entidad.example", by=ana)
    assert (beto.name, beto.email, beto.is_active) == ("Beto Colega", "beto@entidad.example", True)
    assert (beto.has_usable_password(), list(beto.hats.all())) == (False, [])
    secret = "(no se escribe)"
    assert _last_deed() == (
        ana.public_id,
        "create_person",
        {"password": secret, "last_login": secret, "is_active": True},
    )


def test_nobody_is_invited_twice() -> None:
    insider()
    before = queries.head()
    with pytest.raises(Invalid, match=r"Ya hay una persona con el correo ANA\.insider@entidad\.example\."):
        invite_person(name="Otra Ana", email="ANA.insider@entidad.example", by=BY)
    assert (queries.head(), Person.objects.count()) == (before, 1)


def test_only_who_manages_people_may() -> None:
    beto, olga = colleague(), outsider()
    before = queries.head()
    with pytest.raises(NotAllowed):
        invite_person(name="X", email="x@entidad.example", by=beto)
    with pytest.raises(NotAllowed):
        give_role(olga, Role.TEAM_LEAD, starts_on=FIRST, by=beto)
    with pytest.raises(NotAllowed):
        end_role(beto.hats.get(), on=LAST, by=olga)
    with pytest.raises(NotAllowed):
        set_active(olga, active=False, by=beto)
    assert (queries.head(), Person.objects.count(), Membership.objects.count()) == (before, 2, 1)


def test_a_hat_is_given() -> None:
    olga, unit = outsider(), a_unit()
    hat = give_role(olga, Role.PLANNING, unit=unit, starts_on=FIRST, ends_on=LAST, by=insider())
    kept = Membership.objects.get(pk=hat.pk)
    assert (kept.person, kept.role, kept.unit, kept.starts_on, kept.ends_on) == (olga, "planning", unit, FIRST, LAST)
    told = {"person": olga.public_id, "role": "planning", "unit": unit.public_id}
    assert _last_deed()[1:] == (
        "create_membership",
        {**told, "starts_on": "2021-03-01", "ends_on": "2021-06-30"},
    )


def test_the_same_hat_again_changes_only_its_end() -> None:
    olga = outsider()
    first = give_role(olga, Role.PLANNING, starts_on=FIRST, ends_on=LAST, by=BY)
    again = give_role(olga, Role.PLANNING, starts_on=date(2021, 5, 1), by=BY)
    assert (again, again.starts_on, again.ends_on, again.version) == (first, FIRST, None, 2)
    assert _last_deed()[1:] == ("change_membership", {"ends_on": ["2021-06-30", None]})
    before = queries.head()
    give_role(olga, Role.PLANNING, starts_on=FIRST, by=BY)
    assert queries.head() == before


def test_a_hat_of_another_unit_is_another_hat() -> None:
    olga = outsider()
    give_role(olga, Role.UNIT_STAFF, starts_on=FIRST, by=BY)
    give_role(olga, Role.UNIT_STAFF, unit=a_unit(), starts_on=FIRST, by=BY)
    assert olga.hats.count() == 2


def test_a_hat_cannot_end_before_it_starts() -> None:
    olga = outsider()
    before = queries.head()
    with pytest.raises(Invalid, match=r"terminaría antes de empezar \(01/03/2021\)"):
        give_role(olga, Role.PLANNING, starts_on=FIRST, ends_on=date(2021, 2, 28), by=BY)
    assert queries.head() == before
    give_role(olga, Role.PLANNING, starts_on=FIRST, by=BY)
    with pytest.raises(Invalid, match=r"terminaría antes de empezar \(01/03/2021\)"):
        give_role(olga, Role.PLANNING, starts_on=LONG_BEFORE, ends_on=LONG_BEFORE, by=BY)
    assert olga.hats.get().ends_on is None


@pytest.mark.parametrize(
    ("ends_on", "on", "last_day"),
    [
        (None, LAST, LAST),
        (None, LONG_BEFORE, FIRST),
        (date(2021, 12, 31), LAST, LAST),
        (LAST, LAST, LAST),
        (LAST, date(2021, 12, 31), LAST),
    ],
)
def test_a_hat_ends(ends_on: date | None, on: date, last_day: date) -> None:
    hat = give_role(outsider(), Role.PLANNING, starts_on=FIRST, ends_on=ends_on, by=BY)
    assert end_role(hat, on=on, by=BY).ends_on == last_day
    assert Membership.objects.get().ends_on == last_day


def test_a_person_leaves_and_comes_back() -> None:
    olga = outsider()
    set_active(olga, active=False, by=insider())
    assert not fresh(olga).is_active
    set_active(olga, active=True, by=BY)
    assert fresh(olga).is_active
    assert _last_deed()[1:] == ("change_person", {"is_active": [False, True]})


def test_nobody_locks_themselves_out() -> None:
    ana = insider()
    with pytest.raises(Invalid, match="no puede cerrar su propia cuenta"):
        set_active(ana, active=False, by=ana)
    assert fresh(ana).is_active


def test_a_person_chooses_their_password_whatever_hats_they_wear() -> None:
    olga = with_password(outsider())
    assert fresh(olga).check_password(PASSWORD)
    secret = ["(no se escribe)", "(no se escribe)"]
    assert _last_deed() == (olga.public_id, "choose_password", {"password": secret})
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.actor_role, entry.actor_unit) == ("Titular de la cuenta", "")


@pytest.mark.parametrize("weak", ["corta", "1234567890123", "password123", "olga.ajena@entidad.example"])
def test_a_weak_password_is_refused(weak: str) -> None:
    olga = outsider()
    before = queries.head()
    with pytest.raises(ValidationError):
        choose_password(olga, weak)
    assert (queries.head(), fresh(olga).has_usable_password()) == (before, False)


def test_two_who_use_the_same_link_choose_once() -> None:
    olga = outsider()
    again = fresh(olga)
    choose_password(olga, PASSWORD)
    with pytest.raises(Stale):
        choose_password(again, "otra frase muy distinta")
    assert fresh(olga).check_password(PASSWORD)


def test_oneself_may_nothing_else() -> None:
    olga = outsider()
    oneself = _Oneself(olga)
    may = [oneself.has_perm("accounts.enter_desk", one) for one in (olga, insider(), None)]
    assert (may, oneself.has_perm("accounts.manage_people", olga)) == ([True, False, False], False)
