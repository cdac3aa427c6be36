"""Coming in and going out: password, second step, closed doors, and no mail that is only pretended."""

import base64
import hashlib
import hmac
import time
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from asgiref.local import Local
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from factories.accounts import (
    BY,
    PASSWORD,
    SECRET,
    a_person,
    fresh,
    insider,
    outsider,
    with_password,
    with_second_factor,
)
from rendir.foundation.accounts.actions import set_active, set_second_factor
from rendir.foundation.accounts.adapter import ClosedSignUp, display_name
from rendir.foundation.accounts.models import OpenSession, Person, SharedCount
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.core.zone import BOGOTA

pytestmark = pytest.mark.django_db

LOGIN = "/gestion/cuenta/login/"
RESET = "/gestion/cuenta/password/reset/"
SECOND_STEP = "/gestion/cuenta/seguridad/authenticate/"
ACTIVATE = "/gestion/cuenta/seguridad/totp/activate/"
OTHER_PASSWORD = "el río suena donde hay piedras"


@pytest.fixture
def ana() -> Person:
    """Who can sign in."""
    return with_password(insider())


def _sign_in(client: Client, email: str, password: str = PASSWORD, *, to: str = LOGIN) -> HttpResponse:
    return client.post(to, {"login": email, "password": password})


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _leads_to(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, response.get("Location", "")


# --- password --------------------------------------------------------------------------------------------------------


def test_a_password_opens_the_desk(client: Client, ana: Person) -> None:
    assert client.get(LOGIN).status_code == 200
    assert _leads_to(_sign_in(client, ana.email)) == (302, "/gestion/")
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_a_mail_is_the_same_whatever_its_capitals(client: Client, ana: Person) -> None:
    assert _leads_to(_sign_in(client, ana.email.upper())) == (302, "/gestion/")


def test_one_comes_in_where_one_was_going(client: Client, ana: Person) -> None:
    page = "/gestion/personas/"
    sent_to = client.get(page)["Location"]
    assert sent_to == f"{LOGIN}?next={page}"
    response = client.post(LOGIN, {"login": ana.email, "password": PASSWORD, "next": page})
    assert _leads_to(response) == (302, page)


def test_nobody_is_sent_to_another_site(client: Client, ana: Person) -> None:
    form = {"login": ana.email, "password": PASSWORD, "next": "https://example.org/"}
    assert _leads_to(client.post(LOGIN, form)) == (302, "/gestion/")


def test_a_wrong_password_and_an_unknown_mail_are_told_alike(client: Client, ana: Person) -> None:
    wrong = _sign_in(client, ana.email, OTHER_PASSWORD)
    unknown = _sign_in(client, "nadie@entidad.example", PASSWORD)
    assert (wrong.status_code, unknown.status_code, _is_in(client)) == (200, 200, False)
    errors = wrong.context["form"].errors.get_json_data()
    assert errors == unknown.context["form"].errors.get_json_data()
    assert [(field, len(told)) for field, told in errors.items()] == [("__all__", 1)]
    assert errors["__all__"][0]["message"] in wrong.content.decode()


def test_who_never_chose_a_password_does_not_come_in(client: Client) -> None:
    olga = outsider()
    for password in ("", "!", olga.password):
        assert _sign_in(client, olga.email, password).status_code == 200
    assert not _is_in(client)


def test_who_left_does_not_come_in(client: Client, ana: Person) -> None:
    set_active(ana, active=False, by=BY)
    _sign_in(client, ana.email)
    assert not _is_in(client)


def _code_of(secret: str, moment: int) -> str:
    """What a telephone shows at that second (RFC 6238, six figures, thirty seconds)."""
    digest = hmac.new(base64.b32decode(secret), (moment // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{int.from_bytes(digest[at : at + 4], 'big') % 2**31 % 10**6:06d}"


def test_after_some_wrong_tries_even_the_right_password_waits(client: Client, ana: Person) -> None:
    for _ in range(5):
        assert _sign_in(client, ana.email, OTHER_PASSWORD).status_code == 200
    response = _sign_in(client, ana.email)
    assert (response.status_code, response.templates[0].name, _is_in(client)) == (429, "errors/429.html", False)


def test_the_page_says_when_to_try_again(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2021, 10, 15, 10, 29, 30, tzinfo=BOGOTA)
    monkeypatch.setattr(clock, "now", lambda: moment)
    for _ in range(5):
        _sign_in(client, ana.email, OTHER_PASSWORD)
    response = _sign_in(client, ana.email)
    assert "Puede intentarlo otra vez a las 10:35." in response.content.decode()
    assert (response["Retry-After"], response["Cache-Control"]) == ("300", "no-store")


def test_after_that_time_the_door_is_open_again(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(6):
        _sign_in(client, ana.email, OTHER_PASSWORD)
    _wait(settings.SIGN_IN_WAIT - 30, monkeypatch)
    assert _sign_in(client, ana.email).status_code == 429
    _wait(settings.SIGN_IN_WAIT + 1, monkeypatch)
    assert (_leads_to(_sign_in(client, ana.email)), _is_in(client)) == ((302, "/gestion/"), True)


def _wait(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every clock that sign-in reads, ours and allauth's, is so much later than the true one."""
    moment, later = time.time() + seconds, timezone.localtime(timezone.now(), BOGOTA) + timedelta(seconds=seconds)
    monkeypatch.setattr(ratelimit, "time", SimpleNamespace(time=lambda: moment, monotonic=time.monotonic))
    monkeypatch.setattr(clock, "now", lambda: later)


def test_a_mail_nobody_has_waits_as_well(client: Client) -> None:
    """Whether an account exists is told neither by the refusal nor by the wait."""
    told = [_sign_in(client, "nadie@entidad.example", "x").status_code for _ in range(6)]
    assert told == [200] * 5 + [429]


def test_the_wait_is_of_one_mail_and_from_anywhere(client: Client, ana: Person) -> None:
    for number in range(5):
        client.post(LOGIN, {"login": ana.email, "password": "x"}, REMOTE_ADDR=f"203.0.113.{number}")
    elsewhere = client.post(LOGIN, {"login": ana.email, "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    assert (elsewhere.status_code, _is_in(client)) == (429, False)
    olga = with_password(outsider())
    assert _leads_to(_sign_in(client, olga.email)) == (302, "/gestion/")


def test_who_tries_many_mails_from_one_place_waits(client: Client, ana: Person) -> None:
    for number in range(20):
        assert _sign_in(client, f"nadie{number}@entidad.example", "x").status_code == 200
    assert _sign_in(client, "nadie@entidad.example", "x").status_code == 429
    assert _sign_in(client, ana.email).status_code == 429
    elsewhere = client.post(LOGIN, {"login": ana.email, "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    assert _leads_to(elsewhere) == (302, "/gestion/")


def test_who_comes_in_is_not_counted(client: Client, ana: Person) -> None:
    for _ in range(15):
        assert _leads_to(_sign_in(client, ana.email)) == (302, "/gestion/")
        client.post("/gestion/cuenta/logout/")


def test_the_counts_are_every_processs_and_no_address_stands_in_them(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": ana.email, "password": "x"}, REMOTE_ADDR="203.0.113.9")
    monkeypatch.setattr(caches, "_connections", Local())  # another process has a cache of its own over the same table
    assert client.post(LOGIN, {"login": ana.email, "password": PASSWORD}, REMOTE_ADDR="198.51.100.7").status_code == 429
    kept = repr(list(SharedCount.objects.values()))
    assert [told for told in ("203.0.113", "198.51", ana.email, "insider") if told in kept] == []


def test_a_second_step_is_not_guessed(client: Client, ana: Person) -> None:
    with_second_factor(ana)
    _sign_in(client, ana.email)
    wrong = [client.post(SECOND_STEP, {"code": "000000"}) for _ in range(6)]
    assert [one.status_code for one in wrong] == [200] * 6
    told = wrong[-1].context["form"].errors["code"]
    assert told == ["Demasiados intentos seguidos. Espere cinco minutos y vuelva a intentarlo."]
    right = client.post(SECOND_STEP, {"code": _code_of(SECRET, int(time.time()))})
    assert (right.status_code, _is_in(client)) == (200, False)


def test_one_goes_out_by_asking_to_not_by_looking(client: Client, ana: Person) -> None:
    _sign_in(client, ana.email)
    assert (client.get("/gestion/cuenta/logout/").status_code, _is_in(client)) == (200, True)
    assert (_leads_to(client.post("/gestion/cuenta/logout/")), _is_in(client)) == ((302, "/"), False)


def test_a_stranger_cannot_sign_somebody_out(ana: Person) -> None:
    """A page of another site that posts for the browser has no token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert (client.post("/gestion/cuenta/logout/").status_code, _is_in(client)) == (403, True)


def test_a_password_is_changed_through_the_ledger(client: Client, ana: Person) -> None:
    _sign_in(client, ana.email)
    form = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post("/gestion/cuenta/password/change/", form).status_code == 302
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.verb, entry.actor, fresh(ana).check_password(OTHER_PASSWORD)) == (
        "choose_password",
        ana.public_id,
        True,
    )
    assert (fresh(ana).version, queries.verify_now(), _is_in(client)) == (3, [], True)


def test_a_changed_password_ends_every_other_session(client: Client, ana: Person) -> None:
    elsewhere = Client()
    for one in (client, elsewhere):
        _sign_in(one, ana.email)
    form = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    client.post("/gestion/cuenta/password/change/", form)
    assert [one.get("/gestion/").status_code for one in (client, elsewhere)] == [200, 302]
    assert OpenSession.objects.filter(person=ana).count() == 1


def test_a_weak_password_is_refused(client: Client, ana: Person) -> None:
    _sign_in(client, ana.email)
    form = {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    assert client.post("/gestion/cuenta/password/change/", form).status_code == 200
    assert fresh(ana).check_password(PASSWORD)


# --- closed doors ----------------------------------------------------------------------------------------------------


def test_nobody_signs_up(client: Client) -> None:
    page = client.get("/gestion/cuenta/signup/")
    assert (page.status_code, page.templates[0].name) == (200, "account/signup_closed.html")
    form = {"email": "intrusa@example.org", "password1": PASSWORD}
    posted = client.post("/gestion/cuenta/signup/", form)
    assert (posted.templates[0].name, Person.objects.count(), _is_in(client)) == (
        "account/signup_closed.html",
        0,
        False,
    )


def test_sign_up_is_closed_to_everybody(rf: object) -> None:
    assert ClosedSignUp().is_open_for_signup(rf) is False  # type: ignore[arg-type] # whoever asks


def test_mails_are_not_changed_past_the_ledger(client: Client, ana: Person) -> None:
    _sign_in(client, ana.email)
    for response in (
        client.get("/gestion/cuenta/email/"),
        client.post("/gestion/cuenta/email/", {"email": "otra@example.org", "action_add": ""}),
    ):
        assert _leads_to(response) == (302, "/gestion/cuenta/seguridad/")
    assert (fresh(ana).email, mail.outbox) == ("ana.insider@entidad.example", [])


def test_sign_in_calls_people_by_their_name(ana: Person) -> None:
    assert display_name(ana) == "Ana Insider"


# --- a new password --------------------------------------------------------------------------------------------------


def test_without_a_mail_server_nobody_is_told_to_look_for_a_mail(
    client: Client, ana: Person, settings: Settings
) -> None:
    settings.MAIL_CONFIGURED = False
    page = client.get(RESET).content.decode()
    assert "Este sitio no envía correos. Pida un enlace nuevo a quien administra las cuentas" in page
    assert "<form" not in page
    done = client.post(RESET, {"email": ana.email}, follow=True).content.decode()
    assert "<h1>No se envió ningún correo</h1>" in done
    assert "Revise su correo" not in done


def test_with_a_mail_server_a_link_gives_a_new_password(client: Client, ana: Person, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    assert "<form" in client.get(RESET).content.decode()
    done = client.post(RESET, {"email": ana.email}, follow=True).content.decode()
    assert "<h1>Revise su correo</h1>" in done
    assert [one.to for one in mail.outbox] == [[ana.email]]
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    chosen = client.post(address, {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD})
    assert _leads_to(chosen) == (302, "/gestion/cuenta/password/reset/key/done/")
    assert (fresh(ana).check_password(OTHER_PASSWORD), queries.verify_now()) == (True, [])
    assert LedgerEntry.objects.latest("sequence").verb == "choose_password"
    spent = client.get(link, follow=True).content.decode()
    assert "Este enlace ya no sirve" in spent


def test_a_mail_nobody_has_is_answered_alike(client: Client, ana: Person, settings: Settings) -> None:
    settings.MAIL_CONFIGURED = True
    known = client.post(RESET, {"email": ana.email})
    unknown = client.post(RESET, {"email": "nadie@entidad.example"})
    assert _leads_to(known) == _leads_to(unknown) == (302, "/gestion/cuenta/password/reset/done/")


# --- the second step -------------------------------------------------------------------------------------------------


def _at(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: moment))


def _enrol(client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """Activate the telephone's code for whoever is signed in, who says their password again; gives the secret."""
    _at(1_634_300_000, monkeypatch)
    page = client.get(ACTIVATE)
    assert page["Location"].startswith("/gestion/cuenta/reauthenticate/?next=")
    assert _leads_to(client.post(page["Location"], {"password": PASSWORD})) == (302, ACTIVATE)
    page = client.get(ACTIVATE)
    secret = str(page.context["form"].secret)
    assert secret in page.content.decode()
    wrong = client.post(ACTIVATE, {"code": "000000"})
    assert (wrong.status_code, bool(wrong.context["form"].errors)) == (200, True)
    done = client.post(ACTIVATE, {"code": _code_of(secret, 1_634_300_000)})
    assert done.status_code == 302
    return secret


def test_the_test_computes_codes_as_the_standard_does() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert [_code_of(secret, moment) for moment in (59, 1_111_111_109, 20_000_000_000)] == [
        "287082",
        "081804",
        "353130",
    ]


def test_who_activated_the_second_step_needs_it(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(client, ana.email)
    secret = _enrol(client, monkeypatch)
    later = Client()
    assert _leads_to(_sign_in(later, ana.email)) == (302, SECOND_STEP)
    assert not _is_in(later)
    assert later.get("/gestion/personas/")["Location"].startswith(LOGIN)
    _at(1_634_300_090, monkeypatch)
    wrong = later.post(SECOND_STEP, {"code": _code_of(secret, 1_634_200_000)})
    assert (wrong.status_code, _is_in(later)) == (200, False)
    assert _leads_to(later.post(SECOND_STEP, {"code": _code_of(secret, 1_634_300_090)})) == (302, "/gestion/")
    assert _is_in(later)


def test_who_is_asked_for_a_second_step_sets_it_up_and_goes_on(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_second_factor({Role.TEAM_LEAD}, since=clock.today(), by=BY)
    with_second_factor(with_password(a_person("Iván Sistemas", Role.IT)))  # so that Ana is not the last door
    _sign_in(client, ana.email)
    assert _leads_to(client.get("/gestion/")) == (302, "/gestion/cuenta/seguridad/")
    _enrol(client, monkeypatch)
    page = client.get("/gestion/")
    assert (page.status_code, "segundo paso" in page.content.decode()) == (200, False)


def test_a_code_opens_once(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(client, ana.email)
    code = _code_of(_enrol(client, monkeypatch), 1_634_300_090)
    _at(1_634_300_090, monkeypatch)
    first, second = Client(), Client()
    for one in (first, second):
        _sign_in(one, ana.email)
        one.post(SECOND_STEP, {"code": code})
    assert (_is_in(first), _is_in(second)) == (True, False)


def test_a_backup_code_opens_once(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(client, ana.email)
    _enrol(client, monkeypatch)
    page = client.get("/gestion/cuenta/seguridad/recovery-codes/")
    backup = page.context["unused_codes"][0]
    first, second = Client(), Client()
    for one in (first, second):
        _sign_in(one, ana.email)
        one.post(SECOND_STEP, {"code": backup})
    assert (_is_in(first), _is_in(second)) == (True, False)


def test_the_second_step_cannot_be_reached_without_the_first(client: Client, ana: Person) -> None:
    assert client.get(SECOND_STEP).status_code == 302
    client.post(SECOND_STEP, {"code": "000000"})
    assert not _is_in(client)


# --- our own words ---------------------------------------------------------------------------------------------------


def test_the_session_ends_with_the_browser_and_nobody_is_asked(client: Client, ana: Person) -> None:
    assert [bound.name for bound in client.get(LOGIN).context["form"].visible_fields()] == ["login", "password"]
    _sign_in(client, ana.email)
    assert client.session.get_expire_at_browser_close() is True


@pytest.mark.parametrize("path", [LOGIN, RESET])
def test_a_box_does_not_repeat_its_label(client: Client, path: str) -> None:
    assert "placeholder" not in client.get(path).content.decode()


def test_a_box_of_who_is_in_does_not_repeat_its_label_either(client: Client, ana: Person) -> None:
    _sign_in(client, ana.email)
    for name in ("password/change", "reauthenticate"):
        assert "placeholder" not in client.get(f"/gestion/cuenta/{name}/").content.decode()


def test_who_does_not_get_in_is_told_in_plain_words(client: Client, ana: Person) -> None:
    page = _sign_in(client, ana.email, "otra cosa")
    assert page.context["form"].non_field_errors() == [
        "El correo o la contraseña no corresponden. Revíselos y pruebe otra vez."
    ]


def test_coming_in_and_going_out_are_answered_in_plain_words(client: Client, ana: Person) -> None:
    _sign_in(client, ana.email)
    assert [str(one) for one in client.get("/gestion/").context["messages"]] == [f"Entró como {ana.name}."]
    page = client.post("/gestion/cuenta/logout/", follow=True)
    assert [str(one) for one in page.context["messages"]] == ["Salió. Hasta pronto."]
