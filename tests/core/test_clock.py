"""The one clock: Bogotá's day, frozen where the installation says so, never the hour."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

from rendir.foundation.core import clock

HALF_PAST_TEN_AT_NIGHT = datetime(2021, 10, 16, 3, 30, 15, tzinfo=UTC)
"""In Bogotá it is still the 15th."""


@pytest.fixture(autouse=True)
def _that_night(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(timezone, "now", lambda: HALF_PAST_TEN_AT_NIGHT)
    settings.RENDIR_TODAY = None


def test_it_is_the_day_of_bogota() -> None:
    assert clock.now() == HALF_PAST_TEN_AT_NIGHT
    assert clock.now().isoformat() == "2021-10-15T22:30:15-05:00"
    assert clock.today() == date(2021, 10, 15)


def test_a_frozen_day_keeps_the_hour(settings: Settings) -> None:
    settings.RENDIR_TODAY = date(2021, 3, 1)
    assert clock.now().isoformat() == "2021-03-01T22:30:15-05:00"
    assert clock.today() == date(2021, 3, 1)


def test_a_journey_ends_where_it_began(settings: Settings) -> None:
    settings.RENDIR_TODAY = date(2021, 3, 1)
    with clock.travel(date(2022, 1, 31)):
        assert clock.today() == date(2022, 1, 31)
        with clock.travel(date(2023, 1, 31)):
            assert clock.today() == date(2023, 1, 31)
        assert clock.today() == date(2022, 1, 31)
    assert clock.today() == date(2021, 3, 1)


def test_a_journey_that_fails_ends_too() -> None:
    with pytest.raises(KeyError), clock.travel(date(2022, 1, 31)):
        raise KeyError
    assert clock.today() == date(2021, 10, 15)


def test_nobody_else_travels_along() -> None:
    with clock.travel(date(2022, 1, 31)), ThreadPoolExecutor(1) as another:
        assert another.submit(clock.today).result() == date(2021, 10, 15)
