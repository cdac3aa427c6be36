"""What sign-in counts is shared by every process, outlives a restart and tells nothing to who reads it."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection

from rendir.foundation.accounts.counts import SharedCounts
from rendir.foundation.accounts.models import SharedCount
from rendir.foundation.core import clock

pytestmark = pytest.mark.django_db

KEY = "allauth:rl:allauth.account:login:60/300s/ip:ip:203.0.113.9"


@pytest.fixture
def counts() -> SharedCounts:
    return SharedCounts("", {})


def _later(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr("rendir.foundation.accounts.counts.clock.now", lambda: moment)


def test_it_is_the_cache_of_the_installation() -> None:
    assert isinstance(caches["default"], SharedCounts)


@pytest.mark.parametrize("value", [[1634300000.5, 1634300001.25], True, "y", 0, None, {"a": [1]}])
def test_a_value_comes_back_as_it_was(counts: SharedCounts, value: object) -> None:
    counts.set(KEY, value)
    assert SharedCounts("", {}).get(KEY, "nothing") == value


def test_what_is_not_there_is_what_was_asked_for_instead(counts: SharedCounts) -> None:
    assert (counts.get(KEY), counts.get(KEY, []), counts.has_key(KEY)) == (None, [], False)


def test_a_value_is_replaced_deleted_and_cleared(counts: SharedCounts) -> None:
    counts.set(KEY, 1)
    counts.set(KEY, 2)
    assert (counts.get(KEY), SharedCount.objects.count()) == (2, 1)
    assert (counts.delete(KEY), counts.delete(KEY), counts.get(KEY)) == (True, False, None)
    counts.set(KEY, 3)
    counts.clear()
    assert SharedCount.objects.count() == 0


def test_a_value_lasts_its_time(counts: SharedCounts, monkeypatch: pytest.MonkeyPatch) -> None:
    counts.set("short", 1, 60)
    counts.set("usual", 1)
    counts.set("always", 1, None)
    _later(61, monkeypatch)
    assert [counts.get(key) for key in ("short", "usual", "always")] == [None, 1, 1]
    _later(240, monkeypatch)
    assert [counts.get(key) for key in ("short", "usual", "always")] == [None, None, 1]


def test_a_value_may_be_given_more_time(counts: SharedCounts, monkeypatch: pytest.MonkeyPatch) -> None:
    counts.set(KEY, 1, 60)
    assert (counts.touch(KEY, 600), counts.touch("nothing", 600)) == (True, False)
    _later(300, monkeypatch)
    assert counts.get(KEY) == 1


def test_only_one_adds(counts: SharedCounts, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [counts.add(KEY, value, 10) for value in (1, 2)] == [True, False]
    assert counts.get(KEY) == 1
    _later(11, monkeypatch)
    assert (counts.add(KEY, 3, 10), counts.get(KEY)) == (True, 3)


def test_what_ran_out_is_swept(counts: SharedCounts, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        counts.set(f"key-{number}", 1, 60)
    _later(61, monkeypatch)
    counts.add("another", 1)
    assert SharedCount.objects.count() == 1


def test_the_table_tells_no_address_and_no_mail(counts: SharedCounts) -> None:
    counts.set(KEY, [1.5])
    row = SharedCount.objects.get()
    assert (len(row.key), "203" in str(row), row.value) == (64, False, [[1.5]])


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_takes_the_lock(counts: SharedCounts) -> None:
    took: list[bool] = []

    def take() -> None:
        took.append(counts.add("lock", 1, 10))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(took) == [False] * 5 + [True]
