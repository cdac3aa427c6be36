"""What is missing of a group."""

from dataclasses import replace
from datetime import date

import pytest

from factories.audience_facts import GROUP, TABLE
from rendir.information.audiences.rules.gaps import Gap, gaps_in, gaps_of, is_old
from rendir.information.audiences.rules.vocabulary import Channel

TODAY = date(2021, 10, 15)


def test_of_a_whole_group_nothing_is_missing() -> None:
    assert gaps_of(GROUP, today=TODAY, months=24) == ()


@pytest.mark.parametrize(
    ("other", "gap"),
    [
        ({"publication": ()}, Gap.NOT_TOLD),
        ({"dialogue": ()}, Gap.NOT_HEARD),
        ({"dialogue": (Channel.VIRTUAL, Channel.CHAT)}, Gap.ONLY_VIRTUAL),
        ({"needs": ()}, Gap.NO_NEEDS),
        ({"tables": ()}, Gap.NO_DATA),
        ({"tables": (replace(TABLE, source_on=date(2019, 10, 14)),)}, Gap.OLD_DATA),
        ({"zones": ()}, Gap.NO_ZONES),
    ],
)
def test_each_thing_that_is_missing_is_told(other: dict[str, object], gap: Gap) -> None:
    assert gaps_of(replace(GROUP, **other), today=TODAY, months=24) == (gap,)  # type: ignore[arg-type] # fields of a group
    assert gap.label
    assert gap.why.endswith(".") or gap.why.endswith(")")


@pytest.mark.parametrize(
    ("day", "old"),
    [(date(2019, 10, 14), True), (date(2019, 10, 15), False), (date(2019, 9, 30), True), (date(2019, 11, 1), False)],
)
def test_data_are_old_when_the_months_are_over(day: date, *, old: bool) -> None:
    assert is_old(day, today=TODAY, months=24) is old


def test_the_gravest_comes_first_and_says_who_is_left_out() -> None:
    groups = [replace(GROUP, zones=()), replace(GROUP, name="Otro", publication=())]
    found = gaps_in(groups, today=TODAY, months=24)
    assert [(one.group.name, one.gap, one.gap.leaves_out) for one in found] == [
        ("Otro", Gap.NOT_TOLD, True),
        ("Juventudes", Gap.NO_ZONES, False),
    ]
