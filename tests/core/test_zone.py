"""The one time zone."""

from datetime import UTC, date, datetime

import pytest

from rendir.foundation.core.zone import day_in_bogota


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2021, 10, 16, 4, 59, tzinfo=UTC), date(2021, 10, 15)),
        (datetime(2021, 10, 16, 5, 0, tzinfo=UTC), date(2021, 10, 16)),
    ],
)
def test_the_day_ends_at_midnight_in_bogota(moment: datetime, day: date) -> None:
    assert day_in_bogota(moment) == day
