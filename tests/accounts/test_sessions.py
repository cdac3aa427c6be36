"""Sessions in our own table: whose each is, under a digest, and what is told of it."""

import hashlib
from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from factories.accounts import PASSWORD, colleague, insider, with_password
from rendir.foundation.accounts.models import OpenSession
from rendir.foundation.accounts.queries import sessions_of
from rendir.foundation.accounts.sessions import (
    DEVICE,
    EVERY,
    SEEN,
    Digest,
    SessionStore,
    digest_of,
    note_presence,
    presence_of,
)
from rendir.foundation.core import clock

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0"


@pytest.fixture(autouse=True)
def _the_day():
    with clock.travel(TODAY):
        yield


def _signed_in(**headers: str) -> Client:
    client = Client(headers=headers)
    client.post("/gestion/cuenta/login/", {"login": with_password(colleague()).email, "password": PASSWORD})
    return client


def test_a_session_is_kept_with_its_owner_under_the_digest_of_its_key() -> None:
    client = Client()
    beto = colleague()
    client.force_login(beto)
    key = client.session.session_key
    row = OpenSession.objects.get()
    assert (row.session_key, row.person) == (hashlib.sha256(key.encode()).hexdigest(), beto)
    assert (str(row), SessionStore(key).exists(key)) == (row.session_key[:12], True)


def test_a_visitor_has_a_session_of_nobody() -> None:
    store = SessionStore()
    store["something"] = 1
    store.save()
    assert (OpenSession.objects.get().person, SessionStore(store.session_key)["something"]) == (None, 1)
    store.delete()
    assert not OpenSession.objects.exists()


def test_a_digest_that_was_read_in_a_copy_opens_nothing() -> None:
    client = Client()
    client.force_login(insider())
    digest = OpenSession.objects.get().session_key
    thief = Client()
    thief.cookies["sessionid"] = str(digest)
    assert (client.get("/gestion/").status_code, thief.get("/gestion/").status_code) == (200, 302)
    assert SessionStore(str(digest)).load() == {}


def test_a_key_is_told_from_its_digest() -> None:
    digest = digest_of("una-llave")
    assert (isinstance(digest, Digest), digest_of(None)) == (True, None)
    assert OpenSession._meta.get_field("session_key").get_prep_value(None) is None
    assert OpenSession._meta.get_field("session_key").get_prep_value(digest) is digest


def test_a_session_is_told_by_its_device_its_beginning_and_its_last_use() -> None:
    client = _signed_in(user_agent=FIREFOX)
    (told,) = sessions_of(OpenSession.objects.get().person, this=client.session.session_key)
    assert (told.device, told.is_this_one) == ("Firefox en Linux", True)
    assert (told.since, told.seen) == (told.seen, told.since)
    assert told.since is not None
    assert told.since.date() == TODAY


def test_no_address_of_the_network_is_kept() -> None:
    client = _signed_in(user_agent=FIREFOX, x_forwarded_for="203.0.113.9")
    client.get("/gestion/", REMOTE_ADDR="203.0.113.9")
    kept = OpenSession.objects.get().get_decoded()
    assert "203.0.113.9" not in repr(kept)
    assert FIREFOX not in repr(kept)


def test_ones_own_sessions_come_with_this_one_first_and_then_the_last_used() -> None:
    beto = colleague()
    with clock.travel(date(2021, 10, 13)):
        old = Client()
        old.force_login(beto)
    with clock.travel(date(2021, 10, 14)):
        this = Client()
        this.force_login(beto)
    new = Client()
    new.force_login(beto)
    told = sessions_of(beto, this=this.session.session_key)
    keys = [digest_of(one.session.session_key) for one in (this, new, old)]
    assert ([one.digest for one in told], [one.is_this_one for one in told]) == (keys, [True, False, False])
    assert [one.is_this_one for one in sessions_of(beto)] == [False, False, False]


def test_a_session_of_before_says_what_it_knows() -> None:
    row = OpenSession(session_key=Digest("a" * 64), session_data=SessionStore().encode({}))
    told = presence_of(row, None)
    assert (told.device, told.since, told.seen, told.is_this_one) == ("", None, None, False)


def test_use_is_written_down_once_in_a_while() -> None:
    session, now = SessionBase(), datetime(2021, 10, 15, 10, 0, tzinfo=clock.now().tzinfo)
    session._session_cache = {}
    note_presence(session, device="Firefox en Linux", now=now)
    assert (session[SEEN], session[DEVICE]) == ("2021-10-15T10:00:00-05:00", "Firefox en Linux")
    for later, expected in ((EVERY - timedelta(seconds=1), now), (EVERY, now + EVERY)):
        note_presence(session, device="Firefox en Linux", now=now + later)
        assert session[SEEN] == expected.isoformat()


def test_a_page_of_the_desk_writes_nothing_until_then(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    client = Client()
    client.force_login(colleague())
    before = OpenSession.objects.get().session_data
    client.get("/gestion/")
    assert OpenSession.objects.get().session_data == before
    with clock.travel(date(2021, 10, 16)):
        client.get("/gestion/")
    assert OpenSession.objects.get().get_decoded()[SEEN].startswith("2021-10-16")


def test_what_ran_out_is_taken_away_when_somebody_comes_in() -> None:
    store = SessionStore()
    store["_auth_user_id"] = str(insider().pk)
    store.set_expiry(-1)
    store.save()
    assert OpenSession.objects.count() == 1
    _signed_in()
    assert OpenSession.objects.filter(person__name="Ana Insider").count() == 0
