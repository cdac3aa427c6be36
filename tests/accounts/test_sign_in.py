"""Coming in and going out: password, second step, closed doors, and no mail that is only pretended."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from factories.accounts import BY, PASSWORD, fresh, insider, outsider, with_password
from rendir.foundation.accounts.actions import set_active
from rendir.foundation.accounts.adapter import ClosedSignUp, display_name
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry

pytestmark = pytest.mark.django_db

LOGIN = "/gestion/cuenta/login/"
RESET = "/gestion/cuenta/password/reset/"
SECOND_STEP = "/gestion/cuenta/seguridad/authenticate/"
ACTIVATE = "/gestion/cuenta/seguridad/totp/activate/"
OTHER_PASSWORD = "el río suena donde hay piedras"


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> Iterator[None]:
    """What sign-in counts against an address is forgotten between tests."""
    cache.clear()
    yield
    cache.clear()


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


def test_after_some_wrong_tries_even_the_right_password_waits(client: Client, ana: Person) -> None:
    for _ in range(5):
        _sign_in(client, ana.email, OTHER_PASSWORD)
    response = _sign_in(client, ana.email)
    assert (response.status_code, _is_in(client)) == (200, False)
    code = response.context["form"].errors.get_json_data()["__all__"][0]["code"]
    assert code == "too_many_login_attempts"


def test_who_asks_too_often_gets_our_page(client: Client) -> None:
    for number in range(30):
        assert _sign_in(client, f"nadie{number}@entidad.example", "x").status_code == 200
    response = _sign_in(client, "nadie@entidad.example", "x")
    assert (response.status_code, response.templates[0].name) == (429, "errors/429.html")


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


def _code(secret: str, moment: int) -> str:
    """What a telephone shows at that second (RFC 6238, six figures, thirty seconds)."""
    digest = hmac.new(base64.b32decode(secret), (moment // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{int.from_bytes(digest[at : at + 4], 'big') % 2**31 % 10**6:06d}"


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
    done = client.post(ACTIVATE, {"code": _code(secret, 1_634_300_000)})
    assert done.status_code == 302
    return secret


def test_the_test_computes_codes_as_the_standard_does() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert [_code(secret, moment) for moment in (59, 1_111_111_109, 20_000_000_000)] == ["287082", "081804", "353130"]


def test_who_activated_the_second_step_needs_it(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(client, ana.email)
    secret = _enrol(client, monkeypatch)
    later = Client()
    assert _leads_to(_sign_in(later, ana.email)) == (302, SECOND_STEP)
    assert not _is_in(later)
    assert later.get("/gestion/personas/")["Location"].startswith(LOGIN)
    _at(1_634_300_090, monkeypatch)
    wrong = later.post(SECOND_STEP, {"code": _code(secret, 1_634_200_000)})
    assert (wrong.status_code, _is_in(later)) == (200, False)
    assert _leads_to(later.post(SECOND_STEP, {"code": _code(secret, 1_634_300_090)})) == (302, "/gestion/")
    assert _is_in(later)


def test_a_code_opens_once(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(client, ana.email)
    code = _code(_enrol(client, monkeypatch), 1_634_300_090)
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
