"""Which delivery a piece of work belongs to."""

from datetime import date

import pytest

from factories.schedules import facts
from rendir.plan.compliance.rules.matching import fitting
from rendir.plan.compliance.rules.promises import promises_of
from rendir.plan.planning.rules.facts import Component

ROWS = (
    facts("Prensa", number=1, periods=[2, 3], action_type="issue_press_releases"),
    facts("Más prensa", Component.DIALOGUE, number=1, periods=[3], action_type="issue_press_releases"),
    facts("Otra cosa", number=2, periods=[1, 2, 3], action_type="prioritize_topics"),
)
PROMISES = promises_of(ROWS, 2021, last_day=lambda _, start: (start, ""))


@pytest.mark.parametrize(
    ("on", "keys"),
    [
        (date(2021, 4, 30), []),
        (date(2021, 5, 1), ["I1-2"]),
        (date(2021, 8, 31), ["I1-2"]),
        (date(2021, 9, 1), ["I1-3", "D1-3"]),
    ],
)
def test_by_its_kind_and_the_day_of_the_fact(on: date, keys: list[str]) -> None:
    assert [str(one.key) for one in fitting(PROMISES, "issue_press_releases", on)] == keys


def test_another_kind_fits_nothing() -> None:
    assert fitting(PROMISES, "train_groups", date(2021, 6, 1)) == ()
