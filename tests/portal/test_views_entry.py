"""The door: the code of a printed invitation, and one's own open sessions."""

import pytest
from django.test import Client
from django.urls import reverse

from factories.accounts import BY, PASSWORD, colleague, fresh, insider, outsider
from factories.organization import an_entity
from rendir.foundation.accounts.actions import make_invitation
from rendir.foundation.accounts.invitations import code_of
from rendir.foundation.accounts.models import OpenSession, Person
from rendir.front.portal.invitations import invitation_path

pytestmark = pytest.mark.django_db

CODE = "/clave/"
SESSIONS = "/gestion/cuenta/sesiones/"


@pytest.fixture(autouse=True)
def _entity() -> None:
    an_entity()


def _signed_in(person: Person, **headers: str) -> Client:
    client = Client(headers=headers)
    client.force_login(person)
    return client


# --- the code --------------------------------------------------------------------------------------------------------


def test_a_code_leads_to_choosing_a_password(client: Client) -> None:
    olga = outsider()
    invitation = make_invitation(olga, by=BY)
    assert client.get(CODE).status_code == 200
    typed = client.post(CODE, {"code": code_of(invitation.public_id).lower().replace("-", " ")})
    assert (typed.status_code, typed["Location"]) == (302, invitation_path(invitation))
    client.post(typed["Location"], {"password": PASSWORD, "again": PASSWORD})
    assert fresh(olga).check_password(PASSWORD)


def test_a_code_is_spent_with_its_invitation_and_told_as_any_other(client: Client) -> None:
    invitation = make_invitation(outsider(), by=BY)
    code = code_of(invitation.public_id)
    client.post(invitation_path(invitation), {"password": PASSWORD, "again": PASSWORD})
    spent, wrong = (client.post(CODE, {"code": one}) for one in (code, "K7QF3-M2XTP"))
    assert [one.status_code for one in (spent, wrong)] == [200, 200]
    assert spent.context["form"].errors == wrong.context["form"].errors
    assert "Este código no abre nada" in spent.context["form"].errors["code"][0]


def test_an_empty_code_asks_for_one(client: Client) -> None:
    assert client.post(CODE, {"code": ""}).context["form"].errors.keys() == {"code"}


def test_the_page_is_kept_by_nobody(client: Client) -> None:
    assert "no-store" in client.get(CODE)["Cache-Control"]


def test_who_guesses_codes_waits_and_a_room_that_types_its_own_does_not(client: Client) -> None:
    for _ in range(30):
        invitation = make_invitation(outsider(), by=BY) if not Person.objects.exists() else _again()
        assert client.post(CODE, {"code": code_of(invitation.public_id)}).status_code == 302
    for number in range(20):
        assert client.post(CODE, {"code": f"AAAAA-AAA{number:02}"}).status_code == 200
    waits = client.post(CODE, {"code": code_of(invitation.public_id)})
    assert (waits.status_code, waits.templates[0].name) == (429, "errors/429.html")
    elsewhere = client.post(CODE, {"code": code_of(invitation.public_id)}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302


def _again():
    return make_invitation(Person.objects.get(), by=BY)


# --- sessions --------------------------------------------------------------------------------------------------------


def test_ones_own_sessions_are_shown_and_this_one_is_marked() -> None:
    beto = colleague()
    _signed_in(insider())
    office, _phone = _signed_in(beto), _signed_in(beto)
    told = office.get(SESSIONS).context["sessions"]
    assert [one.is_this_one for one in told] == [True, False]


def test_one_session_is_closed_or_all_the_others() -> None:
    beto = colleague()
    office, phone, library = (_signed_in(beto) for _ in range(3))
    other = office.get(SESSIONS).context["sessions"][1]
    one = office.post(SESSIONS, {"session": other.digest}, follow=True)
    assert ("La sesión quedó cerrada." in one.content.decode(), len(one.context["sessions"])) == (True, 2)
    rest = office.post(SESSIONS, {"others": "1"}, follow=True)
    assert ("Se cerró una sesión." in rest.content.decode(), len(rest.context["sessions"])) == (True, 1)
    assert [one.get(reverse("portal_desk:desk")).status_code for one in (office, phone, library)] == [200, 302, 302]


def test_several_are_counted() -> None:
    beto = colleague()
    office, *_rest = [_signed_in(beto) for _ in range(4)]
    assert "Se cerraron 3 sesiones." in office.post(SESSIONS, {"others": "1"}, follow=True).content.decode()
    assert OpenSession.objects.filter(person=beto).count() == 1


def test_anothers_session_is_not_closed() -> None:
    beto, ana = colleague(), insider()
    lead = _signed_in(ana)
    digest = lead.get(SESSIONS).context["sessions"][0].digest
    _signed_in(beto).post(SESSIONS, {"session": digest})
    assert lead.get(SESSIONS).status_code == 200
