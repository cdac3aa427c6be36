"""What the age of the last backup means."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.backups.rules import Light, days_since, light_of, too_many

NOW = datetime(2021, 10, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "light"),
    [
        (None, Light.MISSING),
        (0, Light.FRESH),
        (6, Light.FRESH),
        (7, Light.OLD),
        (29, Light.OLD),
        (30, Light.MISSING),
        (400, Light.MISSING),
    ],
)
def test_the_light_changes_on_the_day_that_is_set(days: int | None, light: Light) -> None:
    assert light_of(days, fresh=7, old=30) is light


@given(st.integers(0, 1000), st.integers(1, 60), st.integers(1, 60))
def test_a_backup_never_gets_younger(days: int, fresh: int, old: int) -> None:
    order = [Light.FRESH, Light.OLD, Light.MISSING]
    now, tomorrow = (order.index(light_of(one, fresh=fresh, old=old)) for one in (days, days + 1))
    assert now <= tomorrow


@pytest.mark.parametrize(
    ("last", "days"),
    [
        (None, None),
        (NOW, 0),
        (NOW - timedelta(hours=23, minutes=59), 0),
        (NOW - timedelta(days=1), 1),
        (NOW - timedelta(days=7, hours=5), 7),
        (NOW + timedelta(hours=3), 0),
    ],
)
def test_days_are_whole_days(last: datetime | None, days: int | None) -> None:
    assert days_since(last, NOW) == days


def test_the_newest_remain() -> None:
    assert too_many([5, 4, 3, 2, 1], kept=2) == [3, 2, 1]
    assert too_many([5, 4], kept=7) == []
