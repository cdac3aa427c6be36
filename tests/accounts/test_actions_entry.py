"""What is done at the door: passwords, invitations, sessions, the second step."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client

from factories.accounts import (
    BY,
    PASSWORD,
    colleague,
    fresh,
    insider,
    outsider,
    with_password,
    with_second_factor,
)
from factories.ledger import deeds, last_deed
from rendir.foundation.accounts.actions import (
    accept_invitation,
    choose_password,
    close_other_sessions,
    close_session,
    close_sessions_of,
    make_invitation,
    remove_second_factor,
    set_active,
)
from rendir.foundation.accounts.actions.entry import _Oneself
from rendir.foundation.accounts.invitations import code_digest, code_of
from rendir.foundation.accounts.models import Invitation, OpenSession, Person
from rendir.foundation.accounts.queries import has_second_factor, sessions_of
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db

TODAY, LAST_DAY = date(2021, 10, 15), date(2021, 10, 22)
ANOTHER = "otra frase muy distinta"


# --- passwords -------------------------------------------------------------------------------------------------------


def test_a_person_chooses_their_password_whatever_hats_they_wear() -> None:
    olga = with_password(outsider())
    assert fresh(olga).check_password(PASSWORD)
    secret = ["(no se escribe)", "(no se escribe)"]
    assert last_deed() == (olga.public_id, "choose_password", {"password": secret})
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.actor_role, entry.actor_unit) == ("Titular de la cuenta", "")


@pytest.mark.parametrize("weak", ["corta", "1234567890123", "password123", "olga.ajena@entidad.example"])
def test_a_weak_password_is_refused(weak: str) -> None:
    olga = outsider()
    before = queries.head()
    with pytest.raises(ValidationError):
        choose_password(olga, weak)
    assert (queries.head(), fresh(olga).has_usable_password()) == (before, False)


def test_oneself_may_nothing_else() -> None:
    olga, ana = outsider(), insider()
    oneself = _Oneself(olga)
    invited = [make_invitation(one, by=BY) for one in (olga, ana)]
    may = [oneself.has_perm("accounts.enter_desk", one) for one in (olga, ana, *invited, None)]
    assert may == [True, False, True, False, False]
    assert not oneself.has_perm("accounts.manage_people", olga)


# --- invitations -----------------------------------------------------------------------------------------------------


def test_an_invitation_opens_the_door_for_some_days() -> None:
    olga, ana = outsider(), insider()
    with clock.travel(TODAY):
        invitation = make_invitation(olga, by=ana)
    kept = Invitation.objects.get()
    assert (kept.person, kept.expires_on, kept.used_at) == (olga, LAST_DAY, None)
    assert kept.code_digest == code_digest(code_of(invitation.public_id))
    told = {"person": olga.public_id, "code_digest": "(no se escribe)", "expires_on": "2021-10-22", "used_at": None}
    assert last_deed() == (ana.public_id, "create_invitation", told)
    open_on = [Invitation.objects.open_on(day).exists() for day in (TODAY, LAST_DAY, date(2021, 10, 23))]
    assert open_on == [True, True, False]


def test_a_new_invitation_takes_the_place_of_the_one_before() -> None:
    olga = outsider()
    first, second = make_invitation(olga, by=BY), make_invitation(olga, by=BY)
    assert (list(Invitation.objects.all()), first.public_id != second.public_id) == ([second], True)
    assert len(deeds("remove_invitation")) == 1


def test_an_invitation_is_spent_by_using_it() -> None:
    olga = outsider()
    with clock.travel(TODAY):
        accept_invitation(make_invitation(olga, by=BY), PASSWORD)
        assert not Invitation.objects.open_on(TODAY).exists()
    assert (fresh(olga).check_password(PASSWORD), last_deed()[:2]) == (True, (olga.public_id, "use_invitation"))
    make_invitation(olga, by=BY)  # the spent one stays beside it
    assert Invitation.objects.count() == 2


def test_a_weak_password_spends_no_invitation() -> None:
    invitation = make_invitation(outsider(), by=BY)
    with pytest.raises(ValidationError):
        accept_invitation(invitation, "corta")
    assert Invitation.objects.open_on(clock.today()).exists()


def test_two_who_use_the_same_invitation_choose_once() -> None:
    invitation = make_invitation(outsider(), by=BY)
    again = Invitation.objects.select_related("person").get()
    accept_invitation(invitation, PASSWORD)
    with pytest.raises(Stale):
        accept_invitation(again, ANOTHER)
    assert fresh(invitation.person).check_password(PASSWORD)


def test_whoever_left_is_not_invited() -> None:
    olga = outsider()
    make_invitation(olga, by=BY)
    set_active(olga, active=False, by=BY)
    assert not Invitation.objects.open_on(clock.today()).exists()
    with pytest.raises(Invalid, match="El acceso de Olga Ajena está cerrado"):
        make_invitation(fresh(olga), by=BY)


def test_only_who_manages_people_invites() -> None:
    with pytest.raises(NotAllowed):
        make_invitation(outsider(), by=colleague())
    assert not Invitation.objects.exists()


# --- sessions --------------------------------------------------------------------------------------------------------


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _is_in(client: Client) -> bool:
    return client.get("/gestion/").status_code == 200


def test_one_closes_one_of_ones_own_sessions() -> None:
    beto = colleague()
    office, phone = _signed_in(beto), _signed_in(beto)
    other = next(one for one in sessions_of(beto, this=office.session.session_key) if not one.is_this_one)
    close_session(beto, other.digest)
    assert (_is_in(office), _is_in(phone)) == (True, False)
    assert last_deed() == (beto.public_id, "close_sessions", {"sessions": 1})


def test_one_closes_all_the_others() -> None:
    beto = colleague()
    office, phone, library = _signed_in(beto), _signed_in(beto), _signed_in(beto)
    assert close_other_sessions(beto, this=office.session.session_key) == 2
    assert [_is_in(one) for one in (office, phone, library)] == [True, False, False]
    before = queries.head()
    assert (close_other_sessions(beto, this=office.session.session_key), queries.head()) == (0, before)


def test_without_a_session_of_ones_own_all_are_others() -> None:
    beto = colleague()
    phone = _signed_in(beto)
    assert (close_other_sessions(beto, this=None), _is_in(phone)) == (1, False)


def test_nobody_closes_anothers_session() -> None:
    beto, ana = colleague(), insider()
    phone = _signed_in(ana)
    before = queries.head()
    close_session(beto, sessions_of(ana)[0].digest)
    close_session(beto, "")
    assert (_is_in(phone), queries.head()) == (True, before)
    with pytest.raises(NotAllowed):
        close_sessions_of(ana, by=beto)


def test_the_key_of_a_session_closes_nothing_only_its_digest_does() -> None:
    beto = colleague()
    phone = _signed_in(beto)
    close_session(beto, phone.session.session_key)
    assert _is_in(phone)


def test_who_manages_people_closes_everything_somebody_has_open() -> None:
    beto, ana = colleague(), insider()
    office, phone, lead = _signed_in(beto), _signed_in(beto), _signed_in(ana)
    assert close_sessions_of(beto, by=ana) == 2
    assert [_is_in(one) for one in (office, phone, lead)] == [False, False, True]
    assert last_deed() == (ana.public_id, "close_sessions", {"sessions": 2})
    assert not LedgerPayload.objects.filter(entry=LedgerEntry.objects.latest("sequence"), reserved=True).exists()


def test_sessions_end_with_the_access_and_with_the_password() -> None:
    beto = with_password(colleague())
    office = _signed_in(beto)
    set_active(beto, active=False, by=BY)
    set_active(beto, active=True, by=BY)
    assert (_is_in(office), OpenSession.objects.filter(person=beto).count()) == (False, 0)
    office = _signed_in(beto)
    choose_password(beto, ANOTHER)
    assert (_is_in(office), OpenSession.objects.filter(person=beto).count()) == (False, 0)


def test_a_refused_act_closes_no_session() -> None:
    beto = colleague()
    phone, stale = _signed_in(beto), fresh(beto)
    set_active(fresh(beto), active=True, by=BY)
    stale.version -= 1
    with pytest.raises(Stale):
        set_active(stale, active=False, by=BY)
    assert _is_in(phone)


# --- the second step -------------------------------------------------------------------------------------------------


def test_a_second_step_is_taken_away_from_who_lost_it() -> None:
    beto, ana = with_second_factor(colleague()), insider()
    phone = _signed_in(beto)
    remove_second_factor(beto, by=ana)
    assert (has_second_factor(beto), Authenticator.objects.count(), _is_in(phone)) == (False, 0, False)
    assert last_deed() == (ana.public_id, "remove_second_factor", {})


def test_ones_own_second_step_is_not_taken_away_by_the_side_door() -> None:
    ana = with_second_factor(insider())
    with pytest.raises(Invalid, match="lo quita usted en «Seguridad de su cuenta»"):
        remove_second_factor(ana, by=ana)
    assert has_second_factor(ana)


def test_where_there_is_no_second_step_nothing_is_taken_away() -> None:
    beto = colleague()
    before = queries.head()
    with pytest.raises(Invalid, match="Beto Colega no tiene un segundo paso"):
        remove_second_factor(beto, by=BY)
    with pytest.raises(NotAllowed):
        remove_second_factor(insider(), by=beto)
    assert queries.head()[0] == before[0] + 2  # who `insider` is
