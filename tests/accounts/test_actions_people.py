"""Inviting people, correcting how they are called, letting them in or no longer."""

import pytest

from factories.accounts import BY, colleague, fresh, insider, outsider
from factories.ledger import last_deed
from rendir.foundation.accounts.actions import correct_person, give_role, invite_person, set_active
from rendir.foundation.accounts.models import Membership, Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db


def test_an_invited_person_cannot_sign_in_yet() -> None:
    ana = insider()
    beto = invite_person(name="Beto Colega", email="Beto@Entidad.example", by=ana)
    assert (beto.name, beto.email, beto.is_active) == ("Beto Colega", "beto@entidad.example", True)
    assert (beto.has_usable_password(), list(beto.hats.all())) == (False, [])
    secret = "(no se escribe)"
    told = {"password": secret, "last_login": secret, "is_active": True}
    assert last_deed() == (ana.public_id, "create_person", told)


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
        correct_person(olga, name="X", email="x@entidad.example", expected=olga.version, by=beto)
    with pytest.raises(NotAllowed):
        set_active(olga, active=False, by=beto)
    assert (queries.head(), Person.objects.count(), Membership.objects.count()) == (before, 2, 1)


def test_a_name_and_a_mail_are_corrected_and_stay_out_of_the_public_ledger() -> None:
    olga, ana = outsider(), insider()
    correct_person(olga, name="  Olga  Ñáñez ", email="Olga@Entidad.example", expected=olga.version, by=ana)
    kept = fresh(olga)
    assert (kept.name, kept.sort_key < "p", kept.email) == ("Olga Ñáñez", True, "olga@entidad.example")
    assert last_deed() == (ana.public_id, "correct_person", {})
    reserved = LedgerPayload.objects.get(entry=LedgerEntry.objects.latest("sequence"), reserved=True).body
    assert reserved["email"] == ["olga.ajena@entidad.example", "olga@entidad.example"]


def test_a_mail_is_of_one_person() -> None:
    olga, ana = outsider(), insider()
    with pytest.raises(Invalid, match="Ya hay una persona con el correo"):
        correct_person(olga, name="Olga", email=ana.email.upper(), expected=olga.version, by=ana)
    correct_person(olga, name="Olga", email=olga.email, expected=olga.version, by=ana)
    assert fresh(olga).name == "Olga"


def test_who_corrects_a_person_sees_them_as_they_are() -> None:
    olga = outsider()
    with pytest.raises(Stale):
        correct_person(olga, name="Olga", email=olga.email, expected=olga.version - 1, by=BY)


def test_a_person_leaves_and_comes_back() -> None:
    olga = outsider()
    set_active(olga, active=False, by=insider())
    assert not fresh(olga).is_active
    set_active(olga, active=True, by=BY)
    assert fresh(olga).is_active
    assert last_deed()[1:] == ("change_person", {"is_active": [False, True]})


def test_nobody_locks_themselves_out() -> None:
    ana = insider()
    with pytest.raises(Invalid, match="no puede cerrar su propia cuenta"):
        set_active(ana, active=False, by=ana)
    assert fresh(ana).is_active


def test_who_closes_an_account_stays_to_manage_people() -> None:
    ana, other = insider(), outsider()
    give_role(other, Role.IT, starts_on=ana.hats.get().starts_on, by=BY)
    set_active(ana, active=False, by=fresh(other))
    assert [one.name for one in Person.objects.filter(is_active=True)] == [other.name]
